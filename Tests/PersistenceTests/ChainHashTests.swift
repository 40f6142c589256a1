import Core
import Foundation
@testable import Persistence
import Testing

/// The published examples of GB/T 32905-2016 and FIPS 180-4.
@Suite struct ChainHashTests {
  @Test(arguments: [
    (AuditHash.sm3, "abc", 1, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
    (.sm3, "abcd", 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
    (.sha256, "abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (.sha256, "", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
  ])
  func publishedVectors(algorithm: AuditHash, text: String, times: Int, digest: String) throws {
    let function = try #require(ChainHash(algorithm))
    #expect(Hex.text(function.hash(Array(String(repeating: text, count: times).utf8))) == digest)
    #expect(Hex.bytes(digest.utf8).map(Hex.text) == digest)
  }

  @Test func aRecordsHashTakesInItsPredecessorAndItsNumber() throws {
    let function = try #require(ChainHash(.sm3))
    let plain = function.hash([UInt8](repeating: 0, count: 32) + [0, 0, 0, 0, 0, 0, 1, 2] + Array("{}".utf8))
    #expect(function.hash(after: ChainPoint.start.hash, sequence: 258, text: "{}".utf8) == plain)
  }

  @Test func hexadecimalIsStrict() {
    #expect(Hex.bytes("0g".utf8) == nil)
    #expect(Hex.bytes("AB".utf8) == nil)
    #expect(Hex.bytes("abc".utf8) == nil)
    #expect(Hex.bytes("00ff".utf8) == [0, 255])
  }
}
