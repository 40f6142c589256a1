extension AlarmTable {
  /// Alarms in the order they came; nothing is copied to look at them.
  public struct Rows: BidirectionalCollection, Sendable {
    public struct Index: Comparable, Sendable {
      let slot: Int
      public static func < (left: Index, right: Index) -> Bool { left.slot < right.slot }
    }

    private let slots: [Alarm?]

    init(slots: [Alarm?]) { self.slots = slots }

    public var startIndex: Index { Index(slot: slots.firstIndex { $0 != nil } ?? slots.endIndex) }
    public var endIndex: Index { Index(slot: slots.endIndex) }

    public func index(after index: Index) -> Index {
      Index(slot: slots[(index.slot + 1)...].firstIndex { $0 != nil } ?? slots.endIndex)
    }

    public func index(before index: Index) -> Index {
      guard let slot = slots[..<index.slot].lastIndex(where: { $0 != nil }) else { preconditionFailure("before the first row") }
      return Index(slot: slot)
    }

    public subscript(index: Index) -> Alarm {
      guard let alarm = slots[index.slot] else { preconditionFailure("not an index of these rows") }
      return alarm
    }
  }
}
