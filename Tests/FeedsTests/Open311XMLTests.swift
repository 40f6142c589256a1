import Core
import TextSafety
import Testing

@testable import Feeds

private let folder = sharedData + "/hotline/open311-sf/"

@Suite struct Open311XMLTests {
  private let request = """
    <request><service_request_id>638349</service_request_id><status>open</status><status_notes/><service_name>路灯</service_name>
    <service_code>006</service_code><agency_responsible></agency_responsible><requested_datetime>2010-04-19T06:37:38-08:00</requested_datetime>
    <updated_datetime>2010-04-19T07:00:00</updated_datetime><expected_datetime/><address>1234 Market St</address></request>
    """

  private func decoded(_ text: String) -> (events: [Event], malformed: [Malformed]) {
    let result = decode(.open311, Array(text.utf8), context)
    expectRoundTrip(result.events)
    return result
  }

  /// The same request in its two syntaxes is the same event.
  @Test func twins() {
    let json = """
      [{"service_request_id":638349,"status":"open","service_name":"路灯","service_code":"006","agency_responsible":"",\
      "requested_datetime":"2010-04-19T06:37:38-08:00","updated_datetime":"2010-04-19T07:00:00","expected_datetime":"",\
      "address":"1234 Market St"},{"service_request_id":"1","status":"CLOSED","agency_responsible":"某局","jurisdiction_id":"city.gov",\
      "requested_datetime":"2010-04-19T06:37:38-08:00","updated_datetime":"2010-04-20T00:00:00Z"}]
      """
    let closed = """
      <request><service_request_id>1</service_request_id><status>CLOSED</status><agency_responsible>某局</agency_responsible>
      <jurisdiction_id>city.gov</jurisdiction_id><requested_datetime>2010-04-19T06:37:38-08:00</requested_datetime>
      <updated_datetime>2010-04-20T00:00:00Z</updated_datetime></request>
      """
    let xml = "\u{FEFF}\n<service_requests>\(request)\(closed)</service_requests>"
    let events = decoded(xml).events
    #expect(events.count == 2 && events == decoded(json).events && decoded(xml).malformed.isEmpty)
    #expect(
      events.first?.ticket?.placeText == "** Market St" && events.first?.time == Timestamp(rfc3339: "2010-04-19T07:00:00+08:00"))
    #expect(decoded(request).events == Array(events.prefix(1)))
  }

  @Test func aBadRequestCostsOnlyItself() {
    let xml = "<service_requests>\n\(request.replacing(">open<", with: ">lost<"))\n\(request)\n<request/></service_requests>"
    let result = decoded(xml)
    #expect(result.events.count == 1)
    #expect(
      result.malformed == [
        Malformed(.value, "line 2, request[0].status: must be open or closed, is “lost”"),
        Malformed(.missing, "line 8, request[2].service_request_id: is missing"),
      ])
    let date = decoded(request.replacing("2010-04-19T06:37:38-08:00", with: "soon")).malformed.first
    #expect(
      date?.detail
        == "line 1, request.requested_datetime: must be a date-time such as 2022-07-03T10:05:00+08:00, is “soon”")
    let odd = decoded(request.replacing("路灯", with: "来电13812345678&#155;")).events.first
    #expect(odd?.ticket?.title == "来电138****5678␦" && odd?.marks == .oddText)
    // A source must stay a reference, and a title a title.
    let hostile = request.replacing("<status_notes/>", with: "<jurisdiction_id>a b</jurisdiction_id>").replacing("路灯", with: "")
    #expect(decoded(hostile.replacing("006", with: String(repeating: "13812345678", count: 20))).events.first?.source == "/test")
  }

  @Test func truncatedAnywhere() {
    let bytes = Array("<service_requests>\(request)</service_requests>".utf8)
    for count in 0..<bytes.count {
      let result = decode(.open311, Array(bytes[..<count]), context)
      #expect(result.events.isEmpty && result.malformed.count == 1)
    }
  }

  /// Requests counted with ElementTree; the other answers of the interface are none.
  @Test(
    .enabled(if: names(in: folder) != nil),
    arguments: [
      ("403.xml", 0, "is no JSON"), ("get_service_request.xml", 1, ""),
      ("get_service_request_not_found.xml", 0, "the server answers with an error: “404 Service request not found wi…”"),
      ("post_service_request.xml", 0, "line 3, request[0].status: is missing"),
      ("request_id_from_token.xml", 0, "line 3, request[0].status: is missing"),
      ("service_definition.xml", 0, "is the answer to another question (service_definition): requests are asked for here"),
      ("service_requests.xml", 2, ""), ("service_requests_empty.xml", 0, ""),
      ("services.xml", 0, "is the answer to another question (services): requests are asked for here"),
    ]) func realFiles(name: String, count: Int, words: String) throws
  {
    let result = decode(.open311, try #require(contents(of: folder + name)), context)
    #expect(result.events.count == count && result.malformed.count == (words.isEmpty ? 0 : 1))
    if name != "403.xml" { #expect(result.malformed.first?.detail.string ?? "" == words) }
    expectRoundTrip(result.events)
    if count > 0 {
      #expect(result.events[0].subject == "638344" && result.events[0].ticket?.state == .closed)
      #expect(result.events[0].ticket?.title == "Sidewalk and Curb Issues" && result.events[0].ticket?.service == "006")
      #expect(result.events[0].ticket?.dueAt == Timestamp(rfc3339: "2010-04-15T06:37:38-08:00"))
    }
  }
}
