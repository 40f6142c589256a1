internal import Collectors
internal import Core
internal import Foundation
internal import Panels
internal import Synchronization
internal import TextSafety

/// Takes what comes through the control door into the main loop, and answers once the journal has it.
final class ControlDesk: Sendable {
  typealias Answer = @Sendable (String) -> Void

  private struct Waiting: Sendable {
    var request: ControlRequest
    /// Whether the PIN that came with it was right; nil where none is needed.
    var isRight: Bool?
    var answer: Answer
  }

  private struct Pending: Sendable {
    var sequence: Int64
    var reply: ControlReply
    var answer: Answer
  }

  private let inbox = Mutex<[Waiting]>([])
  private let pending = Mutex<[Pending]>([])
  private let signInDesk: SignInDesk?
  private let drills: DrillDesk?
  private let wake: @Sendable () -> Void

  init(signIn: SignInDesk? = nil, drills: DrillDesk? = nil, wake: @escaping @Sendable () -> Void) {
    signInDesk = signIn
    self.drills = drills
    self.wake = wake
  }

  /// From the door's threads.
  func receive(_ line: String, _ answer: @escaping Answer) {
    guard let request = try? JSONDecoder().decode(ControlRequest.self, from: Data(line.utf8)) else {
      return answer(ControlDesk.text(ControlReply(error: "not understood")))
    }
    var isRight: Bool?
    if let signInDesk, !request.operation.onlyAsks {
      guard let pin = request.pin, let by = request.by else {
        return answer(ControlDesk.text(ControlReply(error: "operators sign in here: a PIN is missing")))
      }
      isRight = signInDesk.check(SafeText(sanitizing: by, limit: 40), pin: pin)
    }
    inbox.withLock { $0.append(Waiting(request: request, isRight: isRight, answer: answer)) }
    wake()
  }

  /// From the main loop: carries requests out by the same rules as keys; `run` takes their effects.
  func attend(_ session: inout Session, run: (inout Session, [Effect]) -> Void) {
    let waiting = inbox.withLock { inbox in
      defer { inbox.removeAll() }
      return inbox
    }
    for one in waiting { attend(one, &session, run) }
    settle(session)
  }

  private func attend(_ waiting: Waiting, _ session: inout Session, _ run: (inout Session, [Effect]) -> Void) {
    let request = waiting.request
    if request.operation == .alerts {
      return waiting.answer(
        ControlDesk.text(ControlReply(alerts: session.state.alarms.rows.map { Self.alert($0, session.state) })))
    }
    if request.operation == .systems {
      let heard = SystemReadings(session.state) { _ in true }.readings.compactMap { reading in
        reading.health.map { ControlReply.System(id: reading.system.id.string, health: $0.rawValue) }
      }
      return waiting.answer(ControlDesk.text(ControlReply(systems: heard)))
    }
    guard !session.view.isReadOnly else {
      return waiting.answer(ControlDesk.text(ControlReply(error: "this zhiban is read-only")))
    }
    guard let command = ControlDesk.command(request), let by = request.by, !by.isEmpty else {
      return waiting.answer(ControlDesk.text(ControlReply(error: "a key, an operator or another value is missing")))
    }
    var recording: Recording?
    if request.operation == .drill, let path = request.text {
      do { recording = try drills?.recording(path) } catch {
        return waiting.answer(ControlDesk.text(ControlReply(error: error.message.string)))
      }
    }
    let id = SafeText(sanitizing: by, limit: 40)
    let who = Operator(
      id: id, shift: session.view.who.shift,
      role: signInDesk.map { $0.role(of: id) ?? .observer } ?? session.view.who.role, isAtWall: session.view.who.isAtWall,
      isSignedIn: signInDesk != nil)
    var effects: [Effect] = []
    if let isRight = waiting.isRight {
      session.take(
        .command(.signIn(isRight: isRight, for: .request), by: who, at: Clock.now()), telling: false, effects: &effects)
    }
    let isRefused = effects.contains { if case .tell(.signInRefused) = $0 { true } else { false } }
    if !isRefused { session.take(.command(command, by: who, at: Clock.now()), telling: false, effects: &effects) }
    var sequence: Int64 = 0
    var reply = ControlReply(message: "done")
    let wording = Wording(language: .en, state: session.state, keys: session.view.keys)
    for effect in effects {
      switch effect {
      case .journal(let entry): sequence = max(sequence, entry.sequence)
      case .tell(.refused(_, let refusal)), .tell(.signInRefused(_, let refusal, _)), .tell(.drillRefused(let refusal)):
        reply = ControlReply(message: wording.reason(refusal).string, refusal: refusal.code.string)
      default: break
      }
    }
    // A note goes with the acknowledgement, never without it.
    if request.operation == .ack, reply.refusal == nil, let text = request.text, !text.isEmpty, let key = request.key {
      var more: [Effect] = []
      let note = OperatorCommand.note(AlarmKey(text: SafeText(sanitizing: key)), SafeText(sanitizing: text, limit: 500))
      session.take(.command(note, by: who, at: Clock.now()), telling: false, effects: &more)
      for case .journal(let entry) in more { sequence = max(sequence, entry.sequence) }
      effects += more
    }
    if request.operation == .drill, reply.refusal == nil {
      if let recording, let drill = session.state.drill {
        drills?.begin(drill, recording, speed: request.speed ?? 1)
        reply.drill = drill.number
      } else {
        drills?.end()
      }
    }
    pending.withLock { $0.append(Pending(sequence: sequence, reply: reply, answer: waiting.answer)) }
    run(&session, effects)
  }

