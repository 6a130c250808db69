// What the files of this target share: the table of kernels of one ISA, and scratch memory.
#pragma once

#include "CKernels.h"

/// One ISA's kernels. Each isa_*.c fills one; dispatch.c picks one and checks arguments before it calls through.
typedef struct {
    const char *name;
    int (*gemm_f32)(int, int, int64_t, int64_t, int64_t, const float *, int64_t, const float *, int64_t, float *,
                    int64_t,
                    int);
    int (*gemm_f64)(int, int, int64_t, int64_t, int64_t, const double *, int64_t, const double *, int64_t, double *,
                    int64_t, int);
    int (*conv_forward_f32)(const unet_conv2d_shape *, const float *, const float *, const float *, float *);
    int (*conv_forward_f64)(const unet_conv2d_shape *, const double *, const double *, const double *, double *);
    int (*conv_backward_data_f32)(const unet_conv2d_shape *, const float *, const float *, const float *, float *);
    int (*conv_backward_data_f64)(const unet_conv2d_shape *, const double *, const double *, const double *, double *);
    int (*conv_backward_weights_f32)(const unet_conv2d_shape *, const float *, const float *, float *, int);
    int (*conv_backward_weights_f64)(const unet_conv2d_shape *, const double *, const double *, double *, int);
    int (*winograd_forward)(const unet_conv2d_shape *, const float *, const float *, const float *, float *);
    int (*winograd_backward_data)(const unet_conv2d_shape *, const float *, const float *, const float *, float *);
    int (*winograd_backward_weights)(const unet_conv2d_shape *, const float *, const float *, float *, int);
    int (*channel_affine)(int64_t, int64_t, int64_t, const float *, const float *, const float *, int, float *);
    int (*softmax)(int64_t, int64_t, int64_t, const float *, int, float *);
    int (*softmax_backward)(int64_t, int64_t, int64_t, const float *, const float *, int, float *);
    int (*adam)(int64_t, const unet_adam *, float *, const float *, float *, float *);
    void (*twister_turn)(uint32_t *);
    void (*twister)(uint32_t *, int32_t *, uint32_t *, int64_t);
    void (*uniform_f32)(float *, int64_t, float, float);
    void (*uniform_f64)(double *, int64_t, double, double);
    void (*normal_f32)(float *, int64_t, float, float);
    int (*convert)(int64_t, int64_t, int64_t, int, const float *, int64_t, float *, int64_t);
    int (*image_conv3x3)(int64_t, const unet_image *, const float *, const float *, const unet_image *, int,
                         const unet_image *, double *);
    int (*image_conv3x3_weights)(int64_t, const unet_image *, const unet_image *, float *, int);
    int (*image_pointwise)(int64_t, int64_t, const unet_image *, const float *, const float *, const unet_image *,
                           double *);
    int (*image_pointwise_data)(int64_t, int64_t, const unet_image *, const float *, const unet_image *,
                                const unet_image *, double *);
    int (*image_pointwise_weights)(int64_t, int64_t, const unet_image *, const unet_image *, float *, int);
    int (*image_pool)(int64_t, const unet_image *, const unet_image *);
    int (*image_pool_backward)(int64_t, const unet_image *, const unet_image *, const unet_image *, const unet_image *,
                               double *);
} unet_table;

extern const unet_table unet_table_generic;
#if defined(__x86_64__)
extern const unet_table unet_table_avx2, unet_table_avx512;
#endif

/// Threads a kernel called here would run on: 1 inside a parallel region.
int unet_workers(void);

/// Memory for the length of one kernel. The largest buffer is kept for the next call, because page faults on fresh
/// memory cost as much as a small convolution. NULL when there is none.
void *unet_scratch_take(size_t bytes);
void unet_scratch_give(void *pointer);

static inline int64_t unet_min(int64_t a, int64_t b) { return a < b ? a : b; }
static inline int64_t unet_max(int64_t a, int64_t b) { return a > b ? a : b; }
static inline int64_t unet_div_up(int64_t a, int64_t b) { return (a + b - 1) / b; }
static inline int64_t unet_round_up(int64_t a, int64_t b) { return unet_div_up(a, b) * b; }
