// The fused passes on blocked images (NCHW16c): what a U-Net's training step is made of when nothing observes the
// middle.
//
// A BatchNorm's input y is the only activation kept. Whoever reads it applies max(y * scale + shift, floor) on the way
// (planes.h), whoever produces it also sums Σy and Σy². Backward, the producer of a gradient masks it with the ReLU and
// sums Σdz and Σdz·y, from which BatchNorm's backward is one more multiply-add on load. Besides the 3x3 convolutions of
// winograd.h there are 2x2 pooling and the *pointwise* products: 1x1 convolution and 2x2 stride 2 up-convolution, whose
// four taps are four 1x1 convolutions.

static FN(source) FN(source_of)(const unet_image *i) {
    return (FN(source)){.data = i->data, .image_stride = i->image_stride, .channels = i->channels, .h = i->h, .w = i->w,
                        .blocked = !i->is_plain, .parts = i->parts, .part_count = i->part_count, .scale = i->scale,
                        .shift = i->shift, .floor = i->floor, .affine_stride = i->affine_stride, .y = i->y,
                        .slope = i->slope, .y_stride = i->y_stride};
    // No write_back: only the kernel that reads each pixel once may have it.
}

static FN(target) FN(target_of)(const unet_image *i, const float *bias, const unet_image *mask) {
    FN(target) t = {.data = i->data, .image_stride = i->image_stride, .channels = i->channels, .h = i->h, .w = i->w,
                    .blocked = !i->is_plain, .parts = i->parts, .part_count = i->part_count, .bias = bias};
    if (mask) {
        t.mask_affine = mask->affine_stride;
        t.mask_y = mask->data;
        t.mask_image = mask->image_stride;
        t.mask_scale = mask->scale;
        t.mask_shift = mask->shift;
        t.mask_floor = mask->floor;
    }
    return t;
}

// MARK: - 3x3 convolution

static int FN(image_conv3x3)(int64_t batch, const unet_image *x, const float *w, const float *bias,
                             const unet_image *mask,
                             int is_backward, const unet_image *y, double *sums) {
    FN(plan) p = {.in = FN(source_of)(x), .out = FN(target_of)(y, bias, mask), .flip = is_backward, .pad = 1,
                  .sums = sums,
                  .weights = {w, is_backward ? x->channels : y->channels, is_backward ? y->channels : x->channels}};
    return FN(run_winograd)(&p, batch);
}

static int FN(image_conv3x3_weights)(int64_t batch, const unet_image *x, const unet_image *dy, float *dw,
                                     int accumulate) {
    FN(weights_plan) p = {.x = {.in = FN(source_of)(x), .pad = 1}, .dy = FN(source_of)(dy),
                          .weights = {dw, dy->channels, x->channels}, .dw = dw, .accumulate = accumulate};
    p.dy.write_back = dy->write_back; // its 4x4 tiles do not overlap
    return FN(run_winograd_weights)(&p, batch);
}

// MARK: - Pointwise products

enum { STRIP_PIXELS = 128, PIECE_BLOCKS = 8 };

typedef struct {
    FN(source) in, other; // other: the output gradient, for weights
    FN(target) out;
    int64_t in_taps, out_taps;            // 4 where that side has twice the height and width of the grid
    int64_t batch, h, w;                  // the grid
    // A matrix of `rows_are_in ? in : out` rows; each row holds the taps of one channel of the other side after another.
    const float *weights;
    int64_t taps, row_size;
    int rows_are_in;
    int64_t in_blocks, out_blocks, groups;
    int64_t strip_h, strip_w, rows, columns, strips, splits; // a strip is strip_h x strip_w pixels of the grid
    float *u, *private;                   // u: [out tap][group][in tap][in channel][KW]
    int64_t u_group, private_size;
    double *partial_sums;
    float *dw;
    int accumulate;
    int64_t pieces, slices;
} FN(pointwise);

static void FN(pointwise_grid)(FN(pointwise) * p) {
    p->in_blocks = unet_div_up(p->in.channels, 16);
    p->groups = unet_div_up(p->out_blocks, TILE_WIDTH);
    p->strip_w = unet_max(1, unet_min(p->w, STRIP_PIXELS));
    p->strip_h = unet_max(1, unet_min(p->h, STRIP_PIXELS / p->strip_w));
    p->rows = unet_div_up(p->h, p->strip_h);
    p->columns = unet_div_up(p->w, p->strip_w);
    p->strips = p->batch * p->rows * p->columns;
}

