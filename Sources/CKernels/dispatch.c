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
    // Every coordinate then fits 64 bits with room to spare.
    const int64_t sizes[] = {s->stride_h, s->stride_w, s->pad_h, s->pad_w, s->dilation_h, s->dilation_w, s->kernel_h,
                             s->kernel_w, s->batch, s->in_channels, s->in_h, s->in_w, s->out_channels, s->out_h,
                             s->out_w};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        if (sizes[i] < 0 || sizes[i] > limit) return 0;
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

int unet_gemm_f32(int ta, int tb, int64_t m, int64_t n, int64_t k, const float *a, int64_t lda, const float *b,
                  int64_t ldb,
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

int unet_conv2d_backward_data_f32(const unet_conv2d_shape *s, const float *dy, const float *w, const float *bias,
                                  float *dx,
                                  int algorithm) {
    if (!is_conv(s)) return UNET_BAD_SHAPE;
    if (takes_winograd(s, algorithm, s->in_h, s->in_w)) return table()->winograd_backward_data(s, dy, w, bias, dx);
    return table()->conv_backward_data_f32(s, dy, w, bias, dx);
}

int unet_conv2d_backward_weights_f32(const unet_conv2d_shape *s, const float *x, const float *dy, float *dw,
                                     int accumulate,
                                     int algorithm) {
    if (!is_conv(s)) return UNET_BAD_SHAPE;
    if (takes_winograd(s, algorithm, s->out_h, s->out_w))
        return table()->winograd_backward_weights(s, x, dy, dw, accumulate);
    return table()->conv_backward_weights_f32(s, x, dy, dw, accumulate);
}

int unet_conv2d_forward_f64(const unet_conv2d_shape *s, const double *x, const double *w, const double *bias,
                            double *y) {
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

// MARK: - Plain tensors

static int is_tensor(int64_t a, int64_t b, int64_t c) {
    // Pairs as well: a size of 0 must not hide two others whose product overflows.
    return product(product(a, b), c) >= 0 && product(b, c) >= 0 && product(a, c) >= 0;
}

int unet_channel_affine_f32(int64_t batch, int64_t channels, int64_t plane, const float *x, const float *scale,
                            const float *shift, int relu, float *out) {
    if (!is_tensor(batch, channels, plane)) return UNET_BAD_SHAPE;
    return table()->channel_affine(batch, channels, plane, x, scale, shift, relu, out);
}

int unet_softmax_f32(int64_t batch, int64_t classes, int64_t plane, const float *x, int is_log, float *y) {
    return is_tensor(batch, classes, plane) ? table()->softmax(batch, classes, plane, x, is_log, y) : UNET_BAD_SHAPE;
}

int unet_softmax_backward_f32(int64_t batch, int64_t classes, int64_t plane, const float *y, const float *dy,
                              int is_log,
                              float *dx) {
    if (!is_tensor(batch, classes, plane)) return UNET_BAD_SHAPE;
    return table()->softmax_backward(batch, classes, plane, y, dy, is_log, dx);
}

int unet_adam_f32(int64_t n, const unet_adam *adam, float *param, const float *grad, float *m, float *v) {
    return n < 0 ? UNET_BAD_SHAPE : table()->adam(n, adam, param, grad, m, v);
}

void unet_twister_turn(uint32_t *state) { table()->twister_turn(state); }
void unet_twister(uint32_t *state, int32_t *position, uint32_t *out, int64_t count) {
    table()->twister(state, position, out, count);
}
void unet_uniform_f32(float *x, int64_t n, float low, float high) { table()->uniform_f32(x, n, low, high); }
void unet_uniform_f64(double *x, int64_t n, double low, double high) { table()->uniform_f64(x, n, low, high); }
void unet_normal_f32(float *x, int64_t blocks, float mean, float std) { table()->normal_f32(x, blocks, mean, std); }

int unet_to_blocked_f32(int64_t batch, int64_t channels, int64_t plane, const float *x, float *y, int64_t y_image) {
    if (!is_tensor(batch, channels, plane)) return UNET_BAD_SHAPE;
    int64_t dense = unet_round_up(channels, 16) * plane;
    return table()->convert(batch, channels, plane, 0, x, channels * plane, y, y_image ? y_image : dense);
}

int unet_from_blocked_f32(int64_t batch, int64_t channels, int64_t plane, const float *x, int64_t x_image, float *y) {
    if (!is_tensor(batch, channels, plane)) return UNET_BAD_SHAPE;
    int64_t dense = unet_round_up(channels, 16) * plane;
    return table()->convert(batch, channels, plane, 1, x, x_image ? x_image : dense, y, channels * plane);
}

// MARK: - Fused passes on blocked images

static int is_image(int64_t batch, const unet_image *i) {
    int64_t size = product(product(unet_round_up(unet_max(i->channels, 0), 16), i->h), i->w);
    int affine = (i->scale != NULL) + (i->shift != NULL) + (i->y ? i->slope != NULL : i->floor != NULL);
    int64_t blocks = 0;
    for (int64_t p = 0; i->parts && p < i->part_count; p++) blocks += i->parts[p].blocks;
    if (i->parts && (i->is_plain || i->write_back || blocks != unet_div_up(i->channels, 16))) return 0;
    return i->channels >= 0 && size >= 0 && i->affine_stride >= 0 && product(unet_max(size, i->image_stride), batch) >= 0 &&
           (!i->y || product(unet_max(0, i->y_stride), batch) >= 0) &&
           (affine == 0 || affine == 3) && !(i->y && (affine == 0 || i->is_plain));
}

/// Two images (and a mask like the second) whose sizes are related by `factor`.
static int are_images(int64_t batch, const unet_image *a, const unet_image *b, const unet_image *mask, int64_t factor) {
    if (!is_image(batch, a) || !is_image(batch, b) || product(a->h, factor) != b->h || product(a->w, factor) != b->w)
        return 0;
    return !mask || (is_image(batch, mask) && mask->scale && !mask->y && !mask->is_plain && !mask->parts && !b->is_plain &&
                     mask->channels == b->channels && mask->h == b->h && mask->w == b->w);
}

int unet_image_conv3x3_f32(int64_t batch, const unet_image *x, const float *w, const float *bias, const unet_image *y,
                           double *sums) {
    if (!are_images(batch, x, y, NULL, 1)) return UNET_BAD_SHAPE;
    return table()->image_conv3x3(batch, x, w, bias, NULL, 0, y, sums);
}

int unet_image_conv3x3_backward_data_f32(int64_t batch, const unet_image *dy, const float *w, const unet_image *mask,
                                         const unet_image *dx, double *sums) {
    if (!are_images(batch, dy, dx, mask, 1)) return UNET_BAD_SHAPE;
    return table()->image_conv3x3(batch, dy, w, NULL, mask, 1, dx, sums);
}

int unet_image_conv3x3_backward_weights_f32(int64_t batch, const unet_image *x, const unet_image *dy, float *dw,
                                            int accumulate) {
    if (!are_images(batch, x, dy, NULL, 1)) return UNET_BAD_SHAPE;
    return table()->image_conv3x3_weights(batch, x, dy, dw, accumulate);
}

int unet_image_conv1x1_f32(int64_t batch, const unet_image *x, const float *w, const float *bias, const unet_image *y,
                           double *sums) {
    if (!are_images(batch, x, y, NULL, 1)) return UNET_BAD_SHAPE;
    return table()->image_pointwise(batch, 1, x, w, bias, y, sums);
}

int unet_image_conv1x1_backward_data_f32(int64_t batch, const unet_image *dy, const float *w, const unet_image *mask,
                                         const unet_image *dx, double *sums) {
    if (!are_images(batch, dy, dx, mask, 1)) return UNET_BAD_SHAPE;
    return table()->image_pointwise_data(batch, 1, dy, w, mask, dx, sums);
}

int unet_image_conv1x1_backward_weights_f32(int64_t batch, const unet_image *x, const unet_image *dy, float *dw,
                                            int accumulate) {
    if (!are_images(batch, x, dy, NULL, 1)) return UNET_BAD_SHAPE;
    return table()->image_pointwise_weights(batch, 1, x, dy, dw, accumulate);
}

int unet_image_up2x2_f32(int64_t batch, const unet_image *x, const float *w, const float *bias, const unet_image *y,
                         double *sums) {
    if (!are_images(batch, x, y, NULL, 2)) return UNET_BAD_SHAPE;
    return table()->image_pointwise(batch, 4, x, w, bias, y, sums);
}

int unet_image_up2x2_backward_data_f32(int64_t batch, const unet_image *dy, const float *w, const unet_image *mask,
                                       const unet_image *dx, double *sums) {
    if (!are_images(batch, dx, dy, NULL, 2) || !are_images(batch, dx, dx, mask, 1)) return UNET_BAD_SHAPE;
    return table()->image_pointwise_data(batch, 4, dy, w, mask, dx, sums);
}

int unet_image_up2x2_backward_weights_f32(int64_t batch, const unet_image *x, const unet_image *dy, float *dw,
                                          int accumulate) {
    if (!are_images(batch, x, dy, NULL, 2)) return UNET_BAD_SHAPE;
    return table()->image_pointwise_weights(batch, 4, x, dy, dw, accumulate);
}

int unet_image_pool2x2_f32(int64_t batch, const unet_image *x, const unet_image *y) {
    if (!is_image(batch, x) || !is_image(batch, y) || x->is_plain || y->is_plain || x->y || x->parts || y->parts ||
        x->channels != y->channels ||
        y->h != x->h / 2 || y->w != x->w / 2)
        return UNET_BAD_SHAPE;
    return table()->image_pool(batch, x, y);
}

int unet_image_pool2x2_backward_f32(int64_t batch, const unet_image *x, const unet_image *dy, const unet_image *skip,
                                    const unet_image *dz, double *sums) {
    if (!is_image(batch, dy) || dy->is_plain || dy->parts || x->parts || dz->parts || (skip && skip->parts) || dy->channels != x->channels || dy->h != x->h / 2 || dy->w != x->w / 2 ||
        !are_images(batch, x, dz, NULL, 1) || x->is_plain || dz->is_plain || x->y || x->channels != dz->channels ||
        (skip && (!are_images(batch, x, skip, NULL, 1) || skip->is_plain || skip->channels != x->channels)))
        return UNET_BAD_SHAPE;
    return table()->image_pool_backward(batch, x, dy, skip, dz, sums);
}
