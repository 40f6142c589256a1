import Foundation
import Testing
import TextSafety

@testable import Core

/// The journal's text is written by hand; it must be what the encoder makes, to the byte.
struct JournalTextTests {
  private var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }

  @Test func everyEntryOfRandomHistoriesIsTheEncodersToTheByte() throws {
    let encoder = encoder
    var (written, left) = (0, 0)
    for seed in 0..<120 {
      var random = Seeded(seed)
      var table = AlarmTable()
      var sequence: Int64 = 0
      let key = AlarmKey(text: "rule/cloud/\"a\"\\\(seed)")
      let options = AlarmOptions(latch: AlarmOptions.Latch.allCases[seed % 3])
      for step in 0..<60 {
        let input = random.input(for: table[key], sequence: &sequence)
        let facts = random.below(2) == 0 ? AlarmFacts.full(random.below(1000)) : .sample
        guard let entry = table.apply(input, to: key, facts: facts, options: options, at: .start + Double(step * 40)).1 else {
          continue
        }
        var text = JournalText()
        guard text.write(entry) else {
          #expect(entry.refusal != nil || entry.after?.work != nil)
          left += 1
          continue
        }
        written += 1
        #expect(String(decoding: text.bytes, as: UTF8.self) == String(decoding: try encoder.encode(entry), as: UTF8.self))
        let decoder = JSONDecoder()
        decoder.userInfo[Alarm.ownKey] = key
        #expect(try text.after.map { try decoder.decode(Alarm.self, from: Data(text.bytes[$0])) } == entry.after)
        #expect(try JSONDecoder().decode(JournalEntry.self, from: Data(text.bytes)) == entry)
      }
    }
    #expect(written > 2000 && left > 200)
  }

  /// A record is hashed, written and kept for a year: it says what is unusual.
  @Test func whatIsUsualIsLeftOut() throws {
    var table = AlarmTable()
    let key = AlarmKey(text: "feed/a/1")
    let facts = AlarmFacts(
      category: .weather, headline: LocalName(zh: "暴雨", en: "暴雨"), place: PlaceCode(digits: 440_802), source: "/a")
    let raised = try #require(table.apply(.raise(.red, sequence: 7), to: key, facts: facts, at: .start).1)
    #expect(
      try written(raised)
        == #"{"after":{"announced":4,"arrival":1,"core":"unacknowledged","current":4,"facts":{"category":"weather","headline":"暴雨","#
        + #""place":440802,"source":"/a"},"raised":1656813900000,"sequence":7},"at":1656813900000,"input":"raise","key":"feed/a/1","#
        + #""kind":"transition","sequence":1}"#)
    let acknowledged = try #require(table.apply(.acknowledge(revision: 1, by: "duty-02", until: nil), to: key, at: .start + 1).1)
    #expect(
      try written(acknowledged)
        == #"{"after":{"acknowledgement":{"at":1656813901000,"by":"duty-02","severity":4,"through":7},"arrival":1,"#
        + #""askedAt":1656813900000,"beginnings":[1656813900000],"changedAt":1656813901000,"core":"acknowledged","current":4,"facts":{"#
        + #""category":"weather","headline":"暴雨","place":440802,"source":"/a"},"journalSequence":2,"raisedAt":1656813900000,"#
        + #""sequence":7},"at":1656813901000,"by":"duty-02","input":"ack","key":"feed/a/1","kind":"action","sequence":2}"#)
  }

  /// As it is written, which must be read as the same entry.
  private func written(_ entry: JournalEntry) throws -> String {
    var text = JournalText()
    let isWritten = text.write(entry)
    #expect(isWritten)
    #expect(try JSONDecoder().decode(JournalEntry.self, from: Data(text.bytes)) == entry)
    return String(decoding: text.bytes, as: UTF8.self)
  }

  /// Records of earlier editions say everything.
  @Test func aRecordOfAnEarlierEditionIsTheSameAlarm() throws {
    let old =
      #"{"after":{"announced":4,"arrival":1,"askedAt":1656813900000,"beginnings":[1656813900000],"changedAt":1656813900000,"#
      + #""core":"unacknowledged","count":1,"current":4,"facts":{"category":"weather","guidance":{"en":"","zh":""},"headline":{"en":"暴雨","#
      + #""zh":"暴雨"},"isExercise":false,"isSimulated":false,"owner":{"en":"","zh":""},"place":440802,"references":[],"source":"/a"},"#
      + #""isHeld":false,"isStale":false,"journalSequence":0,"key":"feed/a/1","latch":"acknowledge","notes":[],"occurrence":1,"#
      + #""raisedAt":1656813900000,"revision":1,"sequence":7,"shelves":0,"suppressedBy":[]},"at":1656813900000,"input":"raise","#
      + #""key":"feed/a/1","kind":"transition","sequence":1}"#
    var table = AlarmTable()
    let facts = AlarmFacts(
      category: .weather, headline: LocalName(zh: "暴雨", en: "暴雨"), place: PlaceCode(digits: 440_802), source: "/a")
    let entry = table.apply(.raise(.red, sequence: 7), to: AlarmKey(text: "feed/a/1"), facts: facts, at: .start).1
    #expect(try JSONDecoder().decode(JournalEntry.self, from: Data(old.utf8)) == entry)
  }

  @Test(arguments: [0, -0.0, 1, -1, 0.5, 1.0 / 3, 97.25, 1e-3, 12_345_678.9, 999_999_999_999_999, 1e15, 1e16, 1e-5, 1.7e308])
  func numbersAreTheEncoders(value: Double) throws {
    var facts = AlarmFacts.sample
    facts.value = value
    var table = AlarmTable()
    let entry = try #require(table.apply(.raise(.red, sequence: 1), to: AlarmKey(text: "k"), facts: facts, at: .start).1)
    var text = JournalText()
    // Unusual sizes go the long way.
    guard text.write(entry) else { return #expect(value.magnitude >= 1e15 || value.magnitude < 1e-4) }
    #expect(String(decoding: text.bytes, as: UTF8.self) == String(decoding: try encoder.encode(entry), as: UTF8.self))
  }

  @Test func controlCharactersAreEscapedAsTheEncoderDoes() throws {
    var table = AlarmTable()
    let odd = SafeText(sanitizing: String((1...255).map { Character(Unicode.Scalar(UInt8($0))) }))
    var facts = AlarmFacts.sample
    facts.detail = odd
    facts.headline.zh = "\u{2028}/<>&é̂𝒳" as SafeText
    let entry = try #require(table.apply(.raise(.red, sequence: 1), to: AlarmKey(text: "k"), facts: facts, at: .start).1)
    var text = JournalText()
    let isWritten = text.write(entry)
    #expect(isWritten)
    #expect(String(decoding: text.bytes, as: UTF8.self) == String(decoding: try encoder.encode(entry), as: UTF8.self))
  }
}

extension AlarmFacts {
  /// With everything it can have.
  static func full(_ number: Int) -> AlarmFacts {
    AlarmFacts(
      category: AlertReport.Category.allCases[number % AlertReport.Category.allCases.count],
      headline: LocalName(zh: "积水 \"\(number)\"", en: "water \(number)"), detail: "a\\b", place: PlaceCode(digits: 440_803),
      owner: LocalName(zh: "水务局", en: "Water"), source: "/a/b", sender: "c", value: Double(number) / 8,
      threshold: Double(number % 7),
      unit: "mm", guidance: LocalName(zh: "查", en: "look"), runbook: "https://a/b", group: "g", references: ["r1", "r2"],
      signal: .init(hazard: "rain", color: .orange), response: .init(plan: "flood", level: .two), expiresAt: .start + 9e6,
      subject: "metric a", isExercise: number % 5 == 0, isSimulated: number % 3 == 0)
  }
}
