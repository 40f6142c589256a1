import Core
import TextSafety

/// A member of an object of the management API, and the metric it becomes.
struct BrokerMember {
  let key: StaticString
  let name: SafeText
  let unit: SafeText
  /// The member that says how much there can be; for a counter the one that holds its rate.
  let beside: StaticString?

  init(_ key: StaticString, _ name: SafeText, _ unit: SafeText, beside: StaticString? = nil) {
    self.key = key
    self.name = name
    self.unit = unit
    self.beside = beside
  }
}

extension BrokerSamples {
  static let totals = [
    BrokerMember("messages", "rabbitmq.messages", "{message}"),
    BrokerMember("messages_ready", "rabbitmq.messages.ready", "{message}"),
    BrokerMember("messages_unacknowledged", "rabbitmq.messages.unacknowledged", "{message}"),
  ]
  static let objects = [
    BrokerMember("connections", "rabbitmq.connections", "{connection}"),
    BrokerMember("channels", "rabbitmq.channels", "{channel}"),
    BrokerMember("exchanges", "rabbitmq.exchanges", "{exchange}"),
    BrokerMember("queues", "rabbitmq.queues", "{queue}"),
    BrokerMember("consumers", "rabbitmq.consumers", "{consumer}"),
  ]
  static let node = [
    BrokerMember("running", "rabbitmq.node.running", "1"),
    BrokerMember("mem_used", "rabbitmq.node.mem.used", "By", beside: "mem_limit"),
    BrokerMember("mem_alarm", "rabbitmq.node.mem.alarm", "1"),
    BrokerMember("disk_free", "rabbitmq.node.disk.free", "By"),
    BrokerMember("disk_free_limit", "rabbitmq.node.disk.free_limit", "By"),
    BrokerMember("disk_free_alarm", "rabbitmq.node.disk.alarm", "1"),
    BrokerMember("fd_used", "rabbitmq.node.fd.used", "{file}", beside: "fd_total"),
    BrokerMember("sockets_used", "rabbitmq.node.sockets.used", "{socket}", beside: "sockets_total"),
    BrokerMember("proc_used", "rabbitmq.node.processes.used", "{process}", beside: "proc_total"),
    BrokerMember("run_queue", "rabbitmq.node.run_queue", "{process}"),
    BrokerMember("partitions", "rabbitmq.node.partitions", "{node}"),
    BrokerMember("uptime", "rabbitmq.node.uptime", "ms"),
  ]
  /// Counted since the broker started.
  fileprivate static let counters = [
    BrokerMember("publish", "publish", "{message}", beside: "publish_details"),
    BrokerMember("publish_in", "publish_in", "{message}", beside: "publish_in_details"),
    BrokerMember("publish_out", "publish_out", "{message}", beside: "publish_out_details"),
    BrokerMember("confirm", "confirm", "{message}", beside: "confirm_details"),
    BrokerMember("deliver", "deliver", "{message}", beside: "deliver_details"),
    BrokerMember("deliver_get", "deliver_get", "{message}", beside: "deliver_get_details"),
    BrokerMember("ack", "ack", "{message}", beside: "ack_details"),
    BrokerMember("redeliver", "redeliver", "{message}", beside: "redeliver_details"),
    BrokerMember("get_empty", "get_empty", "{get}", beside: "get_empty_details"),
    BrokerMember("return_unroutable", "return_unroutable", "{message}", beside: "return_unroutable_details"),
    BrokerMember("drop_unroutable", "drop_unroutable", "{message}", beside: "drop_unroutable_details"),
    BrokerMember("disk_reads", "disk_reads", "{read}", beside: "disk_reads_details"),
    BrokerMember("disk_writes", "disk_writes", "{write}", beside: "disk_writes_details"),
  ]
}

/// Samples of one object, with the labels that tell it from others.
struct BrokerSamples {
  private let labels: [Label]
  private let texts: TextReader
  private var samples: [(sample: MetricSample, reading: Reading)] = []
  /// A member of a wrong type costs only itself.
  private var tally = FaultTally()

  init(_ labels: [Label], _ texts: TextReader) {
    self.labels = labels
    self.texts = texts
  }

  /// The members there are; which those are differs from version to version.
  mutating func add(_ members: [BrokerMember], of object: JSONValue?, at path: String) {
    guard let object else { return }
    for member in members {
      guard let value = object[member.key] else { continue }
      do throws(Fault) {
        let reading = try Self.reading(value)
        let capacity = member.beside.flatMap { object[$0]?.looseNumber }.flatMap { $0.isFinite && $0 > 0 ? $0 : nil }
        add(member.name, reading, member.unit, capacity: capacity)
      } catch { tally.add(path.isEmpty ? error.at(member.key.description) : error.at(member.key.description).at(path)) }
    }
  }

  /// The counters of `message_stats` and their rates.
  mutating func add(stats: JSONValue?, prefix: SafeText) {
    guard let stats else { return }
    for member in Self.counters {
      let name = prefix + member.name
      guard let value = stats[member.key] else { continue }
      do throws(Fault) {
        add(name, try Self.reading(value), member.unit, kind: .counter)
        if let beside = member.beside, let rate = stats[beside]?["rate"] {
          add(name + ".rate", try Self.reading(rate), member.unit + "/s")
        }
      } catch { tally.add(error.at(member.key.description).at("message_stats")) }
    }
  }

  private mutating func add(
    _ name: SafeText, _ reading: Reading, _ unit: SafeText, kind: MetricSample.Kind = .gauge, capacity: Double? = nil
  ) {
    samples.append(
      (MetricSample(name: name, value: nil, unit: unit, labels: labels, kind: kind, capacity: capacity), reading))
  }

  /// Hands the good ones over, then throws the first fault of the others.
  func move(to batch: inout SampleBatch, _ context: DecodeContext) throws(Fault) {
    for (sample, reading) in samples { batch.add(sample, reading, polledBy: context, isOdd: texts.sawOddText) }
    try tally.check()
  }

  /// A truth as 1 or 0, a list as its length; `"unknown"` and the like where the broker has no number.
  private static func reading(_ value: JSONValue) throws(Fault) -> Reading {
    if let truth = value.boolean { return Reading(truth ? 1 : 0) }
    if value.isArray { return Reading(Double(value.elements.reduce(0) { count, _ in count + 1 })) }
    if let bytes = value.bytes, bytes == "unknown" || bytes == "undefined" || bytes == "nan" || bytes == "" { return .missing }
    return try value.reading()
  }
}
