internal import TextSafety

/// What lies over the core: shelves, suppression by design, out of service, with their couplings C1–C5 to it.
extension Alarm {
  mutating func shelve(until: Timestamp, by: SafeText, reason: SafeText, isOneShot: Bool, options: AlarmOptions, at: Timestamp) -> AlarmOutcome {
    guard !reason.isEmpty else { return .refused(.forbidden) }
    if max(current ?? .blue, announced ?? .blue) >= options.noShelfFrom { return .refused(.forbidden) }
    let since = shelf?.since ?? at
    guard until > at, until - at <= options.maximumShelf, until - since <= options.maximumShelfChain else { return .refused(.tooLong) }
    // On a normal alarm it covers up to the highest severity that may be shelved at all.
    let highest = Severity(rawValue: options.noShelfFrom.rawValue - 1) ?? .blue
    let covers = core == .normal ? highest : max(current ?? .blue, announced ?? .blue)
    shelves += 1
    shelf = Shelf(since: since, until: until, by: by, reason: reason, covers: covers, isOneShot: isOneShot, number: shelves)
    return .changed(silence: true)
  }

  /// C1: what is worse than the shelf covers ends it.
  mutating func breakShelf(above severity: Severity) {
    if let shelf, severity > shelf.covers { self.shelf = nil }
  }

  /// C3: taking it off by hand, having seen it, is an acknowledgement in the same record.
  mutating func unshelve(revision seen: Int, by: SafeText, options: AlarmOptions, at: Timestamp) -> AlarmOutcome {
    guard shelf != nil else { return .refused(.notShelved) }
    shelf = nil
    guard needsAcknowledgement else { return .changed() }
    guard seen == revision else { return .changed(announce: true) }
    cover(by: by, until: nil, options: options, at: at)
    return .changed(silence: true)
  }

  /// C2: when a shelf ends by itself, what is active is announced again.
  mutating func shelfExpired(number: Int) -> AlarmOutcome {
    guard let shelf, shelf.number == number else { return .nothing }
    self.shelf = nil
    if core == .acknowledged { return forgetAcknowledgement() }
    return .changed(announce: needsAcknowledgement)
  }

  mutating func suppress(_ rule: SafeText) -> AlarmOutcome {
    guard !suppressedBy.contains(rule) else { return .duplicate }
    suppressedBy = (suppressedBy + [rule]).sorted()
    return .changed(silence: true)
  }

  mutating func unsuppress(_ rule: SafeText) -> AlarmOutcome {
    guard let index = suppressedBy.firstIndex(of: rule) else { return .nothing }
    suppressedBy.remove(at: index)
    return .changed(announce: suppressedBy.isEmpty && needsAcknowledgement)
  }

  mutating func takeOutOfService(by: SafeText, permit: SafeText) -> AlarmOutcome {
    if let outOfService { return .refused(.already(by: outOfService.by, at: changedAt)) }
    outOfService = OutOfService(by: by, permit: permit)
    return .changed(silence: true)
  }

  /// C4: back in service, what is active is announced again.
  mutating func returnToService() -> AlarmOutcome {
    guard outOfService != nil else { return .refused(.inService) }
    outOfService = nil
    if core == .acknowledged { return forgetAcknowledgement() }
    return .changed(announce: needsAcknowledgement)
  }
}
