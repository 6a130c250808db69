// Work shared by the kernel pool: a range is cut into chunks of at least `grain` elements and `body` is called once per
// chunk. Small ranges run here and now. Chunks do not depend on the number of threads, so results do not either.

import CKernels
import Schema

private struct Task {
    let body: (Int, Int) -> Void
    let count: Int
    let chunk: Int
}

/// Calls `body(from, to)` for chunks of 0..<count, on several threads when the range is large.
///
/// `grain` is the fewest elements worth a chunk (about 20 µs of work). Throws KeyboardInterrupt after Ctrl-C.
@inline(__always)
func parallel(_ count: Int, grain: Int = 32768, _ body: (_ from: Int, _ to: Int) -> Void) throws {
    if count <= grain {
        body(0, count)
        return
    }
    try shareOut(count, grain: grain, body)
}

@inline(never)
private func shareOut(_ count: Int, grain: Int, _ body: (Int, Int) -> Void) throws {
    try withoutActuallyEscaping(body) { body in
        var task = Task(body: body, count: count, chunk: max(grain, (count + 255) / 256))
        let chunks = (count + task.chunk - 1) / task.chunk
        let code = withUnsafeMutablePointer(to: &task) { pointer in
            unet_parallel_for(
                Int64(chunks),
                { context, index, _ in
                    guard let task = context?.assumingMemoryBound(to: Task.self) else { return }
                    let from = Int(index) * task.pointee.chunk
                    task.pointee.body(from, min(from + task.pointee.chunk, task.pointee.count))
                }, pointer)
        }
        try check(code)
    }
}

/// Turns a kernel's result code into an error.
public func check(_ code: Int32) throws {
    switch Int(code) {
    case UNET_OK: return
    case UNET_INTERRUPTED: throw Interrupts.raised()
    case UNET_NO_MEMORY: throw Failure(.memoryError, "no memory for a kernel's work area")
    default: throw Failure(.runtimeError, "a kernel refused these sizes")
    }
}

/// How many threads the engine uses. Results are the same bits for any number.
public enum Threads {
    public static var count: Int {
        get { Int(unet_thread_count()) }
        set { unet_set_threads(Int32(clamping: newValue)) }
    }
}
