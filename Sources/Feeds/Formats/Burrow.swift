import Core
import TextSafety

extension FeedFormat {
  /// The body of `/v3/kafka/<cluster>/consumer/<group>/lag` or `…/status`; several as an array or as JSON lines.
  static let burrow = json("burrow", "LinkedIn Burrow v3, lag of Kafka consumer groups") { root, records in
    var batch = SampleBatch()
    records.each(root) { answer, records throws(Fault) in
      guard let status = try records.status(of: answer) else { return }
      do throws(Fault) {
        let group = try ConsumerGroup(status, records.texts)
        records.append(Event(polled: QueueReading(group), records.context))
        group.addMetrics(to: &batch, records)
        try group.tally.check()
      } catch { throw error.at("status") }
    }
    batch.flush(into: &records)
  }
}

/// The states of a group or partition, from good to bad. `ERR` is said of groups only: one of its partitions is in one of the last three,
/// which then stands for the group.
private enum LagState: String, CaseIterable {
  case notFound = "NOTFOUND", ok = "OK", warn = "WARN", error = "ERR", stall = "STALL", stop = "STOP", rewind = "REWIND"

  var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// A group in error of which no partition is told is at least not moving.
  var state: QueueReading.State {
    switch self {
    case .notFound: .unknown
    case .ok: .ok
    case .warn: .warn
    case .error, .stall: .stall
    case .stop: .stop
    case .rewind: .rewind
    }
  }
}

private let lagStates = Vocabulary(LagState.self)

extension Records {
  /// The status in an answer; nil where the answer says that it failed.
  fileprivate mutating func status(of answer: JSONValue) throws(Fault) -> JSONValue? {
    guard answer.isObject else { throw Fault.value("an object", answer).because(.shape) }
    guard let isError = answer["error"]?.boolean else {
      throw Fault(.shape, "must be true or false, as in every answer of Burrow", path: "error")
    }
    upstream(isError ? .degraded : .ok)
    if isError { throw Fault(.value, said(answer["message"]), path: "message") }
    if let status = answer["status"] { return status }
    let wanted = "wanted is /v3/kafka/<cluster>/consumer/<group>/lag"
    for name in ["clusters", "consumers", "topics", "offsets", "module"] as [StaticString] where answer[name] != nil {
      throw Fault(.shape, "is an answer of another endpoint; \(wanted)", path: name.description)
    }
    throw Fault(.shape, "is missing; \(wanted)", path: "status")
  }
}

/// What Burrow found out about one consumer group.
private struct ConsumerGroup {
  var cluster: SafeText
  var group: SafeText
  var worst: LagState
  var total: Int64 = 0
  var largest: Int64?
  var bad: Int64 = 0
  /// Of all partitions; nil where none was told.
  var offset: Int64?
  var lastCommit: Timestamp?
  var inRate: Double?
  var outRate: Double?
  /// Partitions that could not be read: the group is told nevertheless.
  var tally = FaultTally()

  init(_ status: JSONValue, _ texts: TextReader) throws(Fault) {
    let status = try status.object()
    guard let cluster = status["cluster"]?.loose(texts) else { throw .missing("cluster") }
    guard let group = status["group"]?.loose(texts) else { throw .missing("group") }
    self.cluster = cluster
    self.group = group
    guard let value = status["status"] else { throw .missing("status") }
    do throws(Fault) { worst = try value.word(of: lagStates) } catch { throw error.at("status") }
    var sum: Int64 = 0
    var partitions = 0
    if let list = status["partitions"] {
      guard list.isArray else { throw Fault.value("an array", list).at("partitions") }
      for value in list.elements {
        do throws(Fault) {
          let partition = try Partition(value)
          take(partition)
          sum = sum.addingReportingOverflow(partition.lag).overflow ? .max : sum + partition.lag
        } catch { tally.add(error.at(partitions).at("partitions")) }
        partitions += 1
      }
    }
    if let value = status["maxlag"] {
      do throws(Fault) {
        let partition = try Partition(value)
        largest = max(largest ?? 0, partition.lag)
        if partition.state.rank > worst.rank { worst = partition.state }
      } catch { tally.add(error.at("maxlag")) }
    }
    if let value = status["totallag"] {
      guard let lag = value.looseInteger, lag >= 0 else { throw Fault.value("a whole number ≥ 0", value).at("totallag") }
      total = lag
    } else {
      guard partitions > 0 || worst == .notFound else { throw .missing("totallag") }
      total = sum
    }
  }

