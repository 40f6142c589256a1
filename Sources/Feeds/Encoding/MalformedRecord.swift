public import Core
public import TextSafety

/// A line that was no event, as a recording keeps it: why, where it stood, and its escaped and masked beginning.
///
/// An event of the type `zhiban.malformed.v1`, which no feed may send.
public struct MalformedRecord: Sendable, Equatable {
  public var malformed: Malformed
  public var position: LinePosition
  public var raw: SafeText

  public init(_ malformed: Malformed, _ position: LinePosition, raw: SafeText) {
    self.malformed = malformed
    self.position = position
    self.raw = raw
  }

  private static let type = "zhiban.malformed.v1"

  /// One line without its newline.
  public func encode(arrivedAt time: Timestamp, offsetMinutes: Int) -> [UInt8] {
    var writer = JSONWriter(offsetMinutes: offsetMinutes)
    writer.object { writer in
      writer.field("arrivedtime", time)
      writer.field("collector", position.collector)
      writer.word("specversion", "1.0")
      writer.word("type", MalformedRecord.type)
      writer.word("source", "/zhiban/recordings")
      writer.word("id", "malformed-\(time.milliseconds)-\(position.line)")
      writer.field("time", time)
      writer.object("data") { writer in
        writer.word("reason", malformed.reason.rawValue)
        writer.field("detail", malformed.detail)
        writer.integer("column", malformed.column)
        writer.field("source", malformed.source)
        writer.field("file", position.file)
        writer.integer("line", position.line)
        writer.field("raw", raw)
      }
    }
    return writer.bytes
  }

  /// Nil for a line that is none.
  public init?(_ line: UnsafeRawBufferPointer) {
    let parser = JSONParser()
    guard let root = try? parser.parse(line), root.isObject, root["type"]?.bytes?.raw == MalformedRecord.type,
      let data = root["data"], let word = data["reason"]?.bytes?.raw, let reason = Malformed.Reason(rawValue: String(word))
    else { return nil }
    func text(_ value: JSONValue?, limit: Int) -> SafeText? {
      value?.bytes.map { SafeText(sanitizing: String($0.raw), limit: limit) }
    }
    malformed = Malformed(
      reason, text(data["detail"], limit: 500) ?? "", column: data["column"]?.integer.flatMap { Int(exactly: $0) })
    malformed.source = text(data["source"], limit: 200)
    position = LinePosition(
      collector: text(root["collector"], limit: 100) ?? "", file: text(data["file"], limit: 500) ?? "",
      line: data["line"]?.integer.flatMap { Int(exactly: $0) } ?? 0)
    raw = text(data["raw"], limit: 400) ?? ""
  }
}
