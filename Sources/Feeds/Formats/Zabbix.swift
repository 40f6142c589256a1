import Core
import TextSafety

extension FeedFormat {
  /// Answers of the Zabbix API – triggers, events, problems, hosts, history –, what webhooks make of them (`{"event": …}`), and the
  /// lines of the real-time export.
  ///
  /// An alert is a trigger: its events and problems speak of the same alert.
  static let zabbix = json("zabbix", "Zabbix API: trigger, event, problem, host and history") { root, records throws(Fault) in
    if root.isArray, !root.elements.contains(where: { $0["jsonrpc"] != nil }) {
      try records.append(zabbix: root, at: "")
    } else {
      records.each(root) { answer, records throws(Fault) in
        _ = try answer.members()
        if let error = answer["error"], error.isObject {
          records.append(zabbixError: error)
        } else if let result = answer["result"] {
          try records.append(zabbix: result, at: "result")
        } else if let event = answer["event"] {
          try records.append(zabbix: event, at: "event")
        } else {
          try records.append(zabbix: answer, at: "")
        }
      }
    }
    // Events are mostly asked for with the newest first.
    records.sortByTime()
  }
}

extension Records {
  /// One object of the API, a list of them, or an object of objects by id.
  fileprivate mutating func append(zabbix value: JSONValue, at path: String) throws(Fault) {
    var hosts = ZabbixHosts()
    if value.isArray {
      each(value, at: path) { object, records throws(Fault) in try records.append(zabbix: object, &hosts) }
    } else if value.isObject, let first = value.fields.first(where: { _ in true }), first.value.isObject {
      for (name, object) in value.fields {
        one(at: path) { records throws(Fault) in
          do throws(Fault) { try records.append(zabbix: object, &hosts) } catch {
            throw error.at(String(name.raw.unicodeScalars.prefix(32)))
          }
        }
      }
    } else if value.isObject {
      do throws(Fault) { try append(zabbix: value, &hosts) } catch { throw path.isEmpty ? error : error.at(path) }
    } else {
      // The answer to a login is a key: it must not be named.
      throw Fault(.shape, "must be a list of triggers, events, problems, hosts or values", path: path)
    }
    if let event = hosts.event(context) { append(event) }
  }

  private mutating func append(zabbix object: JSONValue, _ hosts: inout ZabbixHosts) throws(Fault) {
    _ = try object.members()
    if object["eventid"] != nil {
      if let event = try Event(zabbixEvent: object, texts, context) { append(event) }
    } else if object["triggerid"] != nil {
      if let event = try Event(zabbixTrigger: object, texts, context) { append(event) }
    } else if object["itemid"] != nil, object["clock"] != nil {
      append(try Event(zabbixValue: object, texts, context))
    } else if object["hostid"] != nil, object["host"] != nil || object["name"] != nil {
      try hosts.count(object, texts)
    } else {
      throw Fault(.shape, "is no trigger, event, problem, host or value of Zabbix")
    }
  }

  fileprivate mutating func append(zabbixError error: JSONValue) {
    let code = error["code"]?.loose(texts)?.clipped(to: 40) ?? "error"
    let words = [error["message"], error["data"]].compactMap { $0?.prose(texts, atMost: 120) }.joined(separator: " ")
    appendRefusal(by: "zabbix", code: code, words: words)
  }
}
