internal import Core
internal import Synchronization

/// So many requests a second from each peer, with a burst of as many: one that floods is limited alone.
final class RateLimit: Sendable {
  private struct Bucket {
    var tokens: Double
    var at: Timestamp
  }

  /// Peers remembered; beyond, all that are full again are forgotten.
  private static let peerLimit = 1000

  private let perSecond: Double
  private let buckets = Mutex<[String: Bucket]>([:])

  init(perSecond: Double) { self.perSecond = perSecond }

  /// Nil where the request may pass; else the seconds after which one may.
  func delay(for peer: String, at now: Timestamp) -> Int? {
    buckets.withLock { buckets in
      if buckets.count >= RateLimit.peerLimit, buckets[peer] == nil {
        buckets = buckets.filter { now - $0.value.at < 1 }
        if buckets.count >= RateLimit.peerLimit { return 1 }
      }
      var bucket = buckets[peer] ?? Bucket(tokens: perSecond, at: now)
      bucket.tokens = min(perSecond, bucket.tokens + max(0, now - bucket.at) * perSecond)
      bucket.at = now
      defer { buckets[peer] = bucket }
      guard bucket.tokens >= 1 else { return max(1, Int((1 - bucket.tokens) / perSecond)) }
      bucket.tokens -= 1
      return nil
    }
  }
}
