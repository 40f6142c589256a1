internal import Collectors
internal import Foundation
internal import TextSafety

/// What is asked of the zhiban that runs on a state folder.
public struct ControlOrder: Sendable {
  public enum Operation: String, Sendable, CaseIterable {
    case alerts, systems, ack, unack, note, shelve, unshelve, assign, urge, supervise, escalate, report, sent, drill
  }

  public var log: AuditRequest
  public var operation: Operation
  public var key: String?
  public var revision: Int?
  public var operatorID: String?
  public var text: String?
  public var minutes: Double?
  public var to: String?
  public var isFinal: Bool?
  public var pin: String?
  public var speed: Double?

  public init(log: AuditRequest, _ operation: Operation) {
    self.log = log
    self.operation = operation
  }
}

extension Programs {
  static func controlPath(_ folder: String) -> String { folder + "/control.sock" }

  /// The answer as JSON; throws where it was refused or nobody is there.
  public static func ask(_ order: ControlOrder) throws -> String {
    let request = ControlRequest(
      operation: .init(rawValue: order.operation.rawValue) ?? .alerts, key: order.key, revision: order.revision,
      by: order.operatorID, text: order.text, minutes: order.minutes, to: order.to, isFinal: order.isFinal, pin: order.pin,
      speed: order.speed)
    let line = String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
    let answer: String
    do { answer = try ControlDoor.ask(line, path: controlPath(try folder(of: order.log))) } catch let error as CollectorError {
      throw Failure(.badInput, "\(error.message)")
    }
    let reply = try JSONDecoder().decode(ControlReply.self, from: Data(answer.utf8))
    if let error = reply.error { throw Failure(.badInput, error) }
    if let refusal = reply.refusal { throw Failure(.badInput, "refused, \(refusal): \(reply.message ?? "")") }
    return answer
  }
}
