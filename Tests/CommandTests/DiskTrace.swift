import Foundation

/// The writes of a log's files in their order, as strace told them, and the disks that a power cut may leave.
struct DiskTrace {
  enum Operation {
    case write(file: String, at: Int, bytes: [UInt8])
    case cut(file: String, to: Int)
    case remove(file: String)
    case sync(file: String)
    /// So many acknowledgements had been shown as done.
    case shown(Int)
  }

  /// What the disk may have done with writes that were not synced.
  enum Loss: CaseIterable {
    case none, all, allButTheLast, everySecond, tornLast
  }

  static let options = ["-y", "-x", "-s", "10000000", "-e", "trace=openat,pwrite64,fdatasync,fsync,ftruncate,unlink"]
  private(set) var operations: [Operation] = []

  init(_ path: String) throws {
    // Calls of a thread that another one interrupted: their beginning is when a write happens, their end is when a sync has.
    var begun: [Substring: String] = [:]
    for line in try String(contentsOfFile: path, encoding: .isoLatin1).split(separator: "\n") {
      let (thread, rest) = (line.prefix { $0.isNumber }, line.drop { $0.isNumber }.drop { $0 == " " })
      if let end = rest.firstRange(of: " <unfinished ...>") {
        begun[thread] = String(rest[..<end.lowerBound])
        if !rest.hasPrefix("fdatasync"), !rest.hasPrefix("fsync") { add(String(rest[..<end.lowerBound])) }
      } else if rest.hasPrefix("<...") {
        if let call = begun.removeValue(forKey: thread), call.hasPrefix("fdatasync") || call.hasPrefix("fsync"),
          rest.hasSuffix("= 0")
        {
          add(call)
        }
      } else {
        add(String(rest))
      }
    }
  }

  private mutating func add(_ call: String) {
    if call.hasPrefix("openat("), call.contains("O_CREAT"), let match = call.firstMatch(of: /\/shown(\d)\.txt/) {
      operations.append(.shown(Int(match.1) ?? 0))
      return
    }
    if call.hasPrefix("unlink("), call.contains("/zhiban.db-wal\"") { return operations.append(.remove(file: "zhiban.db-wal")) }
    guard let match = call.firstMatch(of: /^(\w+)\(\d+<[^>]*\/(zhiban\.db(?:-wal)?)>/) else { return }
    let file = String(match.2)
    switch match.1 {
    case "fdatasync", "fsync": operations.append(.sync(file: file))
    case "ftruncate":
      if let length = call.firstMatch(of: />, (\d+)/) { operations.append(.cut(file: file, to: Int(length.1) ?? 0)) }
    case "pwrite64":
      guard let start = call.firstRange(of: ">, \"")?.upperBound, let end = call.lastIndex(of: "\""),
        let place = call[end...].firstMatch(of: /^", (\d+), (\d+)/)
      else { return }
      operations.append(.write(file: file, at: Int(place.2) ?? 0, bytes: DiskTrace.bytes(call[start..<end])))
    default: break
    }
  }

  /// A string as strace writes it.
  private static func bytes(_ text: Substring) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Array(text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })[...]
    while let first = rest.popFirst() {
      guard first == UInt8(ascii: "\\"), let kind = rest.popFirst() else {
        bytes.append(first)
        continue
      }
      switch kind {
      case UInt8(ascii: "x"):
        bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
        rest = rest.dropFirst(2)
      case UInt8(ascii: "0")...UInt8(ascii: "7"):
        let more = rest.prefix(2).prefix { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }
        bytes.append(UInt8(String(decoding: [kind] + more, as: UTF8.self), radix: 8) ?? 0)
        rest = rest.dropFirst(more.count)
      case UInt8(ascii: "n"): bytes.append(10)
      case UInt8(ascii: "t"): bytes.append(9)
      case UInt8(ascii: "r"): bytes.append(13)
      case UInt8(ascii: "v"): bytes.append(11)
      case UInt8(ascii: "f"): bytes.append(12)
      default: bytes.append(kind)
      }
    }
    return bytes
  }

  /// The files after so many operations and a power cut, and how many acknowledgements had been shown as done.
  func image(after count: Int, of first: [String: [UInt8]], loss: Loss) -> (files: [String: [UInt8]], shown: Int) {
    var durable = first
    var pending: [Operation] = []
    var shown = 0
    for operation in operations.prefix(count) {
      switch operation {
      case .shown(let number): shown = number
      case .remove(let file):
        durable[file] = nil
        pending.removeAll { $0.file == file }
      case .sync(let file):
        for one in pending where one.file == file { one.apply(to: &durable) }
        pending.removeAll { $0.file == file }
      case .write, .cut: pending.append(operation)
      }
    }
    for (number, one) in pending.enumerated() {
      let isLast = number == pending.count - 1
      switch loss {
      case .none: one.apply(to: &durable)
      case .all: break
      case .allButTheLast: if isLast { one.apply(to: &durable) }
      case .everySecond: if number % 2 == 1 { one.apply(to: &durable) }
      case .tornLast: (isLast ? one.torn : one).apply(to: &durable)
      }
    }
    return (durable, shown)
  }
}

extension DiskTrace.Operation {
  var file: String {
    switch self {
    case .write(let file, _, _), .cut(let file, _), .remove(let file), .sync(let file): file
    case .shown: ""
    }
  }

  /// Its first sectors only.
  var torn: DiskTrace.Operation {
    guard case .write(let file, let place, let bytes) = self else { return self }
    return .write(file: file, at: place, bytes: Array(bytes.prefix(max(bytes.count / 2 / 512 * 512, min(bytes.count, 16)))))
  }

  func apply(to files: inout [String: [UInt8]]) {
    switch self {
    case .write(let file, let place, let bytes):
      var content = files[file] ?? []
      if content.count < place + bytes.count { content += [UInt8](repeating: 0, count: place + bytes.count - content.count) }
      content.replaceSubrange(place..<place + bytes.count, with: bytes)
      files[file] = content
    case .cut(let file, let length):
      let content = files[file] ?? []
      files[file] = Array(content.prefix(length)) + [UInt8](repeating: 0, count: max(0, length - content.count))
    case .remove, .sync, .shown: break
    }
  }
}
