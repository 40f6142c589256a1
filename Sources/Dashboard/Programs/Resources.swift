internal import Glibc

/// Where the files are that come with the program: beside a checkout's build, beside an installed binary, or where ZHIBAN_HOME says.
enum Resources {
  /// The folder or file of that name; nil where there is none.
  static func path(_ name: String) -> String? {
    for folder in folders where access(folder + "/" + name, R_OK) == 0 { return folder + "/" + name }
    return nil
  }

  private static var folders: [String] {
    var folders: [String] = []
    if let home = getenv("ZHIBAN_HOME") { folders.append(String(cString: home)) }
    var buffer = [CChar](repeating: 0, count: 4096)
    let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    if length > 0 {
      var parts = String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self).split(separator: "/")
        .dropLast()
      while !parts.isEmpty {
        folders.append("/" + parts.joined(separator: "/"))
        parts = parts.dropLast()
      }
    }
    return folders + [".", "/usr/local/share/zhiban", "/usr/share/zhiban"]
  }
}