  /// Answers those whose record is on disk, or cannot get there.
  func settle(_ session: Session) {
    let journal = session.state.journal
    let ready = pending.withLock { pending in
      defer { pending.removeAll { $0.sequence <= journal.durableThrough || journal.failure != nil } }
      return pending.filter { $0.sequence <= journal.durableThrough || journal.failure != nil }
    }
    for one in ready {
      var reply = one.reply
      if one.sequence > journal.durableThrough { reply = ControlReply(error: "the log cannot be written") }
      one.answer(ControlDesk.text(reply))
    }
  }

  private static func command(_ request: ControlRequest) -> OperatorCommand? {
    if request.operation == .drill {
      guard request.text == nil else { return .drill(.begin(title: SafeText(sanitizing: request.to ?? "", limit: 100))) }
      return .drill(.end(number: request.key.flatMap { Int64($0) }))
    }
    guard let text = request.key, !text.isEmpty else { return nil }
    let key = AlarmKey(text: SafeText(sanitizing: text))
    let words = SafeText(sanitizing: request.text ?? "", limit: 500)
    switch request.operation {
    case .alerts, .systems, .drill: return nil
    case .ack: return request.revision.map { .acknowledge(key, revision: $0) }
    case .unack: return .unacknowledge(key)
    case .note: return words.isEmpty ? nil : .note(key, words)
    case .shelve:
      guard let minutes = request.minutes, minutes > 0, !words.isEmpty else { return nil }
      return .shelve(key, seconds: minutes * 60, reason: words)
    case .unshelve: return request.revision.map { .unshelve(key, revision: $0) }
    case .assign: return request.to.map { .duty(key, .assign(to: SafeText(sanitizing: $0, limit: 40))) }
    case .urge: return .duty(key, .urge(words))
    case .supervise: return .duty(key, .supervise(words))
    case .escalate: return request.to.flatMap(DutyLevel.init(rawValue:)).map { .duty(key, .escalate(to: $0, words)) }
    case .report: return request.to.map { .duty(key, .startReports(plan: SafeText(sanitizing: $0, limit: 40))) }
    case .sent: return .duty(key, .reportSent(isFinal: request.isFinal ?? false, words))
    }
  }

  private static func alert(_ alarm: Alarm, _ state: State) -> ControlReply.Alert {
    let code =
      alarm.outOfService != nil
      ? "out_of_service" : !alarm.suppressedBy.isEmpty ? "suppressed" : alarm.shelf != nil ? "shelved" : ""
    let due = alarm.dues(state.city.duty).first
    let offset = state.city.offsetMinutes
    return ControlReply.Alert(
      key: alarm.key.text.string, revision: alarm.revision, severity: alarm.shownSeverity.name,
      state: code.isEmpty ? alarm.core.rawValue : code, headline: alarm.title(.zh).string,
      place: alarm.facts.place == .none ? nil : alarm.facts.place.text.string,
      raisedAt: alarm.raisedAt.rfc3339(offsetMinutes: state.city.offsetMinutes),
      by: (alarm.acknowledgement?.by ?? alarm.shelf?.by)?.string, exercise: alarm.facts.isExercise ? true : nil,
      assigned: alarm.work?.assignment?.text.string, due: due.map { $0.deadline.text.string },
      dueAt: due.map { $0.at.rfc3339(offsetMinutes: offset) })
  }

  private static func text(_ reply: ControlReply) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(reply)).map { String(decoding: $0, as: UTF8.self) } ?? #"{"error":"no answer"}"#
  }
}
