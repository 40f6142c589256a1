public import Core
internal import Feeds
internal import Synchronization
public import TextSafety

/// The latest lines whose personal data was masked, for a shift lead who must call somebody back. In memory only, never on a wall;
/// a revealed text goes to the screen and nowhere else.
///
/// Only native lines are kept: a record of a larger document has no line of its own.
public final class Originals: Sendable {
  private let lines = Mutex(Lines())

  fileprivate struct Lines: Sendable {
    var newest: [RevealTarget: [UInt8]] = [:]
    /// In the order they came, so that the oldest goes first.
    var order: [RevealTarget] = []
    var bytes = 0
  }

  fileprivate static let capacity = 2000
  fileprivate static let maximumBytes = 8 << 20

  public init() {}

  /// Remembers the line that these events came from, where something in it was masked.
  func note(_ events: ArraySlice<Event>, line: UnsafeRawBufferPointer) {
    for event in events where event.marks.contains(.masked) {
      guard let target = RevealTarget(event) else { continue }
      lines.withLock { $0.keep([UInt8](line), of: target) }
    }
  }

  /// The texts of its ticket or alert as they came, made harmless but not masked; empty where the line is not here any more.
  public func texts(of target: RevealTarget) -> [SafeText] {
    guard let line = lines.withLock({ $0.newest[target] }) else { return [] }
    var options = LineDecoder.Options(maximumClassification: .confidential)
    options.masks = false
    var events: [Event] = []
    line.withUnsafeBytes { _ = LineDecoder(options).decode(line: $0, into: &events) }
    guard let event = events.last(where: { RevealTarget($0) == target }) else { return [] }
    switch event.payload {
    case .ticket(let ticket): return [ticket.title] + [ticket.placeText].compactMap(\.self)
    case .alert(let alert): return [alert.headline] + [alert.detail, alert.instruction].compactMap(\.self)
    default: return []
    }
  }

  public var count: Int { lines.withLock { $0.newest.count } }
}

extension Originals.Lines {
  fileprivate mutating func keep(_ line: [UInt8], of target: RevealTarget) {
    if let old = newest.updateValue(line, forKey: target) { bytes -= old.count } else { order.append(target) }
    bytes += line.count
    while order.count > Originals.capacity || bytes > Originals.maximumBytes {
      bytes -= newest.removeValue(forKey: order.removeFirst())?.count ?? 0
    }
  }
}

extension RevealTarget {
  /// What an event speaks of; nil where it has no words of people.
  fileprivate init?(_ event: Event) {
    switch event.payload {
    case .ticket(let ticket): self = .ticket(ticket.ticket)
    case .alert(let alert): self = .alarm(.feed(source: event.source, alert: alert.alert))
    default: return nil
    }
  }
}