typedef struct {
    int64_t image, y, x, h, w; // of the grid
} FN(strip);

INLINE FN(strip) FN(strip_at)(const FN(pointwise) * p, int64_t index) {
    int64_t x = index % p->columns * p->strip_w, y = index / p->columns % p->rows * p->strip_h;
    return (FN(strip)){.image = index / p->columns / p->rows, .y = y, .x = x, .h = unet_min(p->strip_h, p->h - y),
                       .w = unet_min(p->strip_w, p->w - x)};
}

/// One channel block of a strip as [tap][pixel][row floats], 16 of them written.
INLINE void FN(stage_strip)(const FN(source) * s, const FN(strip) * at, int64_t block, int64_t taps, float *stage,
                            float *to,
                            int64_t tap_stride, int64_t row) {
    int64_t f = taps == 4 ? 2 : 1;
    FN(stage)(s, at->image, block, at->y * f, at->h * f, at->x * f, at->w * f, stage);
    for (int64_t t = 0; t < taps; t++)
        for (int64_t y = 0; y < at->h; y++)
            for (int64_t x = 0; x < at->w; x++)
                STORE(to + t * tap_stride + (y * at->w + x) * row,
                      LOAD(stage + ((y * f + t / 2) * at->w * f + x * f + t % 2) * 16));
}

