@testable import Collectors
import Foundation
import Synchronization
import Testing
import TextSafety

@Suite(.serialized) struct NotifierTests {
  let folder = Scratch()

  private final class Said: Sendable {
    let words = Mutex<[SafeText]>([])
  }

  private func wait(_ condition: () -> Bool) async -> Bool {
    for _ in 0..<6000 where !condition() { try? await Task.sleep(for: .milliseconds(10)) }
    return condition()
  }

  private func text(_ name: String) -> String? { try? String(contentsOfFile: folder.path + "/" + name, encoding: .utf8) }

  @Test func commandsGetTheMessageOneAfterAnother() async {
    let said = Said()
    let notifier = Notifier { word in said.words.withLock { $0.append(word) } }
    notifier.send("{\"n\":1}\n", by: .command("cat >> \(folder.path)/told"))
    notifier.send("{\"n\":2}\n", by: .command("cat >> \(folder.path)/told"))
    #expect(await wait { text("told") == "{\"n\":1}\n{\"n\":2}\n" })
    notifier.stop()
    #expect(said.words.withLock { $0 } == [])
  }

  @Test func whatFailsIsTriedAgainAndThenSaid() async {
    let said = Said()
    let notifier = Notifier(pauses: [1, 1]) { word in said.words.withLock { $0.append(word) } }
    notifier.run("echo x >> \(folder.path)/tries; exit 3")
    #expect(await wait { !said.words.withLock(\.isEmpty) })
    #expect(said.words.withLock { $0 } == ["not notified: ended with status 3"])
    #expect(text("tries") == "x\nx\nx\n")
    notifier.stop()
  }

  @Test func anAddressThatIsNotThereIsSaid() async {
    let said = Said()
    let notifier = Notifier(pauses: []) { word in said.words.withLock { $0.append(word) } }
    notifier.send("{}", by: .webhook("http://127.0.0.1:9/x", tokenFile: nil))
    #expect(await wait { !said.words.withLock(\.isEmpty) })
    #expect(said.words.withLock { $0.first?.string.hasPrefix("not notified: http://127.0.0.1:9/x: ") } == true)
    notifier.stop()
  }
}
