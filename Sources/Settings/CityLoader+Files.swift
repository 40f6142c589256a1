internal import Dispatch
internal import Synchronization
internal import Yams

extension CityLoader {
  /// A file's YAML, and what is wrong with it.
  struct Composed: @unchecked Sendable {
    // One thread makes it, another one has it afterwards.
    var reader: YAMLReader
    var root: YAMLValue?
  }

  /// The YAML files of a folder, composed side by side: that is most of the work of a start.
  static func composed(_ folder: String) throws(ConfigurationErrors) -> [String: Composed] {
    let names = fileNames.filter { $0.hasSuffix(".yaml") }
    let results = Mutex<[String: Result<Composed, ConfigurationErrors>]>([:])
    DispatchQueue.concurrentPerform(iterations: names.count) { number in
      // The longest first, so that none is left to be waited for.
      let name = names[names.count - 1 - number]
      let result = read(folder + "/" + name)
      if let result { results.withLock { $0[name] = result } }
    }
    var files: [String: Composed] = [:]
    for (name, result) in results.withLock(\.self).sorted(by: { $0.key < $1.key }) { files[name] = try result.get() }
    return files
  }

  /// Nil where there is no such file.
  private static func read(_ path: String) -> Result<Composed, ConfigurationErrors>? {
    let text: String?
    do { text = try TextFile.read(path) } catch { return .failure(error) }
    guard let text else { return nil }
    let reader = YAMLReader(file: path)
    return .success(Composed(reader: reader, root: reader.root(text)))
  }
}
