public import Core
internal import Feeds
internal import Foundation
internal import GRDB
internal import TextSafety

/// What a log holds of the past, read beside the program that writes it and never in its way.
public enum KeptLog {
  /// The kept events since a moment in the order they came, and the journal of the same time.
  public static func read(
    folder: String, since start: Timestamp, journal: ([JournalEntry]) -> Void, event: (Event) -> Void
  ) throws(LogError) {
    let path = folder + "/zhiban.db"
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(2)
    do {
      try DatabaseQueue(path: path, configuration: configuration).read { database in
        journal(try JournalEntry.all(database, since: start))
        let decoder = LineDecoder(.init(maximumClassification: .restricted))
        let rows = try Row.fetchCursor(
          database, sql: "SELECT line FROM event WHERE at >= ? ORDER BY number", arguments: [start.milliseconds])
        while let row = try rows.next() {
          if let lines = String.fromDatabaseValue(row[0]) { EventLines.read(lines, since: start, decoder, each: event) }
        }
      }
    } catch {
      throw LogError(path: SafeText(sanitizing: path), reason: SafeText(sanitizing: "\(error)", limit: 200))
    }
  }
}
