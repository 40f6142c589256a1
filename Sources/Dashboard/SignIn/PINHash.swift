internal import CCrypto
internal import Foundation

/// What is kept of a PIN: scrypt by libcrypto with a salt, as `$scrypt$ln=15,r=8,p=1$SALT$KEY` (base64 without its padding).
struct PINHash: Sendable, Equatable {
  /// log2 of N, the block size, the lanes. The standard takes 32 MiB and about a tenth of a second.
  struct Cost: Sendable, Equatable {
    var logN: UInt64 = 15
    var r: UInt64 = 8
    var p: UInt64 = 1

    /// A file must not make a check run for minutes or fill the memory.
    var isAcceptable: Bool { (10...17).contains(logN) && (1...16).contains(r) && (1...4).contains(p) }
  }

  static let shortestPIN = 6
  private static let keyLength = 32

  var cost: Cost
  var salt: [UInt8]
  var key: [UInt8]

  /// Nil where libcrypto does not give it.
  init?(of pin: String, cost: Cost = Cost()) {
    var generator = SystemRandomNumberGenerator()
    let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    guard cost.isAcceptable, let key = PINHash.derive(pin, salt, cost, length: PINHash.keyLength) else { return nil }
    (self.cost, self.salt, self.key) = (cost, salt, key)
  }

  /// From its text; nil where it is none, or costs too much or too little.
  init?(text: String) {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt" else { return nil }
    var numbers: [Substring: UInt64] = [:]
    for pair in parts[2].split(separator: ",") {
      let sides = pair.split(separator: "=")
      guard sides.count == 2, let number = UInt64(sides[1]) else { return nil }
      numbers[sides[0]] = number
    }
    guard numbers.count == 3, let logN = numbers["ln"], let r = numbers["r"], let p = numbers["p"] else { return nil }
    cost = Cost(logN: logN, r: r, p: p)
    guard cost.isAcceptable, let salt = PINHash.bytes(parts[3]), let key = PINHash.bytes(parts[4]), (8...64).contains(salt.count),
      (16...64).contains(key.count)
    else { return nil }
    self.salt = salt
    self.key = key
  }

  var text: String {
    "$scrypt$ln=\(cost.logN),r=\(cost.r),p=\(cost.p)$\(PINHash.base64(salt))$\(PINHash.base64(key))"
  }

  /// Takes as long for a wrong PIN as for the right one.
  func matches(_ pin: String) -> Bool {
    guard let derived = PINHash.derive(pin, salt, cost, length: key.count) else { return false }
    return CRYPTO_memcmp(derived, key, key.count) == 0
  }

  private static func derive(_ pin: String, _ salt: [UInt8], _ cost: Cost, length: Int) -> [UInt8]? {
    var key = [UInt8](repeating: 0, count: length)
    var pin = pin
    let done = pin.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        EVP_PBE_scrypt(
          characters.baseAddress, characters.count, salt, salt.count, 1 << cost.logN, cost.r, cost.p, 512 << 20, &key, length)
      }
    }
    return done == 1 ? key : nil
  }

  private static func base64(_ bytes: [UInt8]) -> String {
    String(Data(bytes).base64EncodedString().prefix { $0 != "=" })
  }

  private static func bytes(_ text: Substring) -> [UInt8]? {
    let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    return Data(base64Encoded: text + padding).map(Array.init)
  }
}
