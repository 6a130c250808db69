// CKernels: the arithmetic of unetrepl on the CPU.
//
// Plain C functions over plain pointers; shapes travel in small structs; nothing is remembered between calls except a
// pool of threads and one reusable scratch buffer. The same source is compiled for AVX-512, AVX2 and the baseline
// (NEON on arm64, SSE2 on x86-64) and one version is chosen when the first kernel runs.
//
// How the engine calls this
// -------------------------
//  * Tensors are dense row-major: images (N, C, H, W), weights (O, C/groups, kH, kW), matrices with a leading
//    dimension.
//  * Every kernel returns a UNET_… code: 0 is success; anything else leaves the output partly written. Map
//    UNET_INTERRUPTED to KeyboardInterrupt, UNET_NO_MEMORY to MemoryError, UNET_BAD_SHAPE is a mistake of the caller's.
//  * Outputs must not overlap inputs unless the comment says "in place".
//  * conv2d:            unet_conv2d_forward_f32(&shape, x, w, bias, y, UNET_AUTO), …_backward_data_f32,
//    …_backward_weights_f32.
//  * conv_transpose2d:  is the backward-data of a convolution. Fill unet_conv2d_shape with the *output* of the
//    transposed convolution as in_* (output_padding simply makes in_h, in_w larger) and its input as out_*; then
//    forward = unet_conv2d_backward_data, grad of input = unet_conv2d_forward, grad of weight =
//    unet_conv2d_backward_weights(x: gradient of the output, dy: input). PyTorch's (in, out/groups, kH, kW) weight is
//    exactly the (O, C/groups, kH, kW) weight of that convolution.
//  * linear, matmul:    unet_gemm_f32 / _f64 with the transpose flags; no copies needed.
//  * The fused route (Tests/KernelTests/FusedStepTests.swift shows a whole step) holds images blocked (NCHW16c) from
//    the first convolution to the last; see the end of this file. Per block of a U-Net: unet_image_conv3x3_f32(sums) ->
//    scale, shift of the BatchNorm in Swift -> the next kernel applies them. Concatenation is two unet_image views of
//    one buffer, so nothing is copied.
//  * Large buffers should come from unet_alloc (64-byte aligned, huge pages): up to 1.7x faster streaming.
//  * Ctrl-C: a signal handler stores 1 in *unet_interrupt_flag(); running kernels return UNET_INTERRUPTED within a tile
//    or so. The engine stores 0 again before it goes on.
//  * Results are the same bits for any number of threads and from run to run (but may differ between ISAs and
//    algorithms).
//  * Environment: UNETREPL_THREADS=n, UNETREPL_ISA=avx512|avx2|generic.
#ifndef UNET_CKERNELS_H
#define UNET_CKERNELS_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// Result codes of every kernel.
enum {
    UNET_OK = 0,
    UNET_INTERRUPTED = 1, // the interrupt flag was set while the kernel ran
    UNET_NO_MEMORY = 2,   // scratch memory could not be allocated
    UNET_BAD_SHAPE = 3,   // sizes that are negative, inconsistent or too large
};

// MARK: - Threads, interruption, memory (pool.c)

/// A body for unet_parallel_for: `index` counts from 0, `thread` is a fixed id in 0..<unet_thread_count().
typedef void (*unet_task)(void *_Nullable context, int64_t index, int thread);

/// Runs `task` for every index in 0..<count on the pool and returns when all are done. The caller works as thread 0.
/// Indices are handed out dynamically in increasing order. A nested call, or one made while another thread owns the
/// pool, runs serially. Returns UNET_INTERRUPTED if the flag was set before it returned.
int unet_parallel_for(int64_t count, unet_task task, void *_Nullable context);
/// Threads that kernels use: UNETREPL_THREADS, else the CPUs this process may run on.
int unet_thread_count(void);
/// Sets the number of threads (clamped to 1...256). Not to be called from a task.
void unet_set_threads(int count);
/// The flag polled between tiles; store 1 (async-signal-safe) to stop, 0 to go on.
int *unet_interrupt_flag(void);
/// +1 before work that must be finished, -1 after it: while the sum is positive the flag is not looked at.
void unet_hold_interrupts(int change);
/// Whether to stop now: the flag is set and nothing is held.
int unet_interrupted(void);

/// `bytes` of uninitialised memory aligned to 64; NULL when there is none. Huge pages are asked for from 2 MiB up.
void *_Nullable unet_alloc(size_t bytes);
void unet_free(void *_Nullable pointer);
/// Gives what malloc holds free back to the system.
void unet_trim(void);
/// Returns the scratch buffer kept between calls to the system.
void unet_release_scratch(void);

// MARK: - Instruction sets (dispatch.c)

/// "avx512", "avx2" or "generic": the version in use.
const char *unet_isa(void);
/// Chooses a version by name; returns 0 if this CPU or build does not have it. For tests and benchmarks.
int unet_set_isa(const char *name);

// MARK: - Matrix product

