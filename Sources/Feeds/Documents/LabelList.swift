import Core
import TextSafety

/// The labels of a foreign sample: sorted, each key once, none longer than the schema allows.
struct LabelList {
  /// Series with more are refused: no feed in use comes near.
  static let limit = 64
  /// Characters of a key or value.
  static let longest = 80

  private var labels: [Label] = []
  private var count = 0

  init() {}
  init(_ labels: [Label]) { for label in labels { add(label.key, label.value) } }

  mutating func add(_ key: SafeText, _ value: SafeText) {
    count += 1
    if count <= Self.limit { labels.append(Label(key.fitted(to: Self.longest), value.fitted(to: Self.longest))) }
  }

  /// Takes out a division code, which is said once for the whole event.
  mutating func takePlace() -> PlaceCode? {
    guard let index = labels.lastIndex(where: { $0.key == "adcode" }), let place = PlaceCode(labels[index].value.string),
      place != .none
    else { return nil }
    labels.removeAll { $0.key == "adcode" }
    return place
  }

  /// Sorted by key; of two equal keys the last one wins.
  func sorted() throws(Fault) -> [Label] {
    if count > Self.limit { throw Fault(.value, "must have at most \(Self.limit) labels, has \(count)") }
    var result: [Label] = []
    let order = labels.indices.sorted { left, right in
      labels[left].key == labels[right].key ? left < right : labels[left].key < labels[right].key
    }
    for index in order {
      if result.last?.key == labels[index].key { result.removeLast() }
      result.append(labels[index])
    }
    return result
  }
}

extension SafeText {
  /// The text itself, or its beginning with a fingerprint of the whole, so that two long texts stay apart.
  func fitted(to limit: Int) -> SafeText {
    guard string.utf8.count > limit, string.unicodeScalars.count > limit else { return self }
    return clipped(to: limit - 9) + "…" + Fingerprint.short(of: self)
  }
}
