import Core
import TextSafety

extension FeedFormat {
  /// The body of `/api/v1/query` or `query_range`, its `data`, its `result`, or one series; several as an array or as JSON lines.
  static let promapi = json("promapi", "Prometheus HTTP API, answers of query and query_range") { root, records in
    var answers = QueryAnswers(context: records.context)
    records.each(root) { value, records throws(Fault) in try answers.take(value, &records) }
    answers.batch.flush(into: &records)
  }
}

private enum ResultType: String, CaseIterable { case vector, matrix, scalar, string }
private enum SeriesKey: String, CaseIterable { case metric, value, values, histogram, histograms }

private let resultTypes = Vocabulary(ResultType.self)
private let seriesKeys = Vocabulary(SeriesKey.self)

/// Series of answers, gathered so that samples of the same time come together.
private struct QueryAnswers {
  let context: DecodeContext
  var batch = SampleBatch()

  mutating func take(_ value: JSONValue, _ records: inout Records) throws(Fault) {
    guard value.isObject else { throw Fault.value("an object", value).because(.shape) }
    if let status = value["status"] {
      try answer(value, status, &records)
    } else if value["result"] != nil {
      try data(value, at: "", &records)
    } else if value["metric"] != nil {
      try series(value, records.texts)
    } else {
      throw Fault(.shape, "is no answer of /api/v1/query or query_range: it has no status, result or metric")
    }
  }

  private mutating func answer(_ body: JSONValue, _ status: JSONValue, _ records: inout Records) throws(Fault) {
    guard let word = status.bytes, word == "success" || word == "error" else {
      throw Fault.value("success or error", status).at("status").because(.shape)
    }
    let isError = word == "error"
    if let warnings = body["warnings"], let first = warnings.elements.first(where: { _ in true }) {
      let more = warnings.elements.reduce(-1) { count, _ in count + 1 }
      records.note(Fault(.value, "\(records.said(first))\(more > 0 ? " (+\(more))" : "")", path: "warnings"))
      records.upstream(.degraded)
    } else {
      records.upstream(isError ? .degraded : .ok)
    }
    if isError {
      records.note(Fault(.value, "\(records.said(body["errorType"])): \(records.said(body["error"]))", path: "error"))
    }
    // An answer that failed may still hold what could be had.
    if let data = body["data"] {
      do throws(Fault) { try self.data(data, at: "data.", &records) } catch { throw error.at("data") }
    } else if !isError {
      throw .missing("data")
    }
  }

  private mutating func data(_ data: JSONValue, at path: String, _ records: inout Records) throws(Fault) {
    guard let result = data["result"] else {
      throw Fault(.shape, "is missing; only answers of query and query_range are read", path: "result")
    }
    var type: ResultType?
    if let value = data["resultType"] {
      do throws(Fault) { type = try value.word(of: resultTypes) } catch { throw error.at("resultType").because(.unknownType) }
    }
    guard result.isArray else { throw Fault.value("an array", result).at("result") }
    switch type {
    case .scalar, .string:
      do throws(Fault) {
        try point(result, of: begin(Identity(unnamed: context)))
      } catch { throw error.at("result") }
    case .vector, .matrix, nil:
      records.each(result, at: path + "result") { value, records throws(Fault) in try series(value, records.texts) }
    }
  }

