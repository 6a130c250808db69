// Where images live and how strips of them travel to and from kernels.
//
// A kernel that works on 16 channels at a time never touches an image directly. It *stages*: copies a strip of a few
// rows of one channel block into a small private buffer [rows][pixels][16], with zeros outside the image; and
// *finishes* results the same way. Plain NCHW images are transposed on the way, blocked ones (NCHW16c) are copied, and
// whatever is fused into loading happens here, once. Edges cost no code anywhere else. (Measured on AVX-512: staging a
// blocked strip costs what fusing the load into the transform costs, because it reads each pixel once and the transform
// reads it 1.5x.)

typedef struct {
    const float *data;    // plain: [image][channels][h][w]; blocked: [image][channels/16][h][w][16]
    int64_t image_stride; // floats from one image to the next
    int64_t channels, h, w;
    int blocked;
    // A blocked image in several buffers (a concatenation nobody copied), instead of `data`.
    const unet_part *parts;
    int64_t part_count;
    // Fused into the load where not NULL, per channel: max(x * scale + shift, floor). Padding stays zero.
    const float *scale, *shift, *floor;
    int64_t affine_stride; // floats from one image's scale, shift, floor, slope to the next's; 0: shared by all
    // Gradient through BatchNorm where `y` is not NULL: dz * scale + y * slope + shift; both blocked. The result is
    // also written to `write_back` (laid out as data, and may be data): the next kernel wants it without the
    // arithmetic.
    const float *y, *slope;
    int64_t y_stride;
    float *write_back;
} FN(source);

typedef struct {
    float *data;
    int64_t image_stride, channels, h, w;
    int blocked;
    const unet_part *parts;
    int64_t part_count;
    const float *bias; // per channel, or NULL
    // Where `mask_y` (blocked, dense or not) is given, the result is a gradient that passes through max(y * scale +
    // shift, floor): it is zeroed where the maximum took `floor`.
    const float *mask_y, *mask_scale, *mask_shift, *mask_floor;
    int64_t mask_image, mask_affine;
} FN(target);

/// The first pixel of one channel block of a blocked image, whichever part it lies in.
INLINE float *FN(block_at)(const float *data, int64_t image_stride, const unet_part *parts, int64_t part_count,
                           int64_t image, int64_t block, int64_t plane) {
    if (parts) {
        while (part_count > 1 && block >= parts->blocks) {
            block -= parts->blocks;
            parts++;
            part_count--;
        }
        data = parts->data;
        image_stride = parts->image_stride;
    }
    return (float *)data + image * image_stride + block * plane * 16;
}

/// to[pixel * 16 + c] for `count` pixels of row y from x on; all inside the image.
INLINE void FN(stage_plain)(const FN(source) * s, int64_t image, int64_t block, int64_t y, int64_t x, int64_t count,
                            float *to) {
    int64_t plane = s->h * s->w, live = unet_min(16, s->channels - block * 16);
    const float *from = s->data + image * s->image_stride + block * 16 * plane + y * s->w + x;
    int64_t i = 0;
    if (live == 16) {
        // Whole cache lines where rows are aligned: 16 planes a power of two apart share one cache set, so a line must
        // be used up the first time it is loaded.
        int64_t head = unet_min((16 - x % 16) % 16, count);
        for (; i < head; i++)
            for (int64_t c = 0; c < 16; c++) to[i * 16 + c] = from[c * plane + i];
        for (; i + 16 <= count; i += 16) FN(transpose16)(from + i, plane, to + i * 16, 16);
    }
    for (; i < count; i++) {
        for (int64_t c = 0; c < live; c++) to[i * 16 + c] = from[c * plane + i];
        for (int64_t c = live; c < 16; c++) to[i * 16 + c] = 0;
    }
}

/// Rows y0..<y0+rows and pixels x0..<x0+pixels of one channel block as [rows][pixels][16].
static void FN(stage)(const FN(source) * s, int64_t image, int64_t block, int64_t y0, int64_t rows, int64_t x0,
                      int64_t pixels, float *to) {
    int64_t begin = unet_min(unet_max(-x0, 0), pixels), end = unet_max(unet_min(s->w - x0, pixels), begin);
    v16 scale = 0, shift = 0, low = 0, slope = 0;
    if (s->scale) {
        int64_t affine = image * s->affine_stride + block * 16;
        scale = LOAD(s->scale + affine);
        shift = LOAD(s->shift + affine);
        if (s->y) slope = LOAD(s->slope + affine);
        else low = LOAD(s->floor + affine);
    }
    const float *plane = s->blocked
        ? FN(block_at)(s->data, s->image_stride, s->parts, s->part_count, image, block, s->h * s->w) : NULL;
    for (int64_t r = 0; r < rows; r++, to += pixels * 16) {
        int64_t y = y0 + r;
        if (y < 0 || y >= s->h) {
            for (int64_t i = 0; i < pixels; i++) STORE(to + i * 16, (v16)0.0f);
            continue;
        }
        for (int64_t i = 0; i < begin; i++) STORE(to + i * 16, (v16)0.0f);
        for (int64_t i = end; i < pixels; i++) STORE(to + i * 16, (v16)0.0f);
        int64_t pixel = (y * s->w + x0) * 16; // of the block's plane
        const float *from = plane + pixel;
        if (!s->blocked) {
            FN(stage_plain)(s, image, block, y, x0 + begin, end - begin, to + begin * 16);
            from = to;
        }
        if (s->y) {
            int64_t at = block * s->h * s->w * 16 + pixel;
            const float *other = s->y + image * s->y_stride + at;
            float *back = s->write_back ? s->write_back + image * s->image_stride + at : NULL;
            for (int64_t i = begin; i < end; i++) {
                v16 dy = MULTIPLY_ADD(LOAD(from + i * 16), scale, MULTIPLY_ADD(LOAD(other + i * 16), slope, shift));
                STORE(to + i * 16, dy);
                if (back) STORE(back + i * 16, dy);
            }
        } else if (s->scale) {
            for (int64_t i = begin; i < end; i++) {
                v16 z = MULTIPLY_ADD(LOAD(from + i * 16), scale, shift);
                STORE(to + i * 16, z < low ? low : z); // NaN must stay NaN
            }
        } else if (from != to) {
            for (int64_t i = begin; i < end; i++) STORE(to + i * 16, LOAD(from + i * 16));
        }
    }
}

