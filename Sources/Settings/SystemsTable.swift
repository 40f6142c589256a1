internal import Core
internal import TextSafety

/// systems.tsv: the catalogue, one system a row. Columns by their header: id name english area lead indicators kinds tier board target, and initials
/// where it is to be found by them.
enum SystemsTable {
  static func parse(_ text: String, file: String) -> ([CatalogueSystem], [ConfigurationError]) {
    var systems: [CatalogueSystem] = []
    var errors: [ConfigurationError] = []
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let header = lines.first else { return ([], []) }
    let columns = Dictionary(
      header.split(separator: "\t").enumerated().map { (String($1), $0) }, uniquingKeysWith: { first, _ in first })
    for name in ["id", "name", "english", "area", "lead", "indicators", "kinds", "tier", "board", "target"]
    where columns[name] == nil {
      errors.append(ConfigurationError(file: file, line: 1, column: 1, message: "column '\(name)' is missing"))
    }
    guard errors.isEmpty else { return ([], errors) }
    var ids: Set<SafeText> = []
    for (number, line) in lines.enumerated().dropFirst() where !line.isEmpty {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      func field(_ name: String) -> String { columns[name].flatMap { $0 < fields.count ? String(fields[$0]) : nil } ?? "" }
      func fault(_ message: String, _ name: String) {
        let column = fields.prefix(columns[name] ?? 0).reduce(1) { $0 + $1.count + 1 }
        errors.append(ConfigurationError(file: file, line: number + 1, column: column, message: message))
      }
      guard fields.count == columns.count else {
        fault("\(fields.count) columns, must be \(columns.count)", "id")
        continue
      }
      guard let tier = CatalogueSystem.Tier(rawValue: field("tier")) else {
        fault("tier '\(field("tier"))' is none of A, B, C", "tier")
        continue
      }
      let id = SafeText(sanitizing: field("id"))
      if !ids.insert(id).inserted { fault("two systems are named '\(id)'", "id") }
      var system = CatalogueSystem(
        id: id, name: LocalName(zh: SafeText(sanitizing: field("name")), en: SafeText(sanitizing: field("english"))),
        area: SafeText(sanitizing: field("area")), lead: SafeText(sanitizing: field("lead")),
        indicators: indicators(field("indicators")),
        kinds: field("kinds").split(separator: ",").compactMap { Event.Payload.Kind(rawValue: String($0)) }, tier: tier,
        board: field("board").isEmpty ? nil : SafeText(sanitizing: field("board")),
        target: field("target").isEmpty ? nil : SafeText(sanitizing: field("target")))
      system.initials = SafeText(sanitizing: field("initials"))
      systems.append(system)
    }
    return (systems, errors)
  }

  /// `key=中文[unit]@kind; …`
  private static func indicators(_ text: String) -> [CatalogueSystem.Indicator] {
    text.split(separator: ";").compactMap { part in
      let pieces = part.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
      guard pieces.count == 2, let open = pieces[1].lastIndex(of: "["), let close = pieces[1].lastIndex(of: "]"), open < close
      else { return nil }
      let kind = pieces[1].lastIndex(of: "@").map { pieces[1][pieces[1].index(after: $0)...] } ?? "metric"
      return CatalogueSystem.Indicator(
        name: SafeText(sanitizing: String(pieces[0])), title: SafeText(sanitizing: String(pieces[1][..<open])),
        unit: SafeText(sanitizing: String(pieces[1][pieces[1].index(after: open)..<close])),
        kind: SafeText(sanitizing: String(kind)))
    }
  }
}
