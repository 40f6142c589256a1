internal import Collectors
internal import Core
internal import Foundation
internal import Glibc
internal import Settings
internal import Simulation
internal import TextSafety

/// A drill that the running program is to begin, or to break off.
public struct DrillRequest: Sendable {
  public var log: AuditRequest
  /// Nil: a drill ends.
  public var scenario: String?
  /// The number of the drill that ends.
  public var number: Int64?
  public var cityFolder: String?
  public var speed = 1.0
  public var operatorID: String
  public var pin: String?

  public init(log: AuditRequest, operatorID: String) {
    self.log = log
    self.operatorID = operatorID
  }
}

extension Programs {
  /// Makes the alerts of the scenario here, and has the running program take them in at their pace.
  public static func drill(_ request: DrillRequest) throws -> String {
    var order = ControlOrder(log: request.log, .drill)
    order.operatorID = request.operatorID
    order.pin = request.pin
    guard let scenario = request.scenario else {
      order.key = request.number.map { "\($0)" }
      return try ask(order)
    }
    let script: DrillScript
    do {
      script = try DrillScript(
        try simulator(scenario: scenario, day: nil, seed: nil, scale: nil),
        in: try Opening.city(request.cityFolder ?? Opening.folder(of: scenario) + "/.."))
    } catch let error as ConfigurationError { throw Failure(.badInput, error.description) }
    guard let first = script.events.first, let last = script.events.last else {
      throw Failure(.badInput, "\(scenario): it raises no alert, so there is nothing to practise")
    }
    let path = try folder(of: request.log) + "/drill.jsonl"
    try write(script, to: path)
    // The running program may stand in another folder.
    order.text = realpath(path, nil).map { name in
      defer { free(name) }
      return String(cString: name)
    }
    order.to = script.title.string
    order.speed = request.speed
    let reply = try JSONDecoder().decode(ControlReply.self, from: Data(try ask(order).utf8))
    let minutes = Int(((last.time - first.time) / request.speed / 60).rounded(.up))
    return
      "drill \(reply.drill ?? 0), \(script.title): \(script.alerts) alerts within \(minutes) min; its score will be on the handover page and in zhiban report"
  }

  private static func write(_ script: DrillScript, to path: String) throws {
    // Beside it first: a drill that is on may be reading the one before.
    let draft = "\(path).\(getpid())"
    guard let file = fopen(draft, "w") else { throw Failure(.cannotWrite, path: draft) }
    var isWhole = true
    script.write { line in isWhole = isWhole && fwrite(line + [10], 1, line.count + 1, file) == line.count + 1 }
    isWhole = fclose(file) == 0 && isWhole
    guard isWhole, rename(draft, path) == 0 else {
      let failure = Failure(.cannotWrite, path: path)
      unlink(draft)
      throw failure
    }
  }
}
