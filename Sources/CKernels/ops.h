// Elementwise and per-channel kernels on plain tensors: what an eager engine calls between convolutions, and
// optimizers.
//
// All of these wait for memory, so the aim is one pass, whole vectors and both threads. Sums accumulate in double over
// segments whose size is fixed, and are added in order: the same bits for any number of threads.

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

// MARK: - Elementwise

typedef struct {
    int op;
    int64_t n;
    const float *a, *b;
    float s, *out;
} FN(elementwise_job);

// x and y are the operands of this vector, s the scalar. Comparisons are written so that NaN passes through.
#define EACH(EXPRESSION)                                                                                               \
    for (int64_t i = begin; i < end; i += 16) {                                                                        \
        float tail_x[16] = {0}, tail_y[16] = {0};                                                                      \
        const float *from_x = a + i, *from_y = b + i;                                                                  \
        if (end - i < 16) {                                                                                            \
            memcpy(tail_x, from_x, (size_t)(end - i) * sizeof(float));                                                 \
            memcpy(tail_y, from_y, (size_t)(end - i) * sizeof(float));                                                 \
            from_x = tail_x;                                                                                           \
            from_y = tail_y;                                                                                           \
        }                                                                                                              \
        v16 x = LOAD(from_x), y = LOAD(from_y);                                                                        \
        (void)y;                                                                                                       \
        v16 result = EXPRESSION;                                                                                       \
        if (end - i >= 16) STORE(out + i, result);                                                                     \
        else memcpy(out + i, &result, (size_t)(end - i) * sizeof(float));                                              \
    }                                                                                                                  \
    break

static void FN(elementwise_task)(void *context, int64_t index, int thread) {
    (void)thread;
    const FN(elementwise_job) *j = context;
    const float *a = j->a, *b = j->b ? j->b : j->a;
    float *out = j->out;
    int64_t begin = index * SEGMENT, end = unet_min(begin + SEGMENT, j->n);
    const v16 s = (v16)j->s, zero = 0;
    switch (j->op) {
    case UNET_ADD: EACH(x + y);
    case UNET_SUBTRACT: EACH(x - y);
    case UNET_MULTIPLY: EACH(x * y);
    case UNET_DIVIDE: EACH(x / y);
    case UNET_ADD_SCALED: EACH(MULTIPLY_ADD(s, y, x));
    case UNET_SCALE: EACH(s * x);
    case UNET_ADD_SCALAR: EACH(x + s);
    case UNET_RELU: EACH(x < zero ? zero : x);
    case UNET_RELU_BACKWARD: EACH(x > zero ? y : zero);
    case UNET_LEAKY_RELU: EACH(x < zero ? s * x : x);
    case UNET_LEAKY_RELU_BACKWARD: EACH(x > zero ? y : s * y);
    }
}

static int FN(elementwise)(int op, int64_t n, const float *a, const float *b, float s, float *out) {
    FN(elementwise_job) job = {op, n, a, b, s, out};
    return unet_parallel_for(unet_div_up(n, SEGMENT), FN(elementwise_task), &job);
}

// MARK: - Per channel

typedef struct {
    int64_t batch, channels, plane, segments; // segments of one plane
    const float *a, *b, *mask, *scale, *slope, *shift;
    int relu;
    float *out;
    double *partial; // [channel][image][segment][2]
} FN(channel_job);

typedef double FN(v16d) __attribute__((ext_vector_type(16)));

static void FN(channel_sums_task)(void *context, int64_t index, int thread) {
    (void)thread;
    const FN(channel_job) *j = context;
    int64_t segment = index % j->segments, image = index / j->segments % j->batch, c = index / j->segments / j->batch;
    int64_t at = (image * j->channels + c) * j->plane, begin = segment * SEGMENT;
    int64_t end = unet_min(begin + SEGMENT, j->plane);
    FN(v16d) sum = 0, product = 0;
    for (int64_t i = begin; i < end; i += 16) {
        int64_t live = unet_min(16, end - i);
        v16 x = LOAD_LIVE(j->a + at + i, live);
        if (j->mask) {
            v16 m = LOAD_LIVE(j->mask + at + i, live);
            x = m > (v16)0.0f ? x : (v16)0.0f;
        }
        FN(v16d) wide = __builtin_convertvector(x, FN(v16d));
        sum += wide;
        if (j->b) {
            v16 y = LOAD_LIVE(j->b + at + i, live);
            product += wide * __builtin_convertvector(y, FN(v16d));
        }
    }
    double total[2] = {0, 0};
    for (int i = 0; i < 16; i++) {
        total[0] += sum[i];
        total[1] += product[i];
    }
    j->partial[index * 2] = total[0];
    j->partial[index * 2 + 1] = total[1];
}

