// The thread pool, the interrupt flag, memory, and the choice of instruction set.
import CKernels
import XCTest

final class PoolTests: XCTestCase {
    override func setUp() { unet_interrupt_flag().pointee = 0 }

    func testEveryIndexRunsOnce() {
        let threads = unet_thread_count()
        for count: Int32 in [1, 2, 5] {
            unet_set_threads(count)
            for indices in [0, 1, 2, 1000] {
                var hits = [UInt8](repeating: 0, count: indices)
                hits.withUnsafeMutableBufferPointer { buffer in
                    let code = unet_parallel_for(
                        Int64(indices),
                        { context, index, _ in context?.assumingMemoryBound(to: UInt8.self)[Int(index)] += 1 },
                        buffer.baseAddress)
                    XCTAssertEqual(code, 0)
                }
                XCTAssertTrue(hits.allSatisfy { $0 == 1 })
            }
        }
        unet_set_threads(threads)
    }

    func testNestedCallsRunSerially() {
        var hits = [Int](repeating: 0, count: 8)
        hits.withUnsafeMutableBufferPointer { buffer in
            _ = unet_parallel_for(
                8,
                { context, index, _ in
                    // The inner call works on one element from one thread, so plain addition is safe.
                    let mine = context?.assumingMemoryBound(to: Int.self).advanced(by: Int(index))
                    _ = unet_parallel_for(
                        100, { slot, _, _ in slot?.assumingMemoryBound(to: Int.self).pointee += 1 }, mine)
                }, buffer.baseAddress)
        }
        XCTAssertEqual(hits, [Int](repeating: 100, count: 8))
    }

    func testInterruptStops() {
        var ran = 0
        let code = withUnsafeMutablePointer(to: &ran) { pointer in
            unet_parallel_for(
                1_000_000,
                { context, _, thread in
                    if thread == 0 { context?.assumingMemoryBound(to: Int.self).pointee += 1 }
                    unet_interrupt_flag().pointee = 1
                }, pointer)
        }
        XCTAssertEqual(code, Int32(UNET_INTERRUPTED))
        XCTAssertLessThan(ran, 1000)
        var c: [Float] = [0]
        XCTAssertEqual(unet_gemm_f32(0, 0, 1, 1, 1, [1], 1, [1], 1, &c, 1, 0), Int32(UNET_INTERRUPTED))
        unet_interrupt_flag().pointee = 0
        XCTAssertEqual(unet_gemm_f32(0, 0, 1, 1, 1, [1], 1, [1], 1, &c, 1, 0), Int32(UNET_OK))
    }

    func testAllocation() {
        for bytes in [0, 1, 1000, 5 << 20] {
            let pointer = unet_alloc(bytes)
            XCTAssertNotNil(pointer)
            XCTAssertEqual(Int(bitPattern: pointer) % 64, 0)
            unet_free(pointer)
        }
        XCTAssertNil(unet_alloc(.max))
        XCTAssertNil(unet_alloc(1 << 60))
        unet_release_scratch()
    }

    func testInstructionSets() {
        XCTAssertEqual(unet_set_isa("mmx"), 0)
        forEachISA { XCTAssertEqual(String(cString: unet_isa()), $0) }
    }
}
