import Foundation
import Settings
import Testing

@testable import TextUI

/// Every theme that comes with the program, measured.
@Suite struct ThemeFilesTests {
  static let folder = ConfigurationTests.root + "/Themes"
  static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".yaml") }
    .sorted()
  static let inks = Role.allCases.filter { $0.leastContrast != nil && $0 != .onSeverity }
  static let grounds: [Role] = [
    .background, .plate, .header, .headerSelected, .keyBar, .banner, .bannerAlarm, .selection, .match, .popup, .input,
  ]

  @Test func thereAreEight() { #expect(Self.names.count >= 8) }

  /// WCAG: 4.5 for text, 3 for the rest, on every ground and with 256 colours too.
  @Test(arguments: names, [ColorDepth.trueColor, .palette256]) func everythingCanBeRead(name: String, depth: ColorDepth) throws {
    let theme = try ThemeLoader.load(Self.folder + "/" + name)
    for (inks, grounds) in [(Self.inks, Self.grounds), ([.onSeverity], [.red, .orange, .yellow, .blue])] {
      for ink in inks {
        for ground in grounds {
          let style = theme.resolve(Style(ink, on: ground), depth: depth)
          guard let over = style.foreground.components, let under = style.background.components else { continue }
          // The sixteen colours of a console are the terminal's: what they look like is not ours to say.
          if case .index(let index) = style.background, index < 16 { continue }
          #expect(over.contrast(with: under) >= ink.leastContrast ?? 0, "\(name): \(ink) on \(ground)")
        }
      }
    }
  }

  /// The colours stand in the files as they should be seen; lifting is for odd pairs and foreign schemes.
  @Test(arguments: ["night", "day", "high-contrast", "colour-safe", "colour-safe-day", "print"])
  func littleIsLifted(name: String) throws {
    let theme = try ThemeLoader.load(Self.folder + "/\(name).yaml")
    for ink in Self.inks where ink.leastContrast == 4.5 || [.rule, .chart, .chartDim, .baseline, .popupBorder].contains(ink) {
      for ground in [Role.background, .plate, .popup] {
        let shown = theme.resolve(Style(ink, on: ground), depth: .trueColor).foreground
        #expect(shown == theme[ink].color.terminalColor(.trueColor), "\(name): \(ink) on \(ground)")
      }
    }
  }

  @Test(arguments: ["colour-safe", "colour-safe-day"]) func severitiesStayApartForEveryEye(name: String) throws {
    let theme = try ThemeLoader.load(Self.folder + "/\(name).yaml")
    for vision in Vision.allCases {
      for roles in [[Role.red, .orange, .yellow, .blue], [.redQuiet, .orangeQuiet, .yellowQuiet, .blueQuiet, .text]] {
        let seen = try roles.map { vision.lab(try #require(theme[$0].color.components)) }
        for first in seen.indices {
          for second in seen.indices where second > first {
            let difference = zip(seen[first], seen[second]).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
            #expect(difference >= 20, "\(name): \(roles[first]) and \(roles[second]) for \(vision)")
          }
        }
      }
    }
    // The test can fail: the night theme, which looks well to most, is not safe.
    let night = [Role.orange, .yellow].compactMap { Theme.night[$0].color.components }.map(Vision.deuteranopia.lab)
    #expect(zip(night[0], night[1]).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot() < 20)
  }
}

/// How an eye sees a colour: the matrices for complete dichromacy of Machado, Oliveira and Fernandes (2009), on linear light.
private enum Vision: CaseIterable {
  case full, protanopia, deuteranopia, tritanopia

  private var matrix: [[Double]] {
    switch self {
    case .full: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    case .protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    case .deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    case .tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    }
  }

  /// CIE L*a*b* (D65) of the colour as it is seen.
  func lab(_ color: RGB) -> [Double] {
    let linear = [color.red, color.green, color.blue].map { value in
      let share = Double(value) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    let seen = matrix.map { row in min(1, max(0, zip(row, linear).map(*).reduce(0, +))) }
    let x = (0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.95047
    let y = 0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]
    let z = (0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.08883
    let curved = [x, y, z].map { $0 > 0.008856 ? pow($0, 1.0 / 3) : 7.787 * $0 + 16.0 / 116 }
    return [116 * curved[1] - 16, 500 * (curved[0] - curved[1]), 200 * (curved[1] - curved[2])]
  }
}