static int FN(channel_sums)(int64_t batch, int64_t channels, int64_t plane, const float *a, const float *b,
                            const float *mask, double *sums) {
    FN(channel_job) job = {.batch = batch, .channels = channels, .plane = plane, .a = a, .b = b, .mask = mask,
                           .segments = unet_div_up(plane, SEGMENT)};
    int64_t each = batch * job.segments;
    job.partial = unet_scratch_take((size_t)(channels * each + 1) * 2 * sizeof(double));
    if (!job.partial) return UNET_NO_MEMORY;
    int code = unet_parallel_for(channels * each, FN(channel_sums_task), &job);
    for (int64_t c = 0; code == UNET_OK && c < channels; c++) {
        sums[c] = sums[channels + c] = 0;
        for (int64_t i = c * each; i < (c + 1) * each; i++) {
            sums[c] += job.partial[i * 2];
            sums[channels + c] += job.partial[i * 2 + 1];
        }
    }
    unet_scratch_give(job.partial);
    return code;
}

static void FN(channel_affine_task)(void *context, int64_t index, int thread) {
    (void)thread;
    const FN(channel_job) *j = context;
    int64_t segment = index % j->segments, plane = index / j->segments, c = plane % j->channels;
    int64_t at = plane * j->plane, begin = segment * SEGMENT, end = unet_min(begin + SEGMENT, j->plane);
    v16 scale = (v16)(j->scale ? j->scale[c] : 1), shift = (v16)(j->shift ? j->shift[c] : 0), zero = 0;
    v16 slope = (v16)(j->b ? j->slope[c] : 0);
    for (int64_t i = begin; i < end; i += 16) {
        int64_t live = unet_min(16, end - i);
        v16 x = LOAD_LIVE(j->a + at + i, live);
        if (j->mask) {
            v16 m = LOAD_LIVE(j->mask + at + i, live);
            x = m > zero ? x : zero;
        }
        v16 rest = shift;
        if (j->b) {
            v16 y = LOAD_LIVE(j->b + at + i, live);
            rest = MULTIPLY_ADD(y, slope, shift);
        }
        v16 result = MULTIPLY_ADD(x, scale, rest);
        if (j->relu) result = result < zero ? zero : result;
        if (live == 16) STORE(j->out + at + i, result);
        else memcpy(j->out + at + i, &result, (size_t)live * sizeof(float));
    }
}

static int FN(channel_affine)(int64_t batch, int64_t channels, int64_t plane, const float *a, const float *scale,
                              const float *b, const float *slope, const float *shift, const float *mask, int relu,
                              float *out) {
    FN(channel_job) job = {.batch = batch, .channels = channels, .plane = plane, .a = a, .b = b, .mask = mask,
                           .scale = scale, .slope = slope, .shift = shift, .relu = relu, .out = out,
                           .segments = unet_div_up(plane, SEGMENT)};
    return unet_parallel_for(batch * channels * job.segments, FN(channel_affine_task), &job);
}

// MARK: - 2x2 max pooling

typedef struct {
    int64_t h, w, oh, ow;
    const float *x;
    float *y;
    int32_t *index;
    const int32_t *from_index;
} FN(pool_job);

typedef int32_t FN(v16i) __attribute__((ext_vector_type(16), aligned(4)));
#define EVENS 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30
#define ODDS 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31

