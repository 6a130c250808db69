// The C library's functions under names that do not collide with tensor operations.
import Glibc

func sine(_ x: Double) -> Double { sin(x) }
func cosine(_ x: Double) -> Double { cos(x) }
