internal import CCrypto
internal import Core

/// Computes one of the hashes by libcrypto.
///
/// Unchecked: the method is only read after it has been fetched, which libcrypto allows from any thread.
final class ChainHash: @unchecked Sendable {
  static let length = 32

  let algorithm: AuditHash
  fileprivate let method: OpaquePointer

  /// Nil where this machine's libcrypto has no such hash.
  init?(_ algorithm: AuditHash) {
    guard let method = EVP_MD_fetch(nil, algorithm.rawValue, nil) else { return nil }
    self.algorithm = algorithm
    self.method = method
  }

  deinit { EVP_MD_free(method) }

  /// The hash of a record: that of its predecessor, its number as eight bytes, and the exact text of its entry.
  func hash(after previous: [UInt8], sequence: Int64, text: some Collection<UInt8>) -> [UInt8] {
    var bytes = previous
    bytes.reserveCapacity(ChainHash.length + 8 + text.count)
    withUnsafeBytes(of: sequence.bigEndian) { bytes += $0 }
    bytes += text
    return hash(bytes)
  }

  func hash(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: ChainHash.length)
    var count: UInt32 = 0
    let result = bytes.withUnsafeBytes { EVP_Digest($0.baseAddress, $0.count, &digest, &count, method, nil) }
    precondition(result == 1 && Int(count) == ChainHash.length, "libcrypto cannot hash")
    return digest
  }
}

/// The same hash for one record after the other, in a context that is used again.
final class ChainDigest {
  private let function: ChainHash
  private let context: OpaquePointer

  init(_ function: ChainHash) {
    guard let context = EVP_MD_CTX_new() else { preconditionFailure("libcrypto has no memory") }
    self.function = function
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  func hash(after previous: [UInt8], sequence: Int64, text: [UInt8]) -> [UInt8] {
    let number = sequence.bigEndian
    return Array(unsafeUninitializedCapacity: ChainHash.length) { digest, count in
      var length: UInt32 = 0
      let isDone =
        EVP_DigestInit_ex2(context, function.method, nil) == 1
        && EVP_DigestUpdate(context, previous, previous.count) == 1
        && withUnsafeBytes(of: number) { EVP_DigestUpdate(context, $0.baseAddress, $0.count) } == 1
        && EVP_DigestUpdate(context, text, text.count) == 1
        && EVP_DigestFinal_ex(context, digest.baseAddress, &length) == 1
      precondition(isDone && Int(length) == ChainHash.length, "libcrypto cannot hash")
      count = ChainHash.length
    }
  }
}

/// A place in the chain: a record's number and its hash.
struct ChainPoint: Sendable, Equatable {
  var sequence: Int64
  var hash: [UInt8]

  /// Before the first record.
  static let start = ChainPoint(sequence: 0, hash: Array(repeating: 0, count: ChainHash.length))

  /// Numbers beyond are damage, or somebody's making.
  static let numbers: Range<Int64> = 0..<1 << 60

  var isPlausible: Bool { ChainPoint.numbers.contains(sequence) && hash.count == ChainHash.length }
}

/// Bytes as lower-case hexadecimal digits, and back.
enum Hex {
  static func text(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    append(bytes, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  static func append(_ bytes: [UInt8], to text: inout [UInt8]) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * bytes.count) { pairs in
      for (index, byte) in bytes.enumerated() {
        pairs[2 * index] = digits[Int(byte >> 4)]
        pairs[2 * index + 1] = digits[Int(byte & 15)]
      }
      text.append(contentsOf: pairs)
    }
  }

  /// Nil where there is anything but pairs of digits and small letters.
  static func bytes(_ text: some Collection<UInt8>) -> [UInt8]? {
    let values = text.map { digits.firstIndex(of: $0) }
    guard values.count % 2 == 0 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: values.count, by: 2) {
      guard let high = values[index], let low = values[index + 1] else { return nil }
      bytes.append(UInt8(high << 4 | low))
    }
    return bytes
  }

  private static let digits = Array("0123456789abcdef".utf8)
}
