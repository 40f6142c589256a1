import Core
import Foundation
import Settings
import TestSupport
import Testing
import TextSafety
import TextUI

@testable import Panels

/// Three languages: what is the program's own is put into each, names stay as they come.
@Suite struct LanguageTests {
  /// Every Chinese character of the program's texts, with the file it stands in.
  private static func characters() throws -> [Character: String] {
    let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../Sources").standardized
    let literal = /"(?:[^"\\]|\\.)*"/
    var found: [Character: String] = [:]
    for module in ["Panels", "Dashboard"] {
      let files = FileManager.default.enumerator(at: root.appendingPathComponent(module), includingPropertiesForKeys: nil)
      for case let file as URL in files ?? .init() where file.pathExtension == "swift" {
        for match in try String(contentsOf: file, encoding: .utf8).matches(of: literal) {
          for character in match.output where ("\u{4E00}"..."\u{9FFF}").contains(character.unicodeScalars.first!) {
            found[character] = file.lastPathComponent
          }
        }
      }
    }
    return found
  }

  @Test func everyCharacterHasATraditionalForm() throws {
    let characters = try Self.characters()
    #expect(characters.count > 400)
    let missing = characters.filter { !Traditional.known.contains($0.key) }
    #expect(missing.isEmpty, "add to Resources/traditional.tsv: \(missing)")
  }

  /// A text that is chosen by hand knows two languages only.
  @Test func noTextIsChosenByHand() throws {
    let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../Sources/Panels").standardized
    var faults: [String] = []
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    for case let file as URL in files ?? .init() where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: /(?:en|isChinese) \? "[^"]*" : "[^"]*"/)
      where match.output.contains(/[\u{4E00}-\u{9FFF}]/) {
        faults.append("\(file.lastPathComponent): \(match.output)")
      }
    }
    #expect(faults.isEmpty, "say it with Language.say: \(faults)")
  }

  @Test func wordsGoBeforeCharactersAndNamesStay() {
    let name: SafeText = "发改局复核"
    let phrase = Phrase(zh: "恢复写入,重复 \(2) 次:\(name)", en: "\(name)")
    #expect(phrase(.zh) == "恢复写入,重复 2 次:发改局复核")
    #expect(phrase(.zhHant) == "恢復寫入,重複 2 次:发改局复核")
    #expect(Phrase(zh: " 最久  数据 ", en: "")(.zhHant) == " 最久  數據 ")
    #expect(phrase(.en) == "发改局复核")
  }

  @Test(arguments: [
    ("zh", Language.zh), ("zh_CN.UTF-8", .zh), ("zh-Hant", .zhHant), ("zh_HK.UTF-8", .zhHant), ("zh_TW", .zhHant),
    ("en_US.UTF-8", .en),
  ]) func aTagNamesALanguage(_ tag: String, _ language: Language) {
    #expect(Language(tag: tag) == language)
    #expect(Language(tag: "fr") == nil)
  }

  @Test func aCitysOwnBoardNamesStay() {
    var view = ViewState.standard
    view.language = .zhHant
    var boards = view.boards.all
    boards[1].name = LocalName(zh: "热线", en: "Hotline")
    boards[1].hasOwnName = false
    view.boards = Boards(boards)
    let text = ScreenPainter.draw(state: SampleState.make(), view: view, size: Size(width: 200, height: 56), help: []).plainText
    #expect(text.contains("2 热线") && text.contains("3 政務雲"))
  }

  @Test func everyCharacterOfAStandardBoardsNameHasATraditionalForm() {
    let slots = BoardLoader.standard.all.flatMap { $0.layouts.flatMap(\.slots) }
    let names = slots.flatMap { [$0.options.title].compactMap { $0 } + $0.options.indicators.compactMap(\.title) }
    #expect(!names.isEmpty && BoardLoader.standard.all.allSatisfy { $0.hasOwnName && $0.hasOwnLayouts })
    let all = BoardLoader.standard.all.map(\.name) + names
    let characters = Set(all.flatMap { Array($0.zh.string) }.filter { !$0.isASCII })
    #expect(characters.isSubset(of: Traditional.known))
  }

  @Test func theOverviewInTraditionalCharacters() {
    var view = ViewState.standard
    view.language = .zhHant
    let text = ScreenPainter.draw(state: SampleState.make(), view: view, size: Size(width: 200, height: 56), help: []).plainText
    #expect(text.contains("值班日誌") && text.contains("數據共享") && !text.contains("值班日志"))
    // A standard board is the program's own; one that a city has named is the city's.
    #expect(text.contains("2 熱線") && text.contains("1 總覽") && text.contains("9 數據源") && text.contains("3 政務雲"))
    // A headline is the feed's own.
    #expect(text.contains("泵站停机"))
  }
}
