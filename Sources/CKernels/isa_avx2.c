// The kernels for x86-64 with AVX2 and FMA (see isa.h).
#include "internal.h"
#include <math.h>
#include <string.h>
#if defined(__x86_64__)
#define ISA avx2
#define ISA_NAME "avx2"
#define HAS_FMA 1
#define VECTOR_BYTES 32
#define GEMM_ROWS 6
#define GEMM_VECTORS 2
#define TILE_ROWS 6
#define TILE_WIDTH 1
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "isa.h"
#pragma clang attribute pop
#endif
