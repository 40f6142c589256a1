// swift-tools-version: 6.2
import PackageDescription

// The decoders under libFuzzer, see `run`. The modules are links to those of the program, built with coverage and the address
// sanitizer; `-assert-config Debug` makes the standard library check the bounds of unsafe buffers in optimised code too.

let sanitizers = "-sanitize=fuzzer,address"

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .unsafeFlags([sanitizers, "-assert-config", "Debug", "-enable-testing"]),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

let package = Package(
  name: "fuzz",
  dependencies: [.package(url: "https://github.com/apple/swift-collections", from: "1.6.0")],
  targets: [
    .executableTarget(
      name: "Fuzz", dependencies: ["Feeds", "Core", "TextSafety", "CFuzzer"], swiftSettings: settings,
      linkerSettings: [.unsafeFlags([sanitizers, "-use-ld=lld"])]),
    module("Feeds", ["Core", "TextSafety", "CSimdjson", "CExpat"]),
    module("Core", ["TextSafety", .product(name: "DequeModule", package: "swift-collections")]),
    module("TextSafety"),
    .target(name: "CFuzzer"),
    .target(
      name: "CSimdjson", publicHeadersPath: "include",
      cxxSettings: [.unsafeFlags(["-O2", "-fsanitize=fuzzer-no-link,address"])], linkerSettings: [.linkedLibrary("simdjson")]),
    .systemLibrary(name: "CExpat", pkgConfig: "expat"),
  ],
  cxxLanguageStandard: .cxx17
)
