@testable import Collectors
import Core
import Feeds
import Foundation
import Glibc
import Testing
import TextSafety

/// Folders of many files, and of files that are odd.
@Suite(.serialized) struct HostileFolderTests {
  let folder = Scratch()

  private func bench(_ values: [String: CollectorSettings.Value] = [:]) throws -> CollectorTests.Bench {
    try CollectorTests.Bench("directory", ["path": .text(folder.path)].merging(values) { $1 })
  }

  @Test func tenThousandFilesAreReadOnceWithFewDescriptors() async throws {
    // Bad lines cost little and are counted exactly: one read twice would show.
    for id in 1...10_000 { folder.append(id.isMultiple(of: 100) ? feedLine(id) : "{bad\n", to: "f\(id)") }
    let bench = try bench()
    #expect(await bench.wait { $0.ids.count == 100 && $0.badCount == 9900 })
    #expect(openDescriptors(leadingTo: folder.path + "/") <= FolderFiles.openLimit)
    // One that has been put to rest goes on where it was, and so does one that ends with half a line.
    folder.append("{broken\n" + feedLine(20_001).prefix(50), to: "f1")
    #expect(await bench.wait { $0.badCount == 9901 })
    folder.append(String(feedLine(20_001).dropFirst(50)), to: "f1")
    folder.append(feedLine(20_002), to: "f9999")
    #expect(await bench.wait { $0.ids.count == 102 })
    #expect(Set(bench.ids.suffix(2)) == ["T20001-1", "T20002-1"])
    #expect(bench.badCount == 9901)
    #expect(openDescriptors(leadingTo: folder.path + "/") <= FolderFiles.openLimit)
    #expect(await bench.stop())
    #expect(openDescriptors(leadingTo: folder.path) == 0)
  }

  @Test func aFileThatIsRenamedIsNotReadAgain() async throws {
    let path = folder.append(feedLines(1...2), to: "log")
    let bench = try bench()
    #expect(await bench.wait { $0.ids.count == 2 })
    #expect(rename(path, path + ".1") == 0)
    folder.append(feedLine(3), to: "log.1")
    folder.append(feedLine(4), to: "log")
    #expect(await bench.wait { $0.ids.count == 4 })
    #expect(Set(bench.ids) == Set(feedIDs(1...4)) && bench.ids.count == 4)
    #expect(await bench.stop())
  }

  @Test func whatIsNoFileIsNamedAndTheOthersAreRead() async throws {
    #expect(mkdir(folder.file("a-folder"), 0o700) == 0 && mkfifo(folder.file("b-pipe"), 0o600) == 0)
    #expect(symlink("c-loop", folder.file("c-loop")) == 0 && symlink("/nowhere", folder.file("d-dangling")) == 0)
    folder.append(feedLine(1), to: "z")
    let bench = try bench()
    #expect(await bench.wait { $0.ids == ["T1-1"] && !$0.notes.isEmpty })
    // One note a second is enough for a folder full of such things; a second look says nothing new.
    folder.append(feedLine(2), to: "z")
    #expect(await bench.wait { $0.ids == ["T1-1", "T2-1"] })
    #expect(bench.notes == ["\(folder.file("b-pipe")) is a pipe; kind file reads it"])
    #expect(await bench.stop())
  }

  @Test func oddNamesAreReadWhateverTheirBytesAre() async throws {
    for name in ["-rf", "new\nline", "\u{1B}]0;title\u{7}", "空 格"] { folder.append(feedLine(1) + "{broken\n", to: name) }
    // No UTF-8: GBK.
    let name: [UInt8] = [0xB9, 0xA4, 0xB5, 0xA5]
    let path = FileName(bytes: name).inside(folder.path)
    let descriptor = path.withCString { open($0, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600) }
    _ = Array((feedLine(2) + "{broken\n").utf8).withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
    defer { _ = path.withCString { unlink($0) } }
    let bench = try bench()
    #expect(await bench.wait { $0.ids.count == 5 && $0.malformed.count == 5 })
    #expect(bench.faultFiles.allSatisfy { !$0.unicodeScalars.contains { $0.value < 32 || $0 == "\u{FFFD}" } })
    #expect(bench.faultFiles.contains(folder.path + "/\\xB9\\xA4\\xB5\\xA5"))
    #expect(await bench.stop())
  }

  @Test func aFolderThatIsAFileIsSaid() async throws {
    let path = folder.append(feedLine(1), to: "a")
    let bench = try bench(["path": .text(path)])
    #expect(await bench.wait { $0.failure == "cannot list \(path): Not a directory" })
    #expect(await bench.stop())
  }

  @Test func manyFilesThatComeAndGoLeaveNothingBehind() async throws {
    let bench = try bench()
    for id in 1...1000 {
      let path = folder.append(feedLine(id), to: "f\(id)")
      if id.isMultiple(of: 100) { try #require(await bench.wait { $0.ids.contains("T\(id)-1") }) }
      unlink(path)
    }
    #expect(await bench.wait { _ in openDescriptors(leadingTo: folder.path + "/") == 0 })
    #expect(await bench.stop())
    #expect(openDescriptors(leadingTo: folder.path) == 0)
  }
}
