import ArgumentParser
import Dashboard

/// The terminal and the keys, for every command with a screen.
struct ScreenArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The table of keys (YAML); by default ~/.config/zhiban/keys.yaml. A file of another kind is taken for a --script.",
      valueName: "file"))
  var keys: String?
  @Option(help: ArgumentHelp("Press the keys of this file, as a test does.", valueName: "file")) var script: String?
  @Option(
    help: ArgumentHelp("The terminal to show it on: /dev/tty8. By default that of the standard output.", valueName: "device"))
  var tty: String?
  @Flag(help: "Leave the mouse to the terminal.") var noMouse = false
  @Flag(help: "Do not remember the layout, and begin without what was remembered.") var fresh = false
  @Flag(help: "No screen: sentences on the standard output, one for each change; for screen readers and pipes.") var plain = false

  func request() throws -> ScreenRequest {
    if plain, tty != nil { throw ValidationError("--plain has no screen, so --tty has no meaning") }
    var request = ScreenRequest()
    let isTable = keys.map { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") } ?? false
    request.keysFile = isTable ? keys : nil
    request.script = script ?? (isTable ? nil : keys)
    request.device = tty
    request.hasMouse = !noMouse
    request.isFresh = fresh
    request.isPlain = plain
    return request
  }
}
