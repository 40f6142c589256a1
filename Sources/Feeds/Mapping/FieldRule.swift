/// Where the value of one native field comes from, and what is done with it on the way.
public struct FieldRule: Sendable, Equatable {
  /// What a value is taken from.
  public indirect enum Source: Sendable, Equatable {
    case pointer(JSONPointer)
    case column(SheetColumn)
    case constant(String)
    /// Absent where one of its places is.
    case template([Piece])
    /// The first that is not absent.
    case first([FieldRule])
  }

  /// A part of a template.
  public enum Piece: Sendable, Equatable {
    case literal(String)
    case pointer(JSONPointer)
    case column(SheetColumn)
  }

  /// A text in parts.
  public struct Split: Sendable, Equatable {
    public var separator: String
    /// 1-based, from the end where it is negative; nil: all of them, for fields that are lists.
    public var index: Int?

    public init(separator: String, index: Int? = nil) {
      self.separator = separator
      self.index = index
    }
  }

  public var source: Source
  public var split: Split?
  /// What stands for what; a value that is not in it takes the default. Empty: no table.
  public var lookup: [String: String]
  /// Tried in this order.
  public var times: [TimeFormat]
  /// value × factor + offset; a moment is moved by so many seconds.
  public var factor: Double
  public var offset: Double
  /// Words behind a number besides those that are known: `MHz`.
  public var units: [String]
  /// What an absent value, or one that is not in the table, is taken for.
  public var fallback: String?
  /// A record without it is refused.
  public var isRequired: Bool

  public init(
    _ source: Source, split: Split? = nil, lookup: [String: String] = [:], times: [TimeFormat] = [.auto], factor: Double = 1,
    offset: Double = 0, units: [String] = [], fallback: String? = nil, isRequired: Bool = false
  ) {
    self.source = source
    self.split = split
    self.lookup = lookup
    self.times = times
    self.factor = factor
    self.offset = offset
    self.units = units
    self.fallback = fallback
    self.isRequired = isRequired
  }

  public static func constant(_ text: String) -> FieldRule { FieldRule(.constant(text)) }
  public static func column(_ name: String) -> FieldRule { FieldRule(.column(.named(name))) }
  /// Nil where the text is no path.
  public static func path(_ text: String) -> FieldRule? { JSONPointer(text).map { FieldRule(.pointer($0)) } }
}

/// Keeps a record, or drops it without a fault.
public struct MappingCondition: Sendable, Equatable {
  public enum Test: Sendable, Equatable {
    case isOne(of: [String])
    case isNone(of: [String])
    /// `*` stands for any characters, `?` for one.
    case matches(String)
    case isPresent(Bool)
  }

  public var source: FieldRule.Source
  public var test: Test

  public init(_ source: FieldRule.Source, _ test: Test) {
    self.source = source
    self.test = test
  }

  /// `text` is nil where the value is absent.
  func holds(_ text: String?) -> Bool {
    switch test {
    case .isOne(let words): text.map(words.contains) ?? false
    case .isNone(let words): !(text.map(words.contains) ?? false)
    case .matches(let pattern): text.map { matches($0, pattern) } ?? false
    case .isPresent(let isWanted): (text != nil) == isWanted
    }
  }
}

/// Wildcards without a regular expression: the time is bounded by both lengths.
private func matches(_ text: String, _ pattern: String) -> Bool {
  let text = Array(text.unicodeScalars.prefix(4096))
  let pattern = Array(pattern.unicodeScalars)
  var position = 0
  var place = 0
  // Where to go on when what follows the last star does not fit.
  var star: Int?
  var retry = 0
  while position < text.count {
    if place < pattern.count, pattern[place] == "*" {
      star = place
      retry = position
      place += 1
    } else if place < pattern.count, pattern[place] == "?" || pattern[place] == text[position] {
      place += 1
      position += 1
    } else if let star {
      place = star + 1
      retry += 1
      position = retry
    } else {
      return false
    }
  }
  return pattern[place...].allSatisfy { $0 == "*" }
}

// MARK: In words, for faults and explanations

extension FieldRule {
  /// `$状态`, `/stats/depth`, `“hotline”`.
  var words: String { Self.words(source) }

  static func words(_ source: Source) -> String {
    switch source {
    case .pointer(let pointer): pointer.text.isEmpty ? "the record" : pointer.text
    case .column(let column): column.words
    case .constant(let text): Fault.quote(text)
    case .template(let pieces): pieces.map(\.words).joined()
    case .first(let rules): rules.map(\.words).joined(separator: " or ")
    }
  }

  /// The columns that are read; of several alternatives, one list.
  static func columns(of source: Source) -> [SheetColumn] {
    switch source {
    case .column(let column): [column]
    case .template(let pieces): pieces.compactMap { if case .column(let column) = $0 { column } else { nil } }
    case .pointer, .constant, .first: []
    }
  }
}

extension FieldRule.Piece {
  fileprivate var words: String {
    switch self {
    case .literal(let text): text
    case .pointer(let pointer): "{\(pointer.text)}"
    case .column(let column): "{\(column.words)}"
    }
  }
}

extension SheetColumn {
  var words: String {
    switch self {
    case .name(let name): "$" + name
    case .number(let number): "$\(number)"
    }
  }
}
