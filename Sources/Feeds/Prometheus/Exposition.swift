import Core
import TextSafety

/// One document of exposition text, read line by line.
struct Exposition {
  /// Samples a document may have.
  static let maximumSamples = 100_000
  /// Names a document may declare; their samples could not be taken anyway.
  private static let maximumDeclarations = 100_000

  private let context: DecodeContext
  private let options: LineDecoder.Options
  private let reader: LabelReader
  private let isOpenMetrics: Bool
  private var faults = FaultList()
  private var families = MetricFamilies()
  private var groups = SampleGroups()
  private var histograms = Histograms()
  private var samples = 0
  private var declarations = 0
  /// True once a line could only be exposition text.
  private var isExposition = false
  private var hasEnded = false

  init(context: DecodeContext, options: LineDecoder.Options, reader: LabelReader, isOpenMetrics: Bool) {
    self.context = context
    self.options = options
    self.reader = reader
    self.isOpenMetrics = isOpenMetrics
  }

  mutating func read(_ bytes: UnsafeRawBufferPointer) {
    var number = 0
    var rest = bytes[...]
    while !rest.isEmpty {
      number += 1
      let end = rest.firstIndex(of: 10)
      var line = rest[..<(end ?? rest.endIndex)]
      rest = rest[(end.map { $0 + 1 } ?? rest.endIndex)...]
      if line.last == 13 { line.removeLast() }
      guard let first = line.first(where: { $0 != 32 && $0 != 9 }) else { continue }
      if hasEnded {
        faults.note(Malformed(.shape, "text after # EOF is not read"), line: number)
        return
      }
      do throws(Malformed) {
        let line = UnsafeRawBufferPointer(rebasing: line)
        if first == UInt8(ascii: "#") { try comment(line) } else { try sample(line, isComplete: end != nil) }
      } catch { faults.note(error, line: number) }
    }
    if samples > Self.maximumSamples {
      let words: SafeText =
        "has \(samples) samples, a document may have \(Self.maximumSamples); \(samples - Self.maximumSamples) are dropped"
      faults.note(Malformed(.tooLong, words))
    }
    if isOpenMetrics, isExposition, !hasEnded, bytes.last == 10 {
      faults.note(Malformed(.truncated, "does not end with # EOF, so its end may be missing"))
    }
  }

  /// Appends what was read.
  mutating func finish(_ marks: Event.Marks, into events: inout [Event], malformed: inout [Malformed]) {
    histograms.settle(in: &groups)
    events += groups.events(context, marks)
    malformed += faults.report(isExposition: isExposition)
  }

  private mutating func comment(_ line: UnsafeRawBufferPointer) throws(Malformed) {
    switch try CommentLine(line, reader.scratch) {
    case .comment: return
    case .help: break
    case .end: hasEnded = true
    case .type(let name, let type):
      declarations += 1
      guard declarations <= Self.maximumDeclarations else { return }
      guard families.declare(name, type) else {
        throw Fault(.value, "has a type already", path: Fault.quote(name)).malformed
      }
    case .unit(let name, let unit):
      declarations += 1
      guard declarations <= Self.maximumDeclarations else { return }
      families.declare(name, unit: unit)
    }
    isExposition = true
  }

  private mutating func sample(_ line: UnsafeRawBufferPointer, isComplete: Bool) throws(Malformed) {
    samples += 1
    guard samples <= Self.maximumSamples else { return }
    guard line.count <= options.maximumLineBytes else {
      throw Malformed(.tooLong, "is \(line.count) bytes long, a line may be \(options.maximumLineBytes)")
    }
    _ = reader.takeOddText()
    let sample = try SampleLine(line, reader, &families, isOpenMetrics: isOpenMetrics)
    isExposition = true
    // `foo 12` may be the beginning of `foo 1234`.
    guard isComplete else { throw Malformed(.truncated, "does not end with a line feed, so its end may be missing") }
    let hasOddText = reader.takeOddText()
    let milliseconds = sample.milliseconds ?? context.receivedAt.milliseconds
    switch sample.identity.role {
    case .plain: groups.append(MetricSample(sample), at: milliseconds, hasOddText: hasOddText)
    case .dropped: break
    case .quantile:
      guard let quantile = sample.bound else { throw Malformed(.missing, "quantile: is missing") }
      guard let suffix = Self.quantiles[quantile] else { break }
      var reading = MetricSample(sample)
      reading.name += suffix
      groups.append(reading, at: milliseconds, hasOddText: hasOddText)
    case .bucket(let isDeclared):
      if let bound = sample.bound {
        histograms.add(sample, bound: bound, at: milliseconds, hasOddText: hasOddText, in: &groups)
      } else {
        guard !isDeclared else { throw Malformed(.missing, "le: is missing") }
        var reading = MetricSample(sample)
        reading.name += "_bucket"
        groups.append(reading, at: milliseconds, hasOddText: hasOddText)
      }
    }
  }

  /// The quantiles of summaries that are kept.
  private static let quantiles: [Double: SafeText] = [0.5: ".p50", 0.9: ".p90", 0.99: ".p99"]
}

extension MetricSample {
  /// The reading of a line; infinity is no value but nothing a healthy source says either.
  fileprivate init(_ line: SampleLine) {
    self.init(
      name: line.identity.name, value: line.value.isFinite ? line.value : nil, unit: line.identity.unit, labels: line.labels,
      kind: line.identity.kind, quality: line.value.isInfinite ? .suspect : .good)
  }
}
