import Testing

@testable import Core

struct MomentMemoTests {
  private func moment(_ text: String, after first: String) -> Timestamp? {
    var memo = MomentMemo()
    Array(first.utf8).withUnsafeBufferPointer { bytes in
      if let time = Timestamp(rfc3339: bytes) { memo.remember(time, bytes) }
    }
    return Array(text.utf8).withUnsafeBufferPointer { memo.moment($0) }
  }

  @Test(arguments: ["2022-07-03T00:00:00+08:00", "2022-07-03T23:59:60+08:00", "2022-07-03T09:08:07+08:00"])
  func readsWhatIsOfTheSameDay(text: String) {
    #expect(moment(text, after: "2022-07-03T10:05:00+08:00") == Timestamp(rfc3339: text))
  }

  /// Another day, zone, form, or no moment at all.
  @Test(arguments: [
    "2022-07-04T10:05:00+08:00", "2022-08-03T10:05:00+08:00", "2022-07-03T10:05:00+07:00", "2022-07-03T10:05:00-08:00",
    "2022-07-03T10:05:00.5+08:00", "2022-07-03 10:05:00+08:00", "2022-07-03T24:05:00+08:00", "2022-07-03T10:60:00+08:00",
    "2022-07-03T10:05:61+08:00", "2022-07-03T10-05:00+08:00", "2022-07-03T10:05;00+08:00", "2022-07-03T1:005:00+08:00",
    "2022-07-03T10:0a:00+08:00", "2022-07-03T10:05:0/+08:00", "2022-07-03T10:05:00Z", "",
  ])
  func leavesTheRestToTheFullReading(text: String) { #expect(moment(text, after: "2022-07-03T10:05:00+08:00") == nil) }

  @Test func remembersNothingNearTheEndsOfTime() {
    #expect(moment("9999-12-30T10:05:00+08:00", after: "9999-12-30T10:05:00+08:00") == nil)
    #expect(moment("1969-12-30T10:05:00+08:00", after: "1969-12-30T10:05:00+08:00") == nil)
  }
}
