internal import Glibc

/// What is in folders, by name.
enum Listing {
  static func files(in folder: String, suffix: String) -> [String] {
    names(in: folder).filter { $0.hasSuffix(suffix) }.map { folder + "/" + $0 }
  }

  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }
}
