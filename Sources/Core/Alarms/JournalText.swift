internal import TextSafety

/// Writes entries of the journal as the JSON they are hashed and kept as: keys in their order, what is as usual left out.
///
/// The same bytes as `JSONEncoder` makes of them, at a small part of its cost; a test holds the two together.
public struct JournalText: Sendable {
  public private(set) var bytes: [UInt8] = []
  /// Where the alarm's own text stands in the latest entry's; nil where it has none.
  public private(set) var after: Range<Int>?

  public init() {}

  /// Replaces the bytes by those of this entry; false where they must be made the long way.
  public mutating func write(_ entry: JournalEntry) -> Bool {
    bytes.removeAll(keepingCapacity: true)
    after = nil
    // Rare, and nested in a way of its own.
    guard entry.refusal == nil else { return false }
    if let kept = entry.kept, kept.wrappedValue.hasWork || kept.wrappedValue.key != entry.key { return false }
    raw("{")
    if let kept = entry.kept {
      raw("\"after\":")
      let start = bytes.count
      guard write(kept.wrappedValue) else { return false }
      after = start..<bytes.count
      raw(",")
    }
    raw("\"at\":")
    integer(entry.at.milliseconds)
    text(",\"by\":", entry.by)
    text(",\"input\":", entry.input)
    text(",\"key\":", entry.key?.text)
    raw(",\"kind\":\"")
    word(entry.kind.rawValue)
    raw("\",\"sequence\":")
    integer(entry.sequence)
    text(",\"text\":", entry.text)
    raw("}")
    return true
  }

  private mutating func write(_ alarm: Alarm) -> Bool {
    raw("{")
    if let acknowledgement = alarm.acknowledgement {
      raw("\"acknowledgement\":")
      write(acknowledgement)
      raw(",")
    }
    if let announced = alarm.announced {
      raw("\"announced\":")
      integer(announced.rawValue)
      raw(",")
    }
    raw("\"arrival\":")
    integer(alarm.arrival)
    let isJustRaised = alarm.isJustRaised
    if !isJustRaised {
      moment(",\"askedAt\":", alarm.askedAt)
      raw(",\"beginnings\":[")
      for (number, beginning) in alarm.beginnings.enumerated() {
        if number > 0 { raw(",") }
        integer(beginning.milliseconds)
      }
      raw("],\"changedAt\":")
      integer(alarm.changedAt.milliseconds)
    }
    moment(",\"clearedAt\":", alarm.clearedAt)
    raw(",\"core\":\"")
    word(alarm.core.rawValue)
    raw("\"")
    figure(",\"count\":", alarm.count, unless: 1)
    if let current = alarm.current {
      raw(",\"current\":")
      integer(current.rawValue)
    }
    raw(",\"facts\":")
    guard write(alarm.facts) else { return false }
    flag(",\"isHeld\":true", alarm.isHeld)
    flag(",\"isStale\":true", alarm.isStale)
    figure(",\"journalSequence\":", alarm.journalSequence, unless: 0)
    if alarm.latch != .acknowledge {
      raw(",\"latch\":\"")
      word(alarm.latch.rawValue)
      raw("\"")
    }
    moment(",\"milderSince\":", alarm.milderSince)
    if !alarm.notes.isEmpty { write(alarm.notes) }
    figure(",\"occurrence\":", alarm.occurrence, unless: 1)
    if let out = alarm.outOfService {
      raw(",\"outOfService\":{\"at\":")
      integer(out.at.milliseconds)
      text(",\"by\":", out.by)
      text(",\"permit\":", out.permit)
      raw("}")
    }
    if let previous = alarm.previousAcknowledgement {
      raw(",\"previousAcknowledgement\":")
      write(previous)
    }
    if isJustRaised { raw(",\"raised\":") } else { raw(",\"raisedAt\":") }
    integer(alarm.raisedAt.milliseconds)
    figure(",\"revision\":", alarm.revision, unless: 1)
    raw(",\"sequence\":")
    integer(alarm.sequence)
    if let shelf = alarm.shelf { write(shelf) }
    figure(",\"shelves\":", alarm.shelves, unless: 0)
    list(",\"suppressedBy\":", alarm.suppressedBy)
    raw("}")
    return true
  }

  private mutating func write(_ notes: [Alarm.Note]) {
    raw(",\"notes\":[")
    for (number, note) in notes.enumerated() {
      raw(number == 0 ? "{\"at\":" : ",{\"at\":")
      integer(note.at.milliseconds)
      text(",\"by\":", note.by)
      text(",\"text\":", note.text)
      raw("}")
    }
    raw("]")
  }

  private mutating func write(_ acknowledgement: Alarm.Acknowledgement) {
    raw("{\"at\":")
    integer(acknowledgement.at.milliseconds)
    text(",\"by\":", acknowledgement.by)
    raw(",\"severity\":")
    integer(acknowledgement.severity.rawValue)
    raw(",\"through\":")
    integer(acknowledgement.through)
    moment(",\"until\":", acknowledgement.until)
    raw("}")
  }

