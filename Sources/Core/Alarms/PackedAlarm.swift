internal import TextSafety

/// An alarm in one block of memory, as nearly all are: raised, perhaps cleared or acknowledged, nothing lying over it.
///
/// What has more to it is not packed. Debug builds, and release builds for texts that are out of the ordinary, look whether the block gives
/// back the same alarm.
struct PackedAlarm: Sendable {
  private static let cores = Alarm.Core.allCases
  private static let latches = AlarmOptions.Latch.allCases
  private static let categories = AlertReport.Category.allCases
  private static let ownerLevels = OwnerLevel.allCases
  private let bytes: [UInt8]

  /// What an alarm has of all it may have.
  private struct Parts: OptionSet {
    let rawValue: UInt32
    static let cleared = Parts(rawValue: 1)
    static let begunOnce = Parts(rawValue: 2)
    static let acknowledged = Parts(rawValue: 4)
    static let until = Parts(rawValue: 8)
    static let oneLanguage = Parts(rawValue: 16)
    static let detail = Parts(rawValue: 32)
    static let owner = Parts(rawValue: 64)
    static let sender = Parts(rawValue: 128)
    static let value = Parts(rawValue: 256)
    static let threshold = Parts(rawValue: 512)
    static let unit = Parts(rawValue: 1024)
    static let guidance = Parts(rawValue: 2048)
    static let runbook = Parts(rawValue: 4096)
    static let group = Parts(rawValue: 8192)
    static let expiry = Parts(rawValue: 16384)
    static let exercise = Parts(rawValue: 32768)
    static let simulated = Parts(rawValue: 65536)
    static let stale = Parts(rawValue: 131_072)
    static let held = Parts(rawValue: 262_144)
    static let asked = Parts(rawValue: 524_288)
    static let askedWhenRaised = Parts(rawValue: 1_048_576)
    static let event = Parts(rawValue: 2_097_152)
    static let ownerLevel = Parts(rawValue: 4_194_304)
    static let subject = Parts(rawValue: 8_388_608)
  }

  /// Nil where it has more than fits.
  init?(_ alarm: borrowing Alarm, with writer: inout PackedWriter) {
    guard PackedAlarm.fits(alarm), PackedAlarm.fits(alarm.facts) else { return nil }
    var texts = TextSum()
    PackedAlarm.add(alarm, to: &texts)
    writer.write(atMost: 512 + texts.bytes) { PackedAlarm.write(alarm, alarm.facts, to: &$0) }
    bytes = writer.withBytes { Array($0) }
    #if DEBUG
      precondition(!texts.arePlain || self.alarm == copy alarm, "the block holds another alarm")
    #endif
    if !texts.arePlain, self.alarm != copy alarm { return nil }
  }

  private static func fits(_ alarm: Alarm) -> Bool {
    alarm.shelf == nil && alarm.outOfService == nil && alarm.notes.isEmpty && alarm.suppressedBy.isEmpty && !alarm.hasWork
      && alarm.previousAcknowledgement == nil && alarm.milderSince == nil && alarm.shelves == 0 && alarm.beginnings.count <= 3
      && alarm.occurrence >= 0 && alarm.revision >= 0 && alarm.count >= 0 && alarm.journalSequence >= 0
  }

  private static func fits(_ facts: AlarmFacts) -> Bool {
    facts.references.isEmpty && facts.signal == nil && facts.response == nil && facts.grade == nil
  }

  /// The room that texts take, each with its length.
  private struct TextSum {
    private(set) var bytes = 0
    /// Ordinary ones come out of a block as they went in.
    private(set) var arePlain = true

    mutating func add(_ text: SafeText) {
      bytes += text.string.utf8.count + 10
      arePlain = arePlain && text.isPlain
    }

    mutating func add(_ text: SafeText?) { if let text { add(text) } }
    mutating func add(_ name: LocalName) {
      add(name.zh)
      add(name.en)
    }
  }

  private static func add(_ alarm: Alarm, to sum: inout TextSum) {
    sum.add(alarm.key.text)
    sum.add(alarm.acknowledgement?.by)
    add(alarm.facts, to: &sum)
  }

  private static func add(_ facts: AlarmFacts, to sum: inout TextSum) {
    sum.add(facts.source)
    sum.add(facts.headline)
    sum.add(facts.owner)
    sum.add(facts.guidance)
    sum.add(facts.detail)
    sum.add(facts.sender)
    sum.add(facts.unit)
    sum.add(facts.runbook)
    sum.add(facts.group)
    sum.add(facts.event)
    sum.add(facts.subject)
  }

