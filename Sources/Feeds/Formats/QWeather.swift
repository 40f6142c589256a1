import Core
import TextSafety

extension FeedFormat {
  /// Warnings of QWeather (和风天气): `warning/now` of version 7 and `weatheralert/current` of version 1.
  static let qweather = json("qweather", "QWeather 和风天气: warning/now v7, weatheralert v1") { root, records throws(Fault) in
    guard root.isObject else { throw Fault.value("an object", root).because(.shape) }
    if let warnings = root["alerts"] ?? root["warning"] {
      guard warnings.isArray else { throw Fault(.value, "must be an array", path: "alerts") }
      records.each(warnings, at: root["alerts"] == nil ? "warning" : "alerts") { warning, records throws(Fault) in
        records.appendMessage(try Event(warning: warning, records.texts, records.context))
      }
      // A warning that replaces another must come after it.
      records.sortByTime()
      return
    }
    if let error = root["error"], error.isObject {
      let code = error["status"]?.loose(records.texts)?.clipped(to: 40) ?? "error"
      records.appendRefusal(by: "qweather", code: code, words: error["title"]?.prose(records.texts, atMost: 120) ?? "")
      return
    }
    guard let code = root["code"]?.loose(records.texts)?.clipped(to: 40) else { throw .missing("alerts") }
    // 204: there is no warning.
    if code != "200" && code != "204" { records.appendRefusal(by: "qweather", code: code, words: "no warnings sent") }
  }
}
