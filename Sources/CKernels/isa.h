// The body of isa_avx512.c, isa_avx2.c and isa_generic.c: every kernel, compiled for the ISA whose macros are set.
//   ISA            suffix of all symbols
//   ISA_NAME       its name as a string
//   VECTOR_BYTES   size of one register
//   GEMM_ROWS      rows of the register tile of the matrix product: GEMM_ROWS x GEMM_VECTORS accumulators plus
//   GEMM_VECTORS   GEMM_VECTORS loaded vectors and a broadcast must fit the register file
//   TILE_ROWS      the same for the Winograd products, counted in vectors of 16 floats
//   TILE_WIDTH
#define PASTE_(a, b) a##_##b
#define PASTE(a, b) PASTE_(a, b)
#define FN(name) PASTE(name, ISA)

// One fused multiply-add where the ISA has it. Without FMA the builtin would call libm's fmaf per element.
#if HAS_FMA
#define MULTIPLY_ADD(a, b, c) __builtin_elementwise_fma(a, b, c)
#else
#define MULTIPLY_ADD(a, b, c) ((a) * (b) + (c))
#endif
#define UNROLL _Pragma("clang loop unroll(full)")

#define T float
#define TYPED(name) PASTE(PASTE(name, f32), ISA)
#include "gemm.h"
#include "conv.h"
#undef T
#undef TYPED

#define T double
#define TYPED(name) PASTE(PASTE(name, f64), ISA)
#include "gemm.h"
#include "conv.h"
#undef T
#undef TYPED

#include "vector.h"
#include "planes.h"
#include "winograd_tiles.h"
#include "winograd_products.h"
#include "winograd.h"
#include "ops.h"
#include "blocked.h"
#include "random.h"

const unet_table FN(unet_table) = {
    .name = ISA_NAME,
    .gemm_f32 = PASTE(gemm_f32, ISA),
    .gemm_f64 = PASTE(gemm_f64, ISA),
    .conv_forward_f32 = PASTE(conv_forward_f32, ISA),
    .conv_forward_f64 = PASTE(conv_forward_f64, ISA),
    .conv_backward_data_f32 = PASTE(conv_backward_data_f32, ISA),
    .conv_backward_data_f64 = PASTE(conv_backward_data_f64, ISA),
    .conv_backward_weights_f32 = PASTE(conv_backward_weights_f32, ISA),
    .conv_backward_weights_f64 = PASTE(conv_backward_weights_f64, ISA),
    .winograd_forward = FN(winograd_forward),
    .winograd_backward_data = FN(winograd_backward_data),
    .winograd_backward_weights = FN(winograd_backward_weights),
    .channel_affine = FN(channel_affine),
    .softmax = FN(softmax),
    .softmax_backward = FN(softmax_backward),
    .adam = FN(adam),
    .twister_turn = FN(twister_turn),
    .twister = FN(twister),
    .uniform_f32 = FN(uniform_f32),
    .uniform_f64 = FN(uniform_f64),
    .normal_f32 = FN(normal_f32),
    .convert = FN(convert),
    .image_conv3x3 = FN(image_conv3x3),
    .image_conv3x3_weights = FN(image_conv3x3_weights),
    .image_pointwise = FN(image_pointwise),
    .image_pointwise_data = FN(image_pointwise_data),
    .image_pointwise_weights = FN(image_pointwise_weights),
    .image_pool = FN(image_pool),
    .image_pool_backward = FN(image_pool_backward),
};