/// Four taps of 16 channels each, interleaved [channel][tap] in memory, and apart.
INLINE void FN(split_taps)(const float *from, v16 *taps) {
    v16 even[2], odd[2];
    UNROLL for (int i = 0; i < 2; i++) {
        v16 a = LOAD(from + i * 32), b = LOAD(from + i * 32 + 16);
        even[i] = __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
        odd[i] = __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
    }
    UNROLL for (int i = 0; i < 2; i++) {
        v16 *pair = i ? odd : even;
        taps[i] = __builtin_shufflevector(pair[0], pair[1], 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
        taps[i + 2] =
            __builtin_shufflevector(pair[0], pair[1], 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
    }
}

INLINE void FN(join_taps)(const v16 *taps, float *to) {
    UNROLL for (int i = 0; i < 2; i++) {
        v16 even[2], odd[2]; // halves of the channels: taps 0 and 2, taps 1 and 3
        UNROLL for (int j = 0; j < 2; j++) {
            v16 *pair = j ? odd : even;
            pair[0] = __builtin_shufflevector(taps[j], taps[j + 2], 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7,
                                              23);
            pair[1] = __builtin_shufflevector(taps[j], taps[j + 2], 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14,
                                              30, 15, 31);
        }
        STORE(to + i * 32, __builtin_shufflevector(even[i], odd[i], 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7,
                                                   23));
        STORE(to + i * 32 + 16, __builtin_shufflevector(even[i], odd[i], 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29,
                                                        14, 30, 15, 31));
    }
}

/// The weights of 16 input and 16 output channels as [tap][in][16 out], zero-padded, from and to a matrix laid out as
/// `weights`.
static void FN(load_pointwise)(const FN(pointwise) * p, int64_t in, int64_t out, float *block) {
    int64_t ins = unet_min(16, p->in.channels - in * 16), outs = unet_min(16, p->out.channels - out * 16);
    int64_t row = p->rows_are_in ? in : out, column = p->rows_are_in ? out : in;
    const float *from = p->weights + row * 16 * p->row_size + column * 16 * p->taps;
    if (ins == 16 && outs == 16) {
        for (int64_t i = 0; i < 16; i++) {
            v16 taps[4];
            if (p->rows_are_in && p->taps == 4) {
                FN(split_taps)(from + i * p->row_size, taps);
                UNROLL for (int t = 0; t < 4; t++) STORE(block + (t * 16 + i) * 16, taps[t]);
            } else if (p->rows_are_in) {
                STORE(block + i * 16, LOAD(from + i * p->row_size));
            }
        }
        if (p->rows_are_in) return;
        float turned[256];
        for (int64_t j = 0; j < p->taps; j++) { // 16 columns: 16 / taps channels with their taps
            FN(transpose16)(from + j * 16, p->row_size, turned, 16);
            for (int64_t i = 0; i < 16; i++) {
                int64_t at = j * 16 + i;
                STORE(block + (at % p->taps * 16 + at / p->taps) * 16, LOAD(turned + i * 16));
            }
        }
        return;
    }
    memset(block, 0, (size_t)(p->taps * 256) * sizeof(float));
    for (int64_t i = 0; i < ins; i++)
        for (int64_t o = 0; o < outs; o++)
            for (int64_t t = 0; t < p->taps; t++)
                block[(t * 16 + i) * 16 + o] =
                    p->rows_are_in ? from[i * p->row_size + o * p->taps + t] : from[o * p->row_size + i * p->taps + t];
}

static void FN(pointwise_pack_task)(void *context, int64_t index, int thread) {
    (void)thread;
    const FN(pointwise) *p = context;
    int64_t out = index / p->in_blocks, in = index % p->in_blocks, group = out / TILE_WIDTH;
    int64_t row = FN(group_width)(group, p->out_blocks) * 16, tap_size = p->in_blocks * 16 * row;
    float block[4 * 256];
    FN(load_pointwise)(p, in, out, block);
    for (int64_t t = 0; t < p->taps; t++) {
        int64_t out_tap = p->out_taps == 4 ? t : 0, in_tap = p->in_taps == 4 ? t : 0;
        float *u = p->u + (out_tap * p->groups + group) * p->u_group + in_tap * tap_size + out % TILE_WIDTH * 16;
        for (int64_t i = 0; i < 16; i++) STORE(u + (in * 16 + i) * row, LOAD(block + (t * 16 + i) * 16));
    }
}

static void FN(pointwise_task)(void *context, int64_t index, int thread) {
    const FN(pointwise) *p = context;
    FN(strip) at = FN(strip_at)(p, index / p->splits);
    int64_t pixels = at.h * at.w, split = index % p->splits, f = p->out_taps == 4 ? 2 : 1;
    float *v = p->private + thread * p->private_size, *m = v + p->in_taps * p->in_blocks * STRIP_PIXELS * 16;
    float *stage = m + 4 * STRIP_PIXELS * KW;
    for (int64_t b = 0; b < p->in_blocks; b++)
        FN(stage_strip)(&p->in, &at, b, p->in_taps, stage, v + b * pixels * 16, p->in_blocks * pixels * 16, 16);
    for (int64_t g = p->groups * split / p->splits; g < p->groups * (split + 1) / p->splits; g++) {
        int64_t width = FN(group_width)(g, p->out_blocks);
        for (int64_t t = 0; t < p->out_taps; t++)
            FN(forward_product)(width, pixels, p->in_taps * p->in_blocks, v, pixels * 16,
                                p->u + (t * p->groups + g) * p->u_group, m + t * STRIP_PIXELS * KW, 0);
        for (int64_t w = 0; w < width; w++) {
            for (int64_t t = 0; t < p->out_taps; t++)
                for (int64_t y = 0; y < at.h; y++)
                    for (int64_t x = 0; x < at.w; x++)
                        STORE(stage + ((y * f + t / 2) * at.w * f + x * f + t % 2) * 16,
                              LOAD(m + t * STRIP_PIXELS * KW + ((y * at.w + x) * width + w) * 16));
            int64_t block = g * TILE_WIDTH + w;
            FN(finish)(&p->out, at.image, block, at.y * f, at.h * f, at.x * f, at.w * f, stage,
                       p->partial_sums ? p->partial_sums + (index / p->splits * p->out_blocks + block) * 32 : NULL);
        }
    }
}

static int FN(run_pointwise)(FN(pointwise) * p, double *sums) {
    int threads = unet_workers();
    p->out_blocks = unet_div_up(p->out.channels, 16);
    FN(pointwise_grid)(p);
    if (p->strips == 0 || p->groups == 0) return UNET_OK;
    p->splits = unet_min(unet_div_up(16, p->strips), p->groups);
    p->u_group = p->in_taps * p->in_blocks * 16 * KW;
    p->private_size = (p->in_taps * p->in_blocks + 4) * STRIP_PIXELS * 16 + 4 * STRIP_PIXELS * KW;
    int64_t u_size = p->out_taps * p->groups * p->u_group, sums_size = sums ? p->strips * p->out_blocks * 64 : 0;
    float *memory = unet_scratch_take((size_t)(sums_size + u_size + threads * p->private_size) * sizeof(float));
    if (!memory) return UNET_NO_MEMORY;
    p->partial_sums = sums ? (double *)memory : NULL;
    memset(memory, 0, (size_t)sums_size * sizeof(float));
    p->u = memory + sums_size;
    p->private = p->u + u_size;
    int code = unet_parallel_for(p->out_blocks * p->in_blocks, FN(pointwise_pack_task), p);
    if (code == UNET_OK) code = unet_parallel_for(p->strips * p->splits, FN(pointwise_task), p);
    if (sums) FN(add_partial_sums)(p->partial_sums, p->strips, p->out_blocks, sums);
    unet_scratch_give(memory);
    return code;
}

/// One piece (4 blocks of inputs x one group of outputs) over one slice of the strips: partial
/// [piece][slice][tap][64][KW].
static void FN(pointwise_weights_task)(void *context, int64_t index, int thread) {
    const FN(pointwise) *p = context;
    int64_t slice = index % p->slices, piece = index / p->slices, group = piece % p->groups;
    int64_t first = piece / p->groups * PIECE_BLOCKS, blocks = unet_min(PIECE_BLOCKS, p->in_blocks - first);
    int64_t width = FN(group_width)(group, p->out_blocks), row = width * 16;
    const int64_t tap_size = PIECE_BLOCKS * 16 * KW;
    float *u = p->u + index * p->out_taps * tap_size;
    float *v = p->private + thread * p->private_size, *d = v + PIECE_BLOCKS * STRIP_PIXELS * 16;
    float *stage = d + 4 * STRIP_PIXELS * KW;
    int64_t begin = p->strips * slice / p->slices, end = p->strips * (slice + 1) / p->slices;
    if (begin == end) memset(u, 0, (size_t)(p->out_taps * tap_size) * sizeof(float));
    for (int64_t s = begin; s < end; s++) {
        FN(strip) at = FN(strip_at)(p, s);
        int64_t pixels = at.h * at.w;
        for (int64_t b = 0; b < blocks; b++)
            FN(stage_strip)(&p->in, &at, first + b, 1, stage, v + b * pixels * 16, 0, 16);
        for (int64_t w = 0; w < width; w++)
            FN(stage_strip)(&p->other, &at, group * TILE_WIDTH + w, p->out_taps, stage, d + w * 16, pixels * row, row);
        for (int64_t t = 0; t < p->out_taps; t++)
            for (int64_t b = 0; b < blocks; b++)
                FN(weight_product)(width, pixels, v + b * pixels * 16, d + t * pixels * row,
                                   u + t * tap_size + b * 16 * KW, s > begin);
    }
}

/// Adds the slices of one piece in order and writes them to the gradient (in, out, taps) or, of 1x1, (out, in).
static void FN(pointwise_reduce_task)(void *context, int64_t piece, int thread) {
    (void)thread;
    const FN(pointwise) *p = context;
    const int64_t tap_size = PIECE_BLOCKS * 16 * KW, slice_size = p->out_taps * tap_size;
    int64_t group = piece % p->groups, first = piece / p->groups * PIECE_BLOCKS * 16;
    int64_t width = FN(group_width)(group, p->out_blocks);
    int64_t ins = unet_min(PIECE_BLOCKS * 16, p->in.channels - first);
    for (int64_t w = 0; w < width; w++) {
        int64_t out = (group * TILE_WIDTH + w) * 16, outs = unet_min(16, p->other.channels - out);
        for (int64_t i = 0; i < ins; i++) {
            v16 taps[4];
            float row[64];
            for (int64_t t = 0; t < p->taps; t++) {
                const float *u = p->u + piece * p->slices * slice_size + t * tap_size;
                u += i / 16 * 16 * KW + (i % 16 * width + w) * 16;
                taps[t] = 0;
                for (int64_t s = 0; s < p->slices; s++) taps[t] += LOAD(u + s * slice_size);
            }
            if (p->taps == 4) FN(join_taps)(taps, row);
            else STORE(row, taps[0]);
            float *to = p->dw + (p->rows_are_in ? (first + i) * p->row_size + out * p->taps : out * p->row_size + first + i);
            for (int64_t j = 0; j < outs * p->taps; j++) {
                float *at = to + (p->rows_are_in ? j : j * p->row_size);
                *at = p->accumulate ? *at + row[j] : row[j];
            }
        }
    }
}

static int FN(run_pointwise_weights)(FN(pointwise) * p) {
    int threads = unet_workers();
    p->out_blocks = unet_div_up(p->other.channels, 16);
    FN(pointwise_grid)(p);
    if (p->in_blocks == 0 || p->groups == 0) return UNET_OK;
    p->pieces = unet_div_up(p->in_blocks, PIECE_BLOCKS) * p->groups;
    p->slices = unet_max(1, unet_min(unet_div_up(16, p->pieces), p->strips)); // by shape alone: it orders the additions
    const int64_t tap_size = PIECE_BLOCKS * 16 * KW;
    p->private_size = (PIECE_BLOCKS + 4) * STRIP_PIXELS * 16 + 4 * STRIP_PIXELS * KW;
    int64_t u_size = p->pieces * p->slices * p->out_taps * tap_size;
    float *memory = unet_scratch_take((size_t)(u_size + threads * p->private_size) * sizeof(float));
    if (!memory) return UNET_NO_MEMORY;
    p->u = memory;
    p->private = memory + u_size;
    int code = unet_parallel_for(p->pieces * p->slices, FN(pointwise_weights_task), p);
    if (code == UNET_OK) code = unet_parallel_for(p->pieces, FN(pointwise_reduce_task), p);
    unet_scratch_give(memory);
    return code;
}

// taps 1: 1x1 convolution, w (out, in). taps 4: 2x2 stride 2 up-convolution, w (in, out, 2, 2).

static int FN(image_pointwise)(int64_t batch, int64_t taps, const unet_image *x, const float *w, const float *bias,
                               const unet_image *y, double *sums) {
    FN(pointwise) p = {.in = FN(source_of)(x), .out = FN(target_of)(y, bias, NULL), .in_taps = 1, .out_taps = taps,
                       .batch = batch, .h = x->h, .w = x->w, .weights = w, .taps = taps, .rows_are_in = taps == 4,
                       .row_size = taps == 4 ? y->channels * 4 : x->channels};
    return FN(run_pointwise)(&p, sums);
}

static int FN(image_pointwise_data)(int64_t batch, int64_t taps, const unet_image *dy, const float *w,
                                    const unet_image *mask, const unet_image *dx, double *sums) {
    FN(pointwise) p = {.in = FN(source_of)(dy), .out = FN(target_of)(dx, NULL, mask), .in_taps = taps, .out_taps = 1,
                       .batch = batch, .h = dx->h, .w = dx->w, .weights = w, .taps = taps, .rows_are_in = taps == 1,
                       .row_size = taps == 4 ? dy->channels * 4 : dx->channels};
    return FN(run_pointwise)(&p, sums);
}

static int FN(image_pointwise_weights)(int64_t batch, int64_t taps, const unet_image *x, const unet_image *dy,
                                       float *dw,
                                       int accumulate) {
    FN(pointwise) p = {.in = FN(source_of)(x), .other = FN(source_of)(dy), .in_taps = 1, .out_taps = taps,
                       .batch = batch, .h = x->h, .w = x->w, .dw = dw, .accumulate = accumulate, .taps = taps,
                       .rows_are_in = taps == 4, .row_size = taps == 4 ? dy->channels * 4 : x->channels};
    return FN(run_pointwise_weights)(&p);
}

// MARK: - 2x2 max pooling with the normalisation and ReLU of its input

typedef struct {
    FN(source) x;
    FN(target) out; // forward: pooled; backward: dz, masked by x
    const float *pooled, *skip;
    int64_t pooled_image, skip_image, blocks;
    double *partial_sums;
} FN(image_pool_job);

INLINE const float *FN(row_at)(const float *data, int64_t image_offset, int64_t block, int64_t h, int64_t y,
                               int64_t w) {
    return data + image_offset + (block * h + y) * w * 16;
}

static void FN(image_pool_task)(void *context, int64_t index, int thread) {
    (void)thread;
    const FN(image_pool_job) *j = context;
    int64_t block = index % j->blocks, image = index / j->blocks, oh = j->x.h / 2, ow = j->x.w / 2;
    v16 scale = 1, shift = 0, low = (v16)-INFINITY;
    if (j->x.scale) {
        int64_t affine = image * j->x.affine_stride + block * 16;
        scale = LOAD(j->x.scale + affine);
        shift = LOAD(j->x.shift + affine);
        low = LOAD(j->x.floor + affine);
    }
    for (int64_t oy = 0; oy < oh; oy++) {
        const float *top = FN(row_at)(j->x.data, image * j->x.image_stride, block, j->x.h, 2 * oy, j->x.w);
        const float *corners[4] = {top, top + 16, top + j->x.w * 16, top + j->x.w * 16 + 16};
        float *to = j->out.data + image * j->out.image_stride + (block * oh + oy) * ow * 16;
        for (int64_t ox = 0; ox < ow; ox++) {
            v16 best = MULTIPLY_ADD(LOAD(corners[0] + ox * 32), scale, shift);
            UNROLL for (int i = 1; i < 4; i++) {
                v16 value = MULTIPLY_ADD(LOAD(corners[i] + ox * 32), scale, shift);
                FN(v16i) wins = (value > best) | (value != value);
                best = wins ? value : best;
            }
            STORE(to + ox * 16, best < low ? low : best);
        }
    }
}

static int FN(image_pool)(int64_t batch, const unet_image *x, const unet_image *y) {
    FN(image_pool_job) job = {.x = FN(source_of)(x), .out = FN(target_of)(y, NULL, NULL),
                              .blocks = unet_div_up(x->channels, 16)};
    return unet_parallel_for(batch * job.blocks, FN(image_pool_task), &job);
}

static void FN(image_pool_backward_task)(void *context, int64_t index, int thread) {
    (void)thread;
    const FN(image_pool_job) *j = context;
    int64_t block = index % j->blocks, image = index / j->blocks, h = j->x.h, w = j->x.w, oh = h / 2, ow = w / 2;
    v16 scale = 1, shift = 0, low = (v16)-INFINITY, zero = 0;
    if (j->x.scale) {
        int64_t affine = image * j->x.affine_stride + block * 16;
        scale = LOAD(j->x.scale + affine);
        shift = LOAD(j->x.shift + affine);
        low = LOAD(j->x.floor + affine);
    }
    double *sums = j->partial_sums ? j->partial_sums + index * 32 : NULL;
    for (int64_t y = 0; y < h; y += 2) {
        const float *x = FN(row_at)(j->x.data, image * j->x.image_stride, block, h, y, w);
        const float *skip = j->skip ? FN(row_at)(j->skip, image * j->skip_image, block, h, y, w) : NULL;
        const float *from = FN(row_at)(j->pooled, image * j->pooled_image, block, oh, y / 2, ow);
        float *to = j->out.data + image * j->out.image_stride + (block * h + y) * w * 16;
        v16 sum = 0, product = 0;
        for (int64_t px = 0; px < w; px += 2) {
            const int64_t corners[4] = {px * 16, px * 16 + 16, (w + px) * 16, (w + px) * 16 + 16};
            int is_whole = y + 1 < h && px + 1 < w; // the last row and column of an odd image reach no output
            v16 best = 0, winner = 0;
            if (is_whole) {
                best = MULTIPLY_ADD(LOAD(x + corners[0]), scale, shift);
                UNROLL for (int i = 1; i < 4; i++) {
                    v16 z = MULTIPLY_ADD(LOAD(x + corners[i]), scale, shift);
                    FN(v16i) wins = (z > best) | (z != z); // the first of equals keeps the gradient
                    best = wins ? z : best;
                    winner = wins ? (v16)(float)i : winner;
                }
            }
            for (int i = 0; i < 4; i++) {
                if ((i % 2 == 1 && px + 1 >= w) || (i / 2 == 1 && y + 1 >= h)) continue;
                v16 value = LOAD(x + corners[i]);
                v16 dz = skip ? LOAD(skip + corners[i]) : zero;
                if (is_whole) dz += winner == (v16)(float)i ? LOAD(from + px / 2 * 16) : zero;
                dz = MULTIPLY_ADD(value, scale, shift) > low ? dz : zero;
                STORE(to + corners[i], dz);
                sum += dz;
                product = MULTIPLY_ADD(dz, value, product);
            }
        }
        if (sums) {
            float parts[32];
            STORE(parts, sum);
            STORE(parts + 16, product);
            for (int64_t i = 0; i < 32; i++) sums[i] += parts[i];
        }
    }
}

static int FN(image_pool_backward)(int64_t batch, const unet_image *x, const unet_image *dpooled,
                                   const unet_image *skip,
                                   const unet_image *dz, double *sums) {
    FN(image_pool_job) job = {.x = FN(source_of)(x), .out = FN(target_of)(dz, NULL, NULL), .pooled = dpooled->data,
                              .pooled_image = dpooled->image_stride, .skip = skip ? skip->data : NULL,
                              .skip_image = skip ? skip->image_stride : 0, .blocks = unet_div_up(x->channels, 16)};
    int64_t count = batch * job.blocks;
    if (sums) {
        job.partial_sums = unet_scratch_take((size_t)(count + 1) * 32 * sizeof(double));
        if (!job.partial_sums) return UNET_NO_MEMORY;
        memset(job.partial_sums, 0, (size_t)count * 32 * sizeof(double));
    }
    int code = unet_parallel_for(count, FN(image_pool_backward_task), &job);
    if (sums) {
        FN(add_partial_sums)(job.partial_sums, batch, job.blocks, sums);
        unet_scratch_give(job.partial_sums);
    }
    return code;
}