/// C[m,n] = op(A)[m,k] op(B)[k,n] (+ C if `accumulate`), row-major. op(A) is A (m, k), or the transpose of A (k, m)
/// when `transpose_a`. lda, ldb, ldc: elements between stored rows.
int unet_gemm_f32(int transpose_a, int transpose_b, int64_t m, int64_t n, int64_t k, const float *_Nullable a,
                  int64_t lda,
                  const float *_Nullable b, int64_t ldb, float *_Nullable c, int64_t ldc, int accumulate);
int unet_gemm_f64(int transpose_a, int transpose_b, int64_t m, int64_t n, int64_t k, const double *_Nullable a,
                  int64_t lda,
                  const double *_Nullable b, int64_t ldb, double *_Nullable c, int64_t ldc, int accumulate);

// MARK: - Convolution

/// The geometry of a 2-D cross-correlation:
/// y[n,o,i,j] = bias[o] + Σ x[n, c, i*stride_h - pad_h + r*dilation_h, j*stride_w - pad_w + s*dilation_w] w[o,c,r,s],
/// where x is zero outside the image. Input (batch, in_channels, in_h, in_w), weight (out_channels,
/// in_channels/groups, kernel_h, kernel_w), output (batch, out_channels, out_h, out_w). out_h and out_w are explicit
/// and need not be the usual formula's.
typedef struct {
    int64_t batch, in_channels, in_h, in_w;
    int64_t out_channels, out_h, out_w;
    int64_t kernel_h, kernel_w, stride_h, stride_w, pad_h, pad_w, dilation_h, dilation_w, groups;
} unet_conv2d_shape;

/// How to convolve. AUTO takes Winograd for 3x3, stride 1, enough channels and pixels; asking for Winograd where it
/// does not apply falls back to direct.
enum { UNET_AUTO = 0, UNET_DIRECT = 1, UNET_WINOGRAD = 2 };

/// y = conv(x, w) + bias.
int unet_conv2d_forward_f32(const unet_conv2d_shape *shape, const float *x, const float *w, const float *_Nullable bias,
                            float *y, int algorithm);
/// dx = gradient of x for the output gradient dy (also: the forward of conv_transpose2d; `bias` (in_channels) is for
/// it).
int unet_conv2d_backward_data_f32(const unet_conv2d_shape *shape, const float *dy, const float *w,
                                  const float *_Nullable bias, float *dx, int algorithm);
/// dw = gradient of w (added to dw if `accumulate`).
int unet_conv2d_backward_weights_f32(const unet_conv2d_shape *shape, const float *x, const float *dy, float *dw,
                                     int accumulate, int algorithm);
/// The same in double, direct only.
int unet_conv2d_forward_f64(const unet_conv2d_shape *shape, const double *x, const double *w,
                            const double *_Nullable bias,
                            double *y);
int unet_conv2d_backward_data_f64(const unet_conv2d_shape *shape, const double *dy, const double *w,
                                  const double *_Nullable bias, double *dx);
int unet_conv2d_backward_weights_f64(const unet_conv2d_shape *shape, const double *x, const double *dy, double *dw,
                                     int accumulate);

// MARK: - Plain tensors (float; outputs may be inputs: in place)

/// out = x * scale[c] + shift[c], then max(·, 0) if `relu`, of (batch, channels, plane).
int unet_channel_affine_f32(int64_t batch, int64_t channels, int64_t plane, const float *x, const float *scale,
                            const float *shift, int relu, float *out);
/// Softmax (or its logarithm) over the channels of (batch, classes, plane).
int unet_softmax_f32(int64_t batch, int64_t classes, int64_t plane, const float *x, int is_log, float *y);
/// Its gradient from its result y.
int unet_softmax_backward_f32(int64_t batch, int64_t classes, int64_t plane, const float *y, const float *dy,
                              int is_log,
                              float *dx);
/// Adam as PyTorch computes it.
typedef struct {
    double lr, beta1, beta2, epsilon, weight_decay;
    double correction1, correction2; // 1 - beta1^step, 1 - beta2^step, step from 1
    int32_t decoupled;               // AdamW
    int32_t maximize;
} unet_adam;
/// One pass over n parameters: first moment m, second moment v.
int unet_adam_f32(int64_t n, const unet_adam *adam, float *param, const float *grad, float *m, float *v);

// MARK: - Random numbers

/// The next 624 words of a Mersenne Twister in place of these.
void unet_twister_turn(uint32_t *state);
/// The next `count` words of a Mersenne Twister with 624 words of state, of which `*position` are used up.
void unet_twister(uint32_t *state, int32_t *position, uint32_t *out, int64_t count);
/// Turns words (one per float, two per double) in place into numbers on [low, high), as PyTorch's uniform_ makes them.
void unet_uniform_f32(float *x, int64_t n, float low, float high);
void unet_uniform_f64(double *x, int64_t n, double low, double high);
/// Turns uniforms on [0, 1) in place into normals, `blocks` times 16 of them, as PyTorch's normal_ does.
void unet_normal_f32(float *x, int64_t blocks, float mean, float std);

