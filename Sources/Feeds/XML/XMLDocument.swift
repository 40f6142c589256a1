import Core
import TextSafety

/// A document that was read, perhaps after its encoding was changed or its bad characters were replaced.
struct XMLDocument {
  let root: XMLElement
  let marks: Event.Marks

  init(_ bytes: UnsafeRawBufferPointer, isStrict: Bool) throws(Malformed) {
    guard bytes.count <= XMLLimits.bytes else {
      throw Malformed(.tooLong, "is \(bytes.count) bytes long, an XML document may be \(XMLLimits.bytes)")
    }
    switch XMLEncoding(of: bytes) {
    case .chinese:
      // expat does not know it.
      guard let text = transcoded(bytes, from: "GB18030", isStrict: true) else {
        throw Malformed(.encoding, "declares GBK or GB 18030, and holds bytes that are not")
      }
      self = try text.withUnsafeBufferPointer { text throws(Malformed) in
        try XMLDocument(UnsafeRawBufferPointer(text), encoding: "UTF-8", isRepairable: !isStrict)
      }
    case .utf8: try self.init(bytes, encoding: nil, isRepairable: !isStrict)
    case .other: try self.init(bytes, encoding: nil, isRepairable: false)
    }
  }

  private init(_ bytes: UnsafeRawBufferPointer, encoding: StaticString?, isRepairable: Bool) throws(Malformed) {
    do throws(XMLParser.Failure) {
      root = try XMLParser.parse(bytes, encoding: encoding)
      marks = []
    } catch {
      let first = Malformed(error)
      guard error.isOfCharacters else { throw first }
      if EncodingGuess.firstBadByte(in: bytes) != nil, EncodingGuess.looksLikeGBK(bytes) {
        throw Malformed(.gbk, "looks like GBK (GB 18030) and does not declare it")
      }
      guard isRepairable, let repaired = repairedXML(bytes) else { throw first }
      do throws(XMLParser.Failure) {
        root = try repaired.withUnsafeBufferPointer { repaired throws(XMLParser.Failure) in
          try XMLParser.parse(UnsafeRawBufferPointer(repaired), encoding: encoding)
        }
      } catch { throw Malformed(error) }
      marks = [.repaired, .oddText]
    }
  }
}
