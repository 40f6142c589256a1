public import Core
public import TextSafety
public import TextUI

/// What the screen is set to show: everything about looking that is not about the city. Changed by keys, read by drawing.
public struct ViewState: Sendable {
  /// All there are; nothing is drawn of one that is not among them.
  public var boards = Boards()
  public var board: BoardID = "overview"
  /// The panel with the keyboard, of the board shown; nil before the first key.
  public var focus: SlotID?
  /// One panel fills the screen.
  public var isZoomed = false
  public var cursors: [SlotID: Cursor] = [:]
  public var alerts = AlertView()
  /// What the tiles of the map show.
  public var mapLayer = MapLayer.alerts
  /// Of the lists that have one.
  public var filters: [PanelID: RowFilter] = [:]
  public var orders: [PanelID: RowOrder] = [:]
  public var overlays: [Overlay] = []
  /// Rows that do not hold this text are left out; nil when nothing is searched.
  public var search: SafeText?
  public var language: Language = .zh
  public var glyphs: GlyphSet = .unicode
  /// How texts call the keys.
  public var keys = KeyLabels.standard
  /// The terminal has Chinese characters; the bare Linux console has none.
  public var hasHan = true
  public var theme: SafeText = "night"
  public var mode: Mode = .live
  /// The boards in turn; nil at a desk.
  public var wall: WallShow?
  /// The screen stands still although the world goes on.
  public var isFrozen = false
  public var isReadOnly = false
  /// No sound until then.
  public var quietUntil: Timestamp?
  public var shiftTimes = ShiftTimes.standard
  public var who = Operator(id: "duty-01", shift: "day")
  /// Whether somebody has to sign in, and has.
  public var desk = Desk.open
  /// The answer to the last command, shown in the key bar until the next key.
  public var message: Message?
  /// Changes about once a second: the slow pulse of what is unacknowledged.
  public var pulse = false

  public init() {}

  /// Where a panel's selection and window stand. The selection is a thing, not a row number: rows may come and go around it.
  public struct Cursor: Sendable, Equatable {
    public var item: ItemID?
    /// The first row shown.
    public var top = 0
    /// The line of the window that the selection is on: it stays there when rows come and go above it.
    public var line = 0

    public init(item: ItemID? = nil, top: Int = 0) {
      self.item = item
      self.top = top
    }
  }

  public enum Desk: Sendable, Equatable {
    /// Nobody has to sign in.
    case open
    case signedOut
    case signedIn
    /// Everything is shown; acting needs a sign-in.
    case locked

    public var mayAct: Bool { self == .open || self == .signedIn }
  }

  public enum Mode: Sendable, Equatable {
    case live
    case playback(Playback)
  }

  /// What the banner of a playback says.
  public struct Playback: Sendable, Equatable {
    public var from: Timestamp
    public var to: Timestamp
    /// Nil is as fast as possible.
    public var speed: Double?
    public var isPaused: Bool
    /// What the row at the bottom shows; nil leaves it out.
    public var track: PlaybackTrack?
    /// How the present does meanwhile; nil where what is played is not the past of a running program.
    public var live: Present?

    /// Alerts nobody has acknowledged.
    public struct Present: Sendable, Equatable {
      public var unacknowledged: Int
      public var red: Int

      public init(unacknowledged: Int, red: Int) {
        self.unacknowledged = unacknowledged
        self.red = red
      }
    }

    public init(from: Timestamp, to: Timestamp, speed: Double?, isPaused: Bool = false) {
      self.from = from
      self.to = to
      self.speed = speed
      self.isPaused = isPaused
    }
  }

  /// What lies over the board, uppermost last.
  public enum Overlay: Sendable {
    case help(top: Int)
    /// The detail view of a thing; Esc comes back to exactly where one was.
    case detail(ItemID, top: Int)
    case prompt(Prompt)
    case palette(Palette)
    case confirm(Confirm)
    /// The page of the shift as it was when it was asked for.
    case handover(ReportPage, top: Int)
    /// The chapters of the recording, one of them chosen.
    case chapters(Int)
    /// Masked words, for a moment.
    case revealed([SafeText], until: Timestamp)
    case signIn(SignInForm)
    case tour(Tour, step: Int)
    /// Which rows of a list are to be shown.
    case filter(FilterMenu)
    /// What an acknowledgement of the screen did not acknowledge, and why: a line each.
    case refusals(accepted: Int, [BulkRefusal])
  }

  /// A line being typed.
  public struct Prompt: Sendable {
    public enum Purpose: Sendable, Equatable {
      case note(AlarmKey)
      /// Whom it is given to.
      case assign(AlarmKey)
      case urge(AlarmKey)
      case supervise(AlarmKey)
      case escalate(AlarmKey, DutyLevel)
      case reportSent(AlarmKey, isFinal: Bool)
      /// Why it is shelved for so many minutes.
      case shelve(AlarmKey, minutes: Int)
      case search
      case place
      /// Who takes over.
      case handover
      /// Why masked words are to be shown.
      case reveal(RevealTarget)
    }
    public var purpose: Purpose
    public var field: TextField

    public init(purpose: Purpose, field: TextField) {
      self.purpose = purpose
      self.field = field
    }
  }

  /// A question with yes and no.
  public enum Confirm: Sendable, Equatable {
    case quit
    /// Back to the present, where a red alert is new.
    case live
    /// Bound to the alarms and revisions that were on the screen when it was asked.
    case acknowledgeAll([OperatorCommand.SeenAlarm])
    /// The same for the alarms of one row.
    case acknowledgeFold(SafeText, [OperatorCommand.SeenAlarm])
    case shelve(AlarmKey)
    /// To which level.
    case escalate(AlarmKey)
    /// Which report was sent, or which clock starts.
    case report(AlarmKey)
  }

  /// One that was not acknowledged, in words.
  public struct BulkRefusal: Sendable, Equatable {
    public var severity: Severity
    public var headline: SafeText
    public var reason: SafeText

    public init(severity: Severity, headline: SafeText, reason: SafeText) {
      self.severity = severity
      self.headline = headline
      self.reason = reason
    }
  }

  public struct Message: Sendable, Equatable {
    public enum Tone: Sendable { case plain, good, refused }
    public var text: SafeText
    public var tone: Tone

    public init(_ text: SafeText, tone: Tone = .plain) {
      self.text = text
      self.tone = tone
    }
  }
}

/// A thing that a row stands for and a detail view can show.
public enum ItemID: Hashable, Sendable {
  case alarm(AlarmKey)
  /// Several alerts of one cause.
  case fold(AlertFoldID)
  case ticket(SafeText)
  case queue(SafeText)
  case metric(MetricTable.Key)
  case place(PlaceCode)
  case fleet(SafeText)
  case source(SafeText)
  case collector(SafeText)
  case task(SafeText)
  /// A system of the catalogue, and a field of government.
  case system(SafeText)
  case area(SafeText)
}
