public import TextSafety

/// A platform or system of the catalogue: who leads it and what it should show.
public struct CatalogueSystem: Sendable, Equatable {
  /// A: on the wall boards; B: in drill-down; C: in the ledger.
  public enum Tier: String, Sendable, CaseIterable { case a = "A", b = "B", c = "C" }

  public struct Indicator: Sendable, Equatable {
    public var name: SafeText
    public var title: SafeText
    public var unit: SafeText
    public var kind: SafeText

    public init(name: SafeText, title: SafeText, unit: SafeText, kind: SafeText) {
      self.name = name
      self.title = title
      self.unit = unit
      self.kind = kind
    }
  }

  public var id: SafeText
  public var name: LocalName
  public var area: SafeText
  public var lead: SafeText
  public var indicators: [Indicator]
  public var kinds: [Event.Payload.Kind]
  public var tier: Tier
  /// The board it is on; nil while it has none.
  public var board: SafeText?
  /// Its target or rule, in the words of the catalogue.
  public var target: SafeText?
  /// Pinyin initials to find it by: `zwy`.
  public var initials: SafeText = ""

  public init(
    id: SafeText, name: LocalName, area: SafeText, lead: SafeText, indicators: [Indicator], kinds: [Event.Payload.Kind],
    tier: Tier,
    board: SafeText? = nil, target: SafeText? = nil
  ) {
    self.id = id
    self.name = name
    self.area = area
    self.lead = lead
    self.indicators = indicators
    self.kinds = kinds
    self.tier = tier
    self.board = board
    self.target = target
  }
}
