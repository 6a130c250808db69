// Chooses the ISA once, checks shapes, and calls through the table.

#include "internal.h"

#include <stdlib.h>
#include <string.h>

static const unet_table *chosen = NULL;

static const unet_table *named(const char *name) {
#if defined(__x86_64__)
    if (strcmp(name, "avx512") == 0 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw"))
        return &unet_table_avx512;
    if (strcmp(name, "avx2") == 0 && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return &unet_table_avx2;
#endif
    return strcmp(name, "generic") == 0 ? &unet_table_generic : NULL;
}

static const unet_table *table(void) {
    const unet_table *t = __atomic_load_n(&chosen, __ATOMIC_ACQUIRE);
    if (t) return t;
    const char *asked = getenv("UNETREPL_ISA");
    const char *const order[] = {asked ? asked : "", "avx512", "avx2", "generic"};
    for (int i = 0; !t; i++) t = named(order[i]);
    __atomic_store_n(&chosen, t, __ATOMIC_RELEASE);
    return t;
}

const char *unet_isa(void) { return table()->name; }

int unet_set_isa(const char *name) {
    const unet_table *t = named(name);
    if (t) __atomic_store_n(&chosen, t, __ATOMIC_RELEASE);
    return t != NULL;
}

// MARK: - Shape checks

/// a * b when both are at least 0 and the product stays small enough that sums of a few such sizes cannot overflow.
static int64_t product(int64_t a, int64_t b) {
    int64_t result;
    return a < 0 || b < 0 || __builtin_mul_overflow(a, b, &result) || result > ((int64_t)1 << 48) ? -1 : result;
}

static int is_matrix(int64_t rows, int64_t columns, int64_t leading) {
    return rows >= 0 && columns >= 0 && leading >= columns && product(rows, leading) >= 0;
}

static int is_gemm(int ta, int tb, int64_t m, int64_t n, int64_t k, int64_t lda, int64_t ldb, int64_t ldc) {
    return is_matrix(ta ? k : m, ta ? m : k, lda) && is_matrix(tb ? n : k, tb ? k : n, ldb) && is_matrix(m, n, ldc) &&
           product(m + 64, k) >= 0;
}

static int is_conv(const unet_conv2d_shape *s) {
    const int64_t limit = (int64_t)1 << 31;
    if (s->groups < 1 || s->kernel_h < 1 || s->kernel_w < 1 || s->stride_h < 1 || s->stride_w < 1 || s->pad_h < 0 ||
        s->pad_w < 0 || s->dilation_h < 1 || s->dilation_w < 1)
        return 0;
    if (s->stride_h > limit || s->stride_w > limit || s->pad_h > limit || s->pad_w > limit || s->dilation_h > limit ||
        s->dilation_w > limit || s->kernel_h > limit || s->kernel_w > limit)
        return 0;
    int64_t x = product(product(s->batch, s->in_channels), product(s->in_h, s->in_w));
    int64_t y = product(product(s->batch, s->out_channels), product(s->out_h, s->out_w));
    int64_t w = product(product(s->in_channels, s->out_channels), product(s->kernel_h, s->kernel_w));
    return x >= 0 && y >= 0 && w >= 0 && s->in_channels % s->groups == 0 && s->out_channels % s->groups == 0;
}

/// Whether Winograd applies (asked for by name) or also pays (AUTO).
static int takes_winograd(const unet_conv2d_shape *s, int algorithm, int64_t out_h, int64_t out_w) {
    if (s->kernel_h != 3 || s->kernel_w != 3 || s->stride_h != 1 || s->stride_w != 1 || s->dilation_h != 1 ||
        s->dilation_w != 1 || s->groups != 1 || s->pad_h != s->pad_w || s->pad_h > 2)
        return 0;
    if (algorithm == UNET_WINOGRAD) return 1;
    // A tile costs 36 multiplications per pair of channels where its pixels would cost 9 each; the transforms need a
    // few channels to spread over.
    int64_t tiles = unet_div_up(out_h, 4) * unet_div_up(out_w, 4);
    return algorithm == UNET_AUTO && s->in_channels >= 16 && s->out_channels >= 16 && tiles * 6 <= out_h * out_w;
}

// MARK: - Entry points

int unet_gemm_f32(int ta, int tb, int64_t m, int64_t n, int64_t k, const float *a, int64_t lda, const float *b, int64_t ldb,
                  float *c, int64_t ldc, int accumulate) {
    if (!is_gemm(ta, tb, m, n, k, lda, ldb, ldc)) return UNET_BAD_SHAPE;
    return table()->gemm_f32(ta, tb, m, n, k, a, lda, b, ldb, c, ldc, accumulate);
}

int unet_gemm_f64(int ta, int tb, int64_t m, int64_t n, int64_t k, const double *a, int64_t lda, const double *b,
                  int64_t ldb, double *c, int64_t ldc, int accumulate) {
    if (!is_gemm(ta, tb, m, n, k, lda, ldb, ldc)) return UNET_BAD_SHAPE;
    return table()->gemm_f64(ta, tb, m, n, k, a, lda, b, ldb, c, ldc, accumulate);
}

int unet_conv2d_forward_f32(const unet_conv2d_shape *s, const float *x, const float *w, const float *bias, float *y,
                            int algorithm) {
    if (!is_conv(s)) return UNET_BAD_SHAPE;
    if (takes_winograd(s, algorithm, s->out_h, s->out_w)) return table()->winograd_forward(s, x, w, bias, y);
    return table()->conv_forward_f32(s, x, w, bias, y);
}

int unet_conv2d_backward_data_f32(const unet_conv2d_shape *s, const float *dy, const float *w, const float *bias, float *dx,
                                  int algorithm) {
    if (!is_conv(s)) return UNET_BAD_SHAPE;
    if (takes_winograd(s, algorithm, s->in_h, s->in_w)) return table()->winograd_backward_data(s, dy, w, bias, dx);
    return table()->conv_backward_data_f32(s, dy, w, bias, dx);
}

int unet_conv2d_backward_weights_f32(const unet_conv2d_shape *s, const float *x, const float *dy, float *dw, int accumulate,
                                     int algorithm) {
    if (!is_conv(s)) return UNET_BAD_SHAPE;
    if (takes_winograd(s, algorithm, s->out_h, s->out_w))
        return table()->winograd_backward_weights(s, x, dy, dw, accumulate);
    return table()->conv_backward_weights_f32(s, x, dy, dw, accumulate);
}

int unet_conv2d_forward_f64(const unet_conv2d_shape *s, const double *x, const double *w, const double *bias, double *y) {
    return is_conv(s) ? table()->conv_forward_f64(s, x, w, bias, y) : UNET_BAD_SHAPE;
}

int unet_conv2d_backward_data_f64(const unet_conv2d_shape *s, const double *dy, const double *w, const double *bias,
                                  double *dx) {
    return is_conv(s) ? table()->conv_backward_data_f64(s, dy, w, bias, dx) : UNET_BAD_SHAPE;
}

int unet_conv2d_backward_weights_f64(const unet_conv2d_shape *s, const double *x, const double *dy, double *dw,
                                     int accumulate) {
    return is_conv(s) ? table()->conv_backward_weights_f64(s, x, dy, dw, accumulate) : UNET_BAD_SHAPE;
}