  private mutating func write(_ shelf: Alarm.Shelf) {
    raw(",\"shelf\":{")
    text("\"by\":", shelf.by)
    raw(",\"covers\":")
    integer(shelf.covers.rawValue)
    raw(shelf.isOneShot ? ",\"isOneShot\":true" : ",\"isOneShot\":false")
    raw(",\"number\":")
    integer(shelf.number)
    text(",\"reason\":", shelf.reason)
    raw(",\"since\":")
    integer(shelf.since.milliseconds)
    raw(",\"until\":")
    integer(shelf.until.milliseconds)
    raw("}")
  }

  private mutating func write(_ facts: AlarmFacts) -> Bool {
    guard facts.grade == nil else { return false }
    raw("{\"category\":\"")
    word(facts.category.rawValue)
    raw("\"")
    text(",\"detail\":", facts.detail)
    text(",\"event\":", facts.event)
    moment(",\"expiresAt\":", facts.expiresAt)
    text(",\"group\":", facts.group)
    name(",\"guidance\":", facts.guidance)
    name(",\"headline\":", facts.headline)
    flag(",\"isExercise\":true", facts.isExercise)
    flag(",\"isSimulated\":true", facts.isSimulated)
    name(",\"owner\":", facts.owner)
    if let level = facts.ownerLevel {
      raw(",\"ownerLevel\":\"")
      word(level.rawValue)
      raw("\"")
    }
    raw(",\"place\":")
    integer(facts.place.digits)
    list(",\"references\":", facts.references)
    if let response = facts.response {
      pair(",\"response\":{\"level\":\"", response.level.rawValue, ",\"plan\":", response.plan)
    }
    text(",\"runbook\":", facts.runbook)
    text(",\"sender\":", facts.sender)
    if let signal = facts.signal {
      pair(",\"signal\":{\"color\":\"", signal.color.rawValue, ",\"hazard\":", signal.hazard)
    }
    text(",\"source\":", facts.source)
    text(",\"subject\":", facts.subject)
    guard number(",\"threshold\":", facts.threshold) else { return false }
    text(",\"unit\":", facts.unit)
    guard number(",\"value\":", facts.value) else { return false }
    raw("}")
    return true
  }

  // MARK: Pieces

  private mutating func raw(_ piece: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: piece.utf8Start, count: piece.utf8CodeUnitCount))
  }

  /// Under a name of its own: a literal would rather be a `String`, which costs more to add.
  private mutating func word(_ word: String) { bytes.append(contentsOf: word.utf8) }

  private mutating func integer(_ value: some FixedWidthInteger & SignedInteger) {
    var digits = (UInt64(0), UInt64(0), UInt64(0))
    withUnsafeMutableBytes(of: &digits) { digits in
      var rest = value.magnitude
      var place = digits.count
      repeat {
        place -= 1
        digits[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      } while rest > 0
      if value < 0 {
        place -= 1
        digits[place] = UInt8(ascii: "-")
      }
      bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: digits[place...]))
    }
  }

  private mutating func flag(_ piece: StaticString, _ isSet: Bool) { if isSet { raw(piece) } }

  private mutating func figure<Value: FixedWidthInteger & SignedInteger>(_ key: StaticString, _ value: Value, unless usual: Value)
  {
    guard value != usual else { return }
    raw(key)
    integer(value)
  }

  private mutating func moment(_ key: StaticString, _ value: Timestamp?) {
    guard let value else { return }
    raw(key)
    integer(value.milliseconds)
  }

  /// Whole numbers without a fraction; false where the long way decides on the form, or refuses it.
  private mutating func number(_ key: StaticString, _ value: Double?) -> Bool {
    guard let value else { return true }
    guard value.isFinite, value == 0 ? value.sign == .plus : (1e-4..<1e15).contains(value.magnitude) else { return false }
    raw(key)
    if value == value.rounded() { integer(Int64(value)) } else { word(value.description) }
    return true
  }

  private mutating func name(_ key: StaticString, _ name: LocalName) {
    guard !name.isEmpty else { return }
    if name.isOneText { return text(key, name.zh) }
    raw(key)
    text("{\"en\":", name.en)
    text(",\"zh\":", name.zh)
    raw("}")
  }

  /// An object of a word and a text.
  private mutating func pair(_ key: StaticString, _ word: String, _ next: StaticString, _ value: SafeText) {
    raw(key)
    self.word(word)
    raw("\"")
    text(next, value)
    raw("}")
  }

  private mutating func list(_ key: StaticString, _ texts: [SafeText]) {
    guard !texts.isEmpty else { return }
    raw(key)
    raw("[")
    for (number, one) in texts.enumerated() { text(number == 0 ? "" : ",", one) }
    raw("]")
  }

  private mutating func text(_ key: StaticString, _ value: SafeText?) {
    guard let value else { return }
    raw(key)
    bytes.append(UInt8(ascii: "\""))
    value.withBytes { text in
      // Nearly no text has anything to escape.
      if JSONWriter.isPlain(text) { return bytes.append(contentsOf: text) }
      for byte in text { escape(byte) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): raw("\\\"")
    case UInt8(ascii: "\\"): raw("\\\\")
    case 8: raw("\\b")
    case 9: raw("\\t")
    case 10: raw("\\n")
    case 12: raw("\\f")
    case 13: raw("\\r")
    case 0..<32:
      raw("\\u00")
      bytes.append(UInt8(ascii: "0") + byte >> 4)
      let low = byte & 15
      bytes.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
    default: bytes.append(byte)
    }
  }
}
