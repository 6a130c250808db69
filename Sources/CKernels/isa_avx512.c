// The kernels for x86-64 with AVX-512 (see isa.h). System headers come first: they must not get the target attribute.
#include "internal.h"
#include <math.h>
#include <string.h>
#if defined(__x86_64__)
#define ISA avx512
#define ISA_NAME "avx512"
#define HAS_FMA 1
#define VECTOR_BYTES 64
#define GEMM_ROWS 8
#define GEMM_VECTORS 2
#define TILE_ROWS 8
#define TILE_WIDTH 2
#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx512dq,avx512bw,fma"))), apply_to = function)
#include "isa.h"
#pragma clang attribute pop
#endif
