internal import Panels
internal import Settings
internal import TextSafety
internal import TextUI

/// A line of the table of keys.
public struct KeyLine: Sendable, Encodable {
  public var command: String
  public var keys: [String]
  public var group: String
  public var zh: String
  public var en: String
}

extension Programs {
  /// The table of keys as it holds with a file, in its order.
  public static func keys(file: String?, configuration path: String?) throws -> [KeyLine] {
    let configured = try path.map(Opening.configuration)?.keysFile
    return try KeyFile.load(KeyFile.path(file, configured: configured)).bindings.map { binding in
      let help = binding.command.title
      return KeyLine(
        command: binding.command.name, keys: binding.keys.compactMap(\.name), group: "\(binding.command.group)",
        zh: help(.zh).string, en: help(.en).string)
    }
  }
}
