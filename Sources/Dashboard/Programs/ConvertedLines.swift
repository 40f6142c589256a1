internal import Core
internal import Glibc
internal import Recordings

/// Where converted lines go: a pipe or a file of lines, or a recording in blocks where the name says so.
final class ConvertedLines {
  private let output: String
  private let stream: UnsafeMutablePointer<FILE>?
  private let writer: RecordingWriter?
  private var arrival = Timestamp.distantPast

  init(_ output: String) throws {
    self.output = output
    if output.hasSuffix(RecordingFile.suffix) {
      stream = nil
      do { writer = try RecordingWriter(path: output) } catch { throw Failure(.cannotWrite, "\(error.message)") }
    } else {
      writer = nil
      stream = output == "-" ? fdopen(dup(STDOUT_FILENO), "w") : fopen(output, "w")
      if stream == nil { throw Failure(.cannotWrite, path: output) }
    }
  }

  deinit { if let stream { fclose(stream) } }

  func write(_ line: [UInt8], of event: Event) throws {
    if let writer {
      arrival = max(arrival, event.recordedTime ?? event.time)
      var isAlert = false
      if case .alert(let report) = event.payload { isAlert = report.status == .firing }
      do throws(RecordingError) { try writer.append(line, at: arrival, isAlert: isAlert) } catch {
        throw Failure(.cannotWrite, "\(error.message)")
      }
    } else {
      guard fwrite(line, 1, line.count, stream) == line.count, putc(10, stream) == 10 else {
        throw Failure(.cannotWrite, path: output)
      }
    }
  }

  func finish() throws {
    do throws(RecordingError) { try writer?.finish() } catch { throw Failure(.cannotWrite, "\(error.message)") }
    if let stream, fflush(stream) != 0 { throw Failure(.cannotWrite, path: output) }
  }
}
