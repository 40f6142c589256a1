internal import Core
internal import Foundation
internal import TextSafety

/// A record of the journal as it lies on the disk: the exact text that is hashed, and columns that say the same for queries.
struct JournalRecord: Sendable, Equatable {
  var sequence: Int64
  /// Milliseconds since 1970.
  var at: Int64
  var kind: String
  var alarm: String?
  var by: String?
  var text: String

  init(sequence: Int64, at: Int64, kind: String, alarm: String?, by: String?, text: String) {
    self.sequence = sequence
    self.at = at
    self.kind = kind
    self.alarm = alarm
    self.by = by
    self.text = text
  }

  /// Stands for records that a damaged disk has lost.
  init(lost first: Int64, through last: Int64, at: Int64) {
    self.init(
      sequence: last, at: at, kind: JournalEntry.Kind.log.rawValue, alarm: nil, by: nil,
      text: #"{"at":\#(at),"first":\#(first),"input":"lost","kind":"log","sequence":\#(last),"text":"\#(first)–\#(last)"}"#)
  }

  /// Keys in their order, so that one entry has one text.
  static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }

  /// The start of an entry's text after which an alarm's own text stands: `after` sorts first.
  static let afterPrefix = #"{"after":"#
}

extension Alarm {
  /// Reads an alarm's own text, which leaves its key to the row it stands in.
  static func read(_ text: String, of key: String) -> Alarm? {
    let decoder = JSONDecoder()
    decoder.userInfo[Alarm.ownKey] = AlarmKey(text: SafeText(sanitizing: key))
    return try? decoder.decode(Alarm.self, from: Data(text.utf8))
  }
}

/// What an entry's text says of itself.
struct RecordFacts: Decodable {
  var sequence: Int64
  var at: Int64
  var kind: String
  var key: String?
  var by: String?
  var input: String
  /// Of a record that stands for lost ones: the first of them.
  var first: Int64?

  /// Within what a calendar can say.
  var moment: Timestamp { Timestamp(milliseconds: min(max(at, 0), 253_402_300_799_999)) }

  static func read(_ text: some Sequence<UInt8>) -> RecordFacts? {
    try? JSONDecoder().decode(RecordFacts.self, from: Data(text))
  }

  func agrees(with record: JournalRecord) -> Bool {
    sequence == record.sequence && at == record.at && kind == record.kind && key == record.alarm && by == record.by
  }
}
