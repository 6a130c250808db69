// Kernels on plain tensors: an affine map per channel, softmax over channels, Adam, and the change of layout.
//
// All of these wait for memory, so the aim is one pass, whole vectors and all threads.

enum { SEGMENT = 32768 }; // elements one task handles

/// The first `LIVE` of 16 elements, then zeros.
#define LOAD_LIVE(FROM, LIVE)                                                                                          \
    ({                                                                                                                 \
        const float *from_ = (FROM);                                                                                   \
        int64_t live_ = (LIVE);                                                                                        \
        float part_[16] = {0};                                                                                         \
        if (live_ < 16) from_ = memcpy(part_, from_, (size_t)live_ * sizeof(float));                                   \
        LOAD(from_);                                                                                                   \
    })

// MARK: - Per channel

typedef struct {
    int64_t channels, plane, segments; // segments of one plane
    const float *x, *scale, *shift;
    int relu;
    float *out;
} FN(channel_job);

static void FN(channel_affine_task)(void *context, int64_t index, int thread) {
    (void)thread;
    const FN(channel_job) *j = context;
    int64_t segment = index % j->segments, plane = index / j->segments, c = plane % j->channels;
    int64_t at = plane * j->plane, begin = segment * SEGMENT, end = unet_min(begin + SEGMENT, j->plane);
    v16 scale = (v16)j->scale[c], shift = (v16)j->shift[c], zero = 0;
    for (int64_t i = begin; i < end; i += 16) {
        int64_t live = unet_min(16, end - i);
        v16 x = LOAD_LIVE(j->x + at + i, live), result = MULTIPLY_ADD(x, scale, shift);
        if (j->relu) result = result < zero ? zero : result;
        if (live == 16) STORE(j->out + at + i, result);
        else memcpy(j->out + at + i, &result, (size_t)live * sizeof(float));
    }
}

static int FN(channel_affine)(int64_t batch, int64_t channels, int64_t plane, const float *x, const float *scale,
                              const float *shift, int relu, float *out) {
    FN(channel_job) job = {.channels = channels, .plane = plane, .segments = unet_div_up(plane, SEGMENT), .x = x,
                           .scale = scale, .shift = shift, .relu = relu, .out = out};
    return unet_parallel_for(batch * channels * job.segments, FN(channel_affine_task), &job);
}

// MARK: - Softmax over channels

/// e^x to 2 units in the last place: x = n ln 2 + r, |r| <= ln 2 / 2, e^r by its Taylor polynomial.
INLINE void FN(exp)(const float *from, float *to) {
    v16 x = LOAD(from);
    v16 clamped = x < (v16)-104.0f ? (v16)-104.0f : x > (v16)88.8f ? (v16)88.8f : x;
    v16 n = __builtin_elementwise_rint(clamped * (v16)1.44269504f);
    v16 r = SCALE_ADD(-0.693145752f, n, clamped); // ln 2 in two parts: the first has 9 trailing zero bits
    r = SCALE_ADD(-1.42860677e-6f, n, r);
    v16 e = SCALE_ADD(1.0f / 5040, r, (v16)(1.0f / 720));
    e = MULTIPLY_ADD(e, r, (v16)(1.0f / 120));
    e = MULTIPLY_ADD(e, r, (v16)(1.0f / 24));
    e = MULTIPLY_ADD(e, r, (v16)(1.0f / 6));
    e = MULTIPLY_ADD(e, r, (v16)0.5f);
    e = MULTIPLY_ADD(e, r, (v16)1.0f);
    e = MULTIPLY_ADD(e, r, (v16)1.0f);
    // 2^n in two factors, so that denormal results and n = 128 come out.
    FN(v16i) whole = __builtin_convertvector(n, FN(v16i)), half = whole >> 1;
    FN(v16i) first = (half + 127) << 23, second = (whole - half + 127) << 23;
    v16 f, g;
    memcpy(&f, &first, sizeof f);
    memcpy(&g, &second, sizeof g);
    v16 result = e * f * g;
    STORE(to, x != x ? x : result);
}

typedef struct {
    int64_t classes, plane, blocks;
    const float *x, *dy;
    float *y;
    int is_log;
} FN(softmax_job);

