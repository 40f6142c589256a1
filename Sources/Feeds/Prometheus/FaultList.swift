import Core
import TextSafety

/// The faults of one document: the first hundred with their lines, and how many more there are.
struct FaultList {
  static let longest = 100

  private(set) var count = 0
  private var kept: [Malformed] = []

  /// Notes what is wrong with a line, counted from 1.
  mutating func note(_ fault: Malformed, line: Int) {
    var fault = fault
    fault.detail = "line \(line): " + fault.detail
    note(fault)
  }

  mutating func note(_ fault: Malformed) {
    count += 1
    if kept.count < Self.longest { kept.append(fault) }
  }

  /// What is reported; of a document without a single good line only that it is none.
  func report(isExposition: Bool) -> [Malformed] {
    if !isExposition, let first = kept.first {
      // GBK and UTF-16 are named as what they are.
      let reason = first.reason == .gbk || first.reason == .byteOrderMark ? first.reason : .shape
      return [Malformed(reason, "is no Prometheus or OpenMetrics text: " + first.detail, column: first.column)]
    }
    guard count > kept.count, let last = kept.last else { return kept }
    return kept + [Malformed(last.reason, "\(count - kept.count) more faults in this document")]
  }
}
