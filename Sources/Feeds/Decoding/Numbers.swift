import Core

/// Numbers, truth values and moments, with the limits of the schema.
extension JSONValue {
  @inline(__always) func anyNumber() throws(Fault) -> Double {
    guard let double else { throw .value("a number", self) }
    return double
  }

  /// A number that is not negative.
  @inline(__always) func amount() throws(Fault) -> Double {
    guard let double, double >= 0 else { throw .value("a number ≥ 0", self) }
    return double
  }

  @inline(__always) func count() throws(Fault) -> Int64 {
    guard let integer, integer >= 0 else { throw .value("a whole number ≥ 0", self) }
    return integer
  }

  @inline(__always) func truth() throws(Fault) -> Bool {
    guard let boolean else { throw .value("true or false", self) }
    return boolean
  }

  @inline(__always) func moment() throws(Fault) -> Timestamp {
    // The first day of year 0 and the last of 9999 are left out: in another zone they have a year that cannot be written.
    guard let bytes, let time = Timestamp(rfc3339: bytes.buffer),
      (-62_167_132_800_000..<253_402_214_400_000).contains(time.milliseconds)
    else {
      throw .value("a date-time with a zone such as 2022-07-03T10:05:00+08:00", self)
    }
    return time
  }

  func date() throws(Fault) -> CivilDate {
    guard let bytes, bytes.count == 10 else { throw .value("a date such as 2022-07-03", self) }
    let text = bytes.buffer
    func digits(_ range: Range<Int>) -> Int? {
      var value = 0
      for index in range {
        guard text[index] >= 48, text[index] <= 57 else { return nil }
        value = value * 10 + Int(text[index]) - 48
      }
      return value
    }
    guard text[4] == 45, text[7] == 45, let year = digits(0..<4), let month = digits(5..<7), let day = digits(8..<10) else {
      throw .value("a date such as 2022-07-03", self)
    }
    let date = CivilDate(year: year, month: month, day: day)
    guard date.isValid else { throw .value("a day of the calendar", self) }
    return date
  }

  /// 6, 9 or 12 digits.
  @inline(__always) func placeCode() throws(Fault) -> PlaceCode {
    guard let bytes, bytes.count == 6 || bytes.count == 9 || bytes.count == 12, let digits = decimal(bytes) else {
      throw .value("a division code of 6, 9 or 12 digits", self)
    }
    return PlaceCode(digits: digits)
  }

  /// Exactly twelve digits.
  func sequenceNumber() throws(Fault) -> Int64 {
    guard let bytes, bytes.count == 12, let digits = decimal(bytes) else { throw .value("12 digits", self) }
    return digits
  }

  @inline(__always) private func decimal(_ bytes: JSONString) -> Int64? {
    var value: Int64 = 0
    for byte in bytes.buffer {
      guard byte >= 48, byte <= 57 else { return nil }
      value = value * 10 + Int64(byte) - 48
    }
    return value
  }

  @inline(__always) func word<Word>(of vocabulary: Vocabulary<Word>) throws(Fault) -> Word {
    guard let bytes, let word = vocabulary(bytes) else { throw .value("one of \(vocabulary.list)", self) }
    return word
  }

  @inline(__always) func object() throws(Fault) -> JSONValue {
    guard isObject else { throw .value("an object", self) }
    return self
  }

  @inline(__always) func array() throws(Fault) -> JSONValue {
    guard isArray else { throw .value("an array", self) }
    return self
  }

  /// Every element of an array, with the index in the path of a fault.
  @inline(__always) func list<Element>(_ read: (JSONValue) throws(Fault) -> Element) throws(Fault) -> [Element] {
    var result: [Element] = []
    // No more than any list here may have: the elements are large, and a hostile list is not worth memory in advance.
    result.reserveCapacity(min(elementCount, 500))
    var position = 0
    var elements = try array().elements
    while let element = elements.next() {
      do throws(Fault) { result.append(try read(element)) } catch { throw error.at(position) }
      position += 1
    }
    return result
  }
}
