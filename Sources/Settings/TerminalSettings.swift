/// `terminal:` of a configuration: what the terminal is asked for besides drawing.
public struct TerminalSettings: Sendable, Equatable {
  /// The window's title says how many alerts wait.
  public var hasTitle = true
  /// A new red alert is a notification of the desktop.
  public var notifies = false
  public var hasMouse = true

  public init() {}

  init(_ value: YAMLValue) {
    value.allow(["title", "notify", "mouse"])
    hasTitle = value["title"]?.bool ?? hasTitle
    notifies = value["notify"]?.bool ?? notifies
    hasMouse = value["mouse"]?.bool ?? hasMouse
  }
}
