import ArgumentParser
import Dashboard

struct OperatorCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "operator", abstract: "Make what operators.yaml holds.", subcommands: [Hash.self])

  struct Hash: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "hash", abstract: "Print an operator's line for operators.yaml; the PIN is asked for.",
      discussion:
        "From a terminal it is read twice and not shown, else it is a line of standard input. Only its hash (scrypt) is kept.")

    @Argument(help: ArgumentHelp("The operator's id of the duty plan, never a name.", valueName: "id")) var id: String
    @Option(help: ArgumentHelp("duty, lead, cloud, security, hotline or observer.", valueName: "role")) var role = "duty"

    func validate() throws {
      guard ["duty", "lead", "cloud", "security", "hotline", "observer"].contains(role) else {
        throw ValidationError("'\(role)' is no role")
      }
      let allowed = id.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
      guard !id.isEmpty, id.count <= 40, allowed else { throw ValidationError("an id has 1 to 40 of a–z, A–Z, 0–9, - _ .") }
    }

    func run() throws {
      try Report.failures {
        let pin = try Programs.readPIN(prompt: "PIN:", again: "once more:")
        print(try Programs.operatorLine(id: id, role: role, pin: pin))
      }
    }
  }
}
