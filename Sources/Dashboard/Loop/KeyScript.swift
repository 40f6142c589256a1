internal import Core
public import TextSafety
internal import TextUI

/// A file of keys that drives the program as an operator would, for tests and demonstrations.
///
/// One step a line; `#` begins a comment: `key Enter a Down*3`, `type 已电话通知`, `wait 0.5` (seconds), `waitfor 10 霞山` (seconds, text on
/// the screen), `until 10:07` (moment of a playback), `quit`.
public struct KeyScript: Sendable {
  enum Step: Sendable, Equatable {
    case keys([KeyPress])
    case wait(Double)
    case waitFor(SafeText, seconds: Double)
    case until(minutes: Int, seconds: Int)
  }

  enum Outcome {
    case keys([KeyPress])
    case wait, end
    case failed(SafeText)
  }

  public struct ParseError: Error, Sendable {
    public var line: Int
    public var message: SafeText
  }

  private var steps: [Step]
  private var index = 0
  private var waitingSince: Int64?
  /// When the next step may run, monotonic.
  private(set) var due: Int64 = 0

  public init(_ text: String) throws(ParseError) {
    steps = []
    for (number, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = raw.drop { $0 == " " || $0 == "\t" }
      guard !line.isEmpty, !line.hasPrefix("#") else { continue }
      let parts = line.split(separator: " ", maxSplits: 1)
      let rest = parts.count > 1 ? String(parts[1]) : ""
      guard let step = KeyScript.step(String(parts[0]), rest) else {
        throw ParseError(line: number + 1, message: "no such step: \(SafeText(sanitizing: String(line)))")
      }
      steps += step
    }
  }

  private static func step(_ verb: String, _ rest: String) -> [Step]? {
    switch verb {
    case "key":
      var keys: [KeyPress] = []
      for word in rest.split(separator: " ") {
        let parts = word.split(separator: "*")
        guard let key = KeyPress(name: String(parts.first ?? word)) else { return nil }
        let count = parts.count == 2 ? Int(parts[1]) ?? 1 : 1
        keys += Array(repeating: key, count: min(max(1, count), 1000))
      }
      return keys.map { .keys([$0]) }
    case "type": return [.keys(rest.unicodeScalars.map { .character($0) })]
    case "wait": return Double(rest).map { [.wait($0)] }
    case "waitfor":
      let parts = rest.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, let seconds = Double(parts[0]) else { return nil }
      return [.waitFor(SafeText(sanitizing: String(parts[1])), seconds: seconds)]
    case "until":
      let numbers = rest.split(separator: ":").compactMap { Int($0) }
      guard numbers.count >= 2 else { return nil }
      return [.until(minutes: numbers[0] * 60 + numbers[1], seconds: numbers.count > 2 ? numbers[2] : 0)]
    case "quit": return [.keys([.character("q")]), .keys([.character("y")])]
    default: return nil
    }
  }

  /// The next step that is due.
  mutating func next(at monotonic: Int64, shown: () -> String, playback: CivilTime) -> Outcome {
    guard index < steps.count else {
      due = .max
      return .end
    }
    let begun = waitingSince ?? monotonic
    waitingSince = begun
    switch steps[index] {
    case .keys(let keys):
      advance(monotonic)
      return .keys(keys)
    case .wait(let seconds):
      due = begun + Int64(seconds * 1e9)
      if monotonic >= due { advance(monotonic) }
      return .wait
    case .waitFor(let text, let seconds):
      if shown().contains(text.string) {
        advance(monotonic)
      } else if Double(monotonic - begun) / 1e9 > seconds {
        return .failed("not seen within \(Int(seconds)) s: \(text)")
      } else {
        due = monotonic + 20_000_000
      }
      return .wait
    case .until(let minutes, let seconds):
      if playback.minuteOfDay * 60 + playback.second >= minutes * 60 + seconds {
        advance(monotonic)
      } else {
        due = monotonic + 10_000_000
      }
      return .wait
    }
  }

  private mutating func advance(_ monotonic: Int64) {
    index += 1
    waitingSince = nil
    due = monotonic
  }
}
