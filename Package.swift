// swift-tools-version: 6.0
// The targets and their one-way imports are described in Sources/README.md.
import PackageDescription

let package = Package(
    name: "unetrepl",
    products: [
        .executable(name: "unetrepl", targets: ["unetrepl"])
    ],
    dependencies: [
        // Command-line options: parsing, help and error texts.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // Python's integers have no largest value.
        .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
    ],
    targets: [
        // -O2 in debug builds too: tests run the same kernels that users run.
        .target(name: "CKernels", cSettings: [.unsafeFlags(["-O2", "-Wall", "-Wextra"])]),
        .target(name: "CImage", linkerSettings: [.linkedLibrary("png"), .linkedLibrary("z"), .linkedLibrary("jpeg")]),
        .target(name: "CReadline", linkerSettings: [.linkedLibrary("readline")]),
        .systemLibrary(name: "CFreeType", pkgConfig: "freetype2", providers: [.apt(["libfreetype-dev"])]),

        .target(name: "Schema"),
        .target(name: "Tensors", dependencies: ["CKernels", "Schema"]),
        .target(name: "Layers", dependencies: ["Tensors", "Schema"]),
        .target(name: "Figures", dependencies: ["CImage", "CFreeType", "Schema"]),
        // Released, the interpreter counts references without atomics (scripts run on one thread at a time, and the kernels' threads never
        // see a script object) and without the dynamic exclusivity checks: those cost 11 % over the rows of Scripts/benchmark
        // interpreter (39 % on nested dicts, 50 % on sorting), and what they do about a mistake of ours is to end the process. Debug
        // builds keep both, so every test is a search for such a mistake; none is known.
        .target(
            name: "Script", dependencies: ["Schema", "BigInt"],
            swiftSettings: [
                .unsafeFlags(
                    ["-Xfrontend", "-assume-single-threaded", "-enforce-exclusivity=unchecked"],
                    .when(configuration: .release))
            ]),
        .target(name: "Bindings", dependencies: ["Schema", "Tensors", "Layers", "Figures", "Script"]),
        .target(name: "Session", dependencies: ["Schema", "Script", "Figures", "Bindings"]),
        .executableTarget(
            name: "unetrepl",
            dependencies: [
                "Session", "CReadline", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            // The runtime is linked in: start-up in milliseconds, and the binary runs where no toolchain is installed. BigInt and the
            // argument parser need FoundationEssentials, whose static link wants the three libraries named here. Foundation proper and
            // ICU stay out (27 MB instead of 72, 1 ms of every start) while no file uses a member of theirs: see Script/Text/TextSearch.
            // A fixed address, as CPython's own binaries have: 60 000 relocations less, 1.2 of the 5 ms to the first statement.
            linkerSettings: [
                .unsafeFlags(
                    [
                        "-static-stdlib", "-l_FoundationCShims", "-l_FoundationCollections", "-lswiftSynchronization",
                        "-Xclang-linker", "-no-pie", "-Xlinker", "--gc-sections", "-Xlinker", "-s",
                    ], .when(platforms: [.linux], configuration: .release))
            ]),

        // Readers of untrusted bytes as functions of bytes: driven by Scripts/fuzz, replayed by FuzzTests.
        .target(
            name: "FuzzTargets",
            dependencies: ["Schema", "Tensors", "Script", "Bindings", "Figures", "Layers", "Session"],
            path: "Tests/Fuzz/Targets"),
        .testTarget(name: "FuzzTests", dependencies: ["FuzzTargets", "Script", "Session"]),

        // The bars of Tests/TRUST.md.
        .testTarget(
            name: "TrustTests",
            dependencies: ["Schema", "Tensors", "Layers", "Script", "Bindings", "Session", "Figures"]),
        .testTarget(name: "KernelTests", dependencies: ["CKernels"]),
        .testTarget(name: "SchemaTests", dependencies: ["Schema"]),
        .testTarget(name: "TensorsTests", dependencies: ["Tensors"]),
        .testTarget(name: "LayersTests", dependencies: ["Layers"]),
        .testTarget(name: "FiguresTests", dependencies: ["Figures"]),
        .testTarget(name: "ScriptTests", dependencies: ["Script"]),
        .testTarget(name: "BindingsTests", dependencies: ["Bindings"]),
        .testTarget(name: "SessionTests", dependencies: ["Session"]),
    ]
)

// libFuzzer brings its own `main`, so its driver exists only when `Scripts/fuzz` builds it.
if Context.environment["UNETREPL_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzz/Driver",
            swiftSettings: [.unsafeFlags(["-parse-as-library"])]))
}
