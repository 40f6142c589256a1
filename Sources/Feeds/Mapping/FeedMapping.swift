public import TextSafety

/// A declarative map from somebody's JSON or sheet to one of our kinds.
///
/// It is data, not code: a file of settings becomes one, and `FeedFormat.mapped(_:)` makes a format of it. Every record it yields is
/// written as a native event and read by the native decoder, so all limits and the masking of our own feeds apply.
public struct FeedMapping: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable { case metric, queue, ticket, alert, fleet, task }

  public enum Input: String, Sendable, CaseIterable {
    /// One document.
    case json
    /// A document per line.
    case jsonl
    /// A sheet, whatever parts its cells.
    case csv
  }

  /// A native field and its rule.
  public struct Field: Sendable, Equatable {
    /// `title`, `agency.name`, `labels.district`.
    public var name: String
    public var rule: FieldRule

    public init(_ name: String, _ rule: FieldRule) {
      self.name = name
      self.rule = rule
    }
  }

  /// An element of a native list – a sample, a device –, or one for every element of a list in the record.
  public struct Item: Sendable, Equatable {
    /// The list in the record whose elements are mapped; nil: there is one, out of the record itself.
    public var each: JSONPointer?
    public var conditions: [MappingCondition]
    public var fields: [Field]

    public init(each: JSONPointer? = nil, conditions: [MappingCondition] = [], fields: [Field]) {
      self.each = each
      self.conditions = conditions
      self.fields = fields
    }
  }

  /// A native list: `samples`, `devices`, `by_area`, `milestones`, `co_agencies`.
  public struct List: Sendable, Equatable {
    public var name: String
    public var items: [Item]

    public init(_ name: String, _ items: [Item]) {
      self.name = name
      self.items = items
    }
  }

  /// What the format is called.
  public var name: SafeText
  public var kind: Kind
  public var input: Input
  public var encoding: DocumentEncoding
  public var sheet: SheetOptions
  /// The records of a JSON document: an array, or with `*` several; the root where it is empty.
  public var records: JSONPointer
  /// The zone of moments that name none; nil: the collector's.
  public var offsetMinutes: Int?
  /// Texts that stand for "no value", besides dashes and nothing.
  public var absentWords: Set<String>
  public var conditions: [MappingCondition]
  public var fields: [Field]
  public var lists: [List]
  /// Every document holds all alerts that are open: one that is missing in the next has ended.
  public var isComplete = false

  public init(
    name: SafeText, kind: Kind, input: Input, encoding: DocumentEncoding = .detected, sheet: SheetOptions = SheetOptions(),
    records: JSONPointer = .record, offsetMinutes: Int? = nil, absentWords: Set<String> = [],
    conditions: [MappingCondition] = [], fields: [Field], lists: [List] = []
  ) {
    self.name = name
    self.kind = kind
    self.input = input
    self.encoding = encoding
    self.sheet = sheet
    self.records = records
    self.offsetMinutes = offsetMinutes
    self.absentWords = absentWords
    self.conditions = conditions
    self.fields = fields
    self.lists = lists
  }
}

extension FeedFormat {
  /// The format that a map describes.
  public static func mapped(_ mapping: FeedMapping) -> FeedFormat {
    FeedFormat(
      name: mapping.name, summary: "\(mapping.name): a map", framing: mapping.input == .jsonl ? .lines : .document
    ) { MappedDecoder(mapping, $0) }
  }
}
