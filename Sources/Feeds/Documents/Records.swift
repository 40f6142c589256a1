import Core
import TextSafety

/// What a foreign document yields, record by record: a bad one costs only itself.
struct Records {
  let texts: TextReader
  let context: DecodeContext
  /// Marks every event of the document gets.
  var marks: Event.Marks
  private(set) var events: [Event] = []
  private(set) var malformed: [Malformed] = []
  /// From the root to the record that is read: the name of a field, and which of its elements.
  private var way: [(path: String, position: Int?)] = []
  /// How many more alerts may be ended because others replace them.
  var endingsLeft = 10_000

  init(texts: TextReader, context: DecodeContext, marks: Event.Marks = []) {
    self.texts = texts
    self.context = context
    self.marks = marks.union(context.marks)
  }

  /// Reads each element of an array, or the value itself where it is none; `path` says in faults where they stand.
  mutating func each(
    _ value: JSONValue, at path: String = "", _ body: (JSONValue, inout Records) throws(Fault) -> Void
  ) {
    guard value.isArray else {
      one(at: path) { records throws(Fault) in try body(value, &records) }
      return
    }
    var position = 0
    var elements = value.elements
    while let element = elements.next() {
      one(at: path, position) { records throws(Fault) in try body(element, &records) }
      position += 1
    }
  }

  /// Reads one record; its fault is noted, never thrown further.
  mutating func one(at path: String = "", _ position: Int? = nil, _ body: (inout Records) throws(Fault) -> Void) {
    texts.sawOddText = false
    way.append((path, position))
    do throws(Fault) { try body(&self) } catch { note(error) }
    way.removeLast()
  }

  /// A finished event; it gets the marks of its document and of its odd texts.
  mutating func append(_ event: Event) {
    events.append(event)
    events[events.count - 1].marks.formUnion(texts.sawOddText ? marks.union(.oddText) : marks)
  }

  /// Puts the events in the order of their time, for sources that list the newest first.
  mutating func sortByTime() { events.sort { $0.time < $1.time } }

  /// Notes a fault with the whole way from the document's root to the record.
  mutating func note(_ fault: Fault) {
    let whole = way.reversed().reduce(fault) { fault, step in
      let placed = step.position.map(fault.at) ?? fault
      return step.path.isEmpty ? placed : placed.at(step.path)
    }
    malformed.append(whole.malformed)
  }

  mutating func note(_ fault: Malformed) { malformed.append(fault) }
}
