internal import TextSafety

extension Alarm {
  /// SHELVE, or its extension: the chain keeps its first start and its cover.
  mutating func shelve(
    until: Timestamp, by: SafeText, reason: SafeText, isOneShot: Bool, options: AlarmOptions, at time: Timestamp
  ) -> AlarmOutcome {
    guard !reason.isEmpty, until > time else { return .refused(.forbidden) }
    // A normal alarm is covered up to the highest grade that may be shelved.
    guard let highest = Severity(rawValue: options.noShelfFrom.rawValue - 1), (worst ?? highest) <= highest
    else { return .refused(.forbidden) }
    let since = shelf?.since ?? time
    guard until - time <= options.maximumShelf, until - since <= options.maximumShelfChain
    else { return .refused(.tooLong) }
    let covers = shelf?.covers ?? worst ?? highest
    shelves += 1
    shelf = Shelf(since: since, until: until, by: by, reason: reason, covers: covers, isOneShot: isOneShot, number: shelves)
    return .changed(silence: true)
  }

  /// UNSHELVE by hand. C3: who takes it off knowing what it is acknowledges it.
  mutating func unshelve(_ seen: Int, by: SafeText, at time: Timestamp) -> AlarmOutcome {
    guard shelf != nil else { return .refused(.notShelved) }
    shelf = nil
    guard needsAcknowledgement else { return .changed() }
    guard seen == revision else { return .changed(announce: true) }
    accept(by: by, until: nil, at: time)
    return .changed(silence: true)
  }

  mutating func suppress(_ rule: SafeText) -> AlarmOutcome {
    guard !suppressedBy.contains(rule) else { return .duplicate }
    suppressedBy.formSortedUnion([rule])
    return .changed(silence: true)
  }

  mutating func unsuppress(_ rule: SafeText) -> AlarmOutcome {
    guard let index = suppressedBy.firstIndex(of: rule) else { return .nothing }
    suppressedBy.remove(at: index)
    return .changed(announce: needsAcknowledgement)
  }

  mutating func takeOutOfService(by: SafeText, permit: SafeText, at time: Timestamp) -> AlarmOutcome {
    if let outOfService { return .refused(.already(by: outOfService.by, at: outOfService.at)) }
    outOfService = OutOfService(by: by, permit: permit, at: time)
    return .changed(silence: true)
  }

  /// C4: what is active when service resumes must be seen anew.
  mutating func returnToService() -> AlarmOutcome {
    guard outOfService != nil else { return .refused(.inService) }
    outOfService = nil
    return surface()
  }

  /// Out from under an overlay without anybody having looked: an active alarm is unacknowledged from here on.
  mutating func surface() -> AlarmOutcome {
    if core == .acknowledged, let current { return reopen(announcing: current) }
    return .changed(announce: needsAcknowledgement)
  }
}
