import Foundation

@testable import Core

/// An entry as the disk gives it back.
enum JournalCopy {
  static func of(_ entry: JournalEntry) throws -> JournalEntry {
    try JSONDecoder().decode(JournalEntry.self, from: try JSONEncoder().encode(entry))
  }
}
