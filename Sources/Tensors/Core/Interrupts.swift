// Ctrl-C. A signal handler writes one C int; the interpreter polls it between statements and calls, the kernels between tiles, and
// whoever sees it first throws KeyboardInterrupt. Work that must not be left half done (an optimizer's step) is held: it finishes,
// and the interrupt is seen right after.

import CKernels
import Schema

public enum Interrupts {
    /// 0: none. 1: stop, once; cleared by whoever throws. 2: abandon; stays until the next cell, so that nothing can catch it and go on.
    public static var flag: UnsafeMutablePointer<Int32> { unet_interrupt_flag() }

    /// Runs `body` to its end, whatever comes. For short work only.
    public static func held<R>(_ body: () throws -> R) rethrows -> R {
        unet_hold_interrupts(1)
        defer { unet_hold_interrupts(-1) }
        return try body()
    }

    /// Throws KeyboardInterrupt when one is wanted.
    public static func check() throws { if unet_interrupted() != 0 { throw raised() } }

    static func raised() -> Failure {
        if flag.pointee == 1 { flag.pointee = 0 }
        return Failure(.keyboardInterrupt, "")
    }
}
