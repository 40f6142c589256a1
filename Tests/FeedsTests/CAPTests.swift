import Core
import TextSafety
import Testing

@testable import Feeds

@Suite struct CAPTests {
  @Test func everyField() throws {
    var sample = AlertSample()
    sample.more = "<incidents>暴雨过程</incidents>"
    sample.info = AlertSample.info(
      more: """
        <description>霞山区
          绿村路12号积水,联系人张三,电话13812345678</description><instruction>停止户外活动</instruction><senderName>湛江市气象台</senderName>
        <effective>2022-07-03T08:20:00+08:00</effective><onset>2022-07-03T08:30:00+08:00</onset>
        <expires>2022-07-03T14:20:00+08:00</expires>
        <area><areaDesc>市区</areaDesc><geocode><valueName>GB/T 2260</valueName><value>440802 440803,440804</value></geocode>
        <geocode><valueName>adcode</valueName><value>440811000000</value></geocode><geocode>440803006</geocode>
        <geocode><valueName>x</valueName><value>440803</value></geocode><geocode><valueName>SAME</valueName><value>440805</value></geocode>
        <geocode><valueName>FIPS6</valueName><value>137001</value></geocode><geocode><value>041420</value></geocode></area>
        """)
    let event = try #require(sample.event)
    #expect(event.source == "/test" && event.id == "44080041600000_20220703082000_0-alert")
    #expect(event.subject == "44080041600000_20220703082000_0" && event.time == Timestamp(rfc3339: "2022-07-03T08:20:00+08:00"))
    #expect(event.place == PlaceCode("440800") && event.classification == .public && event.marks == [])
    let alert = try #require(event.alert)
    #expect(alert.alert == event.subject && alert.status == .firing && alert.severity == .red && alert.category == .weather)
    #expect(alert.event == "暴雨" && alert.headline == "市区暴雨红色预警信号生效")
    #expect(alert.detail?.string.hasPrefix("霞山区 绿村路**号积水,联系人张") == true)
    #expect(alert.detail?.string.hasSuffix("电话138****5678") == true && alert.detail?.string.contains("张三") == false)
    #expect(alert.instruction == "停止户外活动" && alert.sender == "湛江市气象台" && alert.group == "暴雨过程")
    #expect(alert.onsetAt == Timestamp(rfc3339: "2022-07-03T08:30:00+08:00"))
    #expect(alert.effectiveAt == Timestamp(rfc3339: "2022-07-03T08:20:00+08:00"))
    #expect(alert.expiresAt == Timestamp(rfc3339: "2022-07-03T14:20:00+08:00"))
    #expect(alert.areas == ["440802", "440803", "440804", "440811", "440803006"].map { PlaceCode($0)! })
    #expect(alert.certainty == .observed && alert.urgency == .immediate)
    #expect(alert.signal == AlertReport.Signal(hazard: "暴雨", color: .red) && alert.references.isEmpty)
  }

  @Test(
    arguments: [
      ("Extreme", "x", Severity.red, nil), ("severe", "x", .orange, nil), ("Moderate", "x", .yellow, nil),
      ("Minor", "x", .blue, nil),
      ("Unknown", "x", nil, nil), ("", "x", nil, nil),
      // The colour is what people go by.
      ("Minor", "发布暴雨橙色预警", .orange, .orange), ("Unknown", "台风白色预警信号", nil, .white), ("Minor", "台风白色预警信号", .blue, .white),
      ("Unknown", "由黄色预警升级为红色预警", .red, .red), ("Minor", "红色预警降为蓝色", .blue, .blue), ("Minor", "红色文化节", .blue, nil),
      ("Red", "x", .red, .red), ("White", "x", nil, .white),
    ] as [(String, String, Severity?, AlertReport.Signal.Color?)])
  func severities(word: String, headline: String, severity: Severity?, color: AlertReport.Signal.Color?) {
    var sample = AlertSample()
    sample.info = AlertSample.info(severity: word, headline: headline)
    #expect(sample.alert?.severity == severity && sample.alert?.signal?.color == color)
  }

