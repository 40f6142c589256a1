public import Core
import TextSafety

/// Decodes native lines: one CloudEvents object, or an array of them, per line of JSON.
///
/// A decoder owns a parser and what it has learnt of a source's words, so there is one per source.
public final class LineDecoder {
  public struct Options: Sendable {
    /// Events above this are refused and counted; nothing of them is kept. The default suits a wall.
    public var maximumClassification: Event.Classification
    /// Bytes that would have to be repaired, and attribute names CloudEvents does not allow, are errors.
    public var isStrict: Bool
    /// Longer lines are refused unread.
    public var maximumLineBytes: Int
    /// Off only to show once more what was masked; such events are never stored.
    public var masks = true

    public init(
      maximumClassification: Event.Classification = .internalUse, isStrict: Bool = false, maximumLineBytes: Int = 64 * 1024
    ) {
      self.maximumClassification = maximumClassification
      self.isStrict = isStrict
      self.maximumLineBytes = maximumLineBytes
    }
  }

  public let options: Options
  private let parser = JSONParser()
  /// Nil where every line goes through the parser: the measure of what shapes make.
  private let shapes: LineShapes?
  private let memory: TextMemory
  private var texts: TextReader { memory.reader }

  public convenience init(_ options: Options = Options()) { self.init(options, shapes: LineShapes()) }

  init(_ options: Options, shapes: LineShapes?) {
    self.options = options
    self.shapes = shapes
    memory = TextMemory(masks: options.masks)
  }

  /// Appends the events of one line. Of a batch the good ones are kept; the first fault is returned, with how many more there are.
  public func decode(line: UnsafeRawBufferPointer, into events: inout [Event]) -> Malformed? {
    var faults: [Malformed] = []
    decode(line: line, into: &events, malformed: &faults)
    guard var first = faults.first else { return nil }
    if faults.count > 1 { first.detail += " (+\(faults.count - 1))" }
    return first
  }

  /// Appends the events of one line, and every fault in it.
  public func decode(line: UnsafeRawBufferPointer, into events: inout [Event], malformed: inout [Malformed]) {
    if line.count > options.maximumLineBytes {
      let words: SafeText = "is \(line.count) bytes long, a line may be \(options.maximumLineBytes)"
      malformed.append(Malformed(.tooLong, words))
      return
    }
    if let shapes, shapes.decode(line, texts, into: &events) { return }
    let (before, faults) = (events.count, malformed.count)
    do throws(JSONParser.Failure) {
      let root = try parser.parse(line)
      decode(root, marks: [], into: &events, malformed: &malformed)
      if root.isObject, events.count == before + 1, malformed.count == faults { shapes?.learn(line, events[before]) }
    } catch {
      recover(line, from: error, into: &events, malformed: &malformed)
    }
  }

  private func decode(_ root: JSONValue, marks: Event.Marks, into events: inout [Event], malformed: inout [Malformed]) {
    if root.isObject {
      do throws(Fault) { try append(root, marks, &events) } catch { malformed.append(named(error, root)) }
    } else if root.isArray {
      var position = 0
      var elements = root.elements
      while let element = elements.next() {
        do throws(Fault) {
          guard element.isObject else { throw Fault.value("an object", element).because(.shape) }
          try append(element, marks, &events)
        } catch { malformed.append(named(error.at(position), element)) }
        position += 1
      }
    } else {
      malformed.append(Fault.value("a JSON object", root).because(.shape).malformed)
    }
  }

  @inline(__always) private func append(_ object: JSONValue, _ marks: Event.Marks, _ events: inout [Event]) throws(Fault) {
    // Built in place: an event is large, and a copy of it retains every text in it.
    events.append(try Event(object, texts, options))
    if !marks.isEmpty { events[events.count - 1].marks.formUnion(marks) }
  }

  /// The fault with the source that the object names: even of what may not be shown it is told who sent it.
  private func named(_ fault: Fault, _ object: JSONValue) -> Malformed {
    var malformed = fault.malformed
    if object.isObject, let source = object["source"] { malformed.source = try? Event.reference(source, texts) }
    return malformed
  }

  /// Names what is wrong with a line that is no JSON; one that only has bad characters is repaired and read after all.
  private func recover(
    _ line: UnsafeRawBufferPointer, from failure: JSONParser.Failure, into events: inout [Event], malformed: inout [Malformed]
  ) {
    switch Recovery(line, after: failure, isStrict: options.isStrict) {
    case .refused(let fault): malformed.append(fault)
    case .repaired(let bytes, let marks):
      bytes.withUnsafeBytes { bytes in
        do throws(JSONParser.Failure) {
          decode(try parser.parse(bytes), marks: marks, into: &events, malformed: &malformed)
        } catch {
          malformed.append(Recovery.name(repaired: bytes, of: line, after: error))
        }
      }
    }
  }
}
