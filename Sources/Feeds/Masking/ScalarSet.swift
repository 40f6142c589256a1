/// Characters of the basic plane, as bits: the masking rules ask at every character.
struct ScalarSet: ExpressibleByStringLiteral, Sendable {
  private var bits: [UInt64] = Array(repeating: 0, count: 1024)

  init(stringLiteral text: String) { self.init(text.unicodeScalars) }

  init(_ scalars: some Sequence<Unicode.Scalar>) {
    for scalar in scalars where scalar.value < 0x10000 { bits[Int(scalar.value >> 6)] |= 1 << UInt64(scalar.value & 63) }
  }

  @inline(__always) func contains(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x10000 && bits[Int(scalar.value >> 6)] & (1 << UInt64(scalar.value & 63)) != 0
  }
}

/// Words to look for at a place, the longest first.
struct WordList: ExpressibleByArrayLiteral, Sendable {
  private let words: [[Unicode.Scalar]]
  private let firsts: ScalarSet

  init(arrayLiteral words: String...) {
    self.words = words.map { Array($0.unicodeScalars) }.sorted { $0.count > $1.count }
    firsts = ScalarSet(words.compactMap(\.unicodeScalars.first))
  }

  /// The length of the longest word that stands at `index`; nil where none does.
  @inline(__always) func match(in text: [Unicode.Scalar], at index: Int) -> Int? {
    guard index >= 0, index < text.count, firsts.contains(text[index]) else { return nil }
    return longest(in: text, at: index)
  }

  private func longest(in text: [Unicode.Scalar], at index: Int) -> Int? {
    words.first { index + $0.count <= text.count && text[index..<index + $0.count].elementsEqual($0) }?.count
  }
}
