internal import Core
internal import TextSafety
internal import Yams

/// `wall:` of city.yaml or zhiban.yaml: the boards of a wall in turn.
enum WallLoader {
  private static let seconds = 3.0...86_400

  static func plan(_ value: YAMLValue) -> WallPlan {
    value.allow(["boards", "dwell_seconds", "red_seconds", "resume_seconds"])
    var plan = WallPlan()
    let dwell = CityLoader.number(value["dwell_seconds"], in: seconds) ?? WallPlan.standardSeconds
    plan.redSeconds = CityLoader.number(value["red_seconds"], in: seconds) ?? plan.redSeconds
    plan.resumeSeconds = CityLoader.number(value["resume_seconds"], in: seconds) ?? plan.resumeSeconds
    plan.turns = value.list("boards").compactMap { turn($0, dwell: dwell) }
    return plan
  }

  /// `hotline`, or `{board: hotline, seconds: 30}`.
  private static func turn(_ value: YAMLValue, dwell: Double) -> WallPlan.Turn? {
    guard value.node.mapping != nil else {
      return value.safe.map { WallPlan.Turn(board: $0, seconds: dwell, place: value.place) }
    }
    value.allow(["board", "seconds"])
    guard let board = value.required("board", \.safe) else { return nil }
    return WallPlan.Turn(
      board: board, seconds: CityLoader.number(value["seconds"], in: seconds) ?? dwell, place: (value["board"] ?? value).place)
  }
}
