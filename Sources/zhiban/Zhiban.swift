import ArgumentParser
import Glibc

/// The program. Its subcommands are in Commands.
@main
struct Zhiban: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "zhiban",
    abstract: "值班 — a duty-room dashboard for 一网统管 in the terminal.",
    discussion: """
      Try it:            zhiban demo
      Watch this host:   zhiban run
      Watch your feeds:  zhiban run --config zhiban.yaml
      Look at the past:  zhiban play recording.jsonl --speed 30
      Check an input:    zhiban check feed.jsonl rules.yaml

      Exit codes: 0 fine, 1 bad input or a failed check, 2 usage, 3 cannot write.
      """,
    version: "0.1.0",
    subcommands: [
      Demo.self, Run.self, Record.self, Play.self, Export.self, Diff.self, Snapshot.self, Check.self, Convert.self, Simulate.self,
      Drill.self,
      Systems.self,
      Audit.self,
      Keys.self,
      ShiftReport.self,
      Alerts.self, Ack.self, Unack.self, Note.self, Shelve.self, Assign.self, Urge.self, Supervise.self, Escalate.self, Sent.self,
      OperatorCommands.self,
      Bench.self,
    ])

  /// Usage errors end with 2 here, not with ArgumentParser's 64.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let code as ExitCode {
      exit(code: code.rawValue)
    } catch {
      let code = exitCode(for: error).rawValue
      let text = fullMessage(for: error)
      if code == 0 { print(text) } else { Report.say(text) }
      exit(code: code == 64 ? 2 : code)
    }
  }

  private static func exit(code: Int32) -> Never {
    fflush(nil)
    Glibc.exit(code)
  }
}
