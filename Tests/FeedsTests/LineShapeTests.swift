import Core
import Testing
import TextSafety

@testable import Feeds

/// What shapes make of a line must be what the parser makes of it.
struct LineShapeTests {
  private static let metric =
    #"{"specversion":"1.0","type":"zhiban.metric.v1","source":"/440800/cloud","id":"m-1","time":"2022-07-03T10:00:00+08:00","subject":"pool","adcode":"440800","data":{"interval_s":30,"samples":[{"name":"cloud.vm.count","value":17,"unit":"{vm}"},{"name":"cloud.vcpu.used_ratio","value":0.87,"unit":"ratio","labels":{"az":"a"}}]}}"#
  private static let ticket =
    #"{"specversion":"1.0","type":"zhiban.ticket.v1","source":"/440800/hotline","id":"t-1","time":"2022-07-03T10:00:00+08:00","subject":"HL1","adcode":"440802","simulated":true,"data":{"ticket_id":"HL1","domain":"hotline","class":"help","channel":"phone","title":"夜间施工噪声扰民","service_code":"noise","state":"received","priority":"normal","agency":{"id":"gongan","name":"市公安局"},"received_at":"2022-07-03T10:00:00+08:00","sla":{"profile":"demo","limit":"2h","light":"green"},"place":{"text":"人民路"},"rev":1}}"#
  private static let queue =
    #"{"specversion":"1.0","type":"zhiban.queue.v1","source":"/440800/exchange","id":"q-1","time":"2022-07-03T10:00:00+08:00","subject":"xq-1","adcode":"440800","data":{"queue_id":"xq-1","title":"卫健→政数","mode":"table","provider":{"id":"wjj","name":"卫健局"},"consumer":{"id":"zsj","name":"政数局"},"depth":37,"unit":"{record}","oldest_s":10.5,"state":"ok","sla_s":900}}"#
  private static let alert =
    #"{"specversion":"1.0","type":"zhiban.alert.v1","source":"/440800/alerts","id":"a-1","time":"2022-07-03T10:00:00+08:00","subject":"a-35","adcode":"440800","data":{"alert_id":"a-35","status":"firing","severity":"red","category":"cloud","event":"主机失联","headline":"主机失联,影响业务系统 35 个","labels":{"pool":"main"},"group":"cloud","value":-3.5}}"#
  private static let heartbeat =
    #"{"specversion":"1.0","type":"zhiban.heartbeat.v1","source":"/440800/collector/x","id":"h-1","time":"2022-07-03T10:00:00+08:00","subject":"x","adcode":"440800","data":{"collector":"x","interval_s":30,"lag_s":0.5,"emitted":12,"dropped":0,"errors":0,"upstream":"ok","last_event_at":"2022-07-03T09:59:30+08:00"}}"#
  private static let task =
    #"{"specversion":"1.0","type":"zhiban.task.v1","source":"/440800/ledger","id":"k-1","time":"2022-07-03T10:00:00+08:00","subject":"T1","adcode":"440800","data":{"task_id":"T1","title":"一网统管","lead":"市政数局","state":"in_progress","progress_ratio":0.5,"updated_at":"2022-07-03T09:00:00+08:00"}}"#
  private static let lines = [metric, ticket, queue, alert, heartbeat, task]

  /// One decoder that learns and one that parses every line; what they say is compared line by line.
  private final class Pair {
    let shapes = LineShapes()
    private let learning: LineDecoder
    private let parsing: LineDecoder
    private(set) var differences: [String] = []

    init(_ options: LineDecoder.Options = LineDecoder.Options()) {
      learning = LineDecoder(options, shapes: shapes)
      parsing = LineDecoder(options, shapes: nil)
    }

    func decode(_ line: [UInt8]) {
      var (mine, other): ([Event], [Event]) = ([], [])
      var (faults, otherFaults): ([Malformed], [Malformed]) = ([], [])
      line.withUnsafeBytes { learning.decode(line: $0, into: &mine, malformed: &faults) }
      line.withUnsafeBytes { parsing.decode(line: $0, into: &other, malformed: &otherFaults) }
      if mine != other || faults != otherFaults { differences.append(String(decoding: line, as: UTF8.self)) }
    }

    func decode(_ line: String) { decode(Array(line.utf8)) }
  }

  @Test func aLineThatDiffersInItsValuesNeedsNoParser() {
    for line in Self.lines {
      let pair = Pair()
      pair.decode(line)
      // The second line shows what differs, the third fits.
      pair.decode(line.replacing("-1\"", with: "-2\"").replacing("10:00:00", with: "10:00:30"))
      let before = pair.shapes.fitted
      pair.decode(line.replacing("-1\"", with: "-987654321\"").replacing("10:00:00", with: "10:01:00"))
      #expect(before == 0)
      #expect(pair.shapes.fitted == 1)
      #expect(pair.differences == [])
    }
  }

  /// Whatever becomes of a line: bytes changed, values put in the place of others, fields moved.
  @Test(arguments: [false, true]) func shapesMakeOfMutatedLinesWhatTheParserMakes(isStrict: Bool) {
    let pair = Pair(LineDecoder.Options(isStrict: isStrict))
    var random = SeededGenerator(seed: 7)
    for round in 0..<12_000 {
      let line = Array(Self.lines.randomElement(using: &random)!.utf8)
      // Enough lines fit that the shapes stay.
      pair.decode(round % 3 == 0 ? Self.mutated(line, &random) : Self.varied(line, round))
    }
    #expect(pair.differences == [])
    #expect(pair.shapes.fitted > 6000)
  }

