import Core
import TextSafety

/// Samples of many series and moments, put together into events of one moment, place and subject each.
///
/// An event holds at most 500 samples and fits into a line of the native format.
struct SampleBatch {
  private struct Series {
    /// All but the value.
    var sample: MetricSample
    var group: Int
    /// Bytes it takes in a line.
    var bytes: Int
    var isOdd: Bool
  }

  private struct Group: Hashable {
    var subject: SafeText
    var place: PlaceCode
  }

  /// Kept small: a range query brings a million of them.
  private struct Point {
    var time: Timestamp
    var series: Int
    var group: Int
    var reading: Reading
  }

  static let samplesPerEvent = 500
  /// Of the 64 KiB of a line; the rest is for its envelope.
  private static let bytesPerEvent = 60_000

  private var series: [Series] = []
  private var points: [Point] = []
  private var groups: [Group] = []
  private var rows: [Group: Int] = [:]

  /// Begins a series; its number is what its points name. `isOdd` says that its texts had to be made harmless.
  mutating func series(_ sample: MetricSample, subject: SafeText, place: PlaceCode, isOdd: Bool = false) -> Int {
    let group = Group(subject: subject.fitted(to: LabelList.longest), place: place)
    let row = rows[group] ?? groups.count
    if row == groups.count {
      groups.append(group)
      rows[group] = row
    }
    series.append(Series(sample: sample, group: row, bytes: Self.bytes(of: sample), isOdd: isOdd))
    return series.count - 1
  }

  mutating func add(_ reading: Reading, at time: Timestamp, to number: Int) {
    points.append(Point(time: time, series: number, group: series[number].group, reading: reading))
  }

  /// A sample of the moment it arrived, of the collector that asked for it.
  mutating func add(_ sample: MetricSample, _ reading: Reading, polledBy context: DecodeContext, isOdd: Bool) {
    let row = series(sample, subject: context.collector, place: context.place, isOdd: isOdd)
    add(reading, at: context.receivedAt, to: row)
  }

  /// Appends the events, times ascending.
  mutating func flush(into records: inout Records) {
    points.sort { ($0.time, $0.group, $0.series) < ($1.time, $1.group, $1.series) }
    var start = 0
    while start < points.count {
      var end = start
      var bytes = 0
      repeat {
        bytes += series[points[end].series].bytes
        end += 1
      } while end < points.count && points[end].time == points[start].time && points[end].group == points[start].group
        && end - start < Self.samplesPerEvent && bytes + series[points[end].series].bytes <= Self.bytesPerEvent
      append(points[start..<end], to: &records)
      start = end
    }
    points.removeAll()
  }

  private func append(_ points: ArraySlice<Point>, to records: inout Records) {
    guard let first = points.first else { return }
    let group = groups[first.group]
    var fingerprint = Fingerprint()
    fingerprint.mix(group.subject)
    fingerprint.mix(UInt64(bitPattern: group.place.digits))
    var isOdd = false
    let samples = points.map { point in
      var sample = series[point.series].sample
      sample.value = point.reading.value
      sample.quality = point.reading.quality
      isOdd = isOdd || series[point.series].isOdd
      fingerprint.mix(sample)
      return sample
    }
    records.texts.sawOddText = isOdd
    // The same samples read again are the same event; anything that differs makes another.
    records.append(
      Event(
        source: records.context.source, id: "m@\(first.time.milliseconds)-\(fingerprint.text)", time: first.time,
        subject: group.subject, place: group.place, payload: .metric(MetricReport(samples: samples))))
  }

  /// At most what the encoder writes: a number has up to 24 digits, and every quote and backslash becomes two.
  private static func bytes(of sample: MetricSample) -> Int {
    func count(_ text: SafeText) -> Int {
      text.string.utf8.reduce(3) { $0 + ($1 == UInt8(ascii: "\"") || $1 == UInt8(ascii: "\\") ? 2 : 1) }
    }
    var members = 75
    if !sample.labels.isEmpty { members += 12 }
    if sample.kind != .gauge { members += 17 }
    if sample.capacity != nil { members += 36 }
    if sample.startedAt != nil { members += 46 }
    return sample.labels.reduce(members + count(sample.name) + count(sample.unit)) { $0 + count($1.key) + count($1.value) }
  }
}

extension Fingerprint {
  fileprivate mutating func mix(_ sample: MetricSample) {
    mix(sample.name)
    for label in sample.labels {
      mix(label.key)
      mix(label.value)
    }
    mix(sample.value?.bitPattern ?? .max)
    mix(sample.capacity?.bitPattern ?? .max)
    mix(UInt64(sample.quality.rawValue))
  }
}
