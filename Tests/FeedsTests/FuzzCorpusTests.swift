import Glibc
import Testing

/// `.ci/fuzz`: beside the tests, where links to them end.
private let folder =
  realpath("\(#filePath)", nil).map { path in
    defer { free(path) }
    return String(cString: path).split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/.ci/fuzz"
  } ?? ""

/// What the fuzzer found on its ways, and what broke something once, is read as it reads it.
@Suite struct FuzzCorpusTests {
  @Test func everyTargetHasACorpusAndNothingElseHasOne() throws {
    // Lines are cut by the collectors, and tested there.
    let targets = FuzzTargets.all().map(\.name) + ["lines"]
    #expect(try #require(names(in: folder + "/corpus")) == targets.sorted())
    #expect(Set(names(in: folder + "/regressions") ?? []).isSubset(of: targets))
  }

  @Test(arguments: FuzzTargets.all().map(\.name)) func everyInputKeepsTheRules(name: String) throws {
    let target = try #require(FuzzTargets.target(named: name))
    let corpus = try #require(names(in: "\(folder)/corpus/\(name)"))
    try #require(!corpus.isEmpty)
    let regressions = names(in: "\(folder)/regressions/\(name)") ?? []
    for path in corpus.map({ "corpus/\(name)/\($0)" }) + regressions.map({ "regressions/\(name)/\($0)" }) {
      let bytes = try #require(contents(of: "\(folder)/\(path)"))
      #expect(bytes.withUnsafeBytes { target.complaint(about: $0) } == nil, "\(path)")
    }
  }
}