  private static func varied(_ line: [UInt8], _ round: Int) -> [UInt8] {
    Array(
      String(decoding: line, as: UTF8.self).replacing("-1\"", with: "-\(round)\"").replacing(
        "10:00:00", with: "10:0\(round % 10):00"
      ).utf8)
  }

  private static let values = [
    "\"\"", "\"a\"", "\"a\\u0041\"", "\"\\\\\"", "\"联系人张三 13800138000\"", "\"\u{202E}x\"", "\"\u{7}\"", "\" a  b \"", "\"😀\"",
    "01", "-0", "-0.0",
    "1e5", "1.50", "7.0", "9223372036854775807", "9223372036854775808", "123456789012345678", "1234567890123456789", "0.1",
    "123456789.123456", "1234567890.1234567", "-3", "1.", ".5", "null", "true", "[]", "{}", "[1]",
    "\"2022-07-03T25:00:00+08:00\"",
    "\"2022-07-04T10:00:00Z\"", "\"440803001\"", "\"closed\"", "\"" + String(repeating: "字", count: 130) + "\"",
  ]

  private static func mutated(_ line: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var line = line
    for _ in 0..<Int.random(in: 1...2, using: &random) {
      let place = Int.random(in: 0..<line.count, using: &random)
      switch Int.random(in: 0..<8, using: &random) {
      case 0: line[place] = UInt8.random(in: 0...255, using: &random)
      case 1: line[place] = Array("\"\\{}[],:09.eE-+ \t".utf8).randomElement(using: &random)!
      case 2: line.remove(at: place)
      case 3: line.insert(Array("\"\\ 0,}".utf8).randomElement(using: &random)!, at: place)
      case 4: line.removeLast(line.count - place)
      case 5:
        // A field once more at the end, with another value.
        let fields = ["\"id\":\"x\"", "\"time\":1", "\"odd\":null", "\"simulated\":false", "\"exercise\":true"]
        line.removeLast()
        line += Array(("," + fields.randomElement(using: &random)! + "}").utf8)
      default: replaceValue(in: &line, from: place, &random)
      }
      if line.isEmpty { return [UInt8(ascii: "x")] }
    }
    return line
  }

  /// Another value behind the next colon.
  private static func replaceValue(in line: inout [UInt8], from place: Int, _ random: inout SeededGenerator) {
    guard let colon = line[place...].firstIndex(of: UInt8(ascii: ":")),
      let end = line[colon...].firstIndex(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "}") })
    else { return }
    line.replaceSubrange(colon + 1..<end, with: Array(values.randomElement(using: &random)!.utf8))
  }

  @Test func numbersAreThoseOfTheParserOrNone() {
    let parser = JSONParser()
    let tape = UnsafeMutablePointer<UInt64>.allocate(capacity: 2)
    defer { tape.deallocate() }
    var random = SeededGenerator(seed: 3)
    var read = 0
    var differences: [String] = []
    for _ in 0..<20_000 {
      let digits = Int.random(in: 0...Int.random(in: 1...999_999_999_999_999_999, using: &random), using: &random)
      let places = Int.random(in: 0...12, using: &random)
      let fraction = places == 0 ? "" : "." + String((0..<places).map { _ in "0123456789".randomElement(using: &random)! })
      let text =
        (Bool.random(using: &random) ? "-" : "") + String(digits).prefix(Int.random(in: 1...18, using: &random)) + fraction
      let bytes = Array(text.utf8) + [UInt8](repeating: 0, count: 8)
      let count = bytes.withUnsafeBufferPointer { ShapeScan.number($0.baseAddress!, into: tape) }
      guard let count else { continue }
      read += 1
      let parsed: (UInt8, UInt64)? = Array("[\(text)]".utf8).withUnsafeBytes { bytes in
        guard let list = try? parser.parse(bytes), let value = Array(IteratorSequence(list.elements)).first else { return nil }
        return (value.letter, value.tape[value.index + 1])
      }
      guard count == text.utf8.count, let parsed, parsed.0 == UInt8(tape[0] >> 56), parsed.1 == tape[1] else {
        differences.append(text)
        continue
      }
    }
    #expect(differences == [])
    #expect(read > 8000)
  }

  @Test func whatARecorderPutsBeforeALineIsNotLookedAt() {
    let pair = Pair()
    for number in 0..<5 {
      pair.decode(
        Self.metric.replacing(
          "{\"specversion\"",
          with: "{\"arrivedtime\":\"2022-07-03T10:00:0\(number)+08:00\",\"collector\":\"c\(number)\",\"specversion\""))
    }
    #expect(pair.shapes.fitted == 3)
    #expect(pair.differences == [])
  }

  @Test func aKeyGivenTwiceIsNoShape() {
    let line = Self.metric.replacing("\"id\":\"m-1\"", with: "\"id\":\"m-0\",\"id\":\"m-1\"")
    let pair = Pair()
    for number in 1...5 { pair.decode(line.replacing("m-1", with: "m-\(number)")) }
    #expect(pair.shapes.fitted == 0)
    #expect(pair.differences == [])
  }

  @Test func aQueueWithoutATitleIsCalledByItsIDInEveryLine() {
    let line = Self.queue.replacing("\"title\":\"卫健→政数\",", with: "")
    let pair = Pair()
    for number in 1...5 { pair.decode(line.replacing("xq-1", with: "xq-\(number)")) }
    #expect(pair.differences == [])
  }

  @Test func aFeedWhoseLinesAreNeverAlikeIsLeftAlone() {
    let pair = Pair()
    for number in 0..<200 { pair.decode(Self.metric.replacing("\"unit\"", with: "\"field_\(number)\":1,\"unit\"")) }
    #expect(pair.shapes.count == LineShapes.limit)
    #expect(!pair.shapes.mayLearn)
    #expect(pair.differences == [])
  }
}
