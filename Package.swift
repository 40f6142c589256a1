// swift-tools-version: 6.2
import PackageDescription

// Arrows point down only: a target may depend on targets of lower layers. The build enforces it with
// `--explicit-target-dependency-import-check error`; see Sources/Dashboard/Dashboard.docc/Architecture.md.

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

let package = Package(
  name: "zhiban",
  products: [.executable(name: "zhiban", targets: ["zhiban"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    // Layer 5: the command line.
    .executableTarget(
      name: "zhiban",
      dependencies: [
        "Dashboard", "Panels", "Core", "TextUI", "TextSafety", "Configuration", "Simulation", "Feeds", "Collectors",
        "Persistence",
        "Terminal", "CSystem", arguments,
      ],
      swiftSettings: settings),

    // Layer 4: everything meets.
    module(
      "Dashboard",
      [
        "Core", "TextUI", "TextSafety", "Messaging", "Feeds", "Panels", "Persistence", "Terminal", "Collectors", "Configuration",
        "Simulation",
        "CSystem",
      ]),

    // Layer 3: where bytes come from; YAML; made-up feeds.
    module("Collectors", ["Core", "Feeds", "Messaging", "TextSafety", "CSystem"]),
    module("Configuration", ["Core", "Feeds", "TextUI", "TextSafety", yams]),
    module("Simulation", ["Core", "Feeds", "TextSafety", "Configuration", yams]),

    // Layer 2: a line in; a part of the screen; the disk; the tty.
    module("Feeds", ["Core", "TextSafety", "CSimdjson"]),
    module("Panels", ["Core", "TextUI", "TextSafety"]),
    module("Persistence", ["Core", "Feeds", "TextSafety", grdb]),
    module("Terminal", ["TextUI", "TextSafety", "CNcurses", "CSystem"]),

    // Layer 1: domain and reducer; canvas and widgets; event bus.
    module("Core", ["TextSafety", deque]),
    module("TextUI", ["TextSafety"]),
    module("Messaging", ["CSystem"]),

    // Layer 0: text that is safe to show; C.
    module("TextSafety"),
    .target(name: "CSystem", publicHeadersPath: "include"),
    .target(
      name: "CSimdjson", publicHeadersPath: "include", cxxSettings: [.unsafeFlags(["-O2"])],
      linkerSettings: [.linkedLibrary("simdjson")]),
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncursesw5-dev"])]),

    // Tests.
    .target(name: "TestSupport", dependencies: ["Core", "TextUI", "TextSafety"], swiftSettings: settings),
    tests("TextSafetyTests", ["TextSafety"]),
    tests("CoreTests", ["Core", "TextSafety", "TestSupport"]),
    tests("TextUITests", ["TextUI", "TextSafety", "TestSupport"]),
    tests("MessagingTests", ["Messaging"]),
    .testTarget(
      name: "FeedsTests", dependencies: ["Feeds", "Core", "TextSafety", "TestSupport"], exclude: ["Cases"],
      swiftSettings: settings),
    tests("PanelsTests", ["Panels", "Core", "TextUI", "TextSafety", "TestSupport"]),
    tests("PersistenceTests", ["Persistence", "Core", "TextSafety", "TestSupport"]),
    tests("TerminalTests", ["Terminal", "TextUI", "TextSafety", "CSystem"]),
    tests("CollectorsTests", ["Collectors", "Core", "Feeds", "Messaging", "TextSafety", "TestSupport"]),
    tests("ConfigurationTests", ["Configuration", "Core", "Feeds", "TextUI", "TextSafety", "TestSupport"]),
    tests("SimulationTests", ["Simulation", "Core", "Feeds", "TextSafety"]),
    tests(
      "DashboardTests", ["Dashboard", "Core", "TextUI", "TextSafety", "Panels", "Configuration", "Persistence", "TestSupport"]),
    tests("CommandTests", ["CSystem"]),
  ],
  cxxLanguageStandard: .cxx17
)
