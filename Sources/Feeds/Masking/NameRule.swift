/// Names after a word that announces one: 联系人：陈小明 → 联系人：陈**.
enum NameRule {
  private static let keys: WordList = [
    "联系人姓名", "诉求人姓名", "来电人姓名", "当事人姓名", "法定代表人", "紧急联系人", "联系人", "联络人", "诉求人", "来电人", "投诉人", "举报人",
    "反映人", "报案人", "报警人", "当事人", "申请人", "收件人", "寄件人", "经办人", "负责人", "监护人", "受害人", "嫌疑人", "被投诉人", "姓名",
    "聯繫人", "聯絡人", "本人叫", "我叫",
  ]
  /// Where nothing stands between word and name, only these announce one.
  private static let direct: WordList = ["联系人", "联络人", "姓名", "聯繫人", "聯絡人", "本人叫", "我叫", "联系人姓名", "来电人姓名"]
  /// After a colon anything short is a name; after the others only what begins with a surname.
  private static let colons: ScalarSet = ":：=＝"
  private static let separators: ScalarSet = ":：=＝ 为是叫、"
  private static let compoundSurnames: WordList = ["欧阳", "司徒", "上官", "诸葛", "司马", "东方", "皇甫", "尉迟", "公孙", "慕容", "夏侯", "令狐"]
  private static let surnames = ScalarSet(
    """
    王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方
    白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包
    宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费
    卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝
    """.unicodeScalars.filter { $0.value > 127 })
  /// Words that may follow a name without a gap.
  private static let followers: WordList = [
    "电话", "手机", "联系", "身份", "地址", "先生", "女士", "小姐", "同志", "反映", "来电", "称", "诉", "投诉", "家住", "住", "男", "女", "的", "在",
    "于", "说", "等", "与", "和",
  ]

  static func hit(in text: [Unicode.Scalar], at start: Int) -> MaskingScan.Hit? {
    guard let length = keys.match(in: text, at: start) else { return nil }
    let afterKey = start + length
    var index = afterKey
    while index < text.count, separators.contains(text[index]) { index += 1 }
    let hasColon = text[afterKey..<index].contains { colons.contains($0) }
    var end = index
    while text.isHan(end), end - index < 8, end == index || followers.match(in: text, at: end) == nil { end += 1 }
    let isCompound = compoundSurnames.match(in: text, at: index) != nil
    let surname = isCompound ? 2 : 1
    let isSurname = isCompound || (index < text.count && surnames.contains(text[index]))
    let longest = surname + 2
    if index == afterKey {
      guard isSurname, direct.match(in: text, at: start) == length, end - index <= longest else { return nil }
    } else if isSurname {
      // A longer run holds more than a name, but it begins with one.
      end = min(end, index + longest)
    } else {
      guard hasColon, end - index <= 4 else { return nil }
    }
    guard end - index > surname else { return nil }
    return MaskingScan.Hit(end: end, replacement: text[start..<index + surname] + stars(end - index - surname))
  }
}
