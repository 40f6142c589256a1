/// One record to be mapped: a row of a sheet, or a value of a document with the way down to it.
enum RecordView {
  case row(SheetRow, SheetHeader)
  /// The root first, the record last.
  case steps([Step])

  /// A value on the way, and what it stands under.
  struct Step {
    var value: JSONValue
    var key: Key
  }

  enum Key {
    case root
    case index(Int)
    case member(JSONString)
    case named([UInt8])

    var text: String {
      switch self {
      case .root: ""
      case .index(let index): String(index)
      case .member(let name): name.raw
      case .named(let name): String(decoding: name, as: UTF8.self)
      }
    }
  }
}

extension RecordView {
  /// Calls `body` for every value a path leads to, with the way to it; false where a step that is no wildcard led nowhere.
  static func walk(_ pointer: JSONPointer, from start: [Step], _ body: (inout [Step]) -> Void) -> Bool {
    var steps = start
    return walk(pointer.steps[...], &steps, isBelowWildcard: false, body)
  }

  /// The depth is that of the path, which is bounded.
  private static func walk(
    _ path: ArraySlice<JSONPointer.Step>, _ steps: inout [Step], isBelowWildcard: Bool, _ body: (inout [Step]) -> Void
  ) -> Bool {
    guard let first = path.first, let current = steps.last?.value else {
      body(&steps)
      return true
    }
    switch first {
    case .child(let name, let index):
      guard let child = current.child(name, index) else { return isBelowWildcard }
      steps.append(Step(value: child, key: .named(name)))
      defer { steps.removeLast() }
      return walk(path.dropFirst(), &steps, isBelowWildcard: isBelowWildcard, body)
    case .every:
      return every(&steps) { steps in walk(path.dropFirst(), &steps, isBelowWildcard: true, body) }
    case .key: return false
    }
  }

  /// Every element or member of the last value on the way.
  static func every(_ steps: inout [Step], _ body: (inout [Step]) -> Bool) -> Bool {
    guard let current = steps.last?.value else { return false }
    if current.isArray {
      var elements = current.elements
      var index = 0
      while let element = elements.next() {
        steps.append(Step(value: element, key: .index(index)))
        _ = body(&steps)
        steps.removeLast()
        index += 1
      }
    } else {
      var fields = current.fields
      while let (name, value) = fields.next() {
        steps.append(Step(value: value, key: .member(name)))
        _ = body(&steps)
        steps.removeLast()
      }
    }
    return true
  }

  /// What stands at a path of records: the elements where it is an array, the value itself where it is none.
  static func records(_ pointer: JSONPointer, from start: [Step], _ body: ([Step]) -> Void) -> Bool {
    walk(pointer, from: start) { steps in
      guard let value = steps.last?.value, !value.isNull else { return }
      if value.isArray {
        _ = every(&steps) { steps in
          body(steps)
          return true
        }
      } else {
        body(steps)
      }
    }
  }
}
