import Testing

@testable import Core

/// The quick reading of moments against the general one, which a small `t` asks for.
struct FixedMomentTests {
  private func fixed(_ text: String) -> Timestamp? {
    var copy = text
    return copy.withUTF8 { FixedMoment($0)?.time }
  }

  @Test(arguments: [
    ("1970-01-01T00:00:00+00:00", 0 as Int64), ("1970-01-01T00:00:00.001-00:00", 1),
    ("2022-07-03T10:05:00+08:00", 1_656_813_900_000),
    ("2022-07-03T10:05:09.087+08:00", 1_656_813_909_087), ("1969-12-31T23:59:59-08:45", 31_499_000),
    ("2024-02-29T23:59:60+05:30", 1_709_231_400_000), ("0000-01-01T00:00:00+00:00", -62_167_219_200_000),
    ("9999-12-31T23:59:59.999+00:00", 253_402_300_799_999),
  ]) func readsTheUsualForms(text: String, milliseconds: Int64) {
    #expect(fixed(text)?.milliseconds == milliseconds)
    #expect(Timestamp(rfc3339: text.replacing("T", with: "t"))?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    "2022-07-03t10:05:00+08:00", "2022-07-03T10:05:00.1+08:00", "2022-07-03T10:05:00Z", "2022-07-03T10:05:00.000000Z",
    "2022-07-03T10:05:00.12+0800", "2022-07-03T10:05:00*08:00", "2022-07-03T10:05:00+08-00", "2022-07-03T10-05:00+08:00",
    "2022-07-03T10:05-00+08:00", "2022/07/03T10:05:00+08:00", "2022-07-03T10:05:0/+08:00", "2022-07-03T10:05::0+08:00",
    "202a-07-03T10:05:00+08:00", "2022-07-03T1:005:00+08:00", "2022-07-03T10:05:00.0a0+08:00", "2022-07-03T10:05:00,000+08:00",
    "2022-13-03T10:05:00+08:00", "2022-02-29T10:05:00+08:00", "2022-07-03T24:05:00+08:00", "2022-07-03T10:60:00+08:00",
    "2022-07-03T10:05:61+08:00", "2022-07-03T10:05:00+24:00", "2022-07-03T10:05:00+08:60", "", "2022-07-03T10:05:00+08:0é",
    "é22-07-03T10:05:00+08:000",
  ]) func leavesTheRestToTheGeneralReading(text: String) { #expect(fixed(text) == nil) }

  /// One byte of a moment at a time is replaced by every other: both readings agree.
  @Test func agreesWithTheGeneralReadingOnEveryByte() {
    for text in ["2022-07-03T10:05:09+08:00", "2022-07-03T10:05:09.087-08:30"] {
      for place in text.utf8.indices {
        for byte in UInt8.min...UInt8.max {
          var bytes = Array(text.utf8)
          bytes[text.utf8.distance(from: text.startIndex, to: place)] = byte
          let quick = bytes.withUnsafeBufferPointer { FixedMoment($0)?.time }
          if bytes[10] == UInt8(ascii: "T") { bytes[10] = UInt8(ascii: "t") }
          let general = bytes.withUnsafeBufferPointer { Timestamp(rfc3339: $0) }
          #expect(quick == nil || quick == general)
        }
      }
    }
  }
}
