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
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioTLS = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let compression = Target.Dependency.product(name: "NIOHTTPCompression", package: "swift-nio-extras")
let http = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")

// The program as it is installed brings Swift's own libraries along, so that it holds in memory what it uses of them and needs no Swift
// where it runs: Sources/Dashboard/Dashboard.docc/Decisions/0025-linked-as-one.md.
let asOne: [LinkerSetting] =
  [
    "Foundation", "FoundationInternationalization", "FoundationEssentials", "CoreFoundation", "_FoundationICU",
    "_FoundationCShims", "_FoundationCollections", "swiftSynchronization", "swift_Builtin_float",
  ].map { .linkedLibrary($0, .when(platforms: [.linux], configuration: .release)) }
  + [
    .unsafeFlags(
      [
        "-static-stdlib", "-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs", "-Xlinker", "--no-export-dynamic",
        "-Xlinker", "--strip-debug",
      ], .when(platforms: [.linux], configuration: .release))
  ]

func module(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

/// `data`: folders that the tests find beside their own source, and that are no part of the build.
func tests(
  _ name: String, _ dependencies: [Target.Dependency], data: [String] = [], resources: [Resource] = []
) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: data, resources: resources, swiftSettings: settings)
}

let package = Package(
  name: "zhiban",
  products: [.executable(name: "zhiban", targets: ["zhiban"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0", traits: []),
  ],
  targets: [
    // Layer 5: the command line.
    .executableTarget(
      name: "zhiban",
      dependencies: [
        "Dashboard", "Panels", "Core", "TextUI", "TextSafety", "Settings", "Simulation", "Feeds", "Collectors",
        "Persistence",
        "Terminal", "CLinux", arguments,
      ],
      swiftSettings: settings, linkerSettings: asOne),

    // Layer 4: everything meets.
    module(
      "Dashboard",
      [
        "Core", "TextUI", "TextSafety", "Messaging", "Feeds", "Panels", "Persistence", "Recordings", "Terminal", "Collectors",
        "Settings", "Simulation",
        "CLinux", "CCrypto",
      ]),

    // Layer 3: where bytes come from; YAML; made-up feeds.
    module(
      "Collectors",
      [
        "Core", "Feeds", "Messaging", "Recordings", "TextSafety", "CLinux", httpClient, hummingbird, hummingbirdCore,
        hummingbirdTLS, nio,
        nioPosix, nioHTTP, nioTLS,
        compression, http, logging, subprocess, systemPackage,
      ]),
    module(
      "Settings", ["Core", "Feeds", "Panels", "TextUI", "TextSafety", yams],
      resources: [.embedInCode("Resources/boards.yaml")]),
    module("Simulation", ["Core", "Feeds", "TextSafety", "Settings", yams]),

    // Layer 2: a line in; a part of the screen; the disk; the tty.
    module("Feeds", ["Core", "TextSafety", "CSimdjson", "CExpat"]),
    module("Panels", ["Core", "TextUI", "TextSafety"], resources: [.embedInCode("Resources/traditional.tsv")]),
    module("Persistence", ["Core", "Feeds", "TextSafety", "CCrypto", grdb, sqlite]),
    module("Recordings", ["Core", "Feeds", "TextSafety", "CZstd"]),
    module("Terminal", ["TextUI", "TextSafety", "CNcurses", "CLinux"]),

    // Layer 1: domain and reducer; canvas and widgets; event bus.
    module("Core", ["TextSafety", deque]),
    module("TextUI", ["TextSafety"]),
    module("Messaging", ["CLinux"]),

    // Layer 0: text that is safe to show; C.
    module("TextSafety"),
    .target(name: "CLinux", publicHeadersPath: "include"),
    .target(
      name: "CSimdjson", publicHeadersPath: "include", cxxSettings: [.unsafeFlags(["-O2"])],
      linkerSettings: [.linkedLibrary("simdjson")]),
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncursesw5-dev"])]),
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

    // Tests.
    .target(name: "TestSupport", dependencies: ["Core", "TextUI", "TextSafety"], swiftSettings: settings),
    tests("TextSafetyTests", ["TextSafety"]),
    tests("CoreTests", ["Core", "TextSafety", "TestSupport"]),
    tests("TextUITests", ["TextUI", "TextSafety", "TestSupport"], data: ["__Snapshots__"]),
    tests("MessagingTests", ["Messaging"]),
    tests("FeedsTests", ["Feeds", "Core", "TextSafety", "TestSupport"], data: ["Cases"]),
    tests(
      "PanelsTests", ["Panels", "Settings", "Core", "TextUI", "TextSafety", "TestSupport"], data: ["__Snapshots__"]),
    tests("PersistenceTests", ["Persistence", "Core", "TextSafety", "TestSupport"], resources: [.copy("Fixtures")]),
    tests("RecordingsTests", ["Recordings", "Core", "Feeds", "TextSafety", "TestSupport"]),
    tests("TerminalTests", ["Terminal", "TextUI", "TextSafety", "CLinux"]),
    tests(
      "CollectorsTests",
      [
        "Collectors", "Core", "Feeds", "Messaging", "Recordings", "TextSafety", "TestSupport", httpClient, hummingbird,
        hummingbirdCore,
        hummingbirdTLS, http, logging, nio, nioHTTP, nioTLS,
      ]),
    tests("SettingsTests", ["Settings", "Panels", "Core", "Feeds", "TextUI", "TextSafety", "TestSupport"]),
    tests("SimulationTests", ["Simulation", "Settings", "Core", "Feeds", "TextSafety"]),
    tests(
      "DashboardTests",
      [
        "Dashboard", "Core", "TextUI", "TextSafety", "Panels", "Settings", "Persistence", "Collectors", "Recordings",
        "Feeds", "TestSupport",
      ]),
    tests("CommandTests", ["CLinux"]),
  ],
  cxxLanguageStandard: .cxx17
)
