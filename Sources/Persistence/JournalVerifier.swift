public import Core
public import TextSafety

/// The first thing that is wrong with a journal.
public struct AuditFault: Error, Sendable, Equatable {
  /// The number of the record; nil where it is not about one.
  public var record: Int64?
  public var what: SafeText

  public var words: SafeText { record.map { "record \($0): \(what)" } ?? what }
}

/// A sound journal, in figures.
public struct AuditSummary: Sendable, Equatable {
  public var algorithm: AuditHash
  public var count: Int
  /// Numbers that stand for lost records; they are on record as lost.
  public var lost: Int64
  public var first: Int64?
  public var last: Int64
  public var from: Timestamp?
  public var to: Timestamp?
  public var hash: SafeText
}

/// Follows a chain record by record and finds the first one that does not fit.
struct JournalVerifier {
  let function: ChainHash
  private(set) var point: ChainPoint
  private(set) var count = 0
  /// Numbers that stand for lost records.
  private(set) var lost: [ClosedRange<Int64>] = []
  private(set) var first: RecordFacts?
  private(set) var last: [UInt8] = []

  init(_ function: ChainHash, after anchor: ChainPoint) {
    self.function = function
    point = anchor
  }

  /// Takes the next record. `number` is what its place says where that is known; `next` is the text of the record after it, to tell
  /// swapped from removed ones.
  mutating func take(_ text: some Collection<UInt8>, hash: [UInt8], number: Int64? = nil, next: [UInt8]? = nil) throws(AuditFault)
  {
    var sequence = point.sequence + 1
    if let number, number <= point.sequence { throw AuditFault(record: number, what: "added: it stands before the first record") }
    if number.map({ $0 == sequence }) ?? true, fits(text, hash, sequence) {
      if text.count < 200, let facts = RecordFacts.read(text), facts.input == "lost" { lost.append(sequence...sequence) }
      return accept(text, hash, sequence)
    }
    guard let facts = RecordFacts.read(text) else {
      throw AuditFault(record: number ?? sequence, what: "changed: it cannot be read")
    }
    let stated = number ?? facts.sequence
    if facts.sequence != stated { throw AuditFault(record: stated, what: "changed: its text has the number \(facts.sequence)") }
    if facts.input == "lost", facts.first == sequence, facts.sequence >= sequence, ChainPoint.numbers.contains(facts.sequence),
      fits(text, hash, facts.sequence)
    {
      lost.append(sequence...facts.sequence)
      sequence = facts.sequence
      return accept(text, hash, sequence)
    }
    if stated < sequence { throw AuditFault(record: stated, what: "added: it is there a second time, after \(point.sequence)") }
    if stated > sequence {
      let isSwapped = next.flatMap(RecordFacts.read)?.sequence == sequence
      let what: SafeText = isSwapped ? "swapped with record \(stated)" : missing(sequence, stated - 1)
      throw AuditFault(record: sequence, what: what)
    }
    throw AuditFault(record: sequence, what: "changed: its text or its hash is not what was recorded")
  }

  /// Ends where the head says.
  func finish(head: ChainPoint) throws(AuditFault) {
    if point.sequence < head.sequence {
      throw AuditFault(record: point.sequence + 1, what: missing(point.sequence + 1, head.sequence))
    }
    if point.sequence > head.sequence {
      throw AuditFault(record: head.sequence + 1, what: "added: the journal ends at \(head.sequence)")
    }
    if point.hash != head.hash { throw AuditFault(record: head.sequence, what: "the kept head has another hash") }
  }

  var summary: AuditSummary {
    AuditSummary(
      algorithm: function.algorithm, count: count, lost: lost.reduce(0) { $0 + Int64($1.count) }, first: first?.sequence,
      last: point.sequence,
      from: first.map(\.moment),
      to: RecordFacts.read(last).map(\.moment),
      hash: SafeText(sanitizing: Hex.text(point.hash)))
  }

  private func missing(_ first: Int64, _ last: Int64) -> SafeText {
    first == last ? "removed" : "removed, with all up to record \(last)"
  }

  private func fits(_ text: some Collection<UInt8>, _ hash: [UInt8], _ sequence: Int64) -> Bool {
    function.hash(after: point.hash, sequence: sequence, text: text) == hash
  }

  private mutating func accept(_ text: some Collection<UInt8>, _ hash: [UInt8], _ sequence: Int64) {
    point = ChainPoint(sequence: sequence, hash: hash)
    count += 1
    if first == nil { first = RecordFacts.read(text) }
    last = Array(text)
  }
}