  @Test func coloursInParameters() {
    func color(_ tag: String, _ name: String, _ value: String) -> AlertReport.Signal.Color? {
      var sample = AlertSample()
      let pair = "<\(tag)><valueName>\(name)</valueName><value>\(value)</value></\(tag)>"
      sample.info = AlertSample.info(severity: "Unknown", headline: "x", more: pair)
      return sample.alert?.signal?.color
    }
    #expect(color("parameter", "信号", "暴雨红色预警") == .red && color("eventCode", "code", "暴雨黄色预警") == .yellow)
    #expect(color("parameter", "预警颜色", "蓝色") == .blue && color("parameter", "预警级别", "橙") == .orange)
    #expect(color("parameter", "signalColor", "White") == .white)
    #expect(
      color("parameter", "roof", "red") == nil && color("parameter", "color", "红橙") == nil
        && color("eventCode", "SAME", "FFA") == nil)
  }

  @Test func exercisesDraftsAndAcknowledgements() {
    func decoded(_ status: String, _ kind: String) -> (events: [Event], malformed: [Malformed]) {
      var sample = AlertSample()
      sample.status = status
      sample.kind = kind
      return sample.decoded()
    }
    #expect(decoded("Exercise", "Alert").events.map(\.marks) == [.exercise])
    #expect(decoded("Test", "Cancel").events.map(\.marks) == [.exercise])
    for (status, kind) in [("System", "Alert"), ("Draft", "Alert"), ("Actual", "Ack"), ("Actual", "Error")] {
      let result = decoded(status, kind)
      #expect(result.events.isEmpty && result.malformed.isEmpty)
    }
    #expect(decoded("Actual", "Update").events.first?.alert?.status == .update)
    #expect(decoded("Actual", "Cancel").events.first?.alert?.status == .cancelled)
    #expect(
      decoded("Lost", "Alert").malformed == [
        Malformed(.value, "line 1, alert.status: must be one of actual, exercise, system, test, draft, is “Lost”")
      ])
    #expect(decoded("Actual", "").malformed == [Malformed(.missing, "line 1, alert.msgType: is missing")])
  }

  /// An update and a cancel hit the alert they speak of, whatever their own identifiers are.
  @Test func chains() {
    var sample = AlertSample()
    sample.kind = "Update"
    sample.identifier = "c"
    sample.more = """
      <references>zj,b,2022-07-03T07:30:00+08:00
        zj,a,2022-07-03 07:00:00+08:00 zj, x,2022-07-03T00:30:00Z</references>
      """
    let update = sample.event
    #expect(update?.id == "c-update" && update?.subject == "a" && update?.alert?.alert == "a" && update?.alert?.status == .update)
    #expect(update?.alert?.references == ["b", "a", "x"])
    sample.kind = "Cancel"
    sample.info = ""
    let cancel = sample.event
    #expect(cancel?.id == "c-cancel" && cancel?.alert?.alert == "a" && cancel?.alert?.status == .cancelled)
    #expect(cancel?.alert?.headline == "a" && cancel?.alert?.severity == nil)
    sample.more = "<note>解除预警</note><references>a,b,c,d zj,,x lone zj,p zj,q,yesterday</references>"
    #expect(sample.alert?.alert == "lone" && sample.alert?.headline == "解除预警" && sample.alert?.references == ["lone", "p", "q"])
    sample.more = "<references/>"
    #expect(sample.alert?.alert == "c")
    sample.more =
      "<references>\((0..<100).map { "zj,r\($0),2022-07-03T07:00:\($0 == 70 ? "00" : "01")+08:00" }.joined(separator: " "))</references>"
    #expect(sample.alert?.alert == "r70" && sample.alert?.references.count == 32)
    // The first of a chain names nothing; what it names is not its own.
    sample.kind = "Alert"
    sample.info = AlertSample.info()
    #expect(sample.alert?.alert == "c")
  }

  @Test func allClearResolves() {
    var sample = AlertSample()
    sample.kind = "Update"
    sample.info = AlertSample.info(more: "<responseType>Monitor</responseType><responseType>AllClear</responseType>")
    #expect(sample.alert?.status == .resolved)
  }

  @Test func scopes() {
    var sample = AlertSample()
    for scope in ["Restricted", "Private", "private"] {
      sample.scope = "<scope>\(scope)</scope>"
      let refused = sample.decoded()
      #expect(refused.malformed == [Malformed(.classified, "line 1, alert: its classification may not be shown here")])
      #expect(refused.events.isEmpty)
      let shown = sample.decoded(LineDecoder.Options(maximumClassification: .confidential))
      #expect(shown.events.map(\.classification) == [.confidential] && shown.malformed.isEmpty)
    }
    // Nothing of it is named, however broken it is.
    sample.sent = "secret"
    sample.status = "secret"
    #expect(sample.decoded().malformed.map(\.reason) == [.classified])
    sample = AlertSample()
    sample.scope = ""
    #expect(sample.event?.classification == .internalUse)
    #expect(
      sample.decoded(LineDecoder.Options(isStrict: true)).malformed == [Malformed(.missing, "line 1, alert.scope: is missing")])
    #expect(AlertSample().decoded(LineDecoder.Options(maximumClassification: .public)).events.count == 1)
  }

  @Test func languages() {
    func event(_ languages: String...) -> SafeText? {
      var sample = AlertSample()
      sample.info = languages.map { AlertSample.info(language: $0, event: $0, headline: "x") }.joined()
      return sample.alert?.event
    }
    #expect(event("en-US", "zh-TW", "zh-CN") == "zh-CN" && event("en-US", "zh-Hant") == "zh-Hant" && event("fr", "en") == "fr")
    // Of several infos of one language the gravest, with the areas of all.
    var sample = AlertSample()
    sample.info =
      AlertSample.info(language: "en", severity: "Extreme", headline: "other")
      + AlertSample.info(severity: "Minor", headline: "一")
      + AlertSample.info(severity: "Severe", headline: "二", more: "<area><geocode><value>440804</value></geocode></area>")
      + AlertSample.info(severity: "Severe", headline: "三", more: "")
    #expect(sample.alert?.headline == "二" && sample.alert?.severity == .orange)
    #expect(sample.alert?.areas == [PlaceCode(digits: 440_803), PlaceCode(digits: 440_804)])
  }

  @Test func placesAndDates() {
    #expect(AlertSample().event?.place == PlaceCode("440803"))
    var sample = AlertSample()
    sample.info = AlertSample.info(more: "")
    #expect(sample.event?.place == PlaceCode("440800"))
    sample.identifier = "99080041600000_20220703082000_0"
    #expect(sample.event?.place == context.place)
    // Without a zone a time is the source's own: +08:00 here.
    sample.sent = "2022-07-03 08:20:00"
    #expect(sample.event?.time == Timestamp(rfc3339: "2022-07-03T08:20:00+08:00"))
    sample.sent = "9999-12-31T23:59:59Z"
    #expect(sample.event?.time == Timestamp(rfc3339: "9999-12-30T00:00:00Z"))
    sample.sent = "yesterday"
    #expect(
      sample.decoded().malformed == [
        Malformed(.value, "line 1, alert.sent: must be a date-time such as 2022-07-03T10:05:00+08:00, is “yesterday”")
      ])
    sample = AlertSample()
    sample.info = AlertSample.info(more: "<expires>soon</expires>")
    #expect(sample.decoded().malformed.first?.detail.string.hasPrefix("line 1, alert.info.expires: must be a date-time") == true)
    sample.info = AlertSample.info(severity: "Terrible")
    #expect(sample.decoded().malformed.first?.detail.string.hasSuffix("white, is “Terrible”") == true)
    for identifier in ["a b", "a,b", "a&lt;b", "a&amp;b", String(repeating: "a", count: 257)] {
      sample.identifier = identifier
      #expect(sample.decoded().malformed.map(\.reason) == [.value])
    }
  }

  @Test func categories() {
    func category(_ words: String..., type: String = "") -> AlertReport.Category? {
      var sample = AlertSample()
      sample.info = """
        <info>\(words.map { "<category>\($0)</category>" }.joined())<eventType>\(type)</eventType><event>e</event></info>
        """
      return sample.alert?.category
    }
    let table: [(String, AlertReport.Category)] = [
      ("Geo", .geo), ("Met", .weather), ("Safety", .social), ("Security", .social), ("Rescue", .social), ("Fire", .fire),
      ("Health", .health), ("Env", .environment), ("Transport", .transport), ("Infra", .other), ("CBRNE", .environment),
      ("Other", .other),
      ("nonsense", .other),
    ]
    for (word, expected) in table { #expect(category(word) == expected, "\(word)") }
    #expect(category("Infra", "Fire") == .fire && category() == .other)
    #expect(category("Met", type: "11A01") == .flood && category("Other", type: "11B03") == .weather)
    #expect(category("Other", type: "12C01") == .workSafety && category("Other", type: "19Z") == .other)
  }

  @Test func harmlessTexts() throws {
    var sample = AlertSample()
    sample.info = AlertSample.info(
      headline: "a&#155;31m&#x202E;b", more: "<description><![CDATA[<b>&#27;</b>]]>\u{1B}]52;c;x</description>")
    let event = try #require(sample.event)
    #expect(event.marks == [.oddText, .repaired] && event.alert?.headline == "a␦31m␦b")
    #expect(event.alert?.detail == "<b>␦</b>␦]52;c;x")
    sample.info = AlertSample.info(headline: "a&#27;[2J")
    #expect(sample.alert?.headline == "a␦[2J")
    #expect(sample.decoded(LineDecoder.Options(isStrict: true)).malformed.first?.reason == .syntax)
    let long = String(repeating: "1381234567890", count: 1000)
    sample.info = AlertSample.info(
      event: long, headline: long, more: "<description>\(long)</description><senderName>\(long)</senderName>")
    #expect(sample.alert?.headline.string.unicodeScalars.count == 120)
    sample.identifier = "a&#155;b"
    #expect(sample.event?.id == "a␦b-alert")
  }

  @Test func chineseBytes() {
    let sample = AlertSample()
    let text = "<?xml version=\"1.0\" encoding=\"GBK\"?>\n" + sample.text
    let events = decode(.cap, encoded(text, as: "GBK"), context).events
    #expect(events == sample.decoded().events && events.first?.alert?.headline == "市区暴雨红色预警信号生效")
    #expect(decode(.cap, encoded(sample.text, as: "GBK"), context).malformed.map(\.reason) == [.gbk])
  }

  @Test func truncatedAnywhere() {
    let bytes = Array(AlertSample().text.utf8)
    for count in 0..<bytes.count {
      let result = decode(.cap, Array(bytes[..<count]), context)
      #expect(result.events.isEmpty && result.malformed.count == 1)
    }
  }

  @Test func otherNamespaces() {
    let spaces = [
      "urn:oasis:names:tc:emergency:cap:1.1", "urn:oasis:names:tc:emergency:cap:1.0", "http://www.incident.com/cap/1.0", "",
      "urn:x",
    ]
    for namespace in spaces {
      let text = AlertSample().text.replacing("urn:oasis:names:tc:emergency:cap:1.2", with: namespace)
      #expect(decode(.cap, Array(text.utf8), context).events == AlertSample().decoded().events)
    }
    #expect(decode(.cap, Array("<alert/>".utf8), context).malformed.map(\.reason) == [.shape])
    #expect(
      decode(.cap, Array("<html><p/></html>".utf8), context).malformed
        == [Malformed(.shape, "must be <alert>, or a feed of alerts, is “html”")])
  }
}
