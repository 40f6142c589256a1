import Core
import TextSafety

extension FeedFormat {
  /// The body of an export request, several as an array or as JSON lines, as the file exporter of a collector writes them.
  static let otlp = json("otlp", "OpenTelemetry metrics, OTLP/JSON") { root, records in
    var export = MetricExport(context: records.context)
    records.each(root) { request, records throws(Fault) in try export.take(request, &records) }
    export.batch.flush(into: &records)
  }
}

/// Who measured: what all metrics of a resource share.
struct OTLPResource {
  var subject: SafeText
  var place: PlaceCode
  var labels: [Label] = []
  var isOdd = false

  /// The attributes that tell two instances of a service apart; the others describe its process and change with each version of it.
  private enum Key: String, CaseIterable {
    case service = "service.name", namespace = "service.namespace", instance = "service.instance.id", host = "host.name",
      environment = "deployment.environment", environmentName = "deployment.environment.name", pod = "k8s.pod.name",
      podNamespace = "k8s.namespace.name", node = "k8s.node.name", container = "container.name", region = "cloud.region",
      device = "device.id", place = "adcode"
  }
  private static let keys = Vocabulary(Key.self)

  init(_ resource: JSONValue?, _ context: DecodeContext, _ texts: TextReader) throws(Fault) {
    subject = context.collector
    place = context.place
    guard let resource else { return }
    var list = LabelList()
    var service: SafeText?
    var host: SafeText?
    try OTLPAttributes(of: resource).forEach(texts, where: { Self.keys($0) != nil }) { key, value in
      switch key {
      // An SDK that was told no name calls itself unknown_service:java.
      case "service.name": service = value.string.hasPrefix("unknown_service") ? nil : value
      case "host.name":
        host = value
        list.add(key, value)
      default: list.add(key, value)
      }
    }
    subject = service ?? host ?? subject
    place = list.takePlace() ?? place
    labels = try list.sorted()
    isOdd = texts.sawOddText
  }
}

/// Metrics of export requests, gathered so that samples of the same time come together.
private struct MetricExport {
  let context: DecodeContext
  var batch = SampleBatch()

  mutating func take(_ request: JSONValue, _ records: inout Records) throws(Fault) {
    guard request.isObject else { throw Fault.value("an object", request).because(.shape) }
    guard let resources = request["resourceMetrics"] else {
      for name in ["resourceSpans", "resourceLogs", "resourceProfiles"] as [StaticString] where request[name] != nil {
        throw Fault(.unknownType, "holds no metrics; traces, logs and profiles are not read", path: name.description)
      }
      throw .missing("resourceMetrics")
    }
    each(resources, "resourceMetrics", &records) { export, resource, records throws(Fault) in
      let origin: OTLPResource
      do throws(Fault) { origin = try OTLPResource(resource["resource"], export.context, records.texts) } catch {
        throw error.at("resource")
      }
      // Until 2022 scopes were called instrumentation libraries.
      for name in ["scopeMetrics", "instrumentationLibraryMetrics"] as [StaticString] {
        guard let scopes = resource[name] else { continue }
        export.each(scopes, name.description, &records) { export, scope, records throws(Fault) in
          guard let metrics = scope["metrics"] else { return }
          export.each(metrics, "metrics", &records) { export, metric, records throws(Fault) in
            try OTLPMetric(metric, of: origin, export.context, records.texts).read(into: &export.batch, records.texts)
          }
        }
      }
    }
  }

  /// Reads every element of a list, which must be one, of objects.
  private mutating func each(
    _ list: JSONValue, _ name: String, _ records: inout Records,
    _ body: (inout MetricExport, JSONValue, inout Records) throws(Fault) -> Void
  ) {
    guard list.isArray else {
      records.note(Fault.value("an array", list).at(name))
      return
    }
    var position = 0
    for element in list.elements {
      records.one(at: name, position) { records throws(Fault) in
        guard element.isObject else { throw .value("an object", element) }
        try body(&self, element, &records)
      }
      position += 1
    }
  }
}
