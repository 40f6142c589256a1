import Core

/// The colour of a Chinese warning signal, which CAP has no field for.
enum CAPSignal {
  /// From the severity where it is a colour, else from the headline, the event, the codes and parameters.
  static func color(of info: XMLElement) -> AlertReport.Signal.Color? {
    if let word = info.text(of: "severity"), let color = AlertReport.Signal.Color(rawValue: word.lowercased()) { return color }
    for name in ["headline", "event"] {
      if let text = info.text(of: name), let color = color(ofWarning: text) { return color }
    }
    for pair in info.children where pair.name == "parameter" || pair.name == "eventCode" {
      guard let value = pair.text(of: "value"), value.utf8.count <= 120 else { continue }
      if let color = color(ofWarning: value) ?? color(named: pair.text(of: "valueName"), value) { return color }
    }
    return nil
  }

  /// `暴雨红色预警信号`; the last one where several are named: `由黄色升级为橙色预警`.
  static func color(ofWarning text: String) -> AlertReport.Signal.Color? {
    let scalars = Array(text.unicodeScalars.prefix(200))
    guard scalars.indices.contains(where: { warnings.match(in: scalars, at: $0) != nil }) else { return nil }
    for index in scalars.indices.dropLast().reversed() where scalars[index + 1] == "色" {
      if let color = color(scalars[index]) { return color }
    }
    return nil
  }

  /// A parameter that is named for a colour, with nothing but one as its value.
  private static func color(named name: String?, _ value: String) -> AlertReport.Signal.Color? {
    guard let name = name?.lowercased(), name.utf8.count <= 80,
      ["color", "colour", "颜色", "级别", "signal"].contains(where: { name.contains($0) })
    else { return nil }
    if let color = AlertReport.Signal.Color(rawValue: value.lowercased()) { return color }
    let scalars = Array(value.unicodeScalars)
    guard scalars.count == 1 || (scalars.count == 2 && scalars[1] == "色") else { return nil }
    return color(scalars[0])
  }

  private static let warnings: WordList = ["预警", "信号", "警报"]

  private static func color(_ scalar: Unicode.Scalar) -> AlertReport.Signal.Color? {
    switch scalar {
    case "红": .red
    case "橙": .orange
    case "黄": .yellow
    case "蓝": .blue
    case "白": .white
    default: nil
    }
  }
}
