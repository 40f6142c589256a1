import Core
import TextSafety

/// Reads foreign documents: a whole JSON value, or JSON lines where the whole is none.
struct DocumentReader: ~Copyable {
  private let parser = JSONParser()
  private let memory = TextMemory()
  var texts: TextReader { memory.reader }
  let isStrict: Bool

  init(isStrict: Bool) { self.isStrict = isStrict }

  /// Calls `body` with every root value: one for a document, one per line for JSON lines.
  func forEachRoot(
    _ bytes: UnsafeRawBufferPointer, malformed: inout [Malformed], _ body: (JSONValue, Event.Marks, inout [Malformed]) -> Void
  ) {
    do throws(JSONParser.Failure) {
      body(try parser.parse(bytes), [], &malformed)
    } catch {
      // Objects one below the other are JSON lines, each good or bad by itself; anything else is one document that is broken.
      let lines = Self.lines(of: bytes)
      let begin = lines.allSatisfy { $0.first { $0 > 32 } == UInt8(ascii: "{") }
      if lines.count > 1, begin, lines[0].last(where: { $0 > 32 }) == UInt8(ascii: "}") {
        for line in lines { one(line, malformed: &malformed, body) }
      } else {
        one(bytes, malformed: &malformed, body)
      }
    }
  }

  private func one(
    _ bytes: UnsafeRawBufferPointer, malformed: inout [Malformed], _ body: (JSONValue, Event.Marks, inout [Malformed]) -> Void
  ) {
    do throws(JSONParser.Failure) {
      body(try parser.parse(bytes), [], &malformed)
    } catch {
      switch Recovery(bytes, after: error, isStrict: isStrict) {
      case .refused(let fault): malformed.append(fault)
      case .repaired(let repaired, let marks):
        repaired.withUnsafeBytes { repaired in
          do throws(JSONParser.Failure) {
            body(try parser.parse(repaired), marks, &malformed)
          } catch { malformed.append(Recovery.name(repaired: repaired, of: bytes, after: error)) }
        }
      }
    }
  }

  /// The lines that hold anything.
  private static func lines(of bytes: UnsafeRawBufferPointer) -> [UnsafeRawBufferPointer] {
    bytes.split(separator: 10).map { UnsafeRawBufferPointer(rebasing: $0) }.filter { $0.contains { $0 > 32 } }
  }
}
