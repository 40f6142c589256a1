/// One key or mouse event, as the terminal reported it.
public enum KeyPress: Hashable, Sendable {
  /// A character, typed or out of an input method.
  case character(Unicode.Scalar)
  /// Ctrl with a letter, lower case.
  case control(Unicode.Scalar)
  case enter, escape, tab, backTab, backspace, delete, insert
  case up, down, left, right, home, end, pageUp, pageDown
  case function(Int)
  /// A paste in brackets, still to be sanitised by whoever takes it.
  case paste(String)
  case mouse(MouseEvent)

  public struct MouseEvent: Hashable, Sendable {
    public enum Kind: Hashable, Sendable { case press, doublePress, wheelUp, wheelDown }
    public var kind: Kind
    public var x: Int
    public var y: Int

    public init(_ kind: Kind, x: Int, y: Int) {
      self.kind = kind
      self.x = x
      self.y = y
    }
  }
}
