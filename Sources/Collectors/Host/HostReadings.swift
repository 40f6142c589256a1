/// What /proc says of this machine, out of its text. Pure, so that tests need no machine.
struct HostReadings: Equatable, Sendable {
  /// Jiffies since the start, busy and in all.
  struct Processor: Equatable, Sendable {
    var busy: UInt64
    var total: UInt64
  }

  /// Bytes since the start.
  struct Network: Equatable, Sendable {
    var received: UInt64
    var sent: UInt64
  }

  /// The first line of /proc/stat; nil where there is none.
  static func processor(_ stat: String) -> Processor? {
    guard let line = stat.split(separator: "\n").first, line.hasPrefix("cpu ") else { return nil }
    let fields = line.split(separator: " ").dropFirst().compactMap { UInt64($0) }
    guard fields.count >= 5 else { return nil }
    // Guest time is in user time already.
    let total = fields.prefix(8).reduce(0, +)
    return Processor(busy: total - fields[3] - fields[4], total: total)
  }

  /// The number of processors in /proc/stat.
  static func processorCount(_ stat: String) -> Int {
    stat.split(separator: "\n").count { $0.hasPrefix("cpu") && !$0.hasPrefix("cpu ") }
  }

  /// Total bytes, and the share in use, of /proc/meminfo.
  static func memory(_ meminfo: String) -> (total: Double, used: Double)? {
    var values: [Substring: Double] = [:]
    for line in meminfo.split(separator: "\n") {
      let parts = line.split(separator: " ")
      if parts.count >= 2, let kilobytes = Double(parts[1]) { values[parts[0]] = kilobytes * 1024 }
    }
    guard let total = values["MemTotal:"], total > 0, let available = values["MemAvailable:"] ?? values["MemFree:"] else {
      return nil
    }
    return (total, (total - available) / total)
  }

  /// The three averages of /proc/loadavg.
  static func load(_ loadavg: String) -> [Double] { loadavg.split(separator: " ").prefix(3).compactMap { Double($0) } }

  /// Devices of /proc/net/dev but the loop.
  static func network(_ dev: String) -> [String: Network] {
    var devices: [String: Network] = [:]
    for line in dev.split(separator: "\n").dropFirst(2) {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let name = line[..<colon].drop { $0 == " " }
      let fields = line[line.index(after: colon)...].split(separator: " ").compactMap { UInt64($0) }
      if name != "lo", fields.count >= 9 { devices[String(name)] = Network(received: fields[0], sent: fields[8]) }
    }
    return devices
  }

  /// Mount points of /proc/mounts that are real disks, each device once.
  static func mounts(_ mounts: String) -> [String] {
    var devices: Set<Substring> = []
    var points: [String] = []
    for line in mounts.split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard fields.count >= 3, fields[0].hasPrefix("/dev/"), !fields[0].hasPrefix("/dev/loop"), devices.insert(fields[0]).inserted
      else {
        continue
      }
      points.append(String(fields[1]))
    }
    return points
  }

  /// What a counter has grown by; a counter that fell was begun anew.
  static func growth(from old: UInt64, to new: UInt64) -> UInt64 { new >= old ? new - old : new }
}