static void FN(max_pool_task)(void *context, int64_t plane, int thread) {
    (void)thread;
    const FN(pool_job) *j = context;
    const FN(v16i) lanes = {0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30};
    for (int64_t oy = 0; oy < j->oh; oy++) {
        const float *top = j->x + plane * j->h * j->w + 2 * oy * j->w, *bottom = top + j->w;
        float *y = j->y + (plane * j->oh + oy) * j->ow;
        int32_t *index = j->index ? j->index + (plane * j->oh + oy) * j->ow : NULL;
        int64_t ox = 0;
        for (; ox + 16 <= j->ow; ox += 16) {
            v16 a = LOAD(top + 2 * ox), b = LOAD(top + 2 * ox + 16);
            v16 c = LOAD(bottom + 2 * ox), d = LOAD(bottom + 2 * ox + 16);
            v16 best = __builtin_shufflevector(a, b, EVENS);
            FN(v16i) at = lanes + (int32_t)(2 * oy * j->w + 2 * ox);
            const FN(v16i) corner = at;
            // In PyTorch's order: a later value wins if it is greater or NaN.
#define CHALLENGE(VALUE, OFFSET)                                                                                       \
    {                                                                                                                  \
        v16 value = VALUE;                                                                                             \
        FN(v16i) wins = (value > best) | (value != value);                                                             \
        best = wins ? value : best;                                                                                    \
        at = wins ? corner + (int32_t)(OFFSET) : at;                                                                   \
    }
            CHALLENGE(__builtin_shufflevector(a, b, ODDS), 1)
            CHALLENGE(__builtin_shufflevector(c, d, EVENS), j->w)
            CHALLENGE(__builtin_shufflevector(c, d, ODDS), j->w + 1)
            STORE(y + ox, best);
            if (index) *(FN(v16i) *)(index + ox) = at;
        }
        for (; ox < j->ow; ox++) {
            const float values[4] = {top[2 * ox], top[2 * ox + 1], bottom[2 * ox], bottom[2 * ox + 1]};
            int best = 0;
            for (int i = 1; i < 4; i++)
                if (values[i] > values[best] || values[i] != values[i]) best = i;
            y[ox] = values[best];
            if (index) index[ox] = (int32_t)((2 * oy + best / 2) * j->w + 2 * ox + best % 2);
        }
    }
}

static int FN(max_pool)(int64_t planes, int64_t h, int64_t w, const float *x, float *y, int32_t *index) {
    FN(pool_job) job = {.h = h, .w = w, .oh = h / 2, .ow = w / 2, .x = x, .y = y, .index = index};
    return unet_parallel_for(planes, FN(max_pool_task), &job);
}

static void FN(max_pool_backward_task)(void *context, int64_t plane, int thread) {
    (void)thread;
    const FN(pool_job) *j = context;
    float *dx = j->y + plane * j->h * j->w;
    const float *dy = j->x + plane * j->oh * j->ow;
    const int32_t *index = j->from_index + plane * j->oh * j->ow;
    memset(dx, 0, (size_t)(j->h * j->w) * sizeof(float));
    for (int64_t i = 0; i < j->oh * j->ow; i++) dx[index[i]] += dy[i];
}

static int FN(max_pool_backward)(int64_t planes, int64_t h, int64_t w, const float *dy, const int32_t *index,
                                 float *dx) {
    FN(pool_job) job = {.h = h, .w = w, .oh = h / 2, .ow = w / 2, .x = dy, .y = dx, .from_index = index};
    return unet_parallel_for(planes, FN(max_pool_backward_task), &job);
}

// MARK: - Softmax over channels, cross entropy

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
    int64_t classes, plane, blocks, ignored;
    const float *x, *dy, *weight;
    const int64_t *target;
    float *y;
    int is_log, bad;
    double *partial;
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

