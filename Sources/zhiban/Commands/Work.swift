import ArgumentParser
import Dashboard

struct Assign: AlertCommand {
  static let configuration = CommandConfiguration(
    commandName: "assign", abstract: "Give an alert to a department, a role or a county.")

  @OptionGroup var action: AlertAction
  @Option(help: ArgumentHelp("The id of a department or role, or a county's code.", valueName: "id")) var to: String

  var operation: ControlOrder.Operation { .assign }

  func fill(_ order: inout ControlOrder) {
    order.to = to
  }
}

struct Urge: AlertCommand {
  static let configuration = CommandConfiguration(commandName: "urge", abstract: "Urge whoever has to act on an alert (催办).")

  @OptionGroup var action: AlertAction
  @Option(help: "What was said.") var text = ""

  var operation: ControlOrder.Operation { .urge }

  func fill(_ order: inout ControlOrder) {
    order.text = text
  }
}

struct Supervise: AlertCommand {
  static let configuration = CommandConfiguration(
    commandName: "supervise", abstract: "Put an alert under supervision (督办); a shift lead's right.")

  @OptionGroup var action: AlertAction
  @Option(help: "What was said.") var text = ""

  var operation: ControlOrder.Operation { .supervise }

  func fill(_ order: inout ControlOrder) {
    order.text = text
  }
}

struct Escalate: AlertCommand {
  static let configuration = CommandConfiguration(commandName: "escalate", abstract: "Report an alert up (上报).")

  @OptionGroup var action: AlertAction
  @Option(help: ArgumentHelp("lead, leader or province.", valueName: "level")) var to: String
  @Option(help: "What was said.") var text = ""

  func validate() throws {
    guard ["lead", "leader", "province"].contains(to) else { throw ValidationError("'\(to)' is none of lead, leader, province") }
  }

  var operation: ControlOrder.Operation { .escalate }

  func fill(_ order: inout ControlOrder) {
    order.to = to
    order.text = text
  }
}

struct Sent: AlertCommand {
  static let configuration = CommandConfiguration(
    commandName: "sent",
    abstract: "Note that a report on an alert was sent, or start its clock.",
    discussion: "Without options the report that is due next was sent; --final ends the clock; --start PLAN begins one.")

  @OptionGroup var action: AlertAction
  @Flag(help: "It was the final one.") var final = false
  @Option(help: ArgumentHelp("Start the clock of this plan instead.", valueName: "plan")) var start: String?
  @Option(help: "Its reference.") var text = ""

  var operation: ControlOrder.Operation { start == nil ? .sent : .report }

  func fill(_ order: inout ControlOrder) {
    order.to = start
    order.isFinal = final
    order.text = text
  }
}
