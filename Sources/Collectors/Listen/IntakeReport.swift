internal import Core
internal import TextSafety

extension BodyReader.Outcome {
  /// The answer to a sender: what was taken, and what is wrong with the rest, line by line. At most `limit` faults are named.
  func report(limit: Int = 200) -> String {
    var json = JSONWriter()
    json.object { json in
      json.integer("accepted", events.count)
      json.integer("rejected", faults)
      json.array("results") { json in
        var named = 0
        for result in results where named < limit {
          json.object { json in
            json.integer("line", result.line)
            json.integer("accepted", result.events)
            if !result.faults.isEmpty {
              json.array("errors") { json in
                for fault in result.faults.prefix(limit - named) {
                  json.object { json in
                    json.string("reason", fault.reason.name)
                    json.string("detail", fault.detail)
                    json.integer("column", fault.column)
                  }
                }
              }
              named += result.faults.count
            }
          }
        }
      }
    }
    return json.text + "\n"
  }
}
