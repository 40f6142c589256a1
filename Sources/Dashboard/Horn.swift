internal import Core

/// When the desk makes a sound: for what is new or worse, not too often, and not while it was told to be quiet.
///
/// Silencing the current sound lasts until the next announcement; silencing for a while mutes announcements too, and the screen counts down.
/// What still waits for somebody is sounded again after a while.
struct Horn: Sendable {
  struct Settings: Sendable, Equatable {
    /// Milder announcements make no sound.
    var from = Severity.yellow
    /// Run for every sound, besides the terminal's bell.
    var command: String?
    /// After so long something that nobody has acknowledged sounds again; nil: never.
    var reminderSeconds: Double? = 900
    /// Alerts of a drill sound like actual ones.
    var soundsInDrills = false
    /// How long one press of the key keeps it quiet.
    var silenceSeconds = 600.0
  }

  var settings = Settings()
  private(set) var quietUntil: Timestamp?
  private var lastSound = Timestamp.distantPast
  /// The operator has silenced what sounded last.
  private var isHushed = false
  /// The worst that was announced since the last sound and too soon after it: it is heard as soon as there may be another.
  private var held: Severity?

  /// Apart from floods, when sounds follow closely they are one.
  private static let pause = 2.0
  private static let floodPause = 10.0

  /// True where the announcement is to be heard.
  mutating func announce(_ severity: Severity, at now: Timestamp, isFlood: Bool) -> Bool {
    isHushed = false
    turnBack(to: now)
    guard severity >= settings.from, !isQuiet(at: now) else { return false }
    guard now - lastSound >= (isFlood ? Horn.floodPause : Horn.pause) else {
      held = max(held ?? severity, severity)
      return false
    }
    return sound(at: now)
  }

  /// True where what came too soon after the last sound is to be heard now: nothing that asks for somebody stays silent.
  mutating func catchUp(at now: Timestamp, isFlood: Bool) -> Bool {
    guard held != nil, !isHushed, !isQuiet(at: now), now - lastSound >= (isFlood ? Horn.floodPause : Horn.pause) else {
      return false
    }
    return sound(at: now)
  }

  private mutating func sound(at now: Timestamp) -> Bool {
    (held, lastSound) = (nil, now)
    return true
  }

  /// True where it is time to sound again for what waits.
  mutating func remind(waiting: Severity?, at now: Timestamp) -> Bool {
    guard let waiting, waiting >= settings.from, let seconds = settings.reminderSeconds, !isHushed, !isQuiet(at: now),
      lastSound > .distantPast, now - lastSound >= seconds
    else { return false }
    return sound(at: now)
  }

  /// A playback may jump back: what sounded later has not sounded.
  private mutating func turnBack(to now: Timestamp) {
    if now < lastSound { (held, lastSound) = (nil, .distantPast) }
  }

  mutating func hush() {
    isHushed = true
    held = nil
  }

  /// Quiet for a while; pressed again, loud again.
  mutating func toggleQuiet(at now: Timestamp) {
    quietUntil = isQuiet(at: now) ? nil : now + settings.silenceSeconds
    held = nil
  }

  func isQuiet(at now: Timestamp) -> Bool { quietUntil.map { now < $0 } ?? false }
}
