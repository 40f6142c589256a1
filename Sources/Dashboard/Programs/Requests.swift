public import Core
public import Panels
internal import Settings
public import TextUI

/// How the screen is to look, as the command line says it; nil leaves it to the configuration and the terminal.
public struct ViewRequest: Sendable {
  /// Its id, key or name.
  public var board: String?
  public var theme: String?
  public var language: Language?
  public var isReadOnly = false
  /// Begin as a wall, which anybody may pass.
  public var isWall = false

  public init() {}
}

/// The terminal and the keys.
public struct ScreenRequest: Sendable {
  /// The table of keys.
  public var keysFile: String?
  /// Keys to press, as a test does.
  public var script: String?
  /// The tty to show it on; nil: that of the standard output.
  public var device: String?
  public var hasMouse = true
  /// Nothing is remembered of how it looked.
  public var isFresh = false
  /// Where that is kept; nil: where programs keep their state.
  var layoutFolder: String?
  /// What the command line says of looking, which goes before what is remembered.
  var chosen = ViewRequest()
  var terminal = TerminalSettings()
  /// Sentences instead of a screen.
  public var isPlain = false

  public init() {}
}

public struct PlayRequest: Sendable {
  public var view: ViewRequest
  public var screen = ScreenRequest()
  public var file = ""
  /// Played as one with it.
  public var moreFiles: [String] = []
  /// Nil: as fast as the machine can.
  public var speed: Double? = 1
  public var from: String?
  public var to: String?
  public var loops = false
  /// Gaps without events longer than so many seconds are jumped over.
  public var idleLimit: Double?
  public var isHeadless = false
  public var cityFolder: String?
  public var stateFolder: String?
  /// Begin with the tour that stands beside the recording.
  public var hasTour = false

  public init(view: ViewRequest) { self.view = view }

  var hasNoScreen: Bool { isHeadless || screen.isPlain }
}

public struct RunRequest: Sendable {
  public var view: ViewRequest
  public var screen = ScreenRequest()
  public var configuration: String?
  public var stateFolder: String?
  public var auditHash: AuditHash?
  /// Record as the configuration says, or beside the log.
  public var isRecording = false
  /// Record into this one file.
  public var recordFile: String?
  public var isHeadless = false
  /// Without a screen, print no state at the end.
  public var isSilent = false

  public init(view: ViewRequest) { self.view = view }

  var hasNoScreen: Bool { isHeadless || screen.isPlain }
}

public struct SnapshotRequest: Sendable {
  public enum Format: String, Sendable, CaseIterable { case text, plain, ansi, html, svg, json, csv }

  public var view: ViewRequest
  public var recording: String?
  public var at: String?
  public var configuration: String?
  public var cityFolder: String?
  public var stateFolder: String?
  public var size = Size(width: 200, height: 56)
  public var format = Format.text

  public init(view: ViewRequest) { self.view = view }
}

public struct CheckResult: Sendable {
  /// One line: what the file is and what is in it.
  public var summary: String
  /// `file:line:column: what is wrong`
  public var errors: [String]
}