// MARK: - Blocked images: NCHW16c, [image][channels/16][h][w][16]
// Channels are padded to a multiple of 16 with zeros; `image` strides are floats from one image to the next, so that
// the halves of a concatenation can be channels of one buffer.

/// Plain (batch, channels, plane) to blocked; y_image 0 means dense.
int unet_to_blocked_f32(int64_t batch, int64_t channels, int64_t plane, const float *x, float *y, int64_t y_image);
int unet_from_blocked_f32(int64_t batch, int64_t channels, int64_t plane, const float *x, int64_t x_image, float *y);

/// Some channel blocks of a blocked image that lie in a buffer of their own.
typedef struct {
    float *data;
    int64_t image_stride, blocks;
} unet_part;

/// A batch of images as the fused kernels read and write it.
typedef struct {
    float *data;
    // Instead of `data`: the channels in several buffers one after another, all but the last in whole blocks of 16. The
    // convolutions read and write such images; pooling and masks want one buffer.
    const unet_part *_Nullable parts;
    int64_t part_count;
    int64_t image_stride;   // floats from one image to the next: channels * h * w when dense
    int64_t channels, h, w; // a blocked image holds round_up(channels, 16) channels
    int32_t is_plain;       // NCHW instead of blocked (a network's input and output)
    // Applied by whoever reads the image, if not NULL; one float for each of round_up(channels, 16) channels:
    // max(x * scale + shift, floor). floor 0 is BatchNorm + ReLU; scale 1, shift 0, floor -INFINITY changes nothing.
    const float *_Nullable scale, *_Nullable shift, *_Nullable floor;
    int64_t affine_stride; // floats from one image's numbers to the next's; 0 where all images share them
    // Instead, for the gradient dz of a BatchNorm's output: dz * scale + y * slope + shift, with y the BatchNorm's
    // input (blocked, y_stride floats between images), is the gradient of y. unet_image_conv3x3_backward_weights_f32
    // also stores that to write_back (may be `data`) if it is not NULL, for backward-data to read.
    // With μ, 1/σ, m pixels, dβ = Σdz, dγ = (Σdz·y - μ dβ)/σ: scale = γ/σ, slope = -γ dγ/(m σ²),
    // shift = -γ dβ/(m σ) - μ slope.
    const float *_Nullable y, *_Nullable slope;
    int64_t y_stride;
    float *_Nullable write_back;
} unet_image;
// Where a function takes `sums`, it stores 2 * round_up(channels, 16) doubles for its output v: Σv per channel, then
// Σv². Where it also takes `mask` (the input y of a BatchNorm + ReLU with its scale, shift, floor), v is zeroed where
// ReLU was closed, and the second half is Σv·y.

/// y = conv3x3(x), padding 1, w (out, in, 3, 3); bias has y.channels elements.
int unet_image_conv3x3_f32(int64_t batch, const unet_image *x, const float *w, const float *_Nullable bias,
                           const unet_image *y, double *_Nullable sums);
int unet_image_conv3x3_backward_data_f32(int64_t batch, const unet_image *dy, const float *w,
                                         const unet_image *_Nullable mask, const unet_image *dx,
                                         double *_Nullable sums);
/// dw (out, in, 3, 3). Call it before backward-data where dy has a write_back.
int unet_image_conv3x3_backward_weights_f32(int64_t batch, const unet_image *x, const unet_image *dy, float *dw,
                                            int accumulate);

/// y = conv1x1(x), w (out, in).
int unet_image_conv1x1_f32(int64_t batch, const unet_image *x, const float *w, const float *_Nullable bias,
                           const unet_image *y, double *_Nullable sums);
int unet_image_conv1x1_backward_data_f32(int64_t batch, const unet_image *dy, const float *w,
                                         const unet_image *_Nullable mask, const unet_image *dx,
                                         double *_Nullable sums);
int unet_image_conv1x1_backward_weights_f32(int64_t batch, const unet_image *x, const unet_image *dy, float *dw,
                                            int accumulate);
/// y = conv_transpose2d(x, w, bias, stride=2), w (in, out, 2, 2), y twice as high and wide as x.
int unet_image_up2x2_f32(int64_t batch, const unet_image *x, const float *w, const float *_Nullable bias,
                         const unet_image *y, double *_Nullable sums);
int unet_image_up2x2_backward_data_f32(int64_t batch, const unet_image *dy, const float *w,
                                       const unet_image *_Nullable mask, const unet_image *dx, double *_Nullable sums);
int unet_image_up2x2_backward_weights_f32(int64_t batch, const unet_image *x, const unet_image *dy, float *dw,
                                          int accumulate);
/// y = max_pool2x2(x as read), blocked images.
int unet_image_pool2x2_f32(int64_t batch, const unet_image *x, const unet_image *y);
/// dz = ReLU mask of x · (gradient routed to each first maximum + skip); sums Σdz, Σdz·x.
int unet_image_pool2x2_backward_f32(int64_t batch, const unet_image *x, const unet_image *dy,
                                    const unet_image *_Nullable skip, const unet_image *dz, double *_Nullable sums);

#pragma clang assume_nonnull end

#endif
