/// A value that belongs to how something came, not to what it says: it takes no part in comparison.
@propertyWrapper
public struct Incidental<Value: Sendable>: Sendable, Equatable {
  public var wrappedValue: Value

  public init(wrappedValue: Value) { self.wrappedValue = wrappedValue }

  public static func == (left: Incidental, right: Incidental) -> Bool { true }
}
