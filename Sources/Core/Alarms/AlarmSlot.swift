internal import TextSafety

/// A place in the table.
enum AlarmSlot: Sendable {
  case gone
  case packed(PackedAlarm)
  case whole(Boxed<Alarm>)

  init(_ alarm: borrowing Alarm, with writer: inout PackedWriter) {
    if let packed = PackedAlarm(alarm, with: &writer) {
      self = .packed(packed)
    } else {
      self = .whole(Boxed(wrappedValue: copy alarm))
    }
  }

  var isGone: Bool { if case .gone = self { true } else { false } }

  var alarm: Alarm? {
    switch self {
    case .gone: nil
    case .packed(let packed): packed.alarm
    case .whole(let box): box.wrappedValue
    }
  }

  /// None lies over what is packed.
  var suppressedBy: [SafeText] {
    if case .whole(let box) = self { box.wrappedValue.suppressedBy } else { [] }
  }

  func isAlarm(_ key: AlarmKey) -> Bool {
    switch self {
    case .gone: false
    case .packed(let packed): packed.isAlarm(key)
    case .whole(let box): box.wrappedValue.key == key
    }
  }
}
