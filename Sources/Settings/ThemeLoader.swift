public import TextUI
internal import TextSafety
internal import Yams

/// Themes out of files: our own (`roles:`) and Base16 or Base24 schemes (`base00` …).
public enum ThemeLoader {
  public static func load(_ path: String) throws(ConfigurationErrors) -> Theme {
    try parse(try TextFile.required(path), file: path)
  }

  public static func parse(_ text: String, file: String) throws(ConfigurationErrors) -> Theme {
    let reader = YAMLReader(file: file)
    var theme: Theme?
    if let root = reader.root(text) {
      if let scheme = base16(root) { theme = scheme } else { theme = own(root) }
    }
    try reader.finish()
    guard let theme else { throw ConfigurationErrors(errors: [ConfigurationError(file: file, message: "no theme in it")]) }
    return theme
  }

  private static func own(_ root: YAMLValue) -> Theme? {
    root.allow(["name", "dark", "roles", "note"])
    let name = root.required("name", \.text)
    let isDark = root.required("dark", \.bool)
    var paints: [Role: Paint] = [:]
    for (key, value) in root["roles"]?.members ?? [] {
      guard let role = Role(name: key) else {
        value.fault("unknown role '\(key)'; known are " + Role.allCases.map(\.name).joined(separator: ", "))
        continue
      }
      paints[role] = paint(value)
    }
    guard let name, let isDark else { return nil }
    return Theme(name: name, isDark: isDark, paints: paints)
  }

  private static func paint(_ value: YAMLValue) -> Paint {
    value.allow(["fg", "bold", "underline", "dim", "reverse"])
    var attributes: Style.Attributes = []
    if value["bold"]?.bool == true { attributes.insert(.bold) }
    if value["underline"]?.bool == true { attributes.insert(.underline) }
    if value["dim"]?.bool == true { attributes.insert(.dim) }
    if value["reverse"]?.bool == true { attributes.insert(.reverse) }
    guard let color = value["fg"] else { return Paint(.terminalDefault, attributes) }
    if let index = color.node.int {
      guard (0...255).contains(index) else {
        color.fault("a palette colour is 0 to 255")
        return Paint(.terminalDefault, attributes)
      }
      return Paint(.palette(UInt8(index)), attributes)
    }
    guard let text = color.text else { return Paint(.terminalDefault, attributes) }
    if text == "default" { return Paint(.terminalDefault, attributes) }
    guard text.hasPrefix("#"), text.utf8.count == 7, let value = UInt32(text.dropFirst(), radix: 16) else {
      color.fault("'\(text)' is no colour: give \"#rrggbb\", 0 to 255, or default")
      return Paint(.terminalDefault, attributes)
    }
    return Paint(.hex(value), attributes)
  }

  private static func base16(_ root: YAMLValue) -> Theme? {
    let palette = root["palette"] ?? root
    guard palette["base00"] != nil else { return nil }
    var colors: [UInt32] = []
    for index in 0..<16 {
      let key = "base0" + String(index, radix: 16, uppercase: true)
      guard let text = palette.required(key, \.text) else { continue }
      guard let value = UInt32(text.hasPrefix("#") ? text.dropFirst() : text[...], radix: 16) else {
        palette[key]?.fault("'\(text)' is no colour")
        continue
      }
      colors.append(value)
    }
    guard colors.count == 16 else { return nil }
    let name = root["name"]?.text ?? root["scheme"]?.text ?? "base16"
    return Theme(name: name, base16: colors)
  }
}
