/// Finds rows in the pages of a damaged SQLite file by their form, trusting nothing above the rows: a page that cannot be read costs only
/// what is on it.
///
/// It sees rows of every table, and old copies of them; who asks decides by their content.
struct Carver {
  enum Value {
    case null
    case number(Int64)
    case text(String)
    case bytes([UInt8])
    case other

    var number: Int64? { if case .number(let value) = self { value } else { nil } }
    var text: String? { if case .text(let value) = self { value } else { nil } }
    /// Of a text, whether it is one still or not.
    var utf8: [UInt8]? { text.map { Array($0.utf8) } ?? bytes }
    var bytes: [UInt8]? { if case .bytes(let value) = self { value } else { nil } }
    var isNull: Bool { if case .null = self { true } else { false } }
  }

  /// Longer rows are not ours.
  static let longestRow = 1 << 20

  let file: DatabaseFile

  /// Calls the body with the columns of every row that can be read; `id` is nil in tables without row numbers.
  func forEachRow(_ body: (_ id: Int64?, _ columns: [Value]) -> Void) {
    file.forEachPage { page, isFirst in
      var reader = Reader(bytes: page, position: page.startIndex + (isFirst ? 100 : 0))
      let kind = reader.byte() ?? 0
      reader.position += 2
      let count = min(Int(reader.short() ?? 0), DatabaseFile.pageSize / 2)
      // Pages without rows: inner pages of tables. Anything unknown is tried as the commonest kind.
      guard kind != 5, count > 0 else { return }
      let hasIDs = kind != 10 && kind != 2
      reader.position += kind == 2 ? 7 : 3
      for _ in 0..<count {
        guard let offset = reader.short() else { return }
        var cell = Reader(bytes: page, position: page.startIndex + Int(offset) + (kind == 2 ? 4 : 0))
        guard let size = cell.varint(), size > 0, size <= Carver.longestRow else { continue }
        let id = hasIDs ? cell.varint() : nil
        if hasIDs, id == nil { continue }
        guard let payload = payload(&cell, Int(size), isTable: hasIDs), let columns = Carver.columns(payload) else { continue }
        body(id, columns)
      }
    }
  }

  /// The bytes of a row, with what has flowed over on other pages.
  private func payload(_ cell: inout Reader, _ size: Int, isTable: Bool) -> [UInt8]? {
    let usable = DatabaseFile.pageSize
    let most = isTable ? usable - 35 : (usable - 12) * 64 / 255 - 23
    if size <= most { return cell.take(size) }
    let least = (usable - 12) * 32 / 255 - 23
    let rest = least + (size - least) % (usable - 4)
    guard var bytes = cell.take(rest <= most ? rest : least), var next = cell.long() else { return nil }
    while bytes.count < size {
      guard let page = file.page(next), page.count > 4 else { return nil }
      bytes += page.dropFirst(4).prefix(size - bytes.count)
      next = page.number(at: page.startIndex)
    }
    return bytes
  }

  /// Splits a row into its columns.
  private static func columns(_ payload: [UInt8]) -> [Value]? {
    var header = Reader(bytes: payload[...], position: 0)
    guard let length = header.varint(), length > 0, length <= payload.count, length < 64 else { return nil }
    var body = Reader(bytes: payload[...], position: Int(length))
    var columns: [Value] = []
    while header.position < Int(length) {
      guard let type = header.varint(), let value = body.value(type) else { return nil }
      columns.append(value)
    }
    return columns
  }

  /// Reads numbers of SQLite's file format; nil beyond the end.
  private struct Reader {
    let bytes: ArraySlice<UInt8>
    var position: Int

    mutating func byte() -> UInt8? {
      guard bytes.indices.contains(position) else { return nil }
      defer { position += 1 }
      return bytes[position]
    }

    mutating func short() -> UInt16? {
      guard let high = byte(), let low = byte() else { return nil }
      return UInt16(high) << 8 | UInt16(low)
    }

    mutating func long() -> UInt32? { take(4).map { $0.number(at: 0) } }

    mutating func varint() -> Int64? {
      var value: UInt64 = 0
      for index in 0..<9 {
        guard let byte = byte() else { return nil }
        if index == 8 { return Int64(bitPattern: value << 8 | UInt64(byte)) }
        value = value << 7 | UInt64(byte & 0x7F)
        if byte < 0x80 { break }
      }
      return Int64(bitPattern: value)
    }

    mutating func take(_ count: Int) -> [UInt8]? {
      guard count >= 0, position >= bytes.startIndex, position <= bytes.endIndex, count <= bytes.endIndex - position else {
        return nil
      }
      defer { position += count }
      return Array(bytes[position..<position + count])
    }

    mutating func value(_ type: Int64) -> Value? {
      switch type {
      case 0: return .null
      case 1...6:
        guard let bytes = take([1, 2, 3, 4, 6, 8][Int(type) - 1]), let first = bytes.first else { return nil }
        return .number(bytes.dropFirst().reduce(Int64(Int8(bitPattern: first))) { $0 << 8 | Int64($1) })
      case 7: return take(8).map { _ in .other }
      case 8: return .number(0)
      case 9: return .number(1)
      case 12...Int64(2 * Carver.longestRow):
        guard let bytes = take(Int(type - 12) / 2) else { return nil }
        if type % 2 == 0 { return .bytes(bytes) }
        // Of many records in one row a bad byte costs one.
        return String(validating: bytes, as: UTF8.self).map(Value.text) ?? .bytes(bytes)
      default: return nil
      }
    }
  }
}
