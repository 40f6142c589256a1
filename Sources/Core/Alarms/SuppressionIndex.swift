public import TextSafety

/// Suppression by design: while a cause is active, what follows from it is hidden. It fails open: a cause that is stale or out of
/// service suppresses nothing.
public struct SuppressionIndex: Sendable {
  private let suppressions: [Compiled]
  /// The active causes of each suppression.
  private var causes: [Set<AlarmKey>]
  /// How far the table's changes have been read; nil before the first look.
  private var position: Int?

  public init(_ suppressions: [Suppression]) {
    self.suppressions = suppressions.map(Compiled.init)
    causes = Array(repeating: [], count: suppressions.count)
  }

  /// The rules that suppress a key now: for `AlarmOptions.suppressedBy`, so that a follower makes no sound before it is hidden.
  public func rules(suppressing key: AlarmKey) -> [SafeText] {
    // Most of the time no cause is active, and every alert asks.
    var rules: [SafeText] = []
    for number in suppressions.indices where suppresses(number, key) { rules.append(suppressions[number].id) }
    return rules
  }

  /// The active causes that suppress a key now, in the order of their keys.
  public func causes(suppressing key: AlarmKey) -> [AlarmKey] {
    Set(suppressions.indices.filter { suppresses($0, key) }.flatMap { causes[$0] }).sorted()
  }

  /// What the changes of the table since the last call ask for. Cheap where nothing changed.
  public mutating func inputs(for table: AlarmTable) -> [(key: AlarmKey, input: AlarmInput)] {
    guard !suppressions.isEmpty || position == nil else { return [] }
    let changed = position.flatMap { table.changes.since($0) }
    position = table.changes.end
    if let changed, changed.isEmpty { return [] }
    var mustLookAtAll = changed == nil
    if changed == nil { for number in causes.indices { causes[number] = [] } }
    let keys = changed ?? table.all.map(\.key)[...]
    for key in keys {
      for number in suppressions.indices where suppressions[number].cause.matches(key) {
        let isCause = table[key]?.isCause ?? false
        let wasOn = !causes[number].isEmpty
        if isCause { causes[number].insert(key) } else { causes[number].remove(key) }
        if wasOn == causes[number].isEmpty { mustLookAtAll = true }
      }
    }
    var inputs: [(key: AlarmKey, input: AlarmInput)] = []
    for key in mustLookAtAll ? table.all.map(\.key)[...] : keys {
      guard let present = table.suppressions(of: key) else { continue }
      let wanted = rules(suppressing: key)
      for rule in present where !wanted.contains(rule) { inputs.append((key, .unsuppress(rule: rule))) }
      for rule in wanted where !present.contains(rule) { inputs.append((key, .suppress(rule: rule))) }
    }
    return inputs
  }

  private func suppresses(_ number: Int, _ key: AlarmKey) -> Bool {
    // A cause is never hidden by its like: somebody must see one of them.
    !causes[number].isEmpty && !suppressions[number].cause.matches(key)
      && suppressions[number].followers.contains { $0.matches(key) }
  }

  /// A suppression with its patterns taken apart: every change of the table is held against all of them.
  private struct Compiled {
    let id: SafeText
    let cause: Pattern
    let followers: [Pattern]

    init(_ suppression: Suppression) {
      id = suppression.id
      cause = Pattern(suppression.cause)
      followers = suppression.followers.map(Pattern.init)
    }
  }

  /// Fits a key that is the same, or begins as a pattern ending in `*` does.
  private struct Pattern {
    private let text: SafeText
    private let count: Int
    private let isPrefix: Bool

    init(_ pattern: SafeText) {
      isPrefix = pattern.string.hasSuffix("*")
      text = isPrefix ? pattern.part(..<pattern.string.index(before: pattern.string.endIndex)) : pattern
      count = text.string.utf8.count
    }

    func matches(_ key: AlarmKey) -> Bool {
      key.text.withBytes { bytes in
        guard isPrefix ? bytes.count >= count : bytes.count == count else { return false }
        return text.isSame(as: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
      }
    }
  }
}

/// The keys whose part in suppression has changed, as a numbered, bounded list: oldest forgotten first.
struct AlarmChanges: Sendable {
  private static let limit = 4096
  private var keys: [AlarmKey] = []
  private var start = 0

  var end: Int { start + keys.count }

  mutating func append(_ key: AlarmKey) {
    if keys.count == AlarmChanges.limit {
      keys.removeFirst(AlarmChanges.limit / 2)
      start += AlarmChanges.limit / 2
    }
    keys.append(key)
  }

  /// The keys from a number on; nil where they are forgotten.
  func since(_ number: Int) -> ArraySlice<AlarmKey>? { number < start ? nil : keys[(number - start)...] }
}

extension Alarm {
  /// Active, and to be believed.
  var isCause: Bool { isActive && !isStale && outOfService == nil }
}
