@testable import Collectors
import Core
import Feeds
import Foundation
import Glibc
import TestSupport
import TextSafety

/// A good line, with its newline; its event is `T<id>-1`.
func feedLine(_ id: Int) -> String { EventEncoder().line(SampleState.ticket("T\(id)", "积水", at: Double(id))) + "\n" }

func feedLines(_ ids: ClosedRange<Int>) -> String { ids.map(feedLine).joined() }

func feedIDs(_ ids: ClosedRange<Int>) -> [String] { ids.map { "T\($0)-1" } }

extension Scratch {
  func file(_ name: String) -> String { path + "/" + name }

  /// Writes at the end, through a descriptor that appends, as a logger does.
  @discardableResult func append(_ bytes: some Sequence<UInt8>, to name: String) -> String {
    let descriptor = open(file(name), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    defer { close(descriptor) }
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { break }
      rest = rest.dropFirst(count)
    }
    return file(name)
  }

  @discardableResult func append(_ text: String, to name: String) -> String { append(text.utf8, to: name) }
}

/// Descriptors of this process that lead to something whose name begins like this.
func openDescriptors(leadingTo start: String) -> Int {
  let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
  return names.count {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + $0))?.hasPrefix(start) == true
  }
}