enum { PIXELS = 512 };

/// Softmax of up to 512 pixels from `at` on; leaves max and log of the sum per pixel.
static void FN(softmax_pixels)(const FN(softmax_job) * j, int64_t at, int64_t count, float *to, int64_t to_plane,
                               float *high, float *sum) {
    for (int64_t i = 0; i < PIXELS; i++) {
        high[i] = i < count ? j->x[at + i] : 0;
        sum[i] = 0;
    }
    for (int64_t c = 1; c < j->classes; c++)
        for (int64_t i = 0; i < count; i++) {
            float x = j->x[at + c * j->plane + i];
            high[i] = high[i] < x || x != x ? x : high[i];
        }
    for (int64_t c = 0; c < j->classes; c++) {
        const float *x = j->x + at + c * j->plane;
        for (int64_t i = 0; i < count; i += 16) {
            int64_t live = unet_min(16, count - i);
            float e[16];
            v16 shifted = LOAD_LIVE(x + i, live) - LOAD(high + i);
            STORE(e, shifted);
            FN(exp)(e, e);
            STORE(sum + i, LOAD(sum + i) + LOAD(e));
            memcpy(to + c * to_plane + i, e, (size_t)live * sizeof(float));
        }
    }
    for (int64_t c = 0; c < j->classes; c++)
        for (int64_t i = 0; i < count; i++) to[c * to_plane + i] /= sum[i];
    for (int64_t i = 0; i < count; i++) sum[i] = logf(sum[i]);
}

static void FN(softmax_task)(void *context, int64_t index, int thread) {
    (void)thread;
    const FN(softmax_job) *j = context;
    int64_t first = index % j->blocks * PIXELS, count = unet_min(PIXELS, j->plane - first);
    int64_t at = index / j->blocks * j->classes * j->plane + first;
    float high[PIXELS], log_sum[PIXELS];
    FN(softmax_pixels)(j, at, count, j->y + at, j->plane, high, log_sum);
    if (j->is_log)
        for (int64_t c = 0; c < j->classes; c++)
            for (int64_t i = 0; i < count; i++) {
                int64_t k = at + c * j->plane + i;
                j->y[k] = j->x[k] - high[i] - log_sum[i];
            }
}

static int FN(softmax)(int64_t batch, int64_t classes, int64_t plane, const float *x, int is_log, float *y) {
    if (classes == 0) return UNET_OK;
    FN(softmax_job) job = {.classes = classes, .plane = plane, .x = x, .y = y, .is_log = is_log,
                           .blocks = unet_div_up(plane, PIXELS)};
    return unet_parallel_for(batch * job.blocks, FN(softmax_task), &job);
}

static void FN(softmax_backward_task)(void *context, int64_t index, int thread) {
    (void)thread;
    const FN(softmax_job) *j = context; // x: the softmax or its log
    int64_t first = index % j->blocks * PIXELS, count = unet_min(PIXELS, j->plane - first);
    int64_t at = index / j->blocks * j->classes * j->plane + first;
    float sum[PIXELS] = {0};
    for (int64_t c = 0; c < j->classes; c++)
        for (int64_t i = 0; i < count; i++) {
            int64_t k = at + c * j->plane + i;
            sum[i] += j->is_log ? j->dy[k] : j->dy[k] * j->x[k];
        }
    for (int64_t c = 0; c < j->classes; c++)
        for (int64_t i = 0; i < count; i += 16) {
            int64_t k = at + c * j->plane + i, live = unet_min(16, count - i);
            v16 y = LOAD_LIVE(j->x + k, live), dy = LOAD_LIVE(j->dy + k, live), s = LOAD_LIVE(sum + i, live), dx;
            if (j->is_log) {
                float e[16];
                STORE(e, y);
                FN(exp)(e, e);
                dx = dy - LOAD(e) * s;
            } else {
                dx = y * (dy - s);
            }
            memcpy(j->y + k, &dx, (size_t)live * sizeof(float));
        }
}

static int FN(softmax_backward)(int64_t batch, int64_t classes, int64_t plane, const float *y, const float *dy,
                                int is_log,
                                float *dx) {
    FN(softmax_job) job = {.classes = classes, .plane = plane, .x = y, .dy = dy, .y = dx, .is_log = is_log,
                           .blocks = unet_div_up(plane, PIXELS)};
    return unet_parallel_for(batch * job.blocks, FN(softmax_backward_task), &job);
}

