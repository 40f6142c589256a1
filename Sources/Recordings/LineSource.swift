/// Whole lines of a recording, in memory.
public struct Chunk: Sendable {
  public let bytes: [UInt8]
  /// Where the lines after it are.
  public let next: Int
  /// How many lines there are before it.
  public let linesBefore: Int
  /// It only brings the state to where the recording begins.
  public let isWarmUp: Bool
  /// What had to be passed over to come here.
  public let faults: [RecordingFault]
}

/// Lines in the order they arrived, a chunk at a time: plain JSON lines, or compressed in blocks.
public protocol LineSource: Sendable {
  var path: String { get }
  /// What was found unsound on opening.
  var faults: [RecordingFault] { get }
  /// About how many lines there are.
  var estimatedLines: Int { get }
  /// The heads of its blocks; nil for plain lines.
  var blocks: [BlockHead]? { get }
  /// The lines at a place; nil at the end. The first place is 0, the others are told by the chunks before them.
  func chunk(at place: Int, linesBefore: Int) -> Chunk?
  /// The last lines of it.
  func tail() -> Chunk?
}

public enum RecordingFile {
  /// Opens a recording of either kind, told apart by its first bytes.
  public static func open(_ path: String) throws(RecordingError) -> any LineSource {
    let file = try FileAccess(path: path)
    return FileHead.begins(file.read(at: 0, count: 64)) ? try BlockSource(file) : PlainSource(file)
  }

  /// Opens several as one, told in the order in which they begin.
  public static func open(series paths: [String]) throws(RecordingError) -> any LineSource {
    var sources: [any LineSource] = []
    for path in paths { sources.append(try open(path)) }
    return sources.count == 1 ? sources[0] : SeriesSource(sources)
  }

  /// What these files are called.
  public static let suffix = ".zbr"
}
