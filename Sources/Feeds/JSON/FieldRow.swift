import Core
import TextSafety

/// The fields of one object, found in one walk over it: where the value of each known key stands. Of two with one key the last counts.
struct FieldRow<Key: RawRepresentable & CaseIterable & Sendable> where Key.RawValue == String {
  let object: JSONValue
  /// By the key's place among its cases; 0 where there is none, for there the document begins.
  private var places = InlineArray<32, Int32>(repeating: 0)

  @inline(__always)
  init(_ object: JSONValue, _ keys: Vocabulary<Key>) {
    self.object = object
    var fields = object.fields
    while let (name, value) = fields.next() { if let key = keys(name) { self[key] = value } }
  }

  /// The fields of an envelope: null stands for "absent", and names that are not known are looked at.
  @inline(__always)
  init(
    _ object: JSONValue, _ keys: Vocabulary<Key>, unknown: (JSONString) throws(Fault) -> Void
  ) throws(Fault) {
    self.object = object
    var fields = object.fields
    while let (name, value) = fields.next() {
      if let key = keys(name) {
        if !value.isNull { self[key] = value }
      } else {
        try unknown(name)
      }
    }
  }

  @inline(__always)
  subscript(key: Key) -> JSONValue? {
    get {
      let place = places[FieldRow.ordinal(key)]
      return place == 0 ? nil : JSONValue(tape: object.tape, strings: object.strings, index: Int(place))
    }
    set { places[FieldRow.ordinal(key)] = Int32(truncatingIfNeeded: newValue?.index ?? 0) }
  }

  /// Every field that is there, in the order of the keys; of those that must be there the first that is missing is a fault.
  @inline(__always)
  func each(required: KeySet<Key>, _ take: (Key, JSONValue) throws(Fault) -> Void) throws(Fault) {
    for ordinal in 0..<required.caseCount {
      let key = unsafeBitCast(UInt8(ordinal), to: Key.self)
      guard let value = self[key] else {
        if required.contains(key) { throw .missing(key.rawValue) }
        continue
      }
      do throws(Fault) { try take(key, value) } catch { throw error.at(key.rawValue) }
    }
  }

  /// An enumeration without payload is a byte that counts its cases.
  @inline(__always)
  static func ordinal(_ key: Key) -> Int { Int(unsafeBitCast(key, to: UInt8.self)) }

  /// Reads a field; nil where it is absent. A fault is told with the field's name.
  @inline(__always)
  func read<Value>(_ key: Key, _ read: (JSONValue) throws(Fault) -> Value) throws(Fault) -> Value? {
    guard let value = self[key] else { return nil }
    do throws(Fault) { return try read(value) } catch { throw error.at(key.rawValue) }
  }

  /// The value of a field that must be there.
  @inline(__always)
  func required<Value>(_ key: Key, _ value: Value?) throws(Fault) -> Value {
    guard let value else { throw .missing(key.rawValue) }
    return value
  }
}

/// Some of the keys of an object.
struct KeySet<Key: CaseIterable & Sendable & RawRepresentable>: Sendable, ExpressibleByArrayLiteral where Key.RawValue == String {
  private var bits: UInt32 = 0
  /// Of all keys.
  let caseCount = Key.allCases.count

  init(arrayLiteral keys: Key...) { for key in keys { bits |= 1 << UInt32(FieldRow<Key>.ordinal(key)) } }

  @inline(__always)
  func contains(_ key: Key) -> Bool { bits >> UInt32(FieldRow<Key>.ordinal(key)) & 1 == 1 }
}

extension FieldRow {
  @inline(__always)
  func word(_ key: Key, _ texts: TextReader, atMost limit: Int = .max) throws(Fault) -> SafeText? {
    try read(key) { value throws(Fault) in try texts.word(value, atMost: limit) }
  }

  @inline(__always)
  func title(_ key: Key, _ texts: TextReader, atMost limit: Int = .max) throws(Fault) -> SafeText? {
    try read(key) { value throws(Fault) in try texts.title(value, atMost: limit) }
  }

  @inline(__always)
  func free(_ key: Key, _ texts: TextReader, atMost limit: Int = .max) throws(Fault) -> SafeText? {
    try read(key) { value throws(Fault) in try texts.free(value, atMost: limit) }
  }

  @inline(__always)
  func moment(_ key: Key, _ texts: TextReader) throws(Fault) -> Timestamp? {
    try read(key) { value throws(Fault) in try texts.moment(value) }
  }

  @inline(__always)
  func count(_ key: Key) throws(Fault) -> Int64? { try read(key) { value throws(Fault) in try value.count() } }

  @inline(__always)
  func amount(_ key: Key) throws(Fault) -> Double? { try read(key) { value throws(Fault) in try value.amount() } }

  @inline(__always)
  func number(_ key: Key) throws(Fault) -> Double? { try read(key) { value throws(Fault) in try value.anyNumber() } }

  @inline(__always)
  func truth(_ key: Key) throws(Fault) -> Bool? { try read(key) { value throws(Fault) in try value.truth() } }

  @inline(__always)
  func placeCode(_ key: Key) throws(Fault) -> PlaceCode? { try read(key) { value throws(Fault) in try value.placeCode() } }

  /// One word of a closed set.
  @inline(__always)
  func one<Word>(of words: Vocabulary<Word>, _ key: Key) throws(Fault) -> Word? {
    try read(key) { value throws(Fault) in try value.word(of: words) }
  }

  @inline(__always)
  func party(_ key: Key, _ texts: TextReader) throws(Fault) -> Party? {
    try read(key) { value throws(Fault) in try Party(value, texts) }
  }
}
