import Core
import TextSafety

/// Samples by their time, in the order of the document; each time becomes events that our own feed could hold.
struct SampleGroups {
  /// Where a sample will stand that is not known yet.
  struct Place {
    fileprivate var group: Int
    fileprivate var index: Int
  }

  fileprivate struct Group {
    var milliseconds: Int64
    var samples: [(sample: MetricSample?, hasOddText: Bool)] = []
  }

  fileprivate struct Chunk {
    var samples: [MetricSample] = []
    var hasOddText = false
    var size = 0
  }

  /// Samples an event may hold.
  fileprivate static let mostSamples = 500
  /// Bytes they may take: a line has 64 KiB, some of them for what is said of the event itself.
  fileprivate static let largestSize = 60 << 10

  private var indices: [Int64: Int] = [:]
  private var groups: [Group] = []

  mutating func append(_ sample: MetricSample, at milliseconds: Int64, hasOddText: Bool) {
    _ = add(sample, at: milliseconds, hasOddText)
  }

  mutating func reserve(at milliseconds: Int64, hasOddText: Bool) -> Place { add(nil, at: milliseconds, hasOddText) }

  mutating func fill(_ place: Place, with sample: MetricSample) { groups[place.group].samples[place.index].sample = sample }

  private mutating func add(_ sample: MetricSample?, at milliseconds: Int64, _ hasOddText: Bool) -> Place {
    let index: Int
    if let known = indices[milliseconds] {
      index = known
    } else {
      index = groups.count
      indices[milliseconds] = index
      groups.append(Group(milliseconds: milliseconds))
    }
    groups[index].samples.append((sample, hasOddText))
    return Place(group: index, index: groups[index].samples.count - 1)
  }

  /// Every group as events. Places that were never filled are left out.
  func events(_ context: DecodeContext, _ marks: Event.Marks) -> [Event] {
    let subject = context.source.lastPart ?? "prometheus"
    var events: [Event] = []
    for group in groups {
      let time = Timestamp(milliseconds: group.milliseconds)
      for (part, chunk) in group.chunks.enumerated() {
        // The digest tells a state from a changed one of the same time: exporters may repeat old timestamps with new values.
        let id: SafeText = "\(group.milliseconds)-\(part)-\(Self.digest(chunk.samples))"
        events.append(
          Event(
            source: context.source, id: id, time: time, subject: subject, place: context.place,
            recordedTime: time == context.receivedAt ? nil : context.receivedAt,
            marks: chunk.hasOddText ? marks.union(.oddText) : marks, payload: .metric(MetricReport(samples: chunk.samples))))
      }
    }
    return events
  }

  private static func digest(_ samples: [MetricSample]) -> SafeText {
    var digest = Digest()
    for sample in samples {
      digest.add(sample.name)
      for label in sample.labels {
        digest.add(label.key)
        digest.add(label.value)
      }
      digest.add(bits: (sample.value ?? .nan).bitPattern)
      digest.add(sample.quality.rawValue)
    }
    return digest.text
  }
}

extension SampleGroups.Group {
  fileprivate var chunks: [SampleGroups.Chunk] {
    var chunks = [SampleGroups.Chunk()]
    for case (let sample?, let hasOddText) in samples {
      let size = sample.writtenSize
      var last = chunks.count - 1
      if chunks[last].samples.count == SampleGroups.mostSamples || chunks[last].size + size > SampleGroups.largestSize {
        chunks.append(SampleGroups.Chunk())
        last += 1
      }
      chunks[last].samples.append(sample)
      chunks[last].hasOddText = chunks[last].hasOddText || hasOddText
      chunks[last].size += size
    }
    return chunks.filter { !$0.samples.isEmpty }
  }
}

extension MetricSample {
  /// Bytes this takes at most in a line of our feed.
  fileprivate var writtenSize: Int {
    var size = #"{"name":"","value":-1.2345678901234567e-123,"unit":""},"#.utf8.count + name.writtenSize + unit.writtenSize
    if !labels.isEmpty { size += #","labels":{}"#.utf8.count }
    for label in labels { size += #""":"","#.utf8.count + label.key.writtenSize + label.value.writtenSize }
    if kind != .gauge { size += #","kind":"counter""#.utf8.count }
    if quality != .good { size += #","quality":"estimated""#.utf8.count }
    return size
  }
}

extension SafeText {
  /// Bytes this takes between quotes.
  fileprivate var writtenSize: Int {
    string.utf8.reduce(0) { $0 + ($1 == UInt8(ascii: "\"") || $1 == UInt8(ascii: "\\") ? 2 : 1) }
  }

  /// What follows the last `/`; nil where nothing does.
  fileprivate var lastPart: SafeText? {
    guard let start = string.lastIndex(of: "/") else { return isEmpty ? nil : self }
    let last = part(string.index(after: start)...)
    return last.isEmpty ? nil : last
  }
}
