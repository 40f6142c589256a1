import Core
import TextSafety

extension Event {
  /// A value of an item's history, as a sample; the item is a label, since its number is all that is told of it.
  init(zabbixValue object: JSONValue, _ texts: TextReader, _ context: DecodeContext) throws(Fault) {
    guard let item = try object["itemid"]?.identifier(texts) else { throw .missing("itemid") }
    guard let clockValue = object["clock"] else { throw .missing("clock") }
    guard let clock = clockValue.epochSeconds else { throw Fault.value("seconds since 1970", clockValue).at("clock") }
    guard let value = object["value"] else { throw .missing("value") }
    guard let number = value.finiteNumber else { throw Fault.value("a number", value).at("value") }
    let nanoseconds = object["ns"]?.looseInteger.flatMap { (0..<1_000_000_000).contains($0) ? $0 : nil } ?? 0
    var labels = LabelList([Label("itemid", item)])
    if let host = ZabbixHost(of: object, texts)?.name { labels.add("host", host) }
    let sample = MetricSample(name: "zabbix.item.value", value: number, unit: "1", labels: try labels.sorted())
    self.init(
      source: context.source, id: "item-\(item)@\(clock.milliseconds / 1000).\(nanoseconds)",
      time: Timestamp(milliseconds: clock.milliseconds + nanoseconds / 1_000_000), subject: "item-\(item)",
      place: context.place, payload: .metric(MetricReport(samples: [sample])))
  }
}
