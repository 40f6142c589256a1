import Core
import TextSafety

@testable import Feeds

/// Sanitising any bytes.
final class TextTarget: FuzzTarget {
  let name = "text"

  func read(_ bytes: UnsafeRawBufferPointer) { _ = SafeText(utf8: bytes.bindMemory(to: UInt8.self)) }

  func complaint(about bytes: UnsafeRawBufferPointer) -> String? {
    let utf8 = bytes.bindMemory(to: UInt8.self)
    for mode in [SafeText.Mode.line, .block] {
      // A small limit too, so that cutting happens at all.
      for limit in [SafeText.defaultLimit, 12] {
        let (text, flags) = SafeText.sanitize(utf8: utf8, mode: mode, limit: limit)
        if let complaint = Safety.complaint(about: text.string, lineFeeds: mode == .block) { return complaint }
        let count = text.string.unicodeScalars.count
        // Marks take no cell and do not count, two on each.
        if count > 3 * limit + 1 { return "\(count) characters, at most \(limit) are allowed" }
        let (again, _) = SafeText.sanitize(text.string, mode: mode, limit: limit + 1)
        if again != text { return "is another text the second time: “\(text.string)”, “\(again.string)”" }
        let other = SafeText.sanitize(String(decoding: utf8, as: UTF8.self), mode: mode, limit: limit)
        if other.text != text || other.flags != flags { return "differs from the same text as a string: “\(text.string)”" }
        if let complaint = Safety.complaint(about: text.consoleSafe.string, lineFeeds: mode == .block) { return complaint }
      }
    }
    return exportComplaint(SafeText(utf8: utf8), String(decoding: utf8, as: UTF8.self))
  }

  private func exportComplaint(_ text: SafeText, _ raw: String) -> String? {
    if let complaint = Safety.complaint(about: logLine([("text", raw)])) { return complaint }
    if let complaint = Safety.complaint(about: text.csvCell()) { return complaint }
    // As a row of a sheet it is one cell, and holds the text.
    let row = Array(text.csvCell().utf8)
    let cell: String? = row.withUnsafeBytes { bytes in
      var sheet = SheetReader(bytes, delimiter: UInt8(ascii: ","))
      guard (try? sheet.next()) == true, sheet.row.count == 1, (try? sheet.next()) == false else { return nil }
      return sheet.row.text(0)
    }
    guard let cell else { return "is no single cell: \(text.csvCell())" }
    return cell.hasSuffix(text.string.trimmed) ? nil : "is another cell: \(text.csvCell()), “\(cell)”"
  }
}

extension String {
  /// Without the blanks that sheets are read without.
  fileprivate var trimmed: String { String(trimmingPrefix(while: { $0 == " " })) }
}

/// Masking any text.
final class MaskingTarget: FuzzTarget {
  let name = "masking"

  func read(_ bytes: UnsafeRawBufferPointer) { _ = Masking.masked(SafeText(utf8: bytes.bindMemory(to: UInt8.self))) }

  func complaint(about bytes: UnsafeRawBufferPointer) -> String? {
    let text = SafeText(utf8: bytes.bindMemory(to: UInt8.self))
    let masked = Masking.masked(text)
    if let complaint = Safety.complaint(about: masked.string) { return complaint }
    let twice = Masking.masked(masked)
    if twice != masked { return "“\(text.string)” is masked to “\(masked.string)”, and that to “\(twice.string)”" }
    var scan = MaskingScan(text.string.unicodeScalars)
    if masked == text, scan.run() != nil { return "“\(text.string)” was not looked at" }
    let address = Masking.address(masked)
    return Masking.address(address) == address ? nil : "the address “\(masked.string)” changes twice"
  }
}

/// What walls leave of a masked text, and of any other.
final class WallMaskingTarget: FuzzTarget {
  let name = "wall"

  func read(_ bytes: UnsafeRawBufferPointer) {
    _ = WallMasking.stripped(SafeText(utf8: bytes.bindMemory(to: UInt8.self)))
  }

  func complaint(about bytes: UnsafeRawBufferPointer) -> String? {
    let text = SafeText(utf8: bytes.bindMemory(to: UInt8.self))
    for text in [text, Masking.masked(text)] {
      let stripped = WallMasking.stripped(text)
      if let complaint = Safety.complaint(about: stripped.string) { return complaint }
      let twice = WallMasking.stripped(stripped)
      if twice != stripped { return "“\(text.string)” is stripped to “\(stripped.string)”, and that to “\(twice.string)”" }
    }
    return nil
  }
}

/// Moments, limits and codes in any spelling.
final class TimeTarget: FuzzTarget {
  let name = "time"

  func read(_ bytes: UnsafeRawBufferPointer) { _ = Timestamp(rfc3339: bytes.bindMemory(to: UInt8.self)) }

  func complaint(about bytes: UnsafeRawBufferPointer) -> String? {
    let utf8 = bytes.bindMemory(to: UInt8.self)
    let text = String(decoding: bytes, as: UTF8.self)
    for fallback in [nil, 480] {
      guard let time = Timestamp(rfc3339: utf8, defaultOffsetMinutes: fallback) else { continue }
      // In another zone the years at the ends have no four digits.
      guard (0...9999).contains(CivilTime(time, offsetMinutes: 480).year) else { continue }
      let written = time.rfc3339(offsetMinutes: 480)
      if Timestamp(rfc3339: written) != time { return "“\(text)” is written as \(written), which is another moment" }
    }
    for format in Self.formats {
      guard let time = format.moment(text, offsetMinutes: 480) else { continue }
      if abs(time.milliseconds) > 400_000_000_000_000 { return "“\(text)” is far beyond the calendar: \(time.milliseconds)" }
    }
    if let time = Timestamp(rfc822: text), abs(time.milliseconds) > 400_000_000_000_000 { return "“\(text)” is far beyond" }
    if let limit = TimeLimit(text), case .seconds(let seconds) = limit, !seconds.isFinite { return "“\(text)” is endless" }
    if let place = PlaceCode(text), place.digits < 0 { return "“\(text)” is a negative code" }
    return nil
  }

  private static let formats: [TimeFormat] =
    [
      .auto, .monthFirst, .dayFirst, .excel, .unixSeconds, .unixMilliseconds,
    ] + ["dd MMM yyyy HH:mm", "yyyyMMddHHmmss", "yyyy年M月d日 H时m分"].compactMap { TimePattern($0).map { .pattern($0) } }
}
