import Testing
import TextSafety

@testable import Feeds

@Suite struct WallMaskingTests {
  @Test(arguments: [
    ("来电人:陈小明,手机13812345678", "来电人:某先生/女士,手机[电话]"),
    ("电话0759-2285678", "电话[电话]"),
    ("身份证440803199001011234有误", "身份证***有误"),
    ("绿村路12号3栋402房积水", "绿村路**号**栋**房积水"),
    ("粤G·12345占道", "粤G·***占道"),
    ("积水30厘米,3户受影响", "积水30厘米,3户受影响"),
    ("评分***", "评分***"),
    ("姓名：陈****3", "姓名：某先生/女士"),
    ("***1X5**X6**", "***X5**X6**"),
  ]) func nothingThatIdentifiesIsLeft(text: String, wall: String) {
    let masked = Masking.masked(SafeText(sanitizing: text))
    #expect(WallMasking.stripped(masked).string == wall)
  }

  @Test func strippingTwiceIsStrippingOnce() {
    let once = WallMasking.stripped(Masking.masked("联系人：陈小明 13812345678 转 0759-2285678"))
    #expect(WallMasking.stripped(once) == once)
    #expect(Masking.masked(once) == once)
  }
}