static void FN(cross_entropy_task)(void *context, int64_t index, int thread) {
    (void)thread;
    FN(softmax_job) *j = context;
    int64_t first = index % j->blocks * PIXELS, count = unet_min(PIXELS, j->plane - first), image = index / j->blocks;
    int64_t at = image * j->classes * j->plane + first;
    float high[PIXELS], log_sum[PIXELS];
    float *to = j->y + at;
    FN(softmax_pixels)(j, at, count, to, j->plane, high, log_sum);
    double loss = 0, total = 0;
    for (int64_t i = 0; i < count; i++) {
        int64_t target = j->target[image * j->plane + first + i];
        if (target != j->ignored && (target < 0 || target >= j->classes)) {
            __atomic_store_n(&j->bad, 1, __ATOMIC_RELAXED);
            target = j->ignored;
        }
        if (target == j->ignored) {
            for (int64_t c = 0; c < j->classes; c++) to[c * j->plane + i] = 0;
            continue;
        }
        float w = j->weight ? j->weight[target] : 1;
        loss -= (double)w * (j->x[at + target * j->plane + i] - high[i] - log_sum[i]);
        total += w;
        to[target * j->plane + i] -= 1;
        if (j->weight)
            for (int64_t c = 0; c < j->classes; c++) to[c * j->plane + i] *= w;
    }
    j->partial[index * 2] = loss;
    j->partial[index * 2 + 1] = total;
}

static int FN(cross_entropy)(int64_t batch, int64_t classes, int64_t plane, const float *logits, const int64_t *target,
                             const float *weight, int64_t ignored, double *sums, float *gradient) {
    FN(softmax_job) job = {.classes = classes, .plane = plane, .x = logits, .target = target, .weight = weight,
                           .ignored = ignored, .y = gradient, .blocks = unet_div_up(plane, PIXELS)};
    int64_t count = batch * job.blocks;
    sums[0] = sums[1] = 0;
    job.partial = unet_scratch_take((size_t)(count + 1) * 2 * sizeof(double));
    if (!job.partial) return UNET_NO_MEMORY;
    int code = unet_parallel_for(count, FN(cross_entropy_task), &job);
    for (int64_t i = 0; code == UNET_OK && i < count; i++) {
        sums[0] += job.partial[i * 2];
        sums[1] += job.partial[i * 2 + 1];
    }
    unet_scratch_give(job.partial);
    return code != UNET_OK ? code : job.bad ? UNET_BAD_TARGET : UNET_OK;
}

// MARK: - Up-sampling
// Both directions work through one row of the small image's width: rows are mixed with whole vectors, and only the
// mixed row meets the irregular columns.

typedef struct {
    int64_t h, w, oh, ow;
    const float *x;
    float *y;
    const int64_t *low, *high; // rows, then columns: y reads low * (1 - part) + high * part
    const float *part;
    int is_nearest;
    float *rows; // one of w per thread
} FN(upsample_job);

static void FN(upsample_task)(void *context, int64_t plane, int thread) {
    const FN(upsample_job) *j = context;
    const float *x = j->x + plane * j->h * j->w, *part = j->part + j->oh;
    const int64_t *low = j->low + j->oh, *high = j->high + j->oh;
    float *mixed = j->rows + thread * j->w;
    for (int64_t oy = 0; oy < j->oh; oy++) {
        const float *top = x + j->low[oy] * j->w, *bottom = x + j->high[oy] * j->w;
        float *y = j->y + (plane * j->oh + oy) * j->ow, down = j->part[oy], up = 1 - down;
        if (j->is_nearest) {
            for (int64_t ox = 0; ox < j->ow; ox++) y[ox] = top[low[ox]];
            continue;
        }
        for (int64_t i = 0; i < j->w; i++) mixed[i] = up * top[i] + down * bottom[i];
        for (int64_t ox = 0; ox < j->ow; ox++) y[ox] = (1 - part[ox]) * mixed[low[ox]] + part[ox] * mixed[high[ox]];
    }
}

static void FN(upsample_backward_task)(void *context, int64_t plane, int thread) {
    const FN(upsample_job) *j = context; // x: dy, y: dx
    float *dx = j->y + plane * j->h * j->w, *mixed = j->rows + thread * j->w;
    const int64_t *low = j->low + j->oh, *high = j->high + j->oh;
    const float *part = j->part + j->oh;
    memset(dx, 0, (size_t)(j->h * j->w) * sizeof(float));
    for (int64_t oy = 0; oy < j->oh; oy++) {
        float *top = dx + j->low[oy] * j->w, *bottom = dx + j->high[oy] * j->w, down = j->part[oy], up = 1 - down;
        const float *dy = j->x + (plane * j->oh + oy) * j->ow;
        if (j->is_nearest) {
            for (int64_t ox = 0; ox < j->ow; ox++) top[low[ox]] += dy[ox];
            continue;
        }
        memset(mixed, 0, (size_t)j->w * sizeof(float));
        for (int64_t ox = 0; ox < j->ow; ox++) {
            mixed[low[ox]] += (1 - part[ox]) * dy[ox];
            mixed[high[ox]] += part[ox] * dy[ox];
        }
        for (int64_t i = 0; i < j->w; i++) top[i] += up * mixed[i];
        for (int64_t i = 0; i < j->w; i++) bottom[i] += down * mixed[i]; // after top: they may be the same row
    }
}

