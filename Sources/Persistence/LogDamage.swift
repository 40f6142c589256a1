internal import Foundation
public import TextSafety

/// What was kept of a damaged log, and what was lost.
public struct LogDamage: Sendable, Equatable, Codable {
  public var reason: SafeText
  /// Where the damaged file lies now.
  public var setAside: SafeText
  public var records = 0
  /// Records of the journal that are missing since; they are on record as lost.
  public var lost: Int64 = 0
  public var alarms = 0
  public var events = 0

  public var words: SafeText {
    "\(reason); kept \(records) records, \(alarms) alarms, \(events) events; lost \(lost) records; set aside as \(setAside)"
  }

  /// Lies beside the log until the alarm about it is in the journal: a crash, or a snapshot that came first, must not hide it.
  static func pending(_ log: String) -> LogDamage? {
    FileManager.default.contents(atPath: log + ".damage").flatMap { try? JSONDecoder().decode(LogDamage.self, from: $0) }
  }

  func keepPending(_ log: String) {
    try? JSONEncoder().encode(self).write(to: URL(fileURLWithPath: log + ".damage"), options: .atomic)
  }

  static func forget(_ log: String) { try? FileManager.default.removeItem(atPath: log + ".damage") }
}
