extension AlarmTable {
  /// Alarms in the order they came.
  public struct Rows: BidirectionalCollection, Sendable {
    public struct Index: Comparable, Sendable {
      let slot: Int
      public static func < (left: Index, right: Index) -> Bool { left.slot < right.slot }
    }

    private let slots: [AlarmSlot]

    init(slots: [AlarmSlot]) { self.slots = slots }

    public var startIndex: Index { Index(slot: slots.firstIndex { !$0.isGone } ?? slots.endIndex) }
    public var endIndex: Index { Index(slot: slots.endIndex) }

    public func index(after index: Index) -> Index {
      Index(slot: slots[(index.slot + 1)...].firstIndex { !$0.isGone } ?? slots.endIndex)
    }

    public func index(before index: Index) -> Index {
      guard let slot = slots[..<index.slot].lastIndex(where: { !$0.isGone }) else { preconditionFailure("before the first row") }
      return Index(slot: slot)
    }

    public subscript(index: Index) -> Alarm {
      guard let alarm = slots[index.slot].alarm else { preconditionFailure("not an index of these rows") }
      return alarm
    }
  }
}
