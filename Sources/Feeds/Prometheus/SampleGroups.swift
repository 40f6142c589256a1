import Core
import TextSafety

/// Samples by their time, in the order of the document; each time becomes events of at most 500 samples.
struct SampleGroups {
  /// Where a sample will stand that is not known yet.
  struct Place {
    fileprivate var group: Int
    fileprivate var index: Int
  }

  private struct Group {
    var milliseconds: Int64
    var samples: [(sample: MetricSample?, hasOddText: Bool)] = []
  }

  /// Samples an event may hold.
  private static let longestEvent = 500

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
      let samples = group.samples.compactMap { entry in entry.sample.map { (sample: $0, hasOddText: entry.hasOddText) } }
      for (part, start) in stride(from: 0, to: samples.count, by: Self.longestEvent).enumerated() {
        let entries = samples[start..<min(start + Self.longestEvent, samples.count)]
        let chunk = entries.map(\.sample)
        // The digest tells a state from a changed one of the same time: exporters may repeat old timestamps with new values.
        let id: SafeText = "\(group.milliseconds)-\(part)-\(Self.digest(chunk))"
        let time = Timestamp(milliseconds: group.milliseconds)
        events.append(
          Event(
            source: context.source, id: id, time: time, subject: subject, place: context.place,
            recordedTime: time == context.receivedAt ? nil : context.receivedAt,
            marks: entries.contains(where: \.hasOddText) ? marks.union(.oddText) : marks,
            payload: .metric(MetricReport(samples: chunk))))
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

extension SafeText {
  /// What follows the last `/`; nil where nothing does.
  fileprivate var lastPart: SafeText? {
    guard let start = string.lastIndex(of: "/") else { return isEmpty ? nil : self }
    let last = part(string.index(after: start)...)
    return last.isEmpty ? nil : last
  }
}
