public import TextSafety

/// What operators did at a desk of this program, as its recordings carry it: an event of the kind `action` with a source of its own.
public enum RecordedAction {
  public static let source: SafeText = "/zhiban/desk"

  /// The event for a record of the journal; nil for what no operator did.
  public static func event(_ entry: JournalEntry, shift: SafeText, place: PlaceCode) -> Event? {
    guard let by = entry.by, let verb = OperatorRecord.Verb(rawValue: entry.input.string) else { return nil }
    let target = entry.key?.text ?? entry.text
    let record = OperatorRecord(
      verb: verb, targetKind: entry.key == nil ? .none : .alert, target: target, operatorID: plain(by),
      shift: shift.isEmpty ? "day" : shift, note: entry.text, until: entry.after?.shelf?.until,
      result: entry.refusal == nil ? .ok : .denied)
    return Event(
      source: source, id: "\(entry.sequence)", time: entry.at, subject: target ?? "desk", place: place,
      payload: .action(record))
  }

  /// What was done about an alarm, to be done again.
  public static func record(
    _ verb: OperatorRecord.Verb, on key: AlarmKey, by: SafeText, note: SafeText? = nil, until: Timestamp? = nil
  ) -> OperatorRecord {
    OperatorRecord(
      verb: verb, targetKind: .alert, target: key.text, operatorID: plain(by), shift: "day", note: note, until: until, result: .ok
    )
  }

  /// The id as the format has it: 2 to 32 of a–z, 0–9 and `-`.
  private static func plain(_ id: SafeText) -> SafeText {
    let letters = id.string.lowercased().unicodeScalars.prefix(32).map { scalar -> Character in
      ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) ? Character(scalar) : "-"
    }
    return letters.count < 2 ? "op-" + SafeText(sanitizing: String(letters)) : SafeText(sanitizing: String(letters))
  }
}
