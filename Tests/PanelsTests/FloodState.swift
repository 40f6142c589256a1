import Core
import TestSupport
import TextSafety

/// A desk in a flood: a power cut with 37 followers, nine attacks, one flooded road, and a drill.
enum FloodState {
  static let start = SampleState.start

  static func make() -> State {
    var state = State(city: SampleState.city, startingAt: start)
    var effects: [Effect] = []
    for event in events { state.reduce(.event(event, collector: "t", at: event.time), effects: &effects) }
    state.reduce(.tick(start + 120), effects: &effects)
    SampleState.settle(&state, &effects)
    return state
  }

  static var events: [Event] {
    var events: [Event] = []
    for number in 0..<37 {
      let severity: Severity = number < 2 ? .red : number < 7 ? .orange : .yellow
      events.append(alert("p\(number)", severity, "停电", "霞山 \(number) 号泵站停电", at: Double(number), group: "霞山停电"))
    }
    for number in 0..<9 {
      events.append(
        alert("w\(number)", .orange, "网页篡改探测", "第 \(number) 组来源", at: 40 + Double(number), source: "/test/security"))
    }
    events.append(alert("road", .red, "积水", "绿道积水 42 cm", at: 50))
    for number in 0..<3 {
      events.append(alert("d\(number)", .red, "攻击", "靶标 \(number) 号", at: 60 + Double(number), isExercise: true))
    }
    return events
  }

  static func alert(
    _ id: SafeText, _ severity: Severity, _ event: SafeText, _ headline: SafeText, at seconds: Double,
    source: SafeText = "/test/feed",
    group: SafeText? = nil, isExercise: Bool = false
  ) -> Event {
    let report = AlertReport(
      alert: id, status: .firing, severity: severity, category: .flood, event: event, headline: headline, group: group)
    return Event(
      source: source, id: "e-\(id)-\(Int(seconds))", time: start + seconds, subject: id, place: PlaceCode(digits: 440803),
      marks: isExercise ? .exercise : [], payload: .alert(report))
  }
}
