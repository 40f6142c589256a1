import Glibc
public import Testing
public import TextUI

/// Compares a canvas with `__Snapshots__/<name>.txt` next to the test file.
///
/// A missing file is recorded when the environment has `ZHIBAN_RECORD=1` (delete a file to record it anew), else it is a
/// failure, so that a forgotten snapshot cannot pass.
public func expectSnapshot(
  _ canvas: Canvas, named name: String, filePath: String = #filePath, sourceLocation: SourceLocation = #_sourceLocation
) {
  let text = canvas.plainText
  let folder = filePath.prefix(upTo: filePath.lastIndex(of: "/") ?? filePath.startIndex) + "/__Snapshots__"
  let path = "\(folder)/\(name).txt"
  if let expected = contents(of: path) {
    #expect(expected == text, "\(path)\n\(difference(expected, text))", sourceLocation: sourceLocation)
  } else if getenv("ZHIBAN_RECORD").map({ String(cString: $0) }) == "1" {
    mkdir(String(folder), 0o755)
    #expect(write(text, to: path), "cannot write \(path)", sourceLocation: sourceLocation)
  } else {
    Issue.record("no snapshot \(path); record it with ZHIBAN_RECORD=1", sourceLocation: sourceLocation)
  }
}

/// The rows that differ, expected above drawn.
private func difference(_ expected: String, _ drawn: String) -> String {
  let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let new = drawn.split(separator: "\n", omittingEmptySubsequences: false)
  return (0..<max(old.count, new.count)).compactMap { row in
    let left = row < old.count ? old[row] : ""
    let right = row < new.count ? new[row] : ""
    return left == right ? nil : "\(row)\n- \(left)\n+ \(right)"
  }.joined(separator: "\n")
}

private func contents(of path: String) -> String? {
  guard let file = fopen(path, "r") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = fread(&chunk, 1, chunk.count, file)
    if count == 0 { break }
    bytes += chunk[..<count]
  }
  return String(decoding: bytes, as: UTF8.self)
}

private func write(_ text: String, to path: String) -> Bool {
  guard let file = fopen(path, "w") else { return false }
  let bytes = Array(text.utf8)
  let written = fwrite(bytes, 1, bytes.count, file)
  return fclose(file) == 0 && written == bytes.count
}
