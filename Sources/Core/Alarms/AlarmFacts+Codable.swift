internal import TextSafety

/// As the journal keeps them: what is as usual is left out, and a name that is the same in both languages is one text.
extension AlarmFacts: Codable {
  private enum CodingKeys: String, CodingKey {
    case category, detail, event, expiresAt, grade, group, guidance, headline, isExercise, isSimulated, owner, ownerLevel, place,
      references, response, runbook, sender, signal, source, subject, threshold, unit, value
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func text(_ key: CodingKeys) throws -> SafeText? { try values.decodeIfPresent(SafeText.self, forKey: key) }
    func name(_ key: CodingKeys) throws -> LocalName {
      try values.decodeIfPresent(KeptName.self, forKey: key)?.name ?? LocalName()
    }
    self.init(
      category: try values.decode(AlertReport.Category.self, forKey: .category), headline: try name(.headline),
      detail: try text(.detail), place: try values.decode(PlaceCode.self, forKey: .place), owner: try name(.owner),
      ownerLevel: try values.decodeIfPresent(OwnerLevel.self, forKey: .ownerLevel), source: try text(.source) ?? "",
      sender: try text(.sender), value: try values.decodeIfPresent(Double.self, forKey: .value),
      threshold: try values.decodeIfPresent(Double.self, forKey: .threshold), unit: try text(.unit),
      guidance: try name(.guidance), runbook: try text(.runbook), group: try text(.group),
      references: try values.decodeIfPresent([SafeText].self, forKey: .references) ?? [],
      signal: try values.decodeIfPresent(AlertReport.Signal.self, forKey: .signal),
      response: try values.decodeIfPresent(AlertReport.Response.self, forKey: .response),
      grade: try values.decodeIfPresent(AlertReport.Grade.self, forKey: .grade),
      expiresAt: try values.decodeIfPresent(Timestamp.self, forKey: .expiresAt), event: try text(.event),
      subject: try text(.subject),
      isExercise: try values.decodeIfPresent(Bool.self, forKey: .isExercise) ?? false,
      isSimulated: try values.decodeIfPresent(Bool.self, forKey: .isSimulated) ?? false)
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(category, forKey: .category)
    try values.encodeIfPresent(detail, forKey: .detail)
    try values.encodeIfPresent(event, forKey: .event)
    try values.encodeIfPresent(expiresAt, forKey: .expiresAt)
    try values.encodeIfPresent(grade, forKey: .grade)
    try values.encodeIfPresent(group, forKey: .group)
    if !guidance.isEmpty { try values.encode(KeptName(guidance), forKey: .guidance) }
    if !headline.isEmpty { try values.encode(KeptName(headline), forKey: .headline) }
    if isExercise { try values.encode(true, forKey: .isExercise) }
    if isSimulated { try values.encode(true, forKey: .isSimulated) }
    if !owner.isEmpty { try values.encode(KeptName(owner), forKey: .owner) }
    try values.encodeIfPresent(ownerLevel, forKey: .ownerLevel)
    try values.encode(place, forKey: .place)
    if !references.isEmpty { try values.encode(references, forKey: .references) }
    try values.encodeIfPresent(response, forKey: .response)
    try values.encodeIfPresent(runbook, forKey: .runbook)
    try values.encodeIfPresent(sender, forKey: .sender)
    try values.encodeIfPresent(signal, forKey: .signal)
    try values.encode(source, forKey: .source)
    try values.encodeIfPresent(subject, forKey: .subject)
    try values.encodeIfPresent(threshold, forKey: .threshold)
    try values.encodeIfPresent(unit, forKey: .unit)
    try values.encodeIfPresent(value, forKey: .value)
  }
}

/// A name, as one text where both languages have the same.
private struct KeptName: Codable {
  let name: LocalName

  init(_ name: LocalName) { self.name = name }

  init(from decoder: any Decoder) throws {
    if let both = try? decoder.singleValueContainer().decode(SafeText.self) {
      name = LocalName(zh: both, en: both)
    } else {
      name = try LocalName(from: decoder)
    }
  }

  func encode(to encoder: any Encoder) throws {
    if name.isOneText { try name.zh.encode(to: encoder) } else { try name.encode(to: encoder) }
  }
}

extension LocalName {
  var isEmpty: Bool { zh.isEmpty && en.isEmpty }
  /// The same in both languages.
  var isOneText: Bool { zh == en }
}