// MARK: - Adam

typedef struct {
    int64_t n;
    const unet_adam *adam;
    float *p, *m, *v;
    const float *g;
} FN(adam_job);

INLINE void FN(adam_step)(const unet_adam *a, float step_size, float root, const float *grad, float *p, float *m,
                          float *v) {
    v16 x = LOAD(p), g = LOAD(grad);
    if (a->maximize) g = -g;
    if (a->weight_decay != 0) {
        if (a->decoupled) x *= (v16)(float)(1 - a->lr * a->weight_decay);
        else g = SCALE_ADD((float)a->weight_decay, x, g);
    }
    v16 mean = LOAD(m), square = LOAD(v) * (v16)(float)a->beta2;
    mean = SCALE_ADD((float)(1 - a->beta1), g - mean, mean);
    square = MULTIPLY_ADD((v16)(float)(1 - a->beta2) * g, g, square);
    v16 below = __builtin_elementwise_sqrt(square) / (v16)root + (v16)(float)a->epsilon;
    STORE(m, mean);
    STORE(v, square);
    STORE(p, x - (v16)step_size * (mean / below));
}

static void FN(adam_task)(void *context, int64_t index, int thread) {
    (void)thread;
    const FN(adam_job) *j = context;
    int64_t begin = index * SEGMENT, end = unet_min(begin + SEGMENT, j->n), i = begin;
    float step_size = (float)(j->adam->lr / j->adam->correction1), root = (float)sqrt(j->adam->correction2);
    for (; i + 16 <= end; i += 16)
        FN(adam_step)(j->adam, step_size, root, j->g + i, j->p + i, j->m + i, j->v + i);
    if (i < end) {
        size_t rest = (size_t)(end - i) * sizeof(float);
        float p[16] = {0}, m[16] = {0}, v[16] = {0}, g[16] = {0};
        memcpy(p, j->p + i, rest);
        memcpy(m, j->m + i, rest);
        memcpy(v, j->v + i, rest);
        memcpy(g, j->g + i, rest);
        FN(adam_step)(j->adam, step_size, root, g, p, m, v);
        memcpy(j->p + i, p, rest);
        memcpy(j->m + i, m, rest);
        memcpy(j->v + i, v, rest);
    }
}

static int FN(adam)(int64_t n, const unet_adam *adam, float *p, const float *g, float *m, float *v) {
    FN(adam_job) job = {n, adam, p, m, v, g};
    return unet_parallel_for(unet_div_up(n, SEGMENT), FN(adam_task), &job);
}

// MARK: - Layouts

typedef struct {
    FN(source) from;
    FN(target) to;
    int64_t blocks, segments;
} FN(layout_job);

static void FN(layout_task)(void *context, int64_t index, int thread) {
    (void)thread;
    const FN(layout_job) *j = context;
    int64_t x = index % j->segments * 256, block = index / j->segments % j->blocks;
    int64_t image = index / j->segments / j->blocks;
    float stage[256 * 16];
    int64_t pixels = unet_min(256, j->from.w - x);
    FN(stage)(&j->from, image, block, 0, 1, x, pixels, stage);
    FN(finish)(&j->to, image, block, 0, 1, x, pixels, stage, NULL);
}

/// Copies between layouts; a plane counts as one long row. The padding channels of a blocked image become zero.
static int FN(convert)(int64_t batch, int64_t channels, int64_t plane, int from_blocked, const float *x,
                       int64_t x_image,
                       float *y, int64_t y_image) {
    FN(layout_job) job = {.from = {.data = x, .image_stride = x_image, .channels = channels, .h = 1, .w = plane,
                                   .blocked = from_blocked},
                          .to = {.data = y, .image_stride = y_image, .channels = channels, .h = 1, .w = plane,
                                 .blocked = !from_blocked},
                          .blocks = unet_div_up(channels, 16), .segments = unet_div_up(plane, 256)};
    return unet_parallel_for(batch * job.blocks * job.segments, FN(layout_task), &job);
}
