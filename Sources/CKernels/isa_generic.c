// The kernels for the compiler's baseline: NEON on arm64, SSE2 on other x86-64 (see isa.h).
#include "internal.h"
#include <math.h>
#include <string.h>
#define ISA generic
#define ISA_NAME "generic"
#define VECTOR_BYTES 16
#if defined(__aarch64__)
#define HAS_FMA 1
#define GEMM_ROWS 8
#define GEMM_VECTORS 2
#define TILE_ROWS 6
#else
#define HAS_FMA 0
#define GEMM_ROWS 4
#define GEMM_VECTORS 2
#define TILE_ROWS 3
#endif
#define TILE_WIDTH 1
#include "isa.h"
