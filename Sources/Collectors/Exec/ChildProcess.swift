internal import Glibc
internal import Subprocess
internal import SystemPackage
internal import TextSafety

/// A command that runs in a process group of its own, with both its outputs as pipes to read from.
final class ChildProcess {
  /// Not blocking.
  let output: Int32
  let errors: Int32
  private let work: AsyncWork<TerminationStatus>

  init(command: String) throws(CollectorError) {
    let (outputRead, outputWrite) = try ChildProcess.pipe()
    let (errorsRead, errorsWrite) = try ChildProcess.pipe()
    output = outputRead
    errors = errorsRead
    work = AsyncWork {
      var options = PlatformOptions()
      options.processGroupID = 0
      options.teardownSequence = [
        .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: .milliseconds(300)),
        .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .milliseconds(100)),
      ]
      return try await run(
        .path("/bin/sh"), arguments: ["-c", command], platformOptions: options, input: .none,
        output: .fileDescriptor(FileDescriptor(rawValue: outputWrite), closeAfterSpawningProcess: true),
        error: .fileDescriptor(FileDescriptor(rawValue: errorsWrite), closeAfterSpawningProcess: true)
      ).terminationStatus
    }
  }

  deinit {
    close(output)
    close(errors)
  }

  var hasEnded: Bool { work.isDone }
  /// Readable once it has ended.
  var ended: Int32 { work.descriptor }

  /// Ends the command and all that it has started.
  func end() {
    work.cancel()
    _ = work.wait(milliseconds: 700)
  }

  /// How it ended, in words; nil where all went well.
  func failure(unless stop: StopSignal) -> SafeText? {
    do {
      switch try work.value(unless: stop) {
      case nil, .exited(0): return nil
      case .exited(let status): return "ended with status \(Int64(status))"
      case .signaled(let signal): return "was ended by signal \(Int64(signal))"
      }
    } catch {
      return "cannot be started: \(SafeText(sanitizing: "\(error)", limit: 200))"
    }
  }

  private static func pipe() throws(CollectorError) -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { throw .system("no pipe for the command") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    return (ends[0], ends[1])
  }
}
