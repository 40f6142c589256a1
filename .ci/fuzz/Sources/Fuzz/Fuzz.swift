import CFuzzer
import Core
import Glibc

/// `ZHIBAN_FUZZ_FORMAT=prometheus Fuzz …` with the arguments of libFuzzer.
///
/// Without a format it lists them; with `stretch` and files it measures what repeats of their parts cost.
@main struct Fuzz {
  private nonisolated(unsafe) static var target: (any FuzzTarget)?

  static func main() {
    var targets = FuzzTargets.all()
    targets.append(LineTarget())
    guard let name = getenv("ZHIBAN_FUZZ_FORMAT").map({ String(cString: $0) }) else {
      print(targets.map(\.name).joined(separator: "\n"))
      return
    }
    guard let target = targets.first(where: { $0.name == name }) else {
      complain("there is no \(name)")
      exit(2)
    }
    Self.target = target
    if CommandLine.arguments.dropFirst().first == "stretch" {
      exit(Stretch(target).run(Array(CommandLine.arguments.dropFirst(2))) ? 0 : 1)
    }
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    exit(
      LLVMFuzzerRunDriver(&count, &arguments) { bytes, size in
        guard let target = Fuzz.target else { return 0 }
        if let complaint = target.complaint(about: UnsafeRawBufferPointer(start: bytes, count: size)) {
          complain("\(target.name): \(complaint)")
          abort()
        }
        return 0
      })
  }
}

extension LineTarget: FuzzTarget {}

func complain(_ text: String) {
  let line = Array("zhiban-fuzz: \(text)\n".utf8)
  _ = line.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
}
