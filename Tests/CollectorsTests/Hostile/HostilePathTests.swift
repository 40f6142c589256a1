@testable import Collectors
import Core
import Feeds
import Foundation
import Glibc
import Testing
import TextSafety

/// Paths that lead to something else than a file.
@Suite(.serialized) struct HostilePathTests {
  let folder = Scratch()

  private func failure(_ path: String) async throws -> String? {
    let bench = try CollectorTests.Bench("file", ["path": .text(path)])
    #expect(await bench.wait { $0.failure != nil })
    #expect(await bench.stop())
    return bench.failure
  }

  @Test func aFolderASocketADeviceAndALoopAreNamed() async throws {
    let (inner, loop, socket) = (folder.file("inner"), folder.file("loop"), folder.file("in.sock"))
    #expect(mkdir(inner, 0o700) == 0)
    #expect(try await failure(inner) == "\(inner) is a folder; kind directory reads folders")
    let door = try SocketEndpoint.unix(path: socket).listen()
    defer { close(door) }
    #expect(try await failure(socket) == "\(socket) is a socket; kind socket with connect: true reads it")
    #expect(try await failure("/dev/zero") == "/dev/zero is a device; kind exec can read it through a command")
    #expect(symlink("loop", loop) == 0)
    #expect(try await failure(loop) == "cannot read \(loop): Too many levels of symbolic links")
    let long = folder.file(String(repeating: "x", count: 300))
    #expect(try await failure(long)?.hasSuffix("File name too long") == true)
  }

  /// Root may read everything.
  @Test(.enabled(if: geteuid() != 0)) func whatMayNotBeReadIsSaid() async throws {
    let path = try folder.write("secret", feedLine(1), mode: 0)
    #expect(try await failure(path) == "cannot read \(path): Permission denied")
  }

  /// The kernel refuses this even to root: the memory of a process, at address 0.
  @Test func aFileThatCannotBeReadIsAFailureNotAnEnd() async throws {
    let failure = try await failure("/proc/self/mem")
    #expect(failure == "cannot read /proc/self/mem: Input/output error")
  }

  @Test func oddNamesAreReadAndShownWithoutHarm() async throws {
    for name in ["-rf", "new\nline", "\u{1B}[31mred", "空 格", "'quote\"", "*"] {
      let path = folder.append(feedLine(1) + "{broken\n", to: name)
      let bench = try CollectorTests.Bench("file", ["path": .text(path)])
      #expect(await bench.wait { $0.ids.count == 1 && $0.malformed.count == 1 })
      #expect(bench.faultFiles.allSatisfy { !$0.unicodeScalars.contains { $0.value < 32 } })
      #expect(await bench.stop())
    }
  }

  @Test func aLinkThatIsTurnedToAnotherFileIsFollowed() async throws {
    let (first, second) = (folder.append(feedLine(1), to: "a"), folder.append(feedLine(2), to: "b"))
    let link = folder.file("now")
    #expect(symlink(first, link) == 0)
    let bench = try CollectorTests.Bench("file", ["path": .text(link)])
    #expect(await bench.wait { $0.ids == ["T1-1"] })
    #expect(symlink(second, link + "~") == 0 && rename(link + "~", link) == 0)
    #expect(await bench.wait { $0.ids == ["T1-1", "T2-1"] })
    #expect(await bench.stop())
  }
}
