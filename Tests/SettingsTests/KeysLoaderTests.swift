import Settings
import Testing
import TextUI

@Suite struct KeysLoaderTests {
  private let commands: [KeysLoader.Command] = [
    .init(name: "ack", keys: [.character("a")], isNeeded: false), .init(name: "note", keys: [.character("n")], isNeeded: false),
    .init(name: "quit", keys: [.character("q"), .control("c")], isNeeded: true),
  ]

  private func errors(_ text: String) -> [String] {
    do {
      _ = try KeysLoader.parse(text, file: "keys.yaml", commands: commands)
      return []
    } catch { return error.errors.map(\.description) }
  }

  @Test func aKeyAListAndNone() throws {
    let keys = try KeysLoader.parse("ack: [x, F5, space]\nnote: []\nquit: ctrl-q\n", file: "f", commands: commands)
    #expect(keys == ["ack": [.character("x"), .function(5), .character(" ")], "note": [], "quit": [.control("q")]])
    #expect(try KeysLoader.parse("", file: "f", commands: commands) == [:])
    // A key that was given up is free for another command.
    #expect(try KeysLoader.parse("ack: n\nnote: a\n", file: "f", commands: commands).count == 2)
  }

  @Test func conflictsHaveTheirPlaces() {
    #expect(errors("ack: [x, q]\n") == ["keys.yaml:1:10: 'q' already means 'quit': give that another key, or []"])
    #expect(errors("ack: x\nnote: [y, x]\n") == ["keys.yaml:2:11: 'x' means 'ack' and 'note'"])
    #expect(errors("ack: [x, x]\n") == ["keys.yaml:1:10: 'x' is given twice"])
    #expect(errors("quit: []\n") == ["keys.yaml:1:7: 'quit' needs a key: nobody could leave without one"])
    #expect(errors("acc: x\n") == ["keys.yaml:1:1: unknown key 'acc'; did you mean 'ack'?"])
    #expect(errors("- a\n") == ["keys.yaml:1:1: must be a mapping of ack, note, quit"])
    #expect(errors("ack:\n") == ["keys.yaml:1:5: must be a key, a list of keys, or [] for none"])
  }

  @Test(arguments: ["ctrl-i", "ctrl-m", "f0", "f21", "hyper-x", "ab", "\"\\e\"", "{a: b}"]) func noKeyOfATerminal(name: String) {
    let found = errors("ack: \(name)\n")
    #expect(found.count == 1 && found[0].hasPrefix("keys.yaml:1:6: "), "\(found)")
  }

  @Test func namesGoBothWays() {
    let keys: [KeyPress] = [
      .enter, .escape, .tab, .backTab, .backspace, .delete, .insert, .up, .down, .left, .right, .home, .end, .pageUp, .pageDown,
      .character(" "), .character("#"), .character("确"), .control("l"), .function(20),
    ]
    for key in keys { #expect(key.name.flatMap(KeyPress.init(name:)) == key) }
    #expect(KeyPress(name: "PgUp") == .pageUp && KeyPress(name: "C-l") == .control("l") && KeyPress(name: "Esc") == .escape)
    #expect(KeyPress.paste("x").name == nil)
  }
}
