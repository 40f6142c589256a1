/// One row or column of a layout.
public struct Track: Hashable, Sendable {
  /// Its part of what is left when all have their minimum; 0 keeps it at its minimum.
  public var weight: Int
  public var minimum: Int
  public var maximum: Int?
  /// The lowest is dropped first when space is short.
  public var priority: Int

  public init(weight: Int = 1, minimum: Int = 0, maximum: Int? = nil, priority: Int = 0) {
    self.weight = max(0, weight)
    self.minimum = max(0, minimum)
    self.maximum = maximum.map { max($0, minimum, 0) }
    self.priority = priority
  }
}

/// A rectangle split into tracks, and what had to be left out.
public struct Layout: Hashable, Sendable {
  public enum Axis: Hashable, Sendable { case rows, columns }

  /// One rectangle per track, empty for dropped ones.
  public let rects: [Rect]
  /// The indices of the tracks that did not fit, in order.
  public let dropped: [Int]

  /// Splits a rectangle into rows or columns with `gap` cells between them.
  ///
  /// Tracks that do not fit with their minimum are dropped, lowest priority first and of equals the last; the only one
  /// left is squeezed instead.
  public static func split(_ rect: Rect, _ axis: Axis, _ tracks: [Track], gap: Int = 0) -> Layout {
    let length = axis == .rows ? rect.height : rect.width
    let kept = survivors(tracks, length: length, gap: gap)
    var sizes = Array(repeating: 0, count: tracks.count)
    let spare = share(length - gap * max(0, kept.count - 1), among: kept.map { tracks[$0] })
    for (index, size) in zip(kept, spare) { sizes[index] = size }

    var place = axis == .rows ? rect.y : rect.x
    var rects: [Rect] = []
    let keptSet = Set(kept)
    for (index, size) in sizes.enumerated() {
      let isKept = keptSet.contains(index)
      rects.append(
        axis == .rows
          ? Rect(x: rect.x, y: place, width: isKept ? rect.width : 0, height: size)
          : Rect(x: place, y: rect.y, width: size, height: isKept ? rect.height : 0))
      if isKept { place += size + gap }
    }
    return Layout(rects: rects, dropped: tracks.indices.filter { !keptSet.contains($0) })
  }

  private static func survivors(_ tracks: [Track], length: Int, gap: Int) -> [Int] {
    var kept = Array(tracks.indices)
    guard length > 0 else { return [] }
    while kept.count > 1, kept.reduce(gap * (kept.count - 1), { $0 + tracks[$1].minimum }) > length {
      var worst = 0
      for position in kept.indices where tracks[kept[position]].priority <= tracks[kept[worst]].priority { worst = position }
      kept.remove(at: worst)
    }
    return kept
  }

  /// Minimums first, then what is left by weight, up to the maximums; rounding never loses a cell.
  private static func share(_ length: Int, among tracks: [Track]) -> [Int] {
    if tracks.count == 1, let only = tracks.first {
      let wanted = only.weight > 0 ? length : min(length, only.minimum)
      return [max(0, min(wanted, only.maximum ?? wanted))]
    }
    var sizes = tracks.map(\.minimum)
    var left = length - sizes.reduce(0, +)
    while left > 0 {
      let open = tracks.indices.filter { tracks[$0].weight > 0 && sizes[$0] < tracks[$0].maximum ?? Int.max }
      let weights = open.reduce(0) { $0 + tracks[$1].weight }
      guard weights > 0 else { break }
      var given = 0
      var passed = 0
      let round = left
      for index in open {
        // Cumulative shares, so that the parts add up to the whole.
        let before = round * passed / weights
        passed += tracks[index].weight
        let part = min(round * passed / weights - before, (tracks[index].maximum ?? Int.max) - sizes[index])
        sizes[index] += part
        given += part
      }
      if given == 0 { break }
      left -= given
    }
    return sizes
  }
}
