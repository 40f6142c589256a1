extension Theme {
  /// A theme out of the 16 colours (`base00` to `base0F`, as `0xRRGGBB`) of a Base16 scheme; nil for fewer.
  ///
  /// What a Base24 scheme adds are brighter variants, which are not needed.
  public init?(name: String, base16: [UInt32]) {
    guard base16.count >= 16 else { return nil }
    let color = base16.map(PaintColor.hex)
    let ground = color[0].components?.luminance ?? 0
    let ink = color[5].components?.luminance ?? 1
    let greys: [Role: Paint] = [
      .background: Paint(color[0]), .plate: Paint(color[1]), .header: Paint(color[1]), .keyBar: Paint(color[1]),
      .popup: Paint(color[1]), .selection: Paint(color[2]), .headerSelected: Paint(color[2]), .input: Paint(color[2]),
      .rule: Paint(color[2]), .chartDim: Paint(color[2]), .baseline: Paint(color[3]), .popupBorder: Paint(color[3]),
      .faint: Paint(color[4]), .shelved: Paint(color[4]), .stale: Paint(color[4]), .dim: Paint(color[4]),
      .acknowledged: Paint(color[4]), .chart: Paint(color[4]), .text: Paint(color[5]), .title: Paint(color[5], .bold),
      .key: Paint(color[5], .bold), .target: Paint(color[6]), .bright: Paint(color[7], .bold),
    ]
    let hues: [Role: Paint] = [
      .red: Paint(color[8]), .redQuiet: Paint(color[8]), .orange: Paint(color[9]), .orangeQuiet: Paint(color[9]),
      .yellow: Paint(color[10]), .yellowQuiet: Paint(color[10]), .fault: Paint(color[10]), .blue: Paint(color[13]),
      .blueQuiet: Paint(color[13]), .focus: Paint(color[12], .bold), .onSeverity: Paint(color[0]), .banner: Paint(color[2]),
      .bannerAlarm: Paint(color[8]), .match: Paint(color[2]),
    ]
    self.init(name: name, isDark: ground < ink, paints: greys.merging(hues) { grey, _ in grey }, fallback: [:])
  }
}
