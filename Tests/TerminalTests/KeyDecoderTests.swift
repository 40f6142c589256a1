import Terminal
import Testing
import TextUI

@Suite struct KeyDecoderTests {
  static let start = ContinuousClock.now

  static let table: [(String, [KeyPress])] = [
    ("a", [.character("a")]), ("值班", [.character("值"), .character("班")]), ("😀", [.character("😀")]),
    ("é", [.character("é")]), (" ", [.character(" ")]),
    ("\r", [.enter]), ("\n", [.enter]), ("\t", [.tab]), ("\u{7F}", [.backspace]), ("\u{8}", [.backspace]),
    ("\u{3}", [.control("c")]), ("\u{1A}", [.control("z")]), ("\0", [.control("@")]), ("\u{1C}", [.control("\\")]),
    ("\u{1B}[A", [.up]), ("\u{1B}OA", [.up]), ("\u{1B}[1;5A", [.up]), ("\u{1B}[B", [.down]), ("\u{1B}OC", [.right]),
    ("\u{1B}[1;2D", [.left]), ("\u{1B}[H", [.home]), ("\u{1B}OH", [.home]), ("\u{1B}[1~", [.home]), ("\u{1B}[7~", [.home]),
    ("\u{1B}[F", [.end]), ("\u{1B}[4~", [.end]), ("\u{1B}[8~", [.end]), ("\u{1B}[2~", [.insert]), ("\u{1B}[3~", [.delete]),
    ("\u{1B}[3;5~", [.delete]), ("\u{1B}[5~", [.pageUp]), ("\u{1B}[6~", [.pageDown]), ("\u{1B}[Z", [.backTab]),
    ("\u{1B}OP", [.function(1)]), ("\u{1B}[11~", [.function(1)]), ("\u{1B}[[A", [.function(1)]), ("\u{1B}[1;2P", [.function(1)]),
    ("\u{1B}OR", [.function(3)]), ("\u{1B}OS", [.function(4)]), ("\u{1B}[[E", [.function(5)]), ("\u{1B}[15~", [.function(5)]),
    ("\u{1B}[17~", [.function(6)]), ("\u{1B}[21~", [.function(10)]), ("\u{1B}[24;2~", [.function(12)]),
    ("\u{1B}[25~", [.function(13)]), ("\u{1B}[34~", [.function(20)]),
    ("\u{1B}OM", [.enter]), ("\u{1B}Oq", [.character("1")]), ("\u{1B}Ok", [.character("+")]),
    ("\u{1B}q", [.escape, .character("q")]), ("\u{1B}\u{1B}[A", [.escape, .up]), ("\u{1B}值", [.escape, .character("值")]),
    ("\u{1B}[200~a\u{1B}[A\nb值\u{1B}[201~x", [.paste("a\u{1B}[A\nb值"), .character("x")]),
    ("\u{1B}[200~\u{1B}[201~", [.paste("")]), ("\u{1B}[201~", []),
    ("\u{1B}[<0;12;3M", [.mouse(.init(.press, x: 11, y: 2))]), ("\u{1B}[<0;12;3m", []),
    ("\u{1B}[<4;300;1M", [.mouse(.init(.press, x: 299, y: 0))]), ("\u{1B}[<2;1;1M", []), ("\u{1B}[<35;1;1M", []),
    ("\u{1B}[<64;1;1M", [.mouse(.init(.wheelUp, x: 0, y: 0))]), ("\u{1B}[<65;1;1M", [.mouse(.init(.wheelDown, x: 0, y: 0))]),
    ("\u{1B}[<0;0;3M", []), ("\u{1B}[<0;1M", []), ("\u{1B}[<0;1;1;1M", []),
    ("\u{1B}[M !!", [.mouse(.init(.press, x: 0, y: 0))]),
    // Broken off by another key.
    ("\u{1B}[12\u{3}", [.control("c")]), ("\u{1B}[1;\u{1B}[A", [.up]), ("\u{1B}O\r", [.enter]),
    ("\u{1B}[5A", []), ("\u{1B}[99999999999999999999~", []), ("\u{1B}[1;1;1~", []), ("\u{9B}A", [.character("A")]),
  ]

  /// What terminals send by themselves; not one of these bytes may be a key.
  static let replies = [
    "\u{1B}[?62;22c", "\u{1B}[>0;276;0c", "\u{1B}[=0c", "\u{1B}[12;40R", "\u{1B}[1;2R", "\u{1B}[?1;1R", "\u{1B}[0n",
    "\u{1B}[?13n",
    "\u{1B}[?2026;2$y", "\u{1B}[4;1$y", "\u{1B}[?1u", "\u{1B}[8;24;80t", "\u{1B}[I", "\u{1B}[O", "\u{1B}[?997;1n",
    "\u{1B}P>|xterm(379)\u{1B}\\", "\u{1B}P1$r0;1mA\u{1B}\\", "\u{1B}]11;rgb:0000/aaaa/0000\u{1B}\\",
    "\u{1B}]lAcknowledge a\u{1B}\\", "\u{1B}]52;c;YWFh\u{7}", "\u{1B}_Gi=1;OK\u{1B}\\", "\u{1B}^a\u{1B}\\", "\u{1B}Xa\u{1B}\\",
    "\u{1B}[97;5u", "\u{1B}[27;5;97~", "\u{1B}\\",
  ]

