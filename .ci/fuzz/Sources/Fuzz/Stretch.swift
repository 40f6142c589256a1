import Glibc

/// Looks for what costs more than its length: every part of a file is repeated to 64 KiB, as it is and with numbers in it.
struct Stretch {
  private static let size = 64 * 1024
  /// In seconds of processor time; the sanitizers slow the code down about tenfold.
  private static let limit = 2.0

  private enum Numbers: CaseIterable { case none, rising, falling }

  private let target: any FuzzTarget

  init(_ target: any FuzzTarget) { self.target = target }

  /// False where something took too long; what did is written to a file.
  func run(_ files: [String]) -> Bool {
    var worst = (seconds: 0.0, bytes: [UInt8](), file: "")
    var tries = 0
    for file in files {
      guard let bytes = contents(file) else { continue }
      let edges = Self.edges(bytes)
      for (first, start) in edges.enumerated() {
        for end in edges[(first + 1)...].prefix(24) {
          for numbers in Numbers.allCases {
            let stretched = Self.stretched(bytes, start..<end, numbers)
            let seconds = stretched.withUnsafeBytes { measure($0) }
            tries += 1
            if seconds > worst.seconds { worst = (seconds, stretched, "\(file) \(start)..<\(end) \(numbers)") }
          }
        }
      }
    }
    print("\(target.name): \(tries) tries, the slowest \(worst.seconds) s: \(worst.file)")
    guard worst.seconds > Self.limit else { return true }
    write(worst.bytes, to: "slow-\(target.name)")
    return false
  }

  private func measure(_ bytes: UnsafeRawBufferPointer) -> Double {
    var start = timespec()
    var end = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &start)
    target.read(bytes)
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end)
    return Double(end.tv_sec - start.tv_sec) + Double(end.tv_nsec - start.tv_nsec) * 1e-9
  }

  /// Where a token begins or ends.
  private static func edges(_ bytes: [UInt8]) -> [Int] {
    func isWord(_ byte: UInt8) -> Bool { byte >= 128 || byte == 95 || (48...57).contains(byte) || (97...122).contains(byte | 32) }
    var edges = [0]
    for index in 1..<max(1, bytes.count) where !isWord(bytes[index]) || !isWord(bytes[index - 1]) { edges.append(index) }
    return edges + [bytes.count]
  }

  private static func stretched(_ bytes: [UInt8], _ range: Range<Int>, _ numbers: Numbers) -> [UInt8] {
    let part = bytes[range]
    // The number goes behind the first letter.
    let place = part.firstIndex { (97...122).contains($0 | 32) }.map { $0 + 1 } ?? range.upperBound
    let each = part.count + (numbers == .none ? 0 : 5)
    let count = max(1, (size - bytes.count) / max(1, each))
    var result = Array(bytes[..<range.lowerBound])
    result.reserveCapacity(size + 64)
    for index in 0..<count {
      guard numbers != .none else {
        result += part
        continue
      }
      let number = numbers == .rising ? index : 99_999 - index
      result += part[..<place]
      result += String(100_000 + number).utf8.dropFirst()
      result += part[place...]
    }
    return result + bytes[range.upperBound...]
  }

  private func contents(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = fread(&bytes, 1, bytes.count, file)
    return count > 0 ? Array(bytes[..<count]) : nil
  }

  private func write(_ bytes: [UInt8], to path: String) {
    guard let file = fopen(path, "wb") else { return }
    defer { fclose(file) }
    fwrite(bytes, 1, bytes.count, file)
    complain("\(target.name): wrote \(path)")
  }
}
