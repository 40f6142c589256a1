import TextSafety
import Testing

@testable import Feeds

@Suite struct MaskingTests {
  @Test(arguments: [
    // Mobile numbers, as people write them.
    ("请回电13812345678谢谢", "请回电138****5678谢谢"),
    ("电话：138 1234 5678", "电话：138 **** 5678"),
    ("138-1234-5678", "138-****-5678"),
    ("+86 13812345678", "+86 138****5678"),
    ("8613812345678", "86138****5678"),
    ("手机１３８１２３４５６７８", "手机１３８****５６７８"),
    ("13812345678/13987654321", "138****5678/139****4321"),
    // Landlines.
    ("0759-2285678", "0759-***5678"),
    ("（0759）2285678", "（0759）***5678"),
    ("(020) 12345678", "(020) ****5678"),
    ("02012345678", "020****5678"),
    ("010-12345678转801", "010-****5678转801"),
    ("联系电话：2285678", "联系电话：***5678"),
    // Identity numbers: only with the right check digit.
    ("身份证11010519491231002X", "身份证110***********002X"),
    ("440524188001010014", "440***********0014"),
    ("440524188001010015", "440524188001010015"),
    // Cards: only with the right check digit.
    ("4111 1111 1111 1111", "**** **** **** 1111"),
    ("6228480402564890018", "***************0018"),
    // Plates.
    ("粤G12345违停", "粤G·***45违停"),
    ("车牌粤G·12312", "车牌粤G·***12"),
    ("新能源粤GD12345", "新能源粤G·***45"),
    // Doors.
    ("霞山区绿村路12号", "霞山区绿村路**号"),
    ("绿村路12号3栋402房", "绿村路**号**栋**房"),
    ("人民大道南45号楼2单元1203室", "人民大道南**号楼**单元**室"),
    // Names.
    ("联系人：陈小明，电话13812345678", "联系人：陈**，电话138****5678"),
    ("联系人陈小明电话", "联系人陈**电话"),
    ("姓名:欧阳小明 男", "姓名:欧阳** 男"),
    ("来电人是李四反映", "来电人是李*反映"),
    ("投诉人：Mary", "投诉人：Mary"),
    // What is left of a masked number is no part of the one before it.
    ("1619862 08031990010", "1619862 0803***0010"),
    // Behind a long chain that is no number.
    ("8-8-8-8-8-8-8-8-8-8-8-8-8-8-8-8-8-8-8-8-8-8-8-13812345678", "8-8-8-8-8-8-8-8-8-8-8-8-8-8-8-8-8-8-8-8-8-8-8-138****5678"),
    ("1-2-3-4-5-6-7-8-9-10-11房", "1-2-**房"),
  ]) func hides(_ text: String, _ expected: String) {
    #expect(Masking.masked(SafeText(sanitizing: text)).string == expected)
    // What is masked once stays as it is: recordings are read again.
    #expect(Masking.masked(SafeText(sanitizing: expected)).string == expected)
  }

  @Test(arguments: [
    "工单号20220703000412", "ZJ20220703000412", "t-20220703-0412-r3", "订单号ZJ13812345678", "30分钟内3件积水类诉求", "12号线停运",
    "台风3号登陆", "10号上午8:30", "2022-07-03 10:05", "3房2厅", "3室1厅", "市区暴雨红色预警信号生效", "电压380V,频率50Hz", "第2022071500123456号文",
    "水位3.45米，超警戒0.45米", "端口192.168.100.200:8080", "负责人未到场", "当事人反映路灯不亮", "川A座", "联系人员已到位", "0.13812345678",
    "G325国道K12+300", "",
  ]) func keeps(_ text: String) {
    #expect(Masking.masked(SafeText(sanitizing: text)).string == text)
  }

  @Test func looksOnlyWhereThereMayBeSomething() {
    for (text, expected) in [("路灯不亮，存在安全隐患", false), ("第1组", true), ("姓名", true), ("４", true), ("", false)] {
      var copy = text
      #expect(copy.withUTF8 { Masking.needsLook($0) } == expected, "\(text)")
    }
  }

  /// Whatever stands side by side: masked once is masked for good, so a recording that is read again does not change.
  @Test func maskingTwiceIsMaskingOnce() {
    let pieces = [
      "13812345678", "138", "1234", "0759", "2285678", "-", " ", "+86", "11010519491231002X", "6228480402564890018", "粤", "G",
      "D", "12345", "路",
      "12", "号", "栋", "房", "402", "联系人", "姓名", "：", "陈", "小明", "李", "电话", "反映", "是", "*", "**", "(", ")", "０１２", "X", ".", "·",
      "之",
    ]
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<20_000 {
      let count = Int.random(in: 1...8, using: &generator)
      let text = SafeText(sanitizing: (0..<count).map { _ in pieces.randomElement(using: &generator)! }.joined())
      let once = Masking.masked(text)
      #expect(Masking.masked(once) == once, "\(text)")
    }
  }
}
