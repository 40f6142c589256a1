internal import TextSafety

/// A ticket as the table keeps it: one block of memory with figures that are always there, then what may be missing, its texts and its
/// steps. A million open tickets take 300 MB so, and 830 MB as values with their texts.
///
/// A block is changed only while nothing else holds it, as an array is, so it may cross threads.
struct PackedTicket: @unchecked Sendable {
  struct Head {
    var revision: Int64
    var place: PlaceCode
    var at: Timestamp
    var receivedAt: Timestamp
    /// `distantFuture` where there is none.
    var dueAt: Timestamp
    var yellowAt: Timestamp
    var state: TicketUpdate.State
    var domain: TicketUpdate.Domain
    var ticketClass: TicketUpdate.Class
    var channel: TicketUpdate.Channel?
    var priority: TicketUpdate.Priority
    var light: TicketUpdate.Light?
    var isExercise: Bool
    var flags: TicketUpdate.Flags
    /// Which of the table's sources; only with `Parts.sharedSource`.
    var source: UInt8
    var parts: Parts
    var count: Int32 = 0
    /// A county has six digits.
    var firstCounty: Int32 = 0

    /// Where it was when it was first told of.
    var firstUnit: PlaceCode {
      get { PlaceCode(digits: Int64(firstCounty)) }
      set { firstCounty = Int32(clamping: newValue.digits) }
    }
  }

  /// What a ticket has of all it may have.
  struct Parts: OptionSet {
    let rawValue: UInt16
    static let dispatchedAt = Parts(rawValue: 1)
    static let signedAt = Parts(rawValue: 2)
    static let dueAt = Parts(rawValue: 4)
    static let repliedAt = Parts(rawValue: 8)
    static let closedAt = Parts(rawValue: 16)
    static let returns = Parts(rawValue: 32)
    static let rating = Parts(rawValue: 64)
    static let seconds = Parts(rawValue: 128)
    static let workingDays = Parts(rawValue: 256)
    static let service = Parts(rawValue: 512)
    static let agency = Parts(rawValue: 1024)
    static let placeText = Parts(rawValue: 2048)
    static let cluster = Parts(rawValue: 4096)
    static let coAgencies = Parts(rawValue: 8192)
    /// Its due time is that of the head.
    static let dueAsTold = Parts(rawValue: 16384)
    /// Its source is one of the table's.
    static let sharedSource = Parts(rawValue: 32768)

    var limit: Bool { contains(.seconds) || contains(.workingDays) }
    /// The figures behind the head, eight bytes each.
    var figures: Int { (rawValue & 511).nonzeroBitCount }
  }

  /// A class of its own: that of a generic one would have to be looked up for every ticket.
  private final class Block: ManagedBuffer<Head, UInt8> {}

  private var block: Block

  var head: Head { block.withUnsafeMutablePointerToHeader { $0.pointee } }
  var byteCount: Int { block.withUnsafeMutablePointerToHeader { Int($0.pointee.count) } }

  init(_ head: Head, _ bytes: UnsafeRawBufferPointer) {
    let buffer = Block.create(minimumCapacity: PackedTicket.capacity(for: bytes.count)) { _ in head }
    block = unsafeDowncast(buffer, to: Block.self)
    fill(with: bytes)
  }

  /// The same as a new block, in place where there is room and nobody else holds it.
  mutating func replace(_ head: Head, _ bytes: UnsafeRawBufferPointer) {
    guard PackedTicket.capacity(for: byteCount) >= bytes.count, isKnownUniquelyReferenced(&block) else {
      self = PackedTicket(head, bytes)
      return
    }
    block.withUnsafeMutablePointerToHeader { $0.pointee = head }
    fill(with: bytes)
  }

  mutating func setFirstUnit(_ unit: PlaceCode) {
    if !isKnownUniquelyReferenced(&block) { self = read { head, reader in PackedTicket(head, reader.rest) } }
    block.header.firstUnit = unit
  }

  private func fill(with bytes: UnsafeRawBufferPointer) {
    block.withUnsafeMutablePointers { head, elements in
      head.pointee.count = Int32(bytes.count)
      UnsafeMutableRawBufferPointer(start: elements, count: bytes.count).copyMemory(from: bytes)
    }
  }

  /// As the allocator rounds, so that a revision that is a little longer fits.
  private static func capacity(for count: Int) -> Int { (count + 15) & ~15 }

  func read<Result>(_ body: (Head, inout PackedReader) -> Result) -> Result {
    block.withUnsafeMutablePointers { head, elements in
      var reader = PackedReader(UnsafeRawBufferPointer(start: elements, count: Int(head.pointee.count)))
      return body(head.pointee, &reader)
    }
  }

  /// The address of the block, to look at it without holding it.
  var address: UnsafeRawPointer { UnsafeRawPointer(Unmanaged.passUnretained(block).toOpaque()) }

  /// Something of each piece of memory, as the processor fetches it, that the block takes.
  var touched: UInt8 {
    block.withUnsafeMutablePointers { head, elements in
      stride(from: 0, to: Int(head.pointee.count), by: 64).reduce(0) { $0 ^ elements[$1] }
    }
  }

  func isTicket(_ id: SafeText) -> Bool { read { _, reader in id.isSame(as: reader.textBytes()) } }

  var id: SafeText { read { _, reader in reader.text() } }
}
