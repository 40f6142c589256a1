internal import Core
internal import TextSafety

/// Moments as people type them: a time of the recording's day, or RFC 3339.
struct Moments {
  let start: Timestamp
  let offsetMinutes: Int

  func read(_ text: String) throws -> Timestamp {
    if let time = Timestamp(rfc3339: text, defaultOffsetMinutes: offsetMinutes) { return time }
    let date = CivilTime(start, offsetMinutes: offsetMinutes).dateText.string
    let clock = text.split(separator: ":").count == 2 ? text + ":00" : text
    guard let time = Timestamp(rfc3339: date + "T" + clock, defaultOffsetMinutes: offsetMinutes) else {
      throw Failure(.badInput, "'\(text)' is no moment: give 10:07, 10:07:30 or RFC 3339")
    }
    return time
  }
}
