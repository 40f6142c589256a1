import Testing

@testable import TextUI

@Suite struct ThemeTests {
  static let inks: [Role] = [
    .text, .dim, .faint, .bright, .key, .title, .focus, .redQuiet, .orangeQuiet, .yellowQuiet, .blueQuiet, .acknowledged,
    .shelved,
    .stale, .fault,
  ]

  @Test func nightTextIsReadableOnItsGrounds() throws {
    for ground in [Role.background, .plate, .header, .keyBar, .popup, .selection, .input] {
      for ink in Self.inks {
        // Tables lift faint text of the selected row to `dim`.
        if [.selection, .input].contains(ground), [.faint, .shelved, .stale].contains(ink) { continue }
        let contrast = try contrast(.night, Style(ink, on: ground))
        #expect(contrast >= 4.5, "\(ink) on \(ground): \(contrast)")
      }
    }
    for ground in [Role.banner, .bannerAlarm, .match, .headerSelected] {
      #expect(try contrast(.night, Style(.bright, on: ground)) >= 4.5, "bright on \(ground)")
    }
    for ground in [Role.red, .orange, .yellow, .blue] {
      #expect(try contrast(.night, .filled(ground)) >= 4.5, "badge on \(ground)")
    }
  }

  private func contrast(_ theme: Theme, _ style: Style) throws -> Double {
    let resolved = theme.resolve(style, depth: .trueColor)
    guard case .rgb(let r, let g, let b) = resolved.foreground, case .rgb(let r2, let g2, let b2) = resolved.background else {
      throw NoColor()
    }
    return RGB(Int(r), Int(g), Int(b)).contrast(with: RGB(Int(r2), Int(g2), Int(b2)))
  }

  private struct NoColor: Error {}

  @Test(arguments: [ColorDepth.palette8, .palette16, .palette256, .trueColor])
  func severitiesStayApart(depth: ColorDepth) {
    let severities: [Role] = [.red, .orange, .yellow, .blue]
    let grounds = Set(severities.map { Theme.night.resolve(.filled($0), depth: depth).background })
    #expect(grounds.count == 4)
    let quiet: [Role] = [.redQuiet, .orangeQuiet, .yellowQuiet, .blueQuiet, .text]
    #expect(Set(quiet.map { Theme.night.resolve(Style($0), depth: depth).foreground }).count == 5)
    if depth <= .palette16 {
      #expect(Theme.night.resolve(.filled(.orange), depth: depth).background == .index(depth == .palette8 ? 5 : 3))
    }
  }

  @Test func monoSpeaksThroughAttributes() {
    func attributes(_ style: Style) -> Style.Attributes { Theme.night.resolve(style, depth: .mono).attributes }
    #expect(attributes(.filled(.red)) == [.reverse, .bold])
    #expect(attributes(Style(.text, on: .selection)) == .reverse)
    #expect(attributes(Style(.redQuiet)) == [])
    #expect(attributes(Style(.dim)) == .dim)
    #expect(attributes(Style(.title)) == .bold)
    #expect(Theme.night.resolve(.filled(.red), depth: .mono).foreground == .default)
  }

  /// No pair of roles may vanish: text in the colour of its ground.
  @Test(arguments: [ColorDepth.palette8, .palette16]) func textIsNeverInvisibleWithFewColours(depth: ColorDepth) {
    let terminal = Theme(
      name: "terminal", isDark: true,
      paints: Dictionary(
        uniqueKeysWithValues: Role.allCases.map { ($0, Paint(.palette(UInt8($0.rawValue % 16)))) }))
    let light = Theme(
      name: "light", isDark: false,
      paints: [.background: Paint(.hex(0xF6F7F8)), .text: Paint(.hex(0x24292F)), .dim: Paint(.hex(0x4F5963))])
    for theme in [Theme.night, terminal, light] {
      for ink in Self.inks + [.onSeverity] {
        for ground in [Role.background, .plate, .selection, .banner, .bannerAlarm, .match, .red, .orange, .yellow, .blue, .popup]
        {
          let resolved = theme.resolve(Style(ink, on: ground), depth: depth)
          #expect(
            resolved.foreground != resolved.background || resolved.foreground == .default, "\(theme.name) \(ink) on \(ground)")
          if depth == .palette8, case .index(let index) = resolved.foreground { #expect(index < 8) }
          if depth == .palette8, case .index(let index) = resolved.background { #expect(index < 8) }
        }
      }
    }
  }

  @Test func base16SchemesBecomeThemes() throws {
    let scheme: [UInt32] = [
      0x181818, 0x282828, 0x383838, 0x585858, 0xB8B8B8, 0xD8D8D8, 0xE8E8E8, 0xF8F8F8, 0xAB4642, 0xDC9656, 0xF7CA88, 0xA1B56C,
      0x86C1B9, 0x7CAFC2, 0xBA8BAF, 0xA16946,
    ]
    let theme = try #require(Theme(name: "scheme", base16: scheme))
    #expect(theme.isDark)
    #expect(theme[.orange].color == .hex(0xDC9656))
    #expect(try contrast(theme, .filled(.red)) >= 4.5)
    #expect(try contrast(theme, Style(.bright, on: .bannerAlarm)) >= 4.5)
    let light = try #require(Theme(name: "light", base16: scheme[..<8].reversed() + scheme[8...]))
    #expect(!light.isDark)
    #expect(Theme(name: "short", base16: []) == nil)
    for role in Role.allCases { #expect(theme[role].color != .terminalDefault, "\(role)") }
  }

  @Test func roleNamesAreTheCaseNames() {
    #expect(Role(name: "headerSelected") == .headerSelected)
    #expect(Role(name: "nothing") == nil)
    for role in Role.allCases { #expect(Role(name: role.name) == role) }
  }
}
