internal import Glibc

/// The thin edge: files of settings as text.
package enum TextFile {
  /// Nil where there is no such file; throws where it cannot be read.
  static func read(_ path: String) throws(ConfigurationErrors) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 {
      if errno == ENOENT { return nil }
      throw ConfigurationErrors(errors: [ConfigurationError(file: path, message: String(cString: strerror(errno)))])
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0 {
        throw ConfigurationErrors(errors: [ConfigurationError(file: path, message: String(cString: strerror(errno)))])
      }
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += chunk[..<count]
      if bytes.count > 16 << 20 {
        throw ConfigurationErrors(errors: [ConfigurationError(file: path, message: "larger than 16 MiB")])
      }
    }
  }

  package static func required(_ path: String) throws(ConfigurationErrors) -> String {
    guard let text = try read(path) else {
      throw ConfigurationErrors(errors: [ConfigurationError(file: path, message: "no such file")])
    }
    return text
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// A path as it stands in a file: relative ones are seen from the file's folder.
  package static func resolve(_ path: String, from file: String) -> String {
    if path.hasPrefix("/") { return path }
    guard let slash = file.lastIndex(of: "/") else { return path }
    return file[...slash] + path
  }
}
