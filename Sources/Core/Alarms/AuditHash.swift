/// The hash that chains a journal. A log keeps the one it was made with.
public enum AuditHash: String, Sendable, CaseIterable {
  /// GB/T 32905, what Chinese audits ask for.
  case sm3
  case sha256
}
