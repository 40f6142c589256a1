extension Theme {
  /// The built-in theme: near-black ground, greys, colour for what is abnormal.
  public static let night = Theme(name: "night", isDark: true, paints: nightPaints, fallback: [:])

  /// The same colours stand in `Themes/night.yaml`.
  static let nightPaints: [Role: Paint] = [
    .text: Paint(.hex(0xC6CDD4)), .dim: Paint(.hex(0x9CA5AE)), .faint: Paint(.hex(0x828B94)), .bright: Paint(.hex(0xFFFFFF)),
    .background: Paint(.hex(0x101417)), .plate: Paint(.hex(0x1D2329)),
    .header: Paint(.hex(0x1D2329)), .headerSelected: Paint(.hex(0x3A4652)),
    .keyBar: Paint(.hex(0x1D2329)), .key: Paint(.hex(0xE8EDF2), .bold),
    .title: Paint(.hex(0xE3E8ED), .bold), .rule: Paint(.hex(0x636E79)),
    .banner: Paint(.hex(0x4A3B08)), .bannerAlarm: Paint(.hex(0xB81F33)),
    .selection: Paint(.hex(0x263345)), .focus: Paint(.hex(0x8FC7F5), .bold), .match: Paint(.hex(0x54450F)),
    .red: Paint(.hex(0xD7192D)), .orange: Paint(.hex(0xF28C28)), .yellow: Paint(.hex(0xF2CF5B)), .blue: Paint(.hex(0x4EA1E0)),
    .onSeverity: Paint(.hex(0x0B0E10)),
    .redQuiet: Paint(.hex(0xF47D8B)), .orangeQuiet: Paint(.hex(0xE89A4F)), .yellowQuiet: Paint(.hex(0xD9BC72)),
    .blueQuiet: Paint(.hex(0x6FB1E4)),
    .acknowledged: Paint(.hex(0x9CA5AE)), .shelved: Paint(.hex(0x828B94)), .stale: Paint(.hex(0x828B94)),
    .fault: Paint(.hex(0xD9BC72)),
    .chart: Paint(.hex(0x87929D)), .chartDim: Paint(.hex(0x66717C)), .baseline: Paint(.hex(0x66717C)),
    .target: Paint(.hex(0xE3E8ED)),
    .popup: Paint(.hex(0x1A2027)), .popupBorder: Paint(.hex(0x6B7782)), .input: Paint(.hex(0x2A323B)),
  ]
}
