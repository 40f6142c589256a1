internal import Glibc
internal import TextSafety

/// A Unix socket's path or an IPv4 address and port.
enum SocketEndpoint: Sendable {
  case unix(address: sockaddr_un, path: String)
  case tcp(address: sockaddr_in, name: String)

  static func unix(path: String) throws(CollectorError) -> SocketEndpoint {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let room = MemoryLayout.size(ofValue: address.sun_path)
    guard !path.isEmpty, path.utf8.count < room else { throw CollectorError("path must have 1 to \(Int64(room - 1)) bytes") }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    return .unix(address: address, path: path)
  }

  static func tcp(address text: String, port: UInt16) throws(CollectorError) -> SocketEndpoint {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    guard inet_pton(AF_INET, text == "localhost" ? "127.0.0.1" : text, &address.sin_addr) == 1 else {
      throw CollectorError("address must be an IPv4 address")
    }
    return .tcp(address: address, name: "\(text):\(port)")
  }

  var name: SafeText {
    switch self {
    case .unix(_, let path): SafeText(sanitizing: path)
    case .tcp(_, let name): SafeText(sanitizing: name)
    }
  }

  /// A socket that waits for others. A Unix socket left over from a dead program is taken over; a living one is not.
  func listen() throws(CollectorError) -> Int32 {
    if case .unix(_, let path) = self, let alive = try? connect() {
      Glibc.close(alive)
      throw CollectorError("\(SafeText(sanitizing: path)) is in use")
    }
    let descriptor = try open()
    if case .unix(_, let path) = self {
      var status = stat()
      if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK { unlink(path) }
    } else {
      var on: Int32 = 1
      setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    }
    // Nobody but the owner may write into the wall: Linux gives the file the mode that the socket has.
    fchmod(descriptor, 0o600)
    guard withAddress({ bind(descriptor, $0, $1) }) == 0, Glibc.listen(descriptor, 64) == 0 else {
      let error = CollectorError.system("cannot listen at \(name)")
      Glibc.close(descriptor)
      throw error
    }
    // Asked for guests at every wake, whoever caused it.
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    return descriptor
  }

  func connect() throws(CollectorError) -> Int32 {
    let descriptor = try open()
    guard withAddress({ Glibc.connect(descriptor, $0, $1) }) == 0 else {
      let error = CollectorError.system("cannot connect to \(name)")
      Glibc.close(descriptor)
      throw error
    }
    return descriptor
  }

  func close(_ descriptor: Int32) {
    Glibc.close(descriptor)
    if case .unix(_, let path) = self { unlink(path) }
  }

  private func open() throws(CollectorError) -> Int32 {
    let family = if case .unix = self { AF_UNIX } else { AF_INET }
    let descriptor = socket(family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw .system("no socket") }
    return descriptor
  }

  private func withAddress(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    switch self {
    case .unix(var address, _): SocketEndpoint.pointer(to: &address, body)
    case .tcp(var address, _): SocketEndpoint.pointer(to: &address, body)
    }
  }

  private static func pointer<Address>(to address: inout Address, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32
  {
    withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<Address>.size)) }
    }
  }
}
