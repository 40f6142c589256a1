import ArgumentParser
import Dashboard
import Foundation

/// The zhiban that runs on this state is asked through its socket; the same rules hold as for keys at the desk.
struct Alerts: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "alerts", abstract: "List the alerts of the running zhiban.")

  @OptionGroup var place: RunningProgram
  @Flag(help: "As JSON.") var json = false

  func run() throws {
    try Report.failures {
      let answer = try Programs.ask(ControlOrder(log: place.log, .alerts))
      guard !json, let document = try JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [String: Any],
        let alerts = document["alerts"] as? [[String: Any]]
      else { return print(answer) }
      for alert in alerts {
        let texts = ["severity", "state", "raisedAt", "key", "headline"].map { alert[$0] as? String ?? "" }
        print("\(texts[0])\t\(texts[1])\tr\(alert["revision"] as? Int ?? 0)\t\(texts[2])\t\(texts[3])\t\(texts[4])")
      }
    }
  }
}

/// Which zhiban is asked.
struct RunningProgram: ParsableArguments {
  @Option(help: ArgumentHelp("The folder of its log.", valueName: "dir")) var state: String?
  @Option(help: ArgumentHelp("Its configuration.", valueName: "file")) var config: String?

  func validate() throws {
    guard (state == nil) != (config == nil) else { throw ValidationError("give either --state or --config") }
  }

  var log: AuditRequest { AuditRequest(stateFolder: state, configuration: config) }
}

/// Who asks, and about which alert.
struct AlertAction: ParsableArguments {
  @Argument(help: ArgumentHelp("The alert's key, as zhiban alerts lists it.", valueName: "id")) var key: String
  @Option(name: .customLong("operator"), help: ArgumentHelp("Who acts: an id of the duty plan.", valueName: "id")) var operatorID:
    String
  @Flag(name: .customLong("pin"), help: "Ask for the operator's PIN, or read it from standard input.") var asksPIN = false
  @OptionGroup var place: RunningProgram

  func order(_ operation: ControlOrder.Operation) throws -> ControlOrder {
    var order = ControlOrder(log: place.log, operation)
    order.key = key
    order.operatorID = operatorID
    if asksPIN { order.pin = try Programs.readPIN(prompt: "PIN:") }
    return order
  }
}

/// A command about one alert: what it orders is all it says; asking is the same for all.
protocol AlertCommand: ParsableCommand {
  var action: AlertAction { get }
  var operation: ControlOrder.Operation { get }
  func fill(_ order: inout ControlOrder)
}

extension AlertCommand {
  func fill(_ order: inout ControlOrder) {}

  func run() throws {
    try Report.failures {
      var order = try action.order(operation)
      fill(&order)
      print(try Programs.ask(order))
    }
  }
}

struct Ack: AlertCommand {
  static let configuration = CommandConfiguration(
    commandName: "ack",
    abstract: "Acknowledge an alert as it was seen.",
    discussion: "Done is said when it is on disk; a revision that is not the newest is refused.")

  @OptionGroup var action: AlertAction
  @Option(help: "What was seen.") var revision: Int
  @Option(help: "A note that goes with it.") var note: String?

  var operation: ControlOrder.Operation { .ack }

  func fill(_ order: inout ControlOrder) {
    order.revision = revision
    order.text = note
  }
}

struct Unack: AlertCommand {
  static let configuration = CommandConfiguration(commandName: "unack", abstract: "Take an acknowledgement back.")

  @OptionGroup var action: AlertAction

  var operation: ControlOrder.Operation { .unack }
}

struct Note: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "note", abstract: "Write a note to an alert.")

  @OptionGroup var action: AlertAction
  @Option(help: "The note.") var text: String

  func run() throws {
    try Report.failures {
      var order = try action.order(.note)
      order.text = text
      print(try Programs.ask(order))
    }
  }
}

struct Shelve: AlertCommand {
  static let configuration = CommandConfiguration(commandName: "shelve", abstract: "Shelve an alert for a while.")

  @OptionGroup var action: AlertAction
  @Option(help: "For how long.") var minutes: Double
  @Option(help: "Why.") var reason: String

  var operation: ControlOrder.Operation { .shelve }

  func fill(_ order: inout ControlOrder) {
    order.minutes = minutes
    order.text = reason
  }
}