  @Test func bytesAreKeysHoweverTheyAreSplit() {
    for (text, keys) in Self.table {
      let bytes = Array(text.utf8)
      for cut in 0...bytes.count {
        var decoder = KeyDecoder()
        let found = decoder.feed(bytes[..<cut], at: Self.start) + decoder.feed(bytes[cut...], at: Self.start)
        #expect(found == keys, "\(text.debugDescription) cut at \(cut)")
        #expect(decoder.deadline == nil)
      }
      var decoder = KeyDecoder()
      #expect(bytes.flatMap { decoder.feed([$0], at: Self.start) } == keys, "\(text.debugDescription) byte by byte")
    }
  }

  @Test func repliesAreNoKeys() {
    for text in Self.replies {
      let bytes = Array(text.utf8)
      for cut in 0...bytes.count {
        var decoder = KeyDecoder()
        var found = decoder.feed(bytes[..<cut], at: Self.start)
        // The rest comes late, but not so late that the sequence is given up.
        if cut > 1 { found += decoder.expire(at: Self.start + .milliseconds(100)) }
        found += decoder.feed(bytes[cut...] + Array("z".utf8), at: Self.start + .milliseconds(100))
        #expect(found == [.character("z")], "\(text.debugDescription) cut at \(cut)")
      }
    }
  }

  @Test func aLoneEscapeIsTheKeyAfterItsDelay() {
    var decoder = KeyDecoder()
    #expect(decoder.feed([0x1B], at: Self.start).isEmpty)
    #expect(decoder.deadline == Self.start + KeyDecoder.escapeDelay)
    #expect(decoder.expire(at: Self.start + .milliseconds(24)).isEmpty)
    #expect(decoder.expire(at: Self.start + .milliseconds(25)) == [.escape])
    #expect(decoder.deadline == nil)
    // The rest of an arrow key on a slow line is no letter `A`.
    #expect(decoder.feed(Array("[A".utf8), at: Self.start + .milliseconds(60)) == [.up])
    _ = decoder.feed([0x1B], at: Self.start)
    _ = decoder.expire(at: Self.start + .milliseconds(25))
    #expect(decoder.feed(Array("[".utf8), at: Self.start + .milliseconds(60)) == [.character("[")])
  }

  @Test func whatNeverEndsIsGivenUp() {
    var decoder = KeyDecoder()
    for text in ["\u{1B}[12;", "\u{1B}O", "\u{1B}]0;title", "\u{1B}P", "\u{1B}[M "] {
      #expect(decoder.feed(Array(text.utf8), at: Self.start).isEmpty)
      #expect(decoder.expire(at: Self.start + .seconds(2)).isEmpty)
      #expect(decoder.feed([0x61], at: Self.start + .seconds(2)) == [.character("a")])
    }
    _ = decoder.feed(Array("\u{1B}[200~cut off".utf8), at: Self.start)
    #expect(decoder.expire(at: Self.start + .seconds(2)) == [.paste("cut off")])
    let flood = decoder.feed(
      Array("\u{1B}[200~".utf8) + Array(repeating: 0x61, count: 200_000) + Array("\u{1B}[201~".utf8), at: Self.start)
    #expect(flood == [.paste(String(repeating: "a", count: 65_536))])
  }

  @Test func twoQuickPressesOnOneCellAreADoublePress() {
    var decoder = KeyDecoder()
    let press = Array("\u{1B}[<0;5;5M\u{1B}[<0;5;5m".utf8)
    let single = KeyPress.mouse(.init(.press, x: 4, y: 4))
    #expect(decoder.feed(press, at: Self.start) == [single])
    #expect(decoder.feed(press, at: Self.start + .milliseconds(300)) == [.mouse(.init(.doublePress, x: 4, y: 4))])
    #expect(decoder.feed(press, at: Self.start + .milliseconds(400)) == [single])
    #expect(decoder.feed(press, at: Self.start + .seconds(2)) == [single])
  }

  @Test func anyBytesAreTaken() {
    var seed: UInt64 = 20_260_101
    func random(_ bound: UInt64) -> UInt64 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (seed >> 33) % bound
    }
    let likely = Array("\u{1B}\u{1B}[<;?$0129~MOPR]\\\u{7}值".utf8)
    var decoder = KeyDecoder()
    var now = Self.start
    for _ in 0..<20_000 {
      let bytes = (0..<random(12)).map { _ in
        random(3) == 0 ? UInt8(random(256)) : likely[Int(random(UInt64(likely.count)))]
      }
      now = now + .milliseconds(Int64(random(60)))
      for key in decoder.feed(bytes, at: now) + decoder.expire(at: now) {
        if case .character(let scalar) = key { #expect(scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)) }
      }
    }
  }
}
