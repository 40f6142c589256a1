internal import Glibc

/// Why a command cannot go on, in words for the person who typed it.
public struct Failure: Error, Sendable, Equatable {
  public enum Kind: Sendable { case badInput, cannotWrite, usage }

  public var kind: Kind
  public var message: String

  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  /// With the reason the system gave for a path just now.
  public init(_ kind: Kind, path: String) { self.init(kind, "\(path): \(String(cString: strerror(errno)))") }
}
