import Core
import TextSafety
import Testing

@testable import Feeds

@Suite struct SheetMappingTests {
  @Test func aBadRowCostsOnlyItself() {
    let (events, malformed) = decode(
      ticketSheet,
      ticketHeader + """
        1,路灯不亮,办结,2022-07-03 10:05
        2,路灯不亮,办结
        3,路灯不亮,半结,2022-07-03 10:05
        ,,,
        4,路灯不亮,在办,昨天
        5,"积水
        严重",在办,2022-07-03 10:06
        6,"x"y,在办,2022-07-03 10:07
        ,无号,在办,2022-07-03 10:07
        8,来电13812345678,在办,2022-07-03 10:08

        """)
    #expect(events.map(\.subject) == ["1", "5", "8"])
    #expect(
      malformed.map(\.detail) == [
        "line 3: has 3 cells, the header has 4",
        "line 4: data.state ← $状态: is not in the lookup table: “半结”",
        "line 6: data.received_at ← $时间: must be a date and time, is “昨天”",
        "line 9, column 6: goes on after a closing quote",
        "line 10: data.ticket_id ← $单号: is missing",
      ])
    #expect(malformed.map(\.reason) == [.shape, .value, .value, .syntax, .missing])
    guard events.count == 3, case .ticket(let first) = events[0].payload, case .ticket(let last) = events[2].payload else {
      return
    }
    #expect(first.state == .closed && first.priority == .normal && first.revision == 1_656_813_900)
    #expect(last.title == "来电138****5678" && events[2].time == Timestamp(rfc3339: "2022-07-03T10:08:00+08:00"))
  }

  @Test func aSheetWithoutItsColumnsIsNotRead() {
    let (events, malformed) = decode(ticketSheet, "单号,标题,情况,日期\n1,2,3,4\n5,6,7,8\n")
    #expect(events.isEmpty)
    #expect(
      malformed.map(\.detail) == [
        "line 1: has no column $状态, which state is taken from", "line 1: has no column $时间, which received_at is taken from",
      ])
    #expect(decode(ticketSheet, "<html>\n<body>no such report</body>\n").malformed.count == 4)
    #expect(decode(ticketSheet, "").malformed.map(\.detail) == ["has no row 1 for a header"])
    #expect(decode(ticketSheet, ticketHeader).malformed.isEmpty)
  }

  /// An optional column that is gone is told once; the rows are read.
  @Test func anOptionalColumnMayBeMissing() {
    var mapping = ticketSheet
    mapping.fields.append(.init("closed_at", .column("办结时间")))
    mapping.fields.append(.init("class", FieldRule(.first([.column("类别"), .constant("help")]))))
    let (events, malformed) = decode(mapping, ticketHeader + "1,a,办结,2022-07-03 10:05\n2,b,在办,2022-07-03 10:05\n")
    #expect(events.count == 2 && malformed.map(\.detail) == ["line 1: has no column $办结时间, which closed_at is taken from"])
  }

  @Test func idsFollowTheData() {
    func id(_ row: String) -> SafeText? { decode(ticketSheet, ticketHeader + row).events.first?.id }
    let first = id("1,a,在办,2022-07-03 10:05")
    #expect(first != nil && first == id("1,a,在办,2022/7/3 10:05:00"))
    #expect(first != id("1,a,办结,2022-07-03 10:05") && first != id("1,b,在办,2022-07-03 10:05"))
    var later = context
    later.receivedAt = later.receivedAt + 60
    #expect(decode(ticketSheet, ticketHeader + "1,a,在办,2022-07-03 10:05", later).events.first?.id == first)
  }

  @Test func oddBytesAreMarked() {
    let bytes = Array((ticketHeader + "1,a").utf8) + [0xFF] + Array(",办结,2022-07-03 10:05\n2,b,办结,2022-07-03 10:05\n".utf8)
    let (events, malformed) = decode(.mapped(ticketSheet), bytes, context)
    #expect(malformed.isEmpty && events.map(\.marks) == [[.repaired, .oddText], []])
    var drill = context
    drill.marks = .exercise
    let odd = decode(ticketSheet, ticketHeader + "1,\(String(repeating: "长", count: 130))\u{1B}[31m,办结,2022-07-03 10:05", drill)
      .events
    #expect(odd.map(\.marks) == [[.exercise, .oddText]])
    guard case .ticket(let ticket)? = odd.first?.payload else { return }
    #expect(ticket.title.string.unicodeScalars.count == 120)
  }

  @Test func aSheetWithoutAHeader() {
    var mapping = ticketSheet
    mapping.sheet = SheetOptions(delimiter: .semicolon, headerRow: 0)
    for index in mapping.fields.indices {
      if case .column(.name(let name)) = mapping.fields[index].rule.source {
        let place = ["单号", "标题", "状态", "时间"].firstIndex(of: name).map { $0 + 1 }
        mapping.fields[index].rule.source = .column(.number(place ?? 0))
      }
    }
    let (events, malformed) = decode(mapping, "1;a;办结;2022-07-03 10:05\n2;b;在办\n3;c,d;在办;2022-07-03 10:05")
    #expect(events.map(\.subject) == ["1", "3"])
    #expect(malformed.map(\.detail) == ["line 2: has 3 cells, the first row has 4"])
  }

  @Test func strictlyNothingIsRepaired() {
    let bytes = Array((ticketHeader + "1,a").utf8) + [0xFF] + Array(",办结,2022-07-03 10:05\n2,b,办结,2022-07-03 10:05\n".utf8)
    var events: [Event] = []
    var malformed: [Malformed] = []
    var decoder = FeedFormat.mapped(ticketSheet).makeDecoder(LineDecoder.Options(isStrict: true))
    bytes.withUnsafeBytes { decoder.decode($0, context: context, into: &events, malformed: &malformed) }
    #expect(events.map(\.subject) == ["2"] && malformed == [Malformed(.encoding, "line 2: holds bytes that are not UTF-8")])
  }

  @Test func anyBytesAreDecoded() {
    var generator = SeededGenerator(seed: 11)
    let plain = Array((ticketHeader + "1,\"a\"\"b\n\",办结,2022-07-03 10:05\n2,来电,在办,2022年7月3日 10时5分\n3,c,在办,44745.5\n").utf8)
    for _ in 0..<400 {
      var bytes = plain
      for _ in 0..<4 {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: .min ... .max, using: &generator)
      }
      _ = decode(.mapped(ticketSheet), bytes, context)
    }
  }

  @Test func anyTruncationIsRead() {
    let bytes = Array((ticketHeader + "1,\"a\"\"b\n\",办结,2022-07-03 10:05\n2,来电,在办,2022年7月3日\n").utf8)
    for count in 0...bytes.count { _ = decode(.mapped(ticketSheet), Array(bytes[..<count]), context) }
  }

  @Test func manyRowsAreRead() {
    var text = ticketHeader
    for row in 0..<20_000 { text += "\(row),积水,在办,2022-07-03 10:05\n" }
    let (events, malformed) = decode(ticketSheet, text)
    #expect(events.count == 20_000 && malformed.isEmpty && Set(events.map(\.id)).count == 20_000)
  }
}
