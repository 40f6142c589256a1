extension Unicode.Scalar {
  /// Unassigned in Unicode 14, the version of the C library: what came later has no width there, so ncurses could not place it.
  var isNewerThanTheTables: Bool { properties.age.map { $0.major > 14 } ?? true }

  /// Drawn into the cell of the character before it: nonspacing marks, and the vowels and finals of Hangul syllables.
  var joinsItsBase: Bool {
    switch value {
    case 0..<0x300, 0x4E00...0x9FFF: return false
    case 0x1161...0x11FF, 0xD7B0...0xD7FB: return !isNewerThanTheTables
    case 0x1171E: return true  // a nonspacing mark in Unicode 14, another kind of mark later
    default: return properties.generalCategory == .nonspacingMark && !isNewerThanTheTables
    }
  }
}
