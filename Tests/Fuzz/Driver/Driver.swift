// libFuzzer's way in; built by `Scripts/fuzz` only. The target is named by the environment, as libFuzzer owns the arguments.
import FuzzTargets
import Glibc

private let target: FuzzTarget = {
    let name = getenv("UNETREPL_FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = FuzzTarget.named(name) else {
        print("UNETREPL_FUZZ_TARGET is one of \(FuzzTarget.all.map(\.name).joined(separator: ", "))")
        exit(2)
    }
    return target
}()

@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    target.feed(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
