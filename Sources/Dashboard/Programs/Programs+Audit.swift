internal import Core
internal import Glibc
internal import Persistence
internal import Settings
internal import TextSafety

/// Which journal an audit is about.
public struct AuditRequest: Sendable {
  /// An exported one.
  public var file: String?
  public var stateFolder: String?
  public var configuration: String?

  public init(file: String? = nil, stateFolder: String? = nil, configuration: String? = nil) {
    self.file = file
    self.stateFolder = stateFolder
    self.configuration = configuration
  }
}

extension Programs {
  /// The figures of a sound journal; throws where it is not.
  public static func verify(_ request: AuditRequest) throws -> String {
    let summary: AuditSummary
    let path: String
    if let file = request.file {
      path = file
      summary = try reading(file) { () throws(Audit.Failure) in try Audit.verify(file: file) }
    } else {
      let folder = try folder(of: request)
      path = folder
      summary = try reading(folder) { () throws(Audit.Failure) in try Audit.verify(folder: folder) }
    }
    let records = "\(path): sound, \(summary.count) records"
    guard let first = summary.first, let from = summary.from, let to = summary.to else {
      return records + ", \(summary.algorithm.rawValue) \(summary.hash)"
    }
    let offset = City().offsetMinutes
    let lost = summary.lost > 0 ? ", \(summary.lost) on record as lost" : ""
    return records
      + " \(first)–\(summary.last)\(lost), \(from.rfc3339(offsetMinutes: offset)) – \(to.rfc3339(offsetMinutes: offset)), \(summary.algorithm.rawValue) \(summary.hash)"
  }

  /// Writes the journal to a file; `-` is standard output.
  public static func export(_ request: AuditRequest, from: String?, to: String?, output: String) throws {
    let folder = try folder(of: request)
    let first = try from.map(moment)
    let last = try to.map(moment)
    guard let stream = output == "-" ? fdopen(dup(STDOUT_FILENO), "w") : fopen(output, "w") else {
      throw Failure(.cannotWrite, path: output)
    }
    defer { fclose(stream) }
    var isWritten = true
    _ = try reading(folder) { () throws(Audit.Failure) in
      try Audit.export(folder: folder, from: first, to: last) { isWritten = fputs($0, stream) >= 0 && isWritten }
    }
    guard isWritten, fflush(stream) == 0 else { throw Failure(.cannotWrite, path: output) }
  }

  static func folder(of request: AuditRequest) throws -> String {
    if let folder = request.stateFolder { return folder }
    let path = request.configuration ?? ""
    guard let folder = try Opening.configuration(path).state else { throw Failure(.badInput, "\(path): it names no state") }
    return folder
  }

  static func moment(_ text: String) throws -> Timestamp {
    guard let time = Timestamp(rfc3339: text) else { throw Failure(.badInput, "'\(text)' is no moment: give RFC 3339") }
    return time
  }

  static func reading<Value>(_ path: String, _ body: () throws(Audit.Failure) -> Value) throws -> Value {
    do { return try body() } catch {
      switch error {
      case .fault(let fault): throw Failure(.badInput, "\(path): \(fault.words)")
      case .cannotRead(let reason): throw Failure(.badInput, "\(reason.path): \(reason.reason)")
      }
    }
  }
}
