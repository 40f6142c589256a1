import Core
import TextSafety
import Testing

@testable import Feeds

/// An alert after the pattern of a Chinese weather office.
struct AlertSample {
  var identifier = "44080041600000_20220703082000_0"
  var sent = "2022-07-03T08:20:00+08:00"
  var status = "Actual"
  var kind = "Alert"
  var scope = "<scope>Public</scope>"
  var more = ""
  var info = AlertSample.info()

  static func info(
    language: String = "zh-CN", event: String = "暴雨", severity: String = "Extreme", headline: String = "市区暴雨红色预警信号生效",
    more: String = "<area><areaDesc>霞山区</areaDesc><geocode><valueName>行政区划</valueName><value>440803</value></geocode></area>"
  ) -> String {
    """
    <info><language>\(language)</language><category>Met</category><event>\(event)</event><urgency>Immediate</urgency>
    <severity>\(severity)</severity><certainty>Observed</certainty><headline>\(headline)</headline>\(more)</info>
    """
  }

  var text: String {
    """
    <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
    <identifier>\(identifier)</identifier><sender>zjqx@example.cn</sender><sent>\(sent)</sent><status>\(status)</status>
    <msgType>\(kind)</msgType>\(scope)\(more)
    \(info)</alert>
    """
  }

  func decoded(_ options: LineDecoder.Options = LineDecoder.Options()) -> (events: [Event], malformed: [Malformed]) {
    let result = decode(.cap, Array(text.utf8), context, options)
    expectRoundTrip(result.events)
    return result
  }

  var event: Event? { decoded().events.first }
  var alert: AlertReport? { event?.alert }
}
