internal import CLinux
internal import Glibc
internal import Settings
internal import TextSafety
internal import TextUI

/// The officer's own table of keys.
enum KeyFile {
  /// What files may bind, with the keys it has by itself.
  static let commands: [KeysLoader.Command] = KeyMap.standard.map { binding in
    .init(
      name: binding.command.name, keys: binding.keys, isNeeded: binding.command == .quit || binding.command == .back)
  }

  /// The file that is named on the command line, in the configuration, or lies where programs keep their settings.
  static func path(_ option: String?, configured: String? = nil) -> String? {
    if let path = option ?? configured { return path }
    let own = own
    return own.flatMap { access($0, R_OK) == 0 ? $0 : nil }
  }

  private static var own: String? {
    func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } }
    if let folder = variable("XDG_CONFIG_HOME"), folder.hasPrefix("/") { return folder + "/zhiban/keys.yaml" }
    return variable("HOME").map { $0 + "/.config/zhiban/keys.yaml" }
  }

  static func load(_ path: String?) throws -> KeyMap {
    guard let path else { return KeyMap() }
    do { return KeyMap(changes: try KeysLoader.load(path, commands: commands)) } catch {
      throw Failure(.badInput, error.description)
    }
  }

  /// Whether a text is one: its first word is a command, or its name says so.
  static func isOne(_ text: String, path: String) -> Bool {
    if path.hasSuffix("keys.yaml") || path.hasSuffix("keys.yml") { return true }
    let first = text.split(separator: "\n").first { !$0.hasPrefix("#") && $0.contains(":") }?.prefix { $0 != ":" }
    return first.map { word in commands.contains { $0.name == word } } ?? false && !text.contains("\nroles:")
  }
}
