import Core

// The words of the Common Alerting Protocol, which weather services use in JSON too; some write them in lower case.

extension Severity {
  /// Extreme … minor are red … blue, as Chinese practice pairs them; nil is unknown or none.
  init?(capWord word: String?) {
    switch word {
    case "extreme": self = .red
    case "severe", "major": self = .orange
    case "moderate": self = .yellow
    case "minor", "standard": self = .blue
    default: return nil
    }
  }
}

extension AlertReport.Certainty {
  init?(capWord word: String?) {
    guard let word else { return nil }
    self.init(rawValue: word == "very likely" ? "likely" : word)
  }
}

extension AlertReport.Urgency {
  init?(capWord word: String?) {
    guard let word else { return nil }
    self.init(rawValue: word)
  }
}

extension AlertReport.Status {
  /// Nil for what is no alert: an acknowledgement, an error.
  init?(capMessageType word: String?) {
    switch word {
    case "alert": self = .firing
    case "update": self = .update
    case "cancel": self = .cancelled
    default: return nil
    }
  }
}

extension AlertReport.Category {
  init(capWord word: String?) {
    switch word {
    case "met": self = .weather
    case "geo": self = .geo
    case "security": self = .security
    case "fire": self = .fire
    case "health": self = .health
    case "env", "cbrne": self = .environment
    case "transport": self = .transport
    default: self = .other
    }
  }
}