static int FN(upsample)(int64_t planes, int64_t h, int64_t w, int64_t oh, int64_t ow, const int64_t *low,
                        const int64_t *high, const float *part, int is_nearest, int is_backward, const float *x,
                        float *y) {
    FN(upsample_job) job = {h, w, oh, ow, x, y, low, high, part, is_nearest, NULL};
    job.rows = unet_scratch_take((size_t)(unet_workers() * w) * sizeof(float));
    if (!job.rows) return UNET_NO_MEMORY;
    int code = unet_parallel_for(planes, is_backward ? FN(upsample_backward_task) : FN(upsample_task), &job);
    unet_scratch_give(job.rows);
    return code;
}

// MARK: - Optimizers

typedef struct {
    int64_t n;
    float *p, *m, *v;
    const float *g;
    const unet_adam *adam;
    const unet_sgd *sgd;
} FN(update_job);

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

INLINE void FN(sgd_step)(const unet_sgd *s, const float *grad, float *p, float *m) {
    v16 x = LOAD(p), g = LOAD(grad);
    if (s->maximize) g = -g;
    if (s->weight_decay != 0) g = SCALE_ADD((float)s->weight_decay, x, g);
    if (s->momentum != 0) {
        v16 mean = s->is_first ? g : MULTIPLY_ADD((v16)(float)s->momentum, LOAD(m), g * (v16)(float)(1 - s->dampening));
        STORE(m, mean);
        g = s->nesterov ? SCALE_ADD((float)s->momentum, mean, g) : mean;
    }
    STORE(p, SCALE_ADD((float)-s->lr, g, x));
}

static void FN(update_task)(void *context, int64_t index, int thread) {
    (void)thread;
    const FN(update_job) *j = context;
    int64_t begin = index * SEGMENT, end = unet_min(begin + SEGMENT, j->n);
    float step_size = j->adam ? (float)(j->adam->lr / j->adam->correction1) : 0;
    float root = j->adam ? (float)sqrt(j->adam->correction2) : 1;
    for (int64_t i = begin; i < end; i += 16) {
        float p[16] = {0}, m[16] = {0}, v[16] = {0}, g[16] = {0};
        float *pp = j->p + i, *mm = j->m ? j->m + i : m, *vv = j->v ? j->v + i : v;
        const float *gg = j->g + i;
        int64_t live = unet_min(16, end - i);
        if (live < 16) {
            gg = memcpy(g, gg, (size_t)live * sizeof(float));
            memcpy(p, pp, (size_t)live * sizeof(float));
            if (j->m) memcpy(m, mm, (size_t)live * sizeof(float));
            if (j->v) memcpy(v, vv, (size_t)live * sizeof(float));
            pp = p, mm = m, vv = v;
        }
        if (j->adam) FN(adam_step)(j->adam, step_size, root, gg, pp, mm, vv);
        else FN(sgd_step)(j->sgd, gg, pp, mm);
        if (live < 16) {
            memcpy(j->p + i, p, (size_t)live * sizeof(float));
            if (j->m) memcpy(j->m + i, m, (size_t)live * sizeof(float));
            if (j->v) memcpy(j->v + i, v, (size_t)live * sizeof(float));
        }
    }
}

static int FN(update)(int64_t n, const unet_adam *adam, const unet_sgd *sgd, float *p, const float *g, float *m,
                      float *v) {
    FN(update_job) job = {n, p, m, v, g, adam, sgd};
    return unet_parallel_for(unet_div_up(n, SEGMENT), FN(update_task), &job);
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
