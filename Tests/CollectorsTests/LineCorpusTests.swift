import Foundation
import Testing

/// What the fuzzer found on its way, and what broke something once.
@Suite struct LineCorpusTests {
  private static let folder = URL(fileURLWithPath: "\(#filePath)").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("../../.ci/fuzz").standardizedFileURL.path

  @Test func chunksDoNotMatterToWhatTheFuzzerFound() throws {
    let target = LineTarget()
    let corpus = try FileManager.default.contentsOfDirectory(atPath: Self.folder + "/corpus/lines")
    try #require(!corpus.isEmpty)
    let regressions = (try? FileManager.default.contentsOfDirectory(atPath: Self.folder + "/regressions/lines")) ?? []
    for path in corpus.map({ "corpus/lines/\($0)" }) + regressions.map({ "regressions/lines/\($0)" }) {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(Self.folder)/\(path)"))
      #expect(bytes.withUnsafeBytes { target.complaint(about: $0) } == nil, "\(path)")
    }
  }
}