  private mutating func take(_ partition: Partition) {
    if partition.state.rank > worst.rank { worst = partition.state }
    if partition.state.rank > LagState.ok.rank { bad += 1 }
    largest = max(largest ?? 0, partition.lag)
    if let end = partition.offset {
      let (sum, overflow) = (offset ?? 0).addingReportingOverflow(end)
      offset = overflow ? .max : sum
    }
    if let time = partition.time { lastCommit = max(lastCommit ?? time, time) }
    if let rate = partition.outRate { outRate = (outRate ?? 0) + rate }
    if let rate = partition.inRate { inRate = (inRate ?? 0) + rate }
  }
}

/// One partition of a topic, as seen in the window of the evaluation.
private struct Partition {
  var state: LagState
  var lag: Int64
  var offset: Int64?
  var time: Timestamp?
  /// What the consumer got through per second, and what came in meanwhile.
  var outRate: Double?
  var inRate: Double?

  init(_ object: JSONValue) throws(Fault) {
    let object = try object.object()
    guard let value = object["status"] else { throw .missing("status") }
    do throws(Fault) { state = try value.word(of: lagStates) } catch { throw error.at("status") }
    let start = object["start"]
    let end = object["end"]
    guard let lagValue = object["current_lag"] ?? end?["lag"] else { throw .missing("current_lag") }
    guard let lag = lagValue.looseInteger else { throw Fault.value("a whole number", lagValue).at("current_lag") }
    // Offsets of broker and group are read one after the other, so that the difference may be below nothing.
    self.lag = max(0, lag)
    offset = end?["offset"]?.looseInteger.flatMap { $0 >= 0 ? $0 : nil }
    time = end?["timestamp"]?.looseInteger.flatMap { $0 > 0 ? Timestamp(unixMilliseconds: Double($0)) : nil }
    guard let start, let end, let before = start["timestamp"]?.looseNumber, let after = end["timestamp"]?.looseNumber,
      let first = start["offset"]?.looseNumber, let last = end["offset"]?.looseNumber, after > before, last >= first
    else { return }
    let seconds = (after - before) / 1000
    outRate = (last - first) / seconds
    if let lagBefore = start["lag"]?.looseNumber, let lagAfter = end["lag"]?.looseNumber {
      inRate = max(0, last - first + lagAfter - lagBefore) / seconds
    }
  }
}

extension QueueReading {
  fileprivate init(_ group: ConsumerGroup) {
    self.init(
      queue: group.cluster.fitted(to: LabelList.longest) + "/" + group.group.fitted(to: 200), title: Self.title(group.group),
      mode: .message, provider: Party(id: group.cluster, name: group.cluster.fitted(to: 40)),
      consumer: Party(id: group.group, name: group.group.fitted(to: 40)), depth: group.total, unit: "{message}",
      state: group.worst.state, inRate: group.inRate?.ifFinite, outRate: group.outRate?.ifFinite, offset: group.offset,
      lastSuccess: group.lastCommit)
  }
}

extension ConsumerGroup {
  /// What a queue reading has no room for.
  func addMetrics(to batch: inout SampleBatch, _ records: Records) {
    var labels = LabelList()
    labels.add("cluster", cluster)
    labels.add("group", group)
    guard let sorted = try? labels.sorted() else { return }
    func add(_ name: SafeText, _ value: Int64, _ unit: SafeText) {
      let sample = MetricSample(name: name, value: nil, unit: unit, labels: sorted)
      batch.add(sample, Reading(Double(value)), polledBy: records.context, isOdd: records.texts.sawOddText)
    }
    if let largest { add("kafka.group.lag.max", largest, "{message}") }
    add("kafka.group.partitions.bad", bad, "{partition}")
  }
}
