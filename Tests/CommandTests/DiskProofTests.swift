import Foundation
import Testing

/// What a power cut and a failing disk leave of the real program's log. Needs strace; skipped without it.
@Suite(.serialized, .enabled(if: DeskShift.hasStrace, "no strace here")) struct DiskProofTests {
  /// T2: writes that were not synced are lost, reordered or torn; every disk that may be left starts, verifies, and knows what was shown.
  /// A sample of the moments; ZHIBAN_POWER_CUTS=1000 tries them all.
  @Test func t02APowerCutLosesNothingThatWasShown() throws {
    let shift = try DeskShift()
    let files = FileManager.default
    var first: [String: [UInt8]] = [:]
    for name in ["zhiban.db", "zhiban.db-wal"] {
      if let data = files.contents(atPath: shift.state + "/" + name) { first[name] = Array(data) }
    }
    let run = try shift.run(strace: DiskTrace.options + ["-o", shift.folder + "/trace"])
    try #require(run.code == 0, "\(run.errors)")
    let trace = try DiskTrace(shift.folder + "/trace")
    let count = trace.operations.count
    // Four rounds of entries, each synced before it was shown.
    let end = trace.image(after: count, of: first, loss: .all)
    #expect(count > 20 && end.shown == 4)
    let wanted = ProcessInfo.processInfo.environment["ZHIBAN_POWER_CUTS"].flatMap { Int($0) } ?? 10
    var images: Set<[String: [UInt8]]> = []
    var faults: [String] = []
    for number in 0..<min(wanted, count) {
      let moment = 1 + (count - 1) * (number + 1) / min(wanted, count)
      for loss in wanted > 100 ? DiskTrace.Loss.allCases : [.all, DiskTrace.Loss.allCases[2 + number % 3]] {
        let (image, shown) = trace.image(after: moment, of: first, loss: loss)
        guard images.insert(image).inserted else { continue }
        try? files.removeItem(atPath: shift.state)
        try files.createDirectory(atPath: shift.state, withIntermediateDirectories: true)
        for (name, bytes) in image { try Data(bytes).write(to: URL(fileURLWithPath: shift.state + "/" + name)) }
        guard let found = try shift.start() else {
          faults.append("\(moment) \(loss): it does not start")
          continue
        }
        if found.acknowledged < shown { faults.append("\(moment) \(loss): \(shown) shown, \(found.acknowledged) kept") }
        if !found.fault.isEmpty { faults.append("\(moment) \(loss): \(found.fault)") }
      }
    }
    #expect(faults == [])
    #expect(images.count > 5)
    if wanted > 100 { print("power cuts: \(images.count) different disks after \(count) operations") }
  }

  /// T4: no room, or a device that fails: acknowledging is refused visibly, the board lives on, the journal stays sound and goes on.
  @Test(arguments: ["pwrite64:error=ENOSPC:when=12+", "pwrite64:error=EIO:when=12+", "fdatasync:error=EIO"])
  func t04AFailingDiskRefusesVisibly(fault: String) throws {
    let shift = try DeskShift()
    // The start is spared: each thread's first writes succeed. The disk fails under one of the first acknowledgements.
    try shift.write(
      "waitfor 30 disk\nwait 1\n" + String(repeating: "key a\nwait 1\nkey Up*6\n", count: 3)
        + "key a\nwaitfor 30 不能确认\nquit\n",
      "keys.txt")
    let run = try shift.run(strace: ["-o", "/dev/null", "-e", "trace=pwrite64,fdatasync", "-e", "inject=\(fault)"])
    #expect(run.code == 0, "\(run.errors.suffix(2000))")
    #expect(run.errors.contains("journal_failed"))
    let found = try #require(try shift.start())
    #expect(found.acknowledged < 4 && found.fault.isEmpty, "\(found.fault)")
    let left = 4 - found.acknowledged
    try shift.write("waitfor 30 未确认 \(left)\nkey a\nwaitfor 30 未确认 \(left - 1)\nquit\n", "keys.txt")
    let after = try shift.run(strace: ["-o", "/dev/null", "-e", "trace=none"])
    #expect(after.code == 0, "\(after.errors.suffix(2000))")
    #expect(try shift.start()?.acknowledged == found.acknowledged + 1)
  }
}
