import Foundation
import Testing

@testable import Dashboard

@Suite struct PINHashTests {
  /// Cheap enough for a test.
  private let cheap = PINHash.Cost(logN: 10, r: 8, p: 1)

  @Test func theStandardsVectorMatches() throws {
    // RFC 7914, section 12: N = 16384, r = 8, p = 1.
    let hex =
      "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
    let key = stride(from: 0, to: hex.count, by: 2).compactMap { UInt8(hex.dropFirst($0).prefix(2), radix: 16) }
    let salt = Data("SodiumChloride".utf8).base64EncodedString().prefix { $0 != "=" }
    let text = "$scrypt$ln=14,r=8,p=1$\(salt)$\(Data(key).base64EncodedString().prefix { $0 != "=" })"
    let hash = try #require(PINHash(text: text))
    #expect(hash.matches("pleaseletmein"))
    #expect(!hash.matches("pleaseletmeout"))
    #expect(hash.text == text)
  }

  @Test func aPINMatchesItsHashOnlyAndNoTwoHashesAreAlike() throws {
    let hash = try #require(PINHash(of: "口令20220703", cost: cheap))
    let read = try #require(PINHash(text: hash.text))
    #expect(read == hash && read.matches("口令20220703"))
    for wrong in ["口令20220704", "", "口令20220703 ", "20220703"] { #expect(!read.matches(wrong)) }
    #expect(PINHash(of: "口令20220703", cost: cheap)?.text != hash.text)
    #expect(!hash.text.contains("20220703"))
  }

  @Test(arguments: [
    "", "20220703", "$scrypt$", "$scrypt$ln=15,r=8,p=1$$",
    "$bcrypt$ln=15,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAA",
    "$scrypt$ln=40,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAA",
    "$scrypt$ln=1,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAA",
    "$scrypt$ln=15,r=9999,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAA", "$scrypt$ln=15,r=8,p=1$A$AAAA",
    "$scrypt$ln=x,r=8,p=1$AAAA$AAAA",
    "$scrypt$ln=15,r=8,p=-1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAA",
  ])
  func whatIsNoHashOrCostsTooMuchIsRefused(text: String) { #expect(PINHash(text: text) == nil) }
}
