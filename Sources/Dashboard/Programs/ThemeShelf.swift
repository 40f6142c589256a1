internal import Settings
internal import TextSafety
internal import TextUI

/// Every theme there is by its name; a file is read when its theme is wanted, so that a start waits for one at most.
struct ThemeShelf {
  /// A theme's file is called as the theme is.
  private var files: [SafeText: String] = [:]
  private var loaded: [SafeText: Theme] = ["night": .night]

  /// Those of a folder; nil: the built-in one alone.
  init(folder: String?) {
    guard let folder else { return }
    for file in Listing.files(in: folder, suffix: ".yaml") {
      let name = file.dropFirst(folder.utf8.count + 1).dropLast(".yaml".count)
      files[SafeText(sanitizing: String(name))] = file
    }
  }

  var names: [SafeText] { Set(files.keys).union(loaded.keys).sorted() }

  /// Nil where there is none, or where its file is wrong.
  subscript(name: SafeText) -> Theme? { files[name].flatMap { try? ThemeLoader.load($0) } ?? loaded[name] }

  mutating func add(_ theme: Theme) { loaded[SafeText(sanitizing: theme.name)] = theme }
}
