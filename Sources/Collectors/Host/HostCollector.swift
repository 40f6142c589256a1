internal import Core
internal import Glibc
public import TextSafety

/// This machine: processor, memory, disks, network, load. Live data that needs no configuration.
public struct HostCollector: Collector {
  public static let kind = "host"
  public static let settings = ["interval"]

  private let interval: Double
  private let place: PlaceCode

  public init(name: SafeText, settings: CollectorSettings) throws(CollectorError) {
    interval = try settings.number("interval") ?? 2
    guard interval >= 0.2, interval <= 3600 else { throw CollectorError("interval must be 0.2 to 3600 seconds") }
    place = settings.place
  }

  public func run(into sink: Sink) throws(CollectorError) {
    let host = HostCollector.hostName
    var number = 0
    var before: Sample?
    while !sink.isStopped {
      guard let sample = Sample.read(at: sink.now) else { throw CollectorError("/proc cannot be read") }
      number += 1
      let metrics = samples(sample, since: before)
      before = sample
      let stamp: SafeText = "\(sample.at.milliseconds)-\(number)"
      sink.send([
        Event(
          source: "/host/\(host)", id: "m-\(stamp)", time: sample.at, subject: host, place: place,
          expiryTime: sample.at + interval * 3,
          payload: .metric(MetricReport(samples: metrics, intervalSeconds: interval))),
        Event(
          source: "/host/\(host)", id: "h-\(stamp)", time: sample.at, subject: host, place: place,
          payload: .heartbeat(
            Heartbeat(collector: sink.collector, intervalSeconds: interval, upstream: .ok, lastEventAt: sample.at))),
      ])
      sink.count(lines: 1, bytes: 0, lastLine: nil)
      // Rates need two looks: the second one comes soon.
      if sink.wait(milliseconds: Int32((number == 1 ? min(interval, 0.5) : interval) * 1000)) { return }
    }
  }

  private struct Sample {
    var at: Timestamp
    var processor: HostReadings.Processor
    var processors: Int
    var memory: (total: Double, used: Double)
    var load: [Double]
    var network: [String: HostReadings.Network]
    var disks: [(point: String, total: Double, used: Double)]

    static func read(at: Timestamp) -> Sample? {
      guard let stat = text("/proc/stat"), let processor = HostReadings.processor(stat), let meminfo = text("/proc/meminfo"),
        let memory = HostReadings.memory(meminfo)
      else { return nil }
      let disks = HostReadings.mounts(text("/proc/mounts") ?? "").compactMap { point -> (String, Double, Double)? in
        var status = statvfs()
        guard statvfs(point, &status) == 0, status.f_blocks > 0 else { return nil }
        let total = Double(status.f_blocks) * Double(status.f_frsize)
        let usable = Double(status.f_blocks - status.f_bfree) + Double(status.f_bavail)
        return (point, total, usable > 0 ? Double(status.f_blocks - status.f_bfree) / usable : 0)
      }
      return Sample(
        at: at, processor: processor, processors: HostReadings.processorCount(stat), memory: memory,
        load: HostReadings.load(text("/proc/loadavg") ?? ""), network: HostReadings.network(text("/proc/net/dev") ?? ""),
        disks: disks)
    }
  }

  private func samples(_ now: Sample, since before: Sample?) -> [MetricSample] {
    var samples: [MetricSample] = []
    func add(_ name: SafeText, _ value: Double, _ unit: SafeText, _ labels: [Label] = [], capacity: Double? = nil) {
      samples.append(MetricSample(name: name, value: value, unit: unit, labels: labels, capacity: capacity))
    }
    add("host.cpu.count", Double(now.processors), "{core}")
    add("host.mem.used_ratio", now.memory.used, "ratio")
    add("host.mem.total", now.memory.total, "By")
    for (name, value) in zip(["host.load1", "host.load5", "host.load15"] as [SafeText], now.load) { add(name, value, "1") }
    for disk in now.disks {
      let labels = [Label("mount", SafeText(sanitizing: disk.point))]
      add("host.disk.used_ratio", disk.used, "ratio", labels)
      add("host.disk.total", disk.total, "By", labels)
    }
    guard let before, now.at > before.at else { return samples }
    let ticks = HostReadings.growth(from: before.processor.total, to: now.processor.total)
    let busy = HostReadings.growth(from: before.processor.busy, to: now.processor.busy)
    if ticks > 0 { add("host.cpu.used_ratio", min(1, Double(busy) / Double(ticks)), "ratio") }
    for (device, network) in now.network.sorted(by: { $0.key < $1.key }) {
      // Devices that have never carried anything are not worth a row.
      guard let old = before.network[device], network.received + network.sent > 0 else { continue }
      let labels = [Label("device", SafeText(sanitizing: device))]
      let seconds = now.at - before.at
      add("host.net.rx", Double(HostReadings.growth(from: old.received, to: network.received)) / seconds, "By/s", labels)
      add("host.net.tx", Double(HostReadings.growth(from: old.sent, to: network.sent)) / seconds, "By/s", labels)
    }
    return samples
  }

  private static var hostName: SafeText {
    var buffer = [CChar](repeating: 0, count: 256)
    gethostname(&buffer, buffer.count - 1)
    let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return SafeText(sanitizing: bytes.isEmpty ? "localhost" : String(decoding: bytes, as: UTF8.self))
  }
}

/// A small file of /proc as text.
private func text(_ path: String) -> String? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 16_384)
  while true {
    let count = read(descriptor, &chunk, chunk.count)
    guard count > 0 else { return count == 0 ? String(decoding: bytes, as: UTF8.self) : nil }
    bytes += chunk[..<count]
  }
}
