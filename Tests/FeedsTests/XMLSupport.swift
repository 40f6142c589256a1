import Core
import Glibc
import TextSafety
import Testing

@testable import Feeds

/// Reads a document; the fault where it is refused.
func document(_ text: String, isStrict: Bool = true) -> Result<XMLDocument, Malformed> {
  document(Array(text.utf8), isStrict: isStrict)
}

func document(_ bytes: [UInt8], isStrict: Bool = true) -> Result<XMLDocument, Malformed> {
  bytes.withUnsafeBytes { bytes in Result { () throws(Malformed) in try XMLDocument(bytes, isStrict: isStrict) } }
}

extension Result where Success == XMLDocument, Failure == Malformed {
  var root: XMLElement? { if case .success(let document) = self { document.root } else { nil } }
  var fault: Malformed? { if case .failure(let fault) = self { fault } else { nil } }
}

/// UTF-8 in another encoding, by the iconv of the system.
func encoded(_ text: String, as encoding: String) -> [UInt8] {
  let converter = iconv_open(encoding, "UTF-8")
  defer { iconv_close(converter) }
  var input = Array(text.utf8).map { CChar(bitPattern: $0) }
  var output = [CChar](repeating: 0, count: input.count * 4 + 16)
  let count = output.count
  let left = input.withUnsafeMutableBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      var (from, fromLeft) = (input.baseAddress, input.count)
      var (to, toLeft) = (output.baseAddress, count)
      iconv(converter, &from, &fromLeft, &to, &toLeft)
      return toLeft
    }
  }
  return output[..<(count - left)].map { UInt8(bitPattern: $0) }
}

/// What gzip makes of a file; nil where there is none.
func unzipped(_ path: String) -> [UInt8]? {
  guard access(path, R_OK) == 0, let pipe = popen("gzip -dc '\(path)'", "r") else { return nil }
  defer { pclose(pipe) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = fread(&chunk, 1, chunk.count, pipe)
    if count == 0 { return bytes }
    bytes += chunk[..<count]
  }
}

extension Event {
  var alert: AlertReport? { if case .alert(let report) = payload { report } else { nil } }
  var ticket: TicketUpdate? { if case .ticket(let update) = payload { update } else { nil } }
}
