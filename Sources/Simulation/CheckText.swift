/// A check in a line, for reports.
enum CheckText {
  static func of(_ check: Scenario.Check) -> String {
    var words: [String] = []
    func say(_ name: String, _ value: String?) { if let value { words.append(name.isEmpty ? value : name + " " + value) } }
    say("alert", check.alert)
    say("no alert", check.noAlert)
    if let count = check.count {
      words.append(
        (["alerts", count.state ?? "unacknowledged", count.severity, count.category, count.key].compactMap(\.self)
          + (count.exercise == true ? ["exercise"] : [])).joined(separator: " "))
    }
    say("source", check.source)
    say("metric", check.metric)
    say("queue", check.queue)
    if let tickets = check.tickets {
      words.append(
        ["tickets", tickets.domain, tickets.service, tickets.cluster, tickets.place.map(String.init), tickets.state].compactMap(
          \.self
        ).joined(separator: " ") + (tickets.open == true ? " open" : ""))
    }
    say("ticket", check.ticket)
    say("fleet", check.fleet)
    say("task", check.task)
    say("journal", check.journal)
    say("counter", check.counter)
    if let texts = check.nowhere { words.append("\(texts.count) texts nowhere") }
    if check.repeatable == true { words.append("the same again") }
    for text in [check.subject, check.area, check.state, check.severity, check.health, check.light] { say("", text) }
    say("says", check.headline)
    say("deadline", check.deadline)
    say("due", check.due)
    say("after", check.work)
    if check.exercise == true { words.append("exercise") }
    say("before", check.before)
    say("by", check.lead.map { "\(number($0)) s" })
    say("is", check.equals.map(number))
    say("at least", check.atLeast.map(number))
    say("at most", check.atMost.map(number))
    return words.joined(separator: " ")
  }

  static func number(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? "\(value)" }
}
