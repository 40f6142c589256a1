import Core
import TextSafety

extension QueueReading {
  /// The name of a foreign queue as a title. It is masked again where it was cut: half a number may look like another.
  static func title(_ name: SafeText) -> SafeText {
    Masking.masked(Masking.masked(name).clipped(to: 60)).clipped(to: 60)
  }
}

extension Double {
  var ifFinite: Double? { isFinite ? self : nil }
}
