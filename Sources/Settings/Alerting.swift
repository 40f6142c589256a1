public import Core

/// `horn:` what is heard at the desk.
public struct HornSettings: Sendable, Equatable {
  /// Milder alerts make no sound; nil: as the program has it.
  public var from: Severity?
  /// A command that makes a sound, besides the terminal's bell.
  public var command: String?
  /// Minutes until something unacknowledged sounds again; 0: never.
  public var reminderMinutes: Double?
  public var silenceMinutes: Double?
  /// Alerts of a drill are heard too.
  public var soundsInDrills: Bool?

  init() {}

  init(_ value: YAMLValue) {
    value.allow(["from", "command", "remind_minutes", "silence_minutes", "drills"])
    from = value["from"]?.severity
    command = value["command"]?.text
    reminderMinutes = value["remind_minutes"]?.number
    silenceMinutes = value["silence_minutes"]?.number
    soundsInDrills = value["drills"]?.bool
  }
}

/// An entry of `notify:` who is told outside, and of what.
public struct NotifyRule: Sendable, Equatable {
  public enum Event: String, Sendable, CaseIterable { case raise, worsen, clear, escalate }
  public enum Way: Sendable, Equatable {
    /// Run with the alert as JSON on its standard input.
    case command(String)
    /// Posted to, the alert as JSON; the token from a file.
    case webhook(String, tokenFile: String?)
  }

  public var from: Severity
  public var on: Set<Event>
  public var way: Way

  init?(_ value: YAMLValue, file: String) {
    value.allow(["from", "on", "command", "webhook", "token_file"])
    from = value["from"]?.severity ?? .orange
    let events = value.list("on").compactMap { $0.word(Event.self) }
    on = events.isEmpty ? [.raise, .worsen] : Set(events)
    let token = value["token_file"]?.text.map { TextFile.resolve($0, from: file) }
    switch (value["command"]?.text, value["webhook"]?.text) {
    case (let command?, nil): way = .command(command)
    case (nil, let url?):
      guard url.hasPrefix("https://") || url.hasPrefix("http://") else {
        value.fault("'webhook' must begin with http:// or https://")
        return nil
      }
      way = .webhook(url, tokenFile: token)
    default:
      value.fault("needs either 'command' or 'webhook'")
      return nil
    }
  }
}

extension YAMLValue {
  /// red, orange, yellow or blue.
  var severity: Severity? {
    guard let text else { return nil }
    if let severity = Severity(name: text) { return severity }
    fault("'\(text)' is none of red, orange, yellow, blue")
    return nil
  }
}