  /// One series: its labels, and its value or values.
  private mutating func series(_ object: JSONValue, _ texts: TextReader) throws(Fault) {
    guard object.isObject else { throw Fault.value("an object", object).because(.shape) }
    guard let metric = object["metric"] else { throw .missing("metric") }
    let identity = try Identity(metric, of: context, texts)
    var isEmpty = true
    var tally = FaultTally()
    for (name, value) in object.fields {
      guard let key = seriesKeys(name), key != .metric, !value.isNull else { continue }
      isEmpty = false
      let isHistogram = key == .histogram || key == .histograms
      let rows = isHistogram ? begin(histogram: identity) : [begin(identity)]
      func read(_ pair: JSONValue) throws(Fault) {
        if isHistogram { try histogram(pair, of: rows) } else { try point(pair, of: rows[0]) }
      }
      switch key {
      case .value, .histogram, .metric:
        do throws(Fault) { try read(value) } catch { tally.add(error.at(key.rawValue)) }
      case .values, .histograms:
        guard value.isArray else { throw Fault.value("an array", value).at(key.rawValue) }
        var position = 0
        for pair in value.elements {
          do throws(Fault) { try read(pair) } catch { tally.add(error.at(position).at(key.rawValue)) }
          position += 1
        }
      }
    }
    if isEmpty { throw .missing("value") }
    try tally.check()
  }

  private mutating func begin(_ identity: Identity) -> Int {
    batch.series(identity.sample, subject: context.collector, place: identity.place, isOdd: identity.isOdd)
  }

  /// Of a native histogram what fits into numbers: how many observations, and their sum.
  private mutating func begin(histogram identity: Identity) -> [Int] {
    (["count", "sum"] as [SafeText]).map { suffix in
      var part = identity
      part.sample.name = MetricName.joined(identity.sample.name, suffix)
      part.sample.unit = suffix == "count" ? "1" : identity.sample.unit
      part.sample.kind = .counter
      return begin(part)
    }
  }

  private mutating func point(_ pair: JSONValue, of row: Int) throws(Fault) {
    let (time, value) = try Self.timed(pair)
    do throws(Fault) { batch.add(try value.reading(), at: time, to: row) } catch { throw error.at(1) }
  }

  private mutating func histogram(_ pair: JSONValue, of rows: [Int]) throws(Fault) {
    let (time, value) = try Self.timed(pair)
    for (row, name) in zip(rows, ["count", "sum"] as [StaticString]) {
      guard let part = value[name] else { throw Fault.missing(name.description).at(1) }
      do throws(Fault) { batch.add(try part.reading(), at: time, to: row) } catch { throw error.at(name.description).at(1) }
    }
  }

  /// `[1564308009.804, "1"]`
  private static func timed(_ pair: JSONValue) throws(Fault) -> (Timestamp, JSONValue) {
    var elements = pair.elements
    guard let time = elements.next(), let value = elements.next(), elements.next() == nil else {
      throw .value("a time and a value", pair)
    }
    do throws(Fault) { return (try time.unixSeconds(), value) } catch { throw error.at(0) }
  }
}

/// What a series is called: its name, its labels, its place.
private struct Identity {
  var sample: MetricSample
  var place: PlaceCode
  var isOdd = false

  /// The value of an expression, which has no name.
  init(unnamed context: DecodeContext) {
    sample = MetricSample(name: "promql.value", value: nil, unit: "1")
    place = context.place
  }

  init(_ metric: JSONValue, of context: DecodeContext, _ texts: TextReader) throws(Fault) {
    self.init(unnamed: context)
    do throws(Fault) {
      var labels = LabelList()
      for (key, value) in try metric.members() {
        // To Prometheus an empty label is one that is not there.
        if value.isNull || value.bytes?.isEmpty == true { continue }
        guard let text = value.loose(texts) else { throw Fault.value("a text", value).at(Fault.quote(key.raw)) }
        if key == "__name__" { try name(text, value) } else { labels.add(texts.word(key), text) }
      }
      place = labels.takePlace() ?? place
      sample.labels = try labels.sorted()
    } catch { throw error.at("metric") }
    isOdd = texts.sawOddText
  }

  private mutating func name(_ raw: SafeText, _ value: JSONValue) throws(Fault) {
    guard let name = MetricName.normalized(raw) else { throw Fault.value("a metric name", value).at("__name__") }
    sample.name = name
    sample.unit = MetricName.unit(of: name)
    // An answer does not say of what kind its series are; these endings do.
    if raw.string.hasSuffix("_total") || raw.string.hasSuffix("_bucket") { sample.kind = .counter }
  }
}
