@testable import Collectors
import Testing

@Suite struct LineTests {
  /// The lines of a text cut into chunks of some size.
  func lines(_ text: String, chunk: Int, maximum: Int = 100) -> [String] {
    var splitter = LineSplitter(maximumBytes: maximum)
    var result: [String] = []
    func take(_ line: LineSplitter.Line) {
      switch line {
      case .line(let bytes, let number): result.append("\(number):" + String(decoding: bytes, as: UTF8.self))
      case .tooLong(_, let number): result.append("\(number):too long")
      }
    }
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: chunk) {
      bytes[start..<min(bytes.count, start + chunk)].withUnsafeBytes { splitter.take($0, take) }
    }
    splitter.end(take)
    return result
  }

  @Test func chunksDoNotMatter() {
    let text = "one\r\ntwo\n\n  \n" + String(repeating: "x", count: 150) + "\n四\nlast"
    let whole = lines(text, chunk: 10_000)
    #expect(whole == ["1:one", "2:two", "5:too long", "6:四", "7:last"])
    for chunk in [1, 2, 3, 7, 64] { #expect(lines(text, chunk: chunk) == whole) }
    // The longest line there may be, and its end of two bytes.
    for chunk in [1, 2, 3, 7, 64] {
      #expect(lines("1234567\r\n12345678\r\n", chunk: chunk, maximum: 7) == ["1:1234567", "2:too long"])
    }
  }

  @Test func procIsRead() {
    let stat = "cpu  100 0 50 800 50 0 0 0 0 0\ncpu0 50 0 25 400 25 0 0 0 0 0\ncpu1 50 0 25 400 25 0 0 0 0 0\n"
    #expect(HostReadings.processor(stat) == .init(busy: 150, total: 1000))
    #expect(HostReadings.processorCount(stat) == 2)
    let memory = HostReadings.memory("MemTotal: 1000 kB\nMemFree: 100 kB\nMemAvailable: 250 kB\n")
    #expect(memory?.total == 1_024_000)
    #expect(memory?.used == 0.75)
    #expect(HostReadings.load("0.10 0.20 0.30 1/100 5") == [0.1, 0.2, 0.3])
    let dev = "Inter|\n face|\n    lo: 9 0 0 0 0 0 0 0 9 0\n  eth0: 1000 1 0 0 0 0 0 0 500 1 0 0 0 0 0 0\n"
    #expect(HostReadings.network(dev) == ["eth0": .init(received: 1000, sent: 500)])
    #expect(HostReadings.mounts("/dev/vda / ext4 rw\nproc /proc proc rw\n/dev/vda /again ext4 rw\n/dev/loop0 /snap x\n") == ["/"])
    #expect(HostReadings.growth(from: 10, to: 15) == 5)
    #expect(HostReadings.growth(from: 10, to: 3) == 3)
  }
}
