public import Core

/// What stands before the lines of a block, in a zstd frame that is skipped: `zstd -dc` on the file gives its lines.
///
/// The order of bytes: frame magic, length, then the fields as they are written below, then their CRC-32C.
public struct BlockHead: Sendable, Equatable {
  /// The bytes of the compressed lines that follow.
  public var compressed: Int
  /// Their bytes as lines.
  public var plain: Int
  public var lines: Int
  /// How many lines there are before it.
  public var linesBefore: Int
  public var first: Timestamp
  public var last: Timestamp
  /// It only brings the state to where the recording begins.
  public var isWarmUp = false
  /// When alerts began in it.
  public var alerts: [Timestamp] = []

  static let mark: UInt32 = 0x184D_2A5B
  /// A head may be this long, a block this large: what is beyond is damage.
  static let longest = 1 << 20
  static let largest = 16 << 20
  static let fixed = 45

  /// The frame.
  var bytes: [UInt8] {
    var body = ByteWriter()
    body.put(UInt32(compressed))
    body.put(UInt32(plain))
    body.put(UInt32(lines))
    body.put(UInt64(linesBefore))
    body.put(first.milliseconds)
    body.put(last.milliseconds)
    body.put(UInt8(isWarmUp ? 1 : 0))
    body.put(UInt32(alerts.count))
    body.put(UInt32(0))
    for alert in alerts { body.put(alert.milliseconds) }
    body.put(Checksum.of(body.bytes))
    return Frame.bytes(mark: BlockHead.mark, body.bytes)
  }

  /// From what follows the frame's own eight bytes; nil where it is damaged.
  init?(_ body: ArraySlice<UInt8>) {
    guard body.count >= BlockHead.fixed + 4 else { return nil }
    var sum = ByteReader(body.suffix(4))
    guard sum.take(UInt32.self) == Checksum.of(body.dropLast(4)) else { return nil }
    var reader = ByteReader(body.dropLast(4))
    guard let compressed = reader.take(UInt32.self), let plain = reader.take(UInt32.self), let lines = reader.take(UInt32.self),
      let before = reader.take(UInt64.self), let first = reader.take(Int64.self), let last = reader.take(Int64.self),
      let flags = reader.take(UInt8.self), let alerts = reader.take(UInt32.self), reader.take(UInt32.self) != nil,
      plain <= BlockHead.largest, compressed <= 2 * BlockHead.largest, lines <= plain, before < 1 << 48,
      abs(first) < 1 << 53, abs(last) < 1 << 53, Int(alerts) * 8 == reader.left
    else { return nil }
    self.compressed = Int(compressed)
    self.plain = Int(plain)
    self.lines = Int(lines)
    linesBefore = Int(before)
    self.first = Timestamp(milliseconds: first)
    self.last = Timestamp(milliseconds: last)
    isWarmUp = flags & 1 == 1
    while let moment = reader.take(Int64.self) {
      guard abs(moment) < 1 << 53 else { return nil }
      self.alerts.append(Timestamp(milliseconds: moment))
    }
  }

  init(compressed: Int, plain: Int, lines: Int, linesBefore: Int, first: Timestamp, last: Timestamp, isWarmUp: Bool) {
    self.compressed = compressed
    self.plain = plain
    self.lines = lines
    self.linesBefore = linesBefore
    self.first = first
    self.last = last
    self.isWarmUp = isWarmUp
  }
}

/// A zstd frame whose content is ours.
enum Frame {
  static let headBytes = 8

  static func bytes(mark: UInt32, _ body: [UInt8]) -> [UInt8] {
    var writer = ByteWriter()
    writer.put(mark)
    writer.put(UInt32(body.count))
    return writer.bytes + body
  }
}
