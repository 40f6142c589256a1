import Core
import TextSafety

@testable import Feeds

/// The rows of a sheet.
final class SheetTarget: FuzzTarget {
  let name = "sheet"

  func read(_ bytes: UnsafeRawBufferPointer) { _ = rows(bytes, SheetOptions.Delimiter.detected.byte(in: bytes, row: 1)) { _ in } }

  func complaint(about bytes: UnsafeRawBufferPointer) -> String? {
    let detected = SheetOptions.Delimiter.detected.byte(in: bytes, row: 2)
    for delimiter in Set([detected, UInt8(ascii: ","), 9]) {
      var complaint: String?
      let ending = rows(bytes, delimiter) { row in
        let texts = (0..<row.count).map { row.text($0) }
        if complaint == nil, !Self.survives(texts, delimiter) { complaint = "are other cells when written: \(texts)" }
      }
      if let complaint = complaint ?? ending { return complaint }
    }
    return nil
  }

  /// Visits all rows; says what is wrong with the way through them.
  private func rows(_ bytes: UnsafeRawBufferPointer, _ delimiter: UInt8, _ visit: (SheetRow) -> Void) -> String? {
    var sheet = SheetReader(bytes, delimiter: delimiter)
    var last = 0
    var steps = 0
    while true {
      steps += 1
      if steps > bytes.count + 1 { return "more rows than bytes" }
      do throws(SheetReader.Trouble) {
        guard try sheet.next() else { return nil }
      } catch {
        if error.line < last { return "line \(error.line) follows line \(last)" }
        if let column = error.column, !(1...bytes.count + 1).contains(column) { return "column \(column)" }
        last = error.line
        continue
      }
      if sheet.row.line <= last, steps > 1 { return "line \(sheet.row.line) follows line \(last)" }
      last = sheet.row.line
      if !(1...SheetReader.maximumColumns).contains(sheet.row.count) { return "a row of \(sheet.row.count) cells" }
      visit(sheet.row)
    }
  }

  /// Cells that are written with quotes are read as the same cells.
  private static func survives(_ texts: [String], _ delimiter: UInt8) -> Bool {
    // What is read as a cell of a formula once must not be read so twice.
    if texts.contains(where: { $0.hasPrefix("=") }) { return true }
    let cells = texts.map { text in "\"" + text.unicodeScalars.reduce(into: "") { $0 += $1 == "\"" ? "\"\"" : String($1) } + "\""
    }
    let line = Array(cells.joined(separator: String(Unicode.Scalar(delimiter))).utf8)
    return line.withUnsafeBytes { bytes in
      var sheet = SheetReader(bytes, delimiter: delimiter)
      guard (try? sheet.next()) == true else { return line.isEmpty }
      return sheet.row.count == texts.count && (0..<texts.count).allSatisfy { sheet.row.text($0) == texts[$0] }
    }
  }
}

/// What simdjson takes and what our own scan says of it.
final class JSONTarget: FuzzTarget {
  let name = "json"
  private let parser = JSONParser()

  func read(_ bytes: UnsafeRawBufferPointer) { _ = SyntaxScan.fault(in: bytes) }

  func complaint(about bytes: UnsafeRawBufferPointer) -> String? {
    let finding = SyntaxScan.fault(in: bytes)
    if let finding, !(0...bytes.count).contains(finding.offset) { return "a fault at \(finding.offset)" }
    do throws(JSONParser.Failure) {
      let root = try parser.parse(bytes)
      if let finding { return "is JSON, the scan says: \(finding.words) at \(finding.offset)" }
      if repairedJSON(bytes) != nil { return "is JSON and is repaired" }
      return walk(root, depth: 0)
    } catch {
      guard finding == nil, EncodingGuess.firstBadByte(in: bytes) == nil else { return nil }
      return "is refused as \(error) without a place"
    }
  }

  /// Every value can be reached.
  private func walk(_ value: JSONValue, depth: Int) -> String? {
    if depth > JSONParser.maximumDepth { return "is nested \(depth) deep" }
    _ = Fault.describe(value)
    if value.isArray {
      var elements = value.elements
      while let element = elements.next() {
        if let complaint = walk(element, depth: depth + 1) { return complaint }
      }
    } else if value.isObject {
      var fields = value.fields
      while let (name, member) = fields.next() {
        if name.raw.utf8.count != name.count { return "a name that is not UTF-8" }
        if let complaint = walk(member, depth: depth + 1) { return complaint }
      }
    }
    return nil
  }
}

/// Repairing what is nearly JSON.
final class RepairTarget: FuzzTarget {
  let name = "repair"
  private let parser = JSONParser()

  func read(_ bytes: UnsafeRawBufferPointer) { _ = repairedJSON(bytes) }

  func complaint(about bytes: UnsafeRawBufferPointer) -> String? {
    guard let repaired = repairedJSON(bytes) else { return nil }
    if repaired.count > 3 * bytes.count { return "\(repaired.count) bytes out of \(bytes.count)" }
    return repaired.withUnsafeBytes { text in
      if EncodingGuess.firstBadByte(in: text) != nil { return "is repaired to what is not UTF-8" }
      if repairedJSON(text) != nil { return "is repaired a second time" }
      if let finding = SyntaxScan.fault(in: text), finding.reason == .encoding { return "is repaired with \(finding.words)" }
      return nil
    }
  }
}
