import Core
import TextSafety
import Testing

@testable import Feeds

@Suite struct SheetNumberTests {
  @Test(arguments: [
    ("0", SheetNumber.integer(0)), ("48210", .integer(48210)), ("-3", .integer(-3)), ("－３", .integer(-3)), ("+7", .integer(7)),
    ("1,234,567", .integer(1_234_567)), ("1，234", .integer(1234)), ("１２．５％", .double(0.125)), ("47%", .double(0.47)),
    ("100%", .integer(1)), ("3‰", .double(0.003)), ("1.2万件", .integer(12_000)), ("1.23万", .integer(12_300)),
    ("4.35亿", .integer(435_000_000)), ("2万亿", .integer(2_000_000_000_000)), ("3千", .integer(3000)), (" 12 宗 ", .integer(12)),
    ("3,456 户", .integer(3456)), ("5人次", .integer(5)), (".5", .double(0.5)), ("-.5", .double(-0.5)), ("5.", .integer(5)),
    ("1e3", .integer(1000)), ("1.5E-1", .double(0.15)), ("9007199254740993", .integer(9_007_199_254_740_993)),
    ("9223372036854775807", .integer(.max)), ("1e300", .double(1e300)), ("0.1", .double(0.1)), ("−2", .integer(-2)),
  ]) func numbers(text: String, expected: SheetNumber) { #expect(SheetNumber(text) == expected) }

  @Test(arguments: [
    "", "-", ".", "abc", "1,2", "1,23,456", ",123", "12,3456", "1 2", "1.2.3", "0x10", "inf", "nan", "1e999", "12 MHz", "--1",
    "%", "件",
    "1e", "五", String(repeating: "9", count: 70),
  ]) func noNumbers(text: String) { #expect(SheetNumber(text) == nil) }

  @Test func unitsOfTheMap() {
    #expect(SheetNumber("12 MHz", units: ["MHz"]) == .integer(12) && SheetNumber("1.5万元", units: ["元"]) == .integer(15_000))
    #expect(SheetNumber("12 KHz", units: ["MHz"]) == nil)
  }

  @Test func dashesAreNothing() {
    for text in ["", " ", "-", "—", "——", "－", "–", "--", "\u{3000}"] { #expect(text.isAbsence) }
    for text in ["0", "-1", "无", "/"] { #expect(!text.isAbsence) }
    #expect(" \u{3000}a b\t".withoutBlanks == "a b" && "\u{FEFF}".withoutBlanks.isEmpty)
  }
}

@Suite struct SheetMomentTests {
  /// All of them are 10:05 of that morning in China, the zone of texts that name none.
  @Test(arguments: [
    "2022-07-03 10:05", "2022-07-03 10:05:00", "2022/7/3 10:05", "2022.7.3 10:05:00", "2022年7月3日 10时5分", "2022年7月3日10时05分00秒",
    "2022年7月3日 上午10:05", "20220703100500", "202207031005", "1656813900", "1656813900000", "1656813900000000", "1656813900.0",
    "2022-07-03T10:05:00+08:00", "2022-07-03T02:05:00Z", "2022-07-03 02:05:00 UTC", "2022/07/03 02:05:00 +0000",
    "44745.4201388889",
    "07/03/2022 10:05:00 AM", "7/3/2022 10:05", "7/3/22 10:05", "3.7.2022 10:05", "２０２２－０７－０３　１０：０５", "2022-07-03T10:05:00.000",
    "2022-7-3 10点5分", "07/03/2022 10:05:00 a.m.", "2022-07-03 10:05 AM",
  ]) func momentsOfOneMorning(text: String) {
    #expect(TimeFormat.auto.moment(text, offsetMinutes: 480) == Timestamp(rfc3339: "2022-07-03T10:05:00+08:00"))
  }

  @Test(arguments: [
    ("2022-07-03", "2022-07-03T00:00:00+08:00"), ("20220703", "2022-07-03T00:00:00+08:00"),
    ("44745", "2022-07-03T00:00:00+08:00"),
    ("2022年7月3日", "2022-07-03T00:00:00+08:00"), ("2022-07-03 24:00", "2022-07-04T00:00:00+08:00"),
    ("07/03/2022 12:05:06 AM", "2022-07-03T00:05:06+08:00"), ("07/03/2022 12:05:06 PM", "2022-07-03T12:05:06+08:00"),
    ("2022/7/3 下午3:05", "2022-07-03T15:05:00+08:00"), ("2022-07-03 15:05 PM", "2022-07-03T15:05:00+08:00"),
    ("2022-07-03 10:05:06.25", "2022-07-03T10:05:06.250+08:00"), ("20220703100506789", "2022-07-03T10:05:06.789+08:00"),
    ("2024-02-29 0:00", "2024-02-29T00:00:00+08:00"), ("2022-07-03 10:05 -03:30", "2022-07-03T10:05:00-03:30"),
    ("2022年7月3日 10时", "2022-07-03T10:00:00+08:00"), ("0", nil), ("", nil), ("昨天", nil), ("2022-02-30", nil), ("2022-13-01", nil),
    ("2022-07-03 25:00", nil), ("2022-07-03 10:60", nil), ("13/03/2022", nil), ("03-07-2022", nil), ("2022-07-03 10:05 CST", nil),
    ("2022-07", nil), ("99999999", nil), ("2022-07-03 10:05 x", nil), ("-44745", nil), ("1e10", nil), ("2022-07/03", nil),
  ]) func moments(text: String, expected: String?) {
    #expect(TimeFormat.auto.moment(text, offsetMinutes: 480) == expected.flatMap { Timestamp(rfc3339: $0) })
  }

  @Test func namedFormats() {
    func moment(_ format: String, _ text: String) -> String? {
      TimeFormat(format)?.moment(text, offsetMinutes: 480)?.rfc3339(offsetMinutes: 480)
    }
    #expect(
      moment("eu", "03/07/2022 10:05") == "2022-07-03T10:05:00+08:00" && moment("us", "07-03-2022") == "2022-07-03T00:00:00+08:00"
    )
    #expect(moment("excel", "1") == "1899-12-31T00:00:00+08:00" && moment("excel", "x") == nil && moment("excel", "1e18") == nil)
    #expect(moment("unix", "0") == "1970-01-01T08:00:00+08:00" && moment("unix_ms", "1.5") == "1970-01-01T08:00:00.002+08:00")
    #expect(moment("unix", "1e300") == nil && moment("unix", "inf") == nil && moment("unix", "nan") == nil)
    #expect(moment("dd-MMM-yyyy HH:mm:ss", "03-Jul-2022 10:05:06") == "2022-07-03T10:05:06+08:00")
    #expect(moment("EEE, d MMM yyyy HH:mm:ss Z", "Sun, 3 July 2022 10:05:06 GMT") == "2022-07-03T18:05:06+08:00")
    #expect(moment("MM/dd/yyyy 'at' hh:mma", "07/03/2022 at 01:05PM") == "2022-07-03T13:05:00+08:00")
    #expect(moment("yyMMddHHmmss", "220703100506") == "2022-07-03T10:05:06+08:00")
    #expect(moment("yyyyMMdd", "2022073") == nil && moment("yyyy-MM-dd", "2022-07-03 10:05") == nil)
    for text in ["", "tomorrow", "HH:mm", "yyyy", "yyyy-MM", "yyyy-MM-dd 'x", "qqqq-MM-dd"] { #expect(TimeFormat(text) == nil) }
  }
}

@Suite struct JSONPointerTests {
  @Test func paths() {
    for text in ["", "/a", "/a/0/b", "/", "/a~1b~0c", "#", "#/a", "..", "../a", "../../a/b", "/*/a", "/@key", "../@key"] {
      #expect(JSONPointer(text)?.text == text)
    }
    for text in ["a", "a/b", "..a", "/a~2", "/a~", "/a/@key", ".", "#a", "$x", String(repeating: "/a", count: 65)] {
      #expect(JSONPointer(text) == nil)
    }
    #expect(JSONPointer("/a/*")?.isPlural == true && JSONPointer("/a/0")?.isPlural == false)
    #expect(
      JSONPointer("/01")?.steps == [.child(name: [48, 49], index: nil)]
        && JSONPointer("/a~1b")?.steps == [.child(name: Array("a/b".utf8), index: nil)])
  }

  @Test func wildcardsOfConditions() {
    func holds(_ pattern: String, _ text: String?) -> Bool { MappingCondition(.constant(""), .matches(pattern)).holds(text) }
    #expect(holds("a*c?", "abbcd") && holds("*", "") && holds("北*", "北京") && holds("*电", "停电") && holds("a**b", "ab"))
    #expect(!holds("a", "ab") && !holds("?", "") && !holds("a*b", "ac") && !holds("*", nil))
    let long = String(repeating: "a", count: 4000)
    #expect(!holds(String(repeating: "a*", count: 200) + "b", long))
  }
}
