import Core
import Foundation
import Persistence
import TestSupport
import Testing
import TextSafety

/// T4: on a full disk the last acknowledgements still land, then nothing is confirmed, and it goes on when there is room.
///
/// Needs a small file system of its own, which only root can mount.
@Suite struct FullDiskTests {
  static let isPossible: Bool = {
    let folder = ShiftLog.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    guard mountSmall(folder) else { return false }
    return umount2(folder, Int32(MNT_DETACH)) == 0
  }()

  static func mountSmall(_ folder: String) -> Bool {
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return mount("tmpfs", folder, "tmpfs", 0, "size=4m") == 0
  }

  private final class Reports: @unchecked Sendable {
    private let lock = NSLock()
    private var durable: Int64 = 0
    private var failures = 0

    func add(_ report: LogStore.Report) {
      lock.withLock {
        switch report {
        case .durable(let through): durable = max(durable, through)
        case .failed: failures += 1
        case .damaged: failures += 1000
        }
      }
    }

    var through: Int64 { lock.withLock { durable } }
    var failed: Int { lock.withLock { failures } }
  }

  @Test(.enabled(if: isPossible, "no right to mount a tmpfs here"))
  func t04TheReserveTakesTheLastAcknowledgements() throws {
    let folder = ShiftLog.folder()
    #expect(FullDiskTests.mountSmall(folder))
    defer { umount2(folder, Int32(MNT_DETACH)) }
    let reports = Reports()
    let entries = ShiftLog.entries(alarms: 300)
    let state = folder + "/state"
    let files = FileManager.default
    let filler = folder + "/filler"
    do {
      let store = try LogStore(folder: state)
      store.onReport { reports.add($0) }
      #expect(files.fileExists(atPath: state + "/reserve"))
      // Somebody else's file takes all the room there is.
      let file = open(filler, O_WRONLY | O_CREAT, 0o600)
      let block = [UInt8](repeating: 1, count: 4096)
      while write(file, block, block.count) > 0 {}
      close(file)
      var withReserve: Int64 = 0
      var next = 0
      while reports.failed == 0, next < entries.count {
        store.submit([entries[next]])
        // Events are what gives way.
        store.keep([SampleState.ticket("T1", "路面积水", revision: Int64(next), at: 9)])
        store.flush()
        next += 1
        if !files.fileExists(atPath: state + "/reserve"), reports.failed == 0 { withReserve += 1 }
      }
      #expect(withReserve >= 5)
      #expect(reports.failed > 0)
      #expect(reports.through == Int64(next - 1))
      #expect(store.droppedEvents > 0)
      let kept = reports.through
      store.submit([entries[next]])
      store.flush()
      #expect(reports.through == kept)
      #expect(try Audit.verify(folder: state).last == kept)
      // There is room again: what waited lands, and the reserve is made anew.
      try files.removeItem(atPath: filler)
      store.flush()
      #expect(reports.through == kept + 2)
      #expect(files.fileExists(atPath: state + "/reserve"))
    }
    // The first one lets go of the folder after its last retry.
    var again: LogStore?
    for _ in 0..<200 where again == nil {
      again = try? LogStore(folder: state)
      if again == nil { usleep(50_000) }
    }
    let store = try #require(again)
    #expect(store.damage == nil)
    #expect(try store.recover().lastSequence == reports.through)
    #expect(try Audit.verify(folder: state).last == reports.through)
  }

  @Test func theReserveIsThereAfterAStart() throws {
    let folder = ShiftLog.folder()
    try ShiftLog.make(folder, alarms: 1)
    let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/reserve")
    #expect(attributes[.size] as? Int == 256 << 10)
  }
}
