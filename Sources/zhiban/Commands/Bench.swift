import ArgumentParser
import Dashboard

struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measure.", subcommands: [Ingest.self, Alerts.self, Screen.self])

  struct Ingest: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "ingest",
      abstract: "What reading a feed costs: decoded alone, and all the way into the state with a city's rules.",
      discussion: "Prints JSON. CPU time of one thread; zhiban simulate --mix 100MB makes a feed to measure with.")

    @Argument(help: ArgumentHelp("The feed, native lines.", valueName: "file")) var file: String
    @Option(help: ArgumentHelp("The city whose rules are applied; by default the sample city.", valueName: "folder")) var city:
      String?

    func run() throws {
      try Report.failures { print(try Programs.benchIngest(file: file, cityFolder: city)) }
    }
  }

  struct Screen: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "screen", abstract: "What a frame costs before ncurses sees it, every board of the sample city in turn.",
      discussion:
        "Prints JSON: CPU milliseconds for drawing a frame, for the dearest board, and for comparing it with a blank one.")

    @Option(help: "Columns and rows.") var size = SizeArgument(400, 120)
    @Option(help: "How many frames of each board.") var frames = 100
    @Option(help: ArgumentHelp("The moment of the recording.", valueName: "time")) var at: Moment?

    func validate() throws { if frames < 1 { throw ValidationError("give at least one frame") } }

    func run() throws {
      try Report.failures {
        var request = SnapshotRequest(view: ViewRequest())
        request.size = size.size
        request.at = at?.text ?? "10:07"
        print(try Programs.benchScreen(request, frames: frames))
      }
    }
  }

  struct Alerts: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "alerts",
      abstract: "What alerts cost, from a feed's JSON to the durable journal, the screen and the control desk.",
      discussion: """
        Makes its own feed and a state folder in TMPDIR, which should be on the disk that is meant. Prints JSON:
          alerts_per_cpu_s  alerts for each CPU second of the process: decoded, folded, journalled, the event kept
          resident_bytes    resident memory of the process once all of them are in
          screen_s          seconds until 10,000 more are in a frame that has been drawn
          ack_p99_ms        99th percentile of 1,000 acknowledgements, from the request to the answer that it is on disk,
                            all alerts resident, a feed of 1,000 alerts a second running
          races_lost        of `races` alerts that got worse while their acknowledgement was under way: those that ended acknowledged
          single_winner     of `double_acks` alerts that two operators acknowledged at once: those where one won and both were told
        """)

    @Option(help: "How many alerts.") var alerts = 1_000_000
    @Option(help: "How many races.") var races = 1000
    @Option(help: "How many double acknowledgements.") var doubleAcks = 200
    @Option(help: ArgumentHelp("The city whose rules are applied; by default the sample city.", valueName: "folder")) var city:
      String?

    func validate() throws {
      guard alerts > 0, races >= 0, doubleAcks >= 0 else { throw ValidationError("give at least one alert") }
    }

    func run() throws {
      try Report.failures {
        print(try Programs.benchAlerts(alerts: alerts, races: races, doubles: doubleAcks, cityFolder: city))
      }
    }
  }
}