/// Writes one row of `count` finished pixels [pixel][16] to a plain image.
INLINE void FN(store_plain)(const FN(target) * t, int64_t image, int64_t block, int64_t y, int64_t x, int64_t count,
                            const float *from) {
    int64_t plane = t->h * t->w, live = unet_min(16, t->channels - block * 16), i = 0;
    float *to = t->data + image * t->image_stride + block * 16 * plane + y * t->w + x;
    if (live == 16)
        for (; i + 16 <= count; i += 16) FN(transpose16)(from + i * 16, 16, to + i, plane);
    for (; i < count; i++)
        for (int64_t c = 0; c < live; c++) to[c * plane + i] = from[i * 16 + c];
}

/// Writes a finished strip [rows][pixels][16] to the image, with bias or mask applied on the way; what lies outside is
/// dropped. The sums Σv and Σv² (with a mask: Σv·y) are added to sums[0..<16] and sums[16..<32] if not NULL: one row is
/// summed in float, rows in double.
static void FN(finish)(const FN(target) * t, int64_t image, int64_t block, int64_t y0, int64_t rows, int64_t x0,
                       int64_t pixels, float *strip, double *sums) {
    int64_t count = unet_min(pixels, t->w - x0);
    v16 bias = 0, zero = 0;
    if (t->bias) {
        float padded[16] = {0};
        for (int64_t c = 0; c < unet_min(16, t->channels - block * 16); c++) padded[c] = t->bias[block * 16 + c];
        bias = LOAD(padded);
    }
    float *plane = t->blocked
        ? FN(block_at)(t->data, t->image_stride, t->parts, t->part_count, image, block, t->h * t->w) : NULL;
    for (int64_t r = 0; r < unet_min(rows, t->h - y0); r++) {
        float *row = strip + r * pixels * 16;
        int64_t pixel = ((y0 + r) * t->w + x0) * 16;
        float *to = t->blocked ? plane + pixel : row;
        v16 sum = 0, product = 0;
        if (t->mask_y) {
            const float *y = t->mask_y + image * t->mask_image + block * t->h * t->w * 16 + pixel;
            int64_t affine = image * t->mask_affine + block * 16;
            v16 scale = LOAD(t->mask_scale + affine), shift = LOAD(t->mask_shift + affine);
            v16 low = LOAD(t->mask_floor + affine);
            for (int64_t i = 0; i < count; i++) {
                v16 value = LOAD(y + i * 16), dz = LOAD(row + i * 16);
                dz = MULTIPLY_ADD(value, scale, shift) > low ? dz : zero;
                STORE(to + i * 16, dz);
                sum += dz;
                product = MULTIPLY_ADD(dz, value, product);
            }
        } else if (sums) {
            for (int64_t i = 0; i < count; i++) {
                v16 value = LOAD(row + i * 16) + bias;
                STORE(to + i * 16, value);
                sum += value;
                product = MULTIPLY_ADD(value, value, product);
            }
        } else if (t->bias || t->blocked) {
            for (int64_t i = 0; i < count; i++) STORE(to + i * 16, LOAD(row + i * 16) + bias);
        }
        if (!t->blocked) FN(store_plain)(t, image, block, y0 + r, x0, count, row);
        if (sums) {
            float parts[32];
            STORE(parts, sum);
            STORE(parts + 16, product);
            for (int64_t i = 0; i < 32; i++) sums[i] += parts[i];
        }
    }
}

/// Adds up partial[part][block][32] in order: sums[c] and sums[16 * blocks + c].
static void FN(add_partial_sums)(const double *partial, int64_t parts, int64_t blocks, double *sums) {
    for (int64_t c = 0; c < 16 * blocks; c++) {
        const double *at = partial + c / 16 * 32 + c % 16;
        sums[c] = sums[16 * blocks + c] = 0;
        for (int64_t i = 0; i < parts; i++) {
            sums[c] += at[i * blocks * 32];
            sums[16 * blocks + c] += at[i * blocks * 32 + 16];
        }
    }
}