  func isAlarm(_ key: AlarmKey) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var reader = PackedReader(bytes)
      return key.text.isSame(as: reader.textBytes())
    }
  }

  private static func write(_ alarm: Alarm, _ facts: AlarmFacts, to writer: inout PackedCursor) {
    var parts: Parts = []
    func note(_ part: Parts, _ isThere: Bool) { if isThere { parts.insert(part) } }
    note(.cleared, alarm.clearedAt != nil)
    note(.begunOnce, alarm.beginnings.count == 1 && alarm.beginnings[0] == alarm.raisedAt)
    note(.acknowledged, alarm.acknowledgement != nil)
    note(.until, alarm.acknowledgement?.until != nil)
    note(.oneLanguage, facts.headline.zh == facts.headline.en)
    note(.detail, facts.detail != nil)
    note(.owner, !facts.owner.isEmpty)
    note(.sender, facts.sender != nil)
    note(.value, facts.value != nil)
    note(.threshold, facts.threshold != nil)
    note(.unit, facts.unit != nil)
    note(.guidance, !facts.guidance.isEmpty)
    note(.runbook, facts.runbook != nil)
    note(.group, facts.group != nil)
    note(.expiry, facts.expiresAt != nil)
    note(.exercise, facts.isExercise)
    note(.simulated, facts.isSimulated)
    note(.stale, alarm.isStale)
    note(.held, alarm.isHeld)
    note(.asked, alarm.askedAt != nil)
    note(.askedWhenRaised, alarm.askedAt == alarm.raisedAt)
    note(.event, facts.event != nil)
    note(.ownerLevel, facts.ownerLevel != nil)
    note(.subject, facts.subject != nil)
    writer.text(alarm.key.text)
    writer.length(Int(parts.rawValue))
    writer.byte(UInt8(cores.firstIndex(of: alarm.core) ?? 0))
    writer.byte(UInt8(alarm.current?.rawValue ?? 0) | UInt8(alarm.announced?.rawValue ?? 0) << 4)
    writer.byte(UInt8(latches.firstIndex(of: alarm.latch) ?? 0))
    writer.length(alarm.occurrence)
    writer.length(alarm.revision)
    writer.length(alarm.count)
    writer.length(Int(alarm.journalSequence))
    writer.integer(alarm.sequence)
    writer.integer(alarm.arrival)
    writer.integer(alarm.raisedAt.milliseconds)
    writer.integer(alarm.changedAt.milliseconds)
    if let clearedAt = alarm.clearedAt { writer.integer(clearedAt.milliseconds) }
    if let askedAt = alarm.askedAt, askedAt != alarm.raisedAt { writer.integer(askedAt.milliseconds) }
    if !parts.contains(.begunOnce) {
      writer.byte(UInt8(alarm.beginnings.count))
      for beginning in alarm.beginnings { writer.integer(beginning.milliseconds) }
    }
    if let acknowledgement = alarm.acknowledgement {
      writer.byte(UInt8(acknowledgement.severity.rawValue))
      writer.text(acknowledgement.by)
      writer.integer(acknowledgement.at.milliseconds)
      writer.integer(acknowledgement.through)
      if let until = acknowledgement.until { writer.integer(until.milliseconds) }
    }
    writer.byte(UInt8(categories.firstIndex(of: facts.category) ?? 0))
    writer.integer(facts.place.digits)
    writer.text(facts.source)
    writer.text(facts.headline.zh)
    if !parts.contains(.oneLanguage) { writer.text(facts.headline.en) }
    if parts.contains(.owner) { writer.name(facts.owner) }
    if parts.contains(.guidance) { writer.name(facts.guidance) }
    if let detail = facts.detail { writer.text(detail) }
    if let sender = facts.sender { writer.text(sender) }
    if let unit = facts.unit { writer.text(unit) }
    if let runbook = facts.runbook { writer.text(runbook) }
    if let group = facts.group { writer.text(group) }
    if let event = facts.event { writer.text(event) }
    if let subject = facts.subject { writer.text(subject) }
    if let level = facts.ownerLevel { writer.byte(UInt8(ownerLevels.firstIndex(of: level) ?? 0)) }
    if let value = facts.value { writer.integer(Int64(bitPattern: value.bitPattern)) }
    if let threshold = facts.threshold { writer.integer(Int64(bitPattern: threshold.bitPattern)) }
    if let expiry = facts.expiresAt { writer.integer(expiry.milliseconds) }
  }

  var alarm: Alarm {
    bytes.withUnsafeBytes { bytes in
      var reader = PackedReader(bytes)
      return PackedAlarm.read(&reader)
    }
  }

  private static func read(_ reader: inout PackedReader) -> Alarm {
    let key = AlarmKey(text: reader.text())
    let parts = Parts(rawValue: UInt32(truncatingIfNeeded: reader.length()))
    let core = cores[Int(reader.byte())]
    let severities = reader.byte()
    let latch = latches[Int(reader.byte())]
    let (occurrence, revision, count, journalSequence) = (reader.length(), reader.length(), reader.length(), reader.length())
    let (sequence, arrival) = (reader.integer(), reader.integer())
    let (raisedAt, changedAt) = (reader.moment(), reader.moment())
    let clearedAt = parts.contains(.cleared) ? reader.moment() : nil
    var askedAt = parts.contains(.askedWhenRaised) ? raisedAt : nil
    if parts.contains(.asked), askedAt == nil { askedAt = reader.moment() }
    let beginnings = parts.contains(.begunOnce) ? [raisedAt] : (0..<reader.byte()).map { _ in reader.moment() }
    var acknowledgement: Alarm.Acknowledgement?
    if parts.contains(.acknowledged) {
      let severity = Severity(rawValue: Int(reader.byte())) ?? .blue
      let by = reader.text()
      let (at, through) = (reader.moment(), reader.integer())
      acknowledgement = Alarm.Acknowledgement(
        severity: severity, by: by, at: at, until: parts.contains(.until) ? reader.moment() : nil, through: through)
    }
    var alarm = Alarm(key: key, facts: facts(parts, &reader), at: raisedAt)
    alarm.core = core
    alarm.current = Severity(rawValue: Int(severities & 15))
    alarm.announced = Severity(rawValue: Int(severities >> 4))
    alarm.latch = latch
    (alarm.occurrence, alarm.revision, alarm.count) = (occurrence, revision, count)
    (alarm.sequence, alarm.arrival, alarm.journalSequence) = (sequence, arrival, Int64(journalSequence))
    alarm.changedAt = changedAt
    alarm.askedAt = askedAt
    alarm.clearedAt = clearedAt
    alarm.beginnings = beginnings
    alarm.acknowledgement = acknowledgement
    alarm.isStale = parts.contains(.stale)
    alarm.isHeld = parts.contains(.held)
    return alarm
  }

  private static func facts(_ parts: Parts, _ reader: inout PackedReader) -> AlarmFacts {
    let category = categories[Int(reader.byte())]
    let place = PlaceCode(digits: reader.integer())
    let source = reader.text()
    let zh = reader.text()
    let en = parts.contains(.oneLanguage) ? zh : reader.text()
    var facts = AlarmFacts(category: category, headline: LocalName(zh: zh, en: en), place: place, source: source)
    if parts.contains(.owner) { facts.owner = reader.name() }
    if parts.contains(.guidance) { facts.guidance = reader.name() }
    if parts.contains(.detail) { facts.detail = reader.text() }
    if parts.contains(.sender) { facts.sender = reader.text() }
    if parts.contains(.unit) { facts.unit = reader.text() }
    if parts.contains(.runbook) { facts.runbook = reader.text() }
    if parts.contains(.group) { facts.group = reader.text() }
    if parts.contains(.event) { facts.event = reader.text() }
    if parts.contains(.subject) { facts.subject = reader.text() }
    if parts.contains(.ownerLevel) { facts.ownerLevel = ownerLevels[Int(reader.byte())] }
    if parts.contains(.value) { facts.value = Double(bitPattern: UInt64(bitPattern: reader.integer())) }
    if parts.contains(.threshold) { facts.threshold = Double(bitPattern: UInt64(bitPattern: reader.integer())) }
    if parts.contains(.expiry) { facts.expiresAt = reader.moment() }
    facts.isExercise = parts.contains(.exercise)
    facts.isSimulated = parts.contains(.simulated)
    return facts
  }
}

extension PackedCursor {
  fileprivate mutating func name(_ name: LocalName) {
    text(name.zh)
    text(name.en)
  }
}

extension PackedReader {
  fileprivate mutating func moment() -> Timestamp { Timestamp(milliseconds: integer()) }

  fileprivate mutating func name() -> LocalName {
    let zh = text()
    return LocalName(zh: zh, en: text())
  }
}
