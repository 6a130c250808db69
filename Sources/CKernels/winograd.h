// 3x3 convolution, stride 1, by Winograd's F(4x4, 3x3): forward, backward-data, backward-weights.
//
// Backward-data is the forward routine with input and output exchanged and every weight block transposed and rotated.
// Outputs are computed in groups of KW channels. Three loop structures, chosen by shape alone so that the order of
// additions never depends on the threads:
//
//   A  all transformed weights U are small: each thread takes chunks of tiles and does everything for them
//      (transform the input, multiply, transform back) in its own cache.
//   B  deep layers, few tiles: the transformed input V of up to 256 tiles is shared; each task owns one group of
//      outputs and transforms the weights it needs just before it multiplies, so U (4x the weights) never leaves the
//      cache. Prefetching the next raw weights, spread over the 36 products, is what makes this pay (measured 240 ->
//      360 GF/s).
//   W  backward-weights: many tiles and few weights take private accumulators for 8 fixed groups of tiles, added in a
//      fixed order; otherwise V and the transformed gradient D are shared, and each task owns a piece of the weights.
//
// Inside, V is [36][channel block][tile][16], U [36][channel][KW], M = V·U [36][tile][KW], D [36][group][tile][KW].

enum { POINTS = 36 };

/// 3x3 weights (out, in, 3, 3), as PyTorch keeps them. Turning blocks of them inside the cache costs less than a second
/// copy in memory that is written and read once per step (measured: 47 ms of a 1.1 s step on one core).
typedef struct {
    const float *data;
    int64_t out, in;
} FN(weights);

typedef struct {
    FN(source) in;
    FN(target) out;
    FN(weights) weights;
    int flip;                             // backward-data
    int64_t pad;                          // of `in`
    int64_t tiles_h, tiles_w, tiles;      // of all images
    int64_t in_blocks, out_blocks, groups; // groups of KW outputs
    float *u, *v, *private;
    int64_t private_size, v_plane, m_plane, u_plane;
    int64_t chunk, first, count;          // A: tiles in a chunk; B: the tiles at work
    double *sums, *partial_sums;          // statistics of the outputs, if wanted; partial: [chunk][out_blocks][32]
} FN(plan);

/// The distance between two of the 36 planes: an odd number of cache lines, or all 36 fall into one cache set (+2-4 %).
INLINE int64_t FN(plane_size)(int64_t floats) { return (unet_div_up(floats, 16) | 1) * 16; }

/// Blocks in a group of outputs: TILE_WIDTH, fewer in the last.
INLINE int64_t FN(group_width)(int64_t group, int64_t blocks) {
    return unet_min(TILE_WIDTH, blocks - group * TILE_WIDTH);
}

// MARK: - Weights

/// The 16 x 16 block (out block k, in block c) as [in c][tap][16 out], padded with zeros.
static void FN(load_weights)(const FN(weights) * w, int64_t k, int64_t c, float *block) {
    int64_t rows = unet_min(16, w->out - k * 16), columns = unet_min(16, w->in - c * 16) * 9;
    const float *from = w->data + (k * 16 * w->in + c * 16) * 9;
    if (rows == 16 && columns == 144) {
        for (int64_t j = 0; j < 144; j += 16) FN(transpose16)(from + j, w->in * 9, block + j * 16, 16);
    } else {
        memset(block, 0, 2304 * sizeof(float));
        for (int64_t i = 0; i < rows; i++)
            for (int64_t j = 0; j < columns; j++) block[j * 16 + i] = from[i * w->in * 9 + j];
    }
}

/// Adds to or replaces block (k, c) of a gradient; `block` is [in c][tap][16 out].
static void FN(store_weights)(float *to, const FN(weights) * w, int64_t k, int64_t c, const float *block,
                              int accumulate) {
    float rows[16 * 144];
    for (int64_t j = 0; j < 144; j += 16) FN(transpose16)(block + j * 16, 16, rows + j, 144);
    int64_t live = unet_min(16, w->out - k * 16), columns = unet_min(16, w->in - c * 16) * 9;
    for (int64_t i = 0; i < live; i++) {
        float *at = to + ((k * 16 + i) * w->in + c * 16) * 9;
        if (accumulate) for (int64_t j = 0; j < columns; j++) at[j] += rows[i * 144 + j];
        else memcpy(at, rows + i * 144, (size_t)columns * sizeof(float));
    }
}

/// U for one out block and one in block (of the product at hand): to[point * plane + channel * row].
static void FN(transform_weights)(const FN(plan) * p, int64_t out, int64_t in, float *to, int64_t plane, int64_t row) {
    float block[2304], turned[2304];
    FN(load_weights)(&p->weights, p->flip ? in : out, p->flip ? out : in, block);
    if (p->flip) // transposed, and rotated by half a turn
        for (int64_t t = 0; t < 9; t++) FN(transpose16)(block + t * 16, 144, turned + (8 - t) * 16, 144);
    const float *from = p->flip ? turned : block;
    for (int64_t c = 0; c < 16; c++) FN(weight_tile)(from + c * 144, 48, 16, to + c * row, 6 * plane, plane);
}

/// Fetches 1/36 of the raw weights of group `group`, in blocks in..<in+count: a few segments of contiguous memory.
INLINE void FN(prefetch_weights)(const FN(plan) * p, int64_t group, int64_t in, int64_t count, int64_t point) {
    const FN(weights) *w = &p->weights;
    int64_t out = group * TILE_WIDTH, width = FN(group_width)(group, p->out_blocks);
    int64_t k = p->flip ? in : out, c = p->flip ? out : in, segments = (p->flip ? count : width) * 16;
    int64_t stride = w->in * 9;
    const float *base = w->data + k * 16 * stride + c * 144;
    int64_t lines = (p->flip ? width : count) * 9, total = segments * lines;
    int64_t share = unet_div_up(total, POINTS);
    for (int64_t i = point * share; i < unet_min((point + 1) * share, total); i++)
        __builtin_prefetch(base + i / lines * stride + i % lines * 16, 0, 2);
}

// MARK: - Tiles

/// Calls for each run of tiles that lie beside each other in one image row.
#define FOR_RUNS(P, FIRST, COUNT)                                                                                      \
    for (int64_t tile = (FIRST), image, ty, tx, run;                                                                   \
         tile < (FIRST) + (COUNT) &&                                                                                   \
         (tx = tile % (P)->tiles_w, ty = tile / (P)->tiles_w % (P)->tiles_h,                                           \
         image = tile / ((P)->tiles_w * (P)->tiles_h), run = unet_min((P)->tiles_w - tx, (FIRST) + (COUNT)-tile), 1);  \
         tile += run)

/// V of `count` tiles from `first` on for one channel block: v[point * plane + tile * 16].
static void FN(transform_inputs)(const FN(plan) * p, int64_t first, int64_t count, int64_t block, float *stage,
                                 float *v,
                                 int64_t plane) {
    FOR_RUNS(p, first, count) {
        int64_t pixels = 4 * run + 2;
        FN(stage)(&p->in, image, block, 4 * ty - p->pad, 6, 4 * tx - p->pad, pixels, stage);
        for (int64_t t = 0; t < run; t++)
            FN(input_tile)(stage + t * 64, pixels * 16, 16, v + (tile - first + t) * 16, 6 * plane, plane);
    }
}

/// Outputs of `count` tiles from `first` on for one block: m[point * plane + tile * row].
static void FN(transform_outputs)(const FN(plan) * p, int64_t first, int64_t count, int64_t block, float *stage,
                                  const float *m, int64_t plane, int64_t row, double *sums) {
    FOR_RUNS(p, first, count) {
        int64_t pixels = 4 * run;
        for (int64_t t = 0; t < run; t++)
            FN(output_tile)(m + (tile - first + t) * row, 6 * plane, plane, stage + t * 64, pixels * 16, 16);
        FN(finish)(&p->out, image, block, 4 * ty, 4, 4 * tx, pixels, stage, sums);
    }
}

/// Floats of the staging buffer for `count` tiles.
INLINE int64_t FN(stage_size)(int64_t count) { return 6 * (4 * count + 2) * 16; }

/// Floats that partial sums of `chunks` chunks take at the beginning of the scratch memory.
INLINE int64_t FN(sums_size)(const FN(plan) * p, int64_t chunks) { return p->sums ? chunks * p->out_blocks * 64 : 0; }

/// Clears them; returns what lies behind.
static float *FN(take_sums)(FN(plan) * p, float *memory, int64_t chunks) {
    p->partial_sums = p->sums ? (double *)memory : NULL;
    memset(memory, 0, (size_t)FN(sums_size)(p, chunks) * sizeof(float));
    return memory + FN(sums_size)(p, chunks);
}

// MARK: - Path A

static void FN(weights_task_a)(void *context, int64_t index, int thread) {
    (void)thread;
    const FN(plan) *p = context;
    int64_t out = index / p->in_blocks, in = index % p->in_blocks, group = out / TILE_WIDTH;
    int64_t row = FN(group_width)(group, p->out_blocks) * 16;
    float *u = p->u + group * POINTS * p->u_plane + in * 16 * row + out % TILE_WIDTH * 16;
    FN(transform_weights)(p, out, in, u, p->u_plane, row);
}

static void FN(chunk_task_a)(void *context, int64_t index, int thread) {
    const FN(plan) *p = context;
    int64_t first = index * p->chunk, count = unet_min(p->chunk, p->tiles - first);
    float *v = p->private + thread * p->private_size, *m = v + POINTS * p->v_plane, *stage = m + POINTS * p->m_plane;
    for (int64_t b = 0; b < p->in_blocks; b++)
        FN(transform_inputs)(p, first, count, b, stage, v + b * count * 16, p->v_plane);
    for (int64_t g = 0; g < p->groups; g++) {
        int64_t width = FN(group_width)(g, p->out_blocks);
        const float *u = p->u + g * POINTS * p->u_plane;
        for (int64_t point = 0; point < POINTS; point++)
            FN(forward_product)(width, count, p->in_blocks, v + point * p->v_plane, count * 16, u + point * p->u_plane,
                                m + point * p->m_plane, 0);
        for (int64_t w = 0; w < width; w++) {
            int64_t block = g * TILE_WIDTH + w;
            FN(transform_outputs)(p, first, count, block, stage, m + w * 16, p->m_plane, width * 16,
                                  p->partial_sums ? p->partial_sums + (index * p->out_blocks + block) * 32 : NULL);
        }
    }
}

static int FN(run_a)(FN(plan) * p) {
    int threads = unet_workers();
    // Room for V in half of L2, and at least 16 chunks to share out where there are enough tiles.
    p->chunk = unet_max(8, unet_min(unet_min(64, 256 / p->in_blocks / 8 * 8), p->tiles / 16 / 8 * 8));
    p->v_plane = FN(plane_size)(p->in_blocks * p->chunk * 16);
    p->m_plane = FN(plane_size)(p->chunk * KW);
    p->u_plane = FN(plane_size)(p->in_blocks * 16 * KW);
    p->private_size = POINTS * (p->v_plane + p->m_plane) + FN(stage_size)(p->chunk);
    int64_t u_size = p->groups * POINTS * p->u_plane, chunks = unet_div_up(p->tiles, p->chunk);
    int64_t size = FN(sums_size)(p, chunks) + u_size + threads * p->private_size;
    float *memory = unet_scratch_take((size_t)size * sizeof(float));
    if (!memory) return UNET_NO_MEMORY;
    p->u = FN(take_sums)(p, memory, chunks);
    p->private = p->u + u_size;
    int code = unet_parallel_for(p->out_blocks * p->in_blocks, FN(weights_task_a), p);
    if (code == UNET_OK) code = unet_parallel_for(chunks, FN(chunk_task_a), p);
    if (p->sums) FN(add_partial_sums)(p->partial_sums, chunks, p->out_blocks, p->sums);
    unet_scratch_give(memory);
    return code;
}

// MARK: - Path B

// Tiles transformed by one task; in blocks whose U is held at once (2 and 8 are 0-10 % slower at 16x16).
enum { STRIP = 32, DEEP_BLOCKS = 4 };

static void FN(inputs_task_b)(void *context, int64_t index, int thread) {
    const FN(plan) *p = context;
    int64_t block = index % p->in_blocks, at = index / p->in_blocks * STRIP, count = unet_min(STRIP, p->count - at);
    float *stage = p->private + thread * p->private_size;
    FN(transform_inputs)(p, p->first + at, count, block, stage, p->v + (block * p->count + at) * 16, p->v_plane);
}

static void FN(group_task_b)(void *context, int64_t group, int thread) {
    const FN(plan) *p = context;
    int64_t width = FN(group_width)(group, p->out_blocks), row = width * 16;
    float *stage = p->private + thread * p->private_size, *m = stage + FN(stage_size)(STRIP);
    float *u = m + POINTS * p->m_plane;
    for (int64_t in = 0; in < p->in_blocks; in += DEEP_BLOCKS) {
        int64_t blocks = unet_min(DEEP_BLOCKS, p->in_blocks - in), next = in + blocks;
        for (int64_t b = 0; b < blocks; b++)
            for (int64_t w = 0; w < width; w++)
                FN(transform_weights)(p, group * TILE_WIDTH + w, in + b, u + b * 16 * row + w * 16, p->u_plane, row);
        for (int64_t point = 0; point < POINTS; point++) {
            if (next < p->in_blocks)
                FN(prefetch_weights)(p, group, next, unet_min(DEEP_BLOCKS, p->in_blocks - next), point);
            FN(forward_product)(width, p->count, blocks, p->v + point * p->v_plane + in * p->count * 16, p->count * 16,
                                u + point * p->u_plane, m + point * p->m_plane, in > 0);
        }
    }
    for (int64_t w = 0; w < width; w++) {
        int64_t block = group * TILE_WIDTH + w, part = p->first / p->chunk * p->out_blocks + block;
        double *sums = p->partial_sums ? p->partial_sums + part * 32 : NULL;
        for (int64_t at = 0; at < p->count; at += STRIP)
            FN(transform_outputs)(p, p->first + at, unet_min(STRIP, p->count - at), block, stage, m + at * row + w * 16,
                                  p->m_plane, row, sums);
    }
}

static int FN(run_b)(FN(plan) * p) {
    int threads = unet_workers();
    // V of at most about 10 MiB: 20 MiB fell out of a busy L3 (512 -> 256 channels at 64x64: 425 instead of 750 GF/s).
    p->chunk = unet_min(unet_max(32, unet_min(256, 4096 / p->in_blocks / 32 * 32)), p->tiles);
    p->v_plane = FN(plane_size)(p->in_blocks * p->chunk * 16);
    p->m_plane = FN(plane_size)(p->chunk * KW);
    p->u_plane = FN(plane_size)(DEEP_BLOCKS * 16 * KW);
    p->private_size = FN(stage_size)(STRIP) + POINTS * (p->m_plane + p->u_plane);
    int64_t v_size = POINTS * p->v_plane, chunks = unet_div_up(p->tiles, p->chunk);
    int64_t size = FN(sums_size)(p, chunks) + v_size + threads * p->private_size;
    float *memory = unet_scratch_take((size_t)size * sizeof(float));
    if (!memory) return UNET_NO_MEMORY;
    p->v = FN(take_sums)(p, memory, chunks);
    p->private = p->v + v_size;
    int code = UNET_OK;
    for (p->first = 0; p->first < p->tiles && code == UNET_OK; p->first += p->chunk) {
        p->count = unet_min(p->chunk, p->tiles - p->first);
        code = unet_parallel_for(unet_div_up(p->count, STRIP) * p->in_blocks, FN(inputs_task_b), p);
        if (code == UNET_OK) code = unet_parallel_for(p->groups, FN(group_task_b), p);
    }
    if (p->sums) FN(add_partial_sums)(p->partial_sums, chunks, p->out_blocks, p->sums);
    unet_scratch_give(memory);
    return code;
}

/// Completes and runs a plan whose in, out, weights, flip and pad are set.
static int FN(run_winograd)(FN(plan) * p, int64_t batch) {
    p->tiles_h = unet_div_up(p->out.h, 4);
    p->tiles_w = unet_div_up(p->out.w, 4);
    p->tiles = batch * p->tiles_h * p->tiles_w;
    p->in_blocks = unet_div_up(p->in.channels, 16);
    p->out_blocks = unet_div_up(p->out.channels, 16);
    p->groups = unet_div_up(p->out_blocks, TILE_WIDTH);
    if (p->tiles == 0 || p->out_blocks == 0) return UNET_OK;
    return p->in_blocks * p->out_blocks <= 8 * 16 ? FN(run_a)(p) : FN(run_b)(p);
}

// MARK: - Path W

typedef struct {
    FN(plan) x;            // in = x with its pad; tiles of dy
    FN(source) dy;
    FN(weights) weights;
    float *dw;
    int accumulate;
    int64_t c_blocks, k_blocks, k_groups;
    int64_t chunk, slices, chunks_in_slice, first, count;
    float *v, *d, *u, *private;
    int64_t v_plane, d_plane, u_plane, private_size;
} FN(weights_plan);

/// D of `count` tiles for one block of dy: d[point * plane + tile * row].
static void FN(transform_gradients)(const FN(weights_plan) * p, int64_t first, int64_t count, int64_t block,
                                    float *stage,
                                    float *d, int64_t plane, int64_t row) {
    FOR_RUNS(&p->x, first, count) {
        int64_t pixels = 4 * run;
        FN(stage)(&p->dy, image, block, 4 * ty, 4, 4 * tx, pixels, stage);
        for (int64_t t = 0; t < run; t++)
            FN(gradient_tile)(stage + t * 64, pixels * 16, 16, d + (tile - first + t) * row, 6 * plane, plane);
    }
}

/// Gᵀ dU G for 16 input channels and one group of outputs: u[point * plane + c * row + w * 16].
static void FN(finish_weights)(const FN(weights_plan) * p, int64_t c, int64_t group, const float *u, int64_t plane,
                               int accumulate) {
    int64_t width = FN(group_width)(group, p->k_blocks), row = width * 16;
    float block[2304];
    for (int64_t w = 0; w < width; w++) {
        for (int64_t i = 0; i < 16; i++)
            FN(weight_gradient_tile)(u + i * row + w * 16, 6 * plane, plane, block + i * 144, 48, 16);
        FN(store_weights)(p->dw, &p->weights, group * TILE_WIDTH + w, c, block, accumulate);
    }
}

/// Private accumulators: one slice of tiles, chunk after chunk, into its own dU [36][group][c block][16][KW].
static void FN(slice_task_w)(void *context, int64_t slice, int thread) {
    const FN(weights_plan) *p = context;
    float *stage = p->private + thread * p->private_size, *v = stage + FN(stage_size)(p->chunk);
    float *d = v + POINTS * p->v_plane, *u = p->u + slice * POINTS * p->u_plane;
    for (int64_t i = 0; i < p->chunks_in_slice; i++) {
        int64_t first = (slice * p->chunks_in_slice + i) * p->chunk, count = unet_min(p->chunk, p->x.tiles - first);
        if (count <= 0) {
            if (i == 0) memset(u, 0, (size_t)(POINTS * p->u_plane) * sizeof(float));
            return;
        }
        if (unet_interrupted()) return;
        for (int64_t c = 0; c < p->c_blocks; c++)
            FN(transform_inputs)(&p->x, first, count, c, stage, v + c * count * 16, p->v_plane);
        for (int64_t k = 0; k < p->k_blocks; k++) {
            int64_t group = k / TILE_WIDTH, row = FN(group_width)(group, p->k_blocks) * 16;
            FN(transform_gradients)(p, first, count, k, stage, d + group * count * KW + k % TILE_WIDTH * 16, p->d_plane,
                                    row);
        }
        for (int64_t point = 0; point < POINTS; point++)
            for (int64_t g = 0; g < p->k_groups; g++)
                for (int64_t c = 0; c < p->c_blocks; c++)
                    FN(weight_product)(FN(group_width)(g, p->k_blocks), count, v + point * p->v_plane + c * count * 16,
                                       d + point * p->d_plane + g * count * KW,
                                       u + point * p->u_plane + (g * p->c_blocks + c) * 16 * KW, i > 0);
    }
}

static void FN(reduce_task_w)(void *context, int64_t index, int thread) {
    const FN(weights_plan) *p = context;
    int64_t group = index / p->c_blocks, c = index % p->c_blocks;
    float *sum = p->private + thread * p->private_size;
    int64_t size = FN(group_width)(group, p->k_blocks) * 256;
    for (int64_t point = 0; point < POINTS; point++) {
        const float *u = p->u + point * p->u_plane + (group * p->c_blocks + c) * 16 * KW;
        for (int64_t i = 0; i < size; i += 16) {
            v16 total = LOAD(u + i);
            for (int64_t slice = 1; slice < p->slices; slice++) total += LOAD(u + slice * POINTS * p->u_plane + i);
            STORE(sum + point * 16 * KW + i, total);
        }
    }
    FN(finish_weights)(p, c, group, sum, 16 * KW, p->accumulate);
}

static int FN(run_w_private)(FN(weights_plan) * p) {
    int threads = unet_workers();
    p->chunk = p->c_blocks + p->k_blocks <= 12 ? 64 : 32; // V and D about the size of L2
    p->slices = 8;
    p->chunks_in_slice = unet_div_up(unet_div_up(p->x.tiles, p->chunk), p->slices);
    p->v_plane = FN(plane_size)(p->c_blocks * p->chunk * 16);
    p->d_plane = FN(plane_size)(p->k_groups * p->chunk * KW);
    p->u_plane = p->k_groups * p->c_blocks * 16 * KW;
    p->private_size = FN(stage_size)(p->chunk) + unet_max(POINTS * (p->v_plane + p->d_plane), POINTS * 16 * KW);
    int64_t u_size = p->slices * POINTS * p->u_plane;
    float *memory = unet_scratch_take((size_t)(u_size + threads * p->private_size) * sizeof(float));
    if (!memory) return UNET_NO_MEMORY;
    p->u = memory;
    p->private = memory + u_size;
    int code = unet_parallel_for(p->slices, FN(slice_task_w), p);
    if (code == UNET_OK) code = unet_parallel_for(p->k_groups * p->c_blocks, FN(reduce_task_w), p);
    unet_scratch_give(memory);
    return code;
}

static void FN(inputs_task_w)(void *context, int64_t index, int thread) {
    const FN(weights_plan) *p = context;
    int64_t blocks = p->c_blocks + p->k_blocks, block = index % blocks;
    int64_t at = index / blocks * STRIP, count = unet_min(STRIP, p->count - at);
    float *stage = p->private + thread * p->private_size;
    if (block < p->c_blocks) {
        FN(transform_inputs)(&p->x, p->first + at, count, block, stage, p->v + (block * p->count + at) * 16,
                             p->v_plane);
    } else {
        int64_t k = block - p->c_blocks, group = k / TILE_WIDTH, row = FN(group_width)(group, p->k_blocks) * 16;
        FN(transform_gradients)(p, p->first + at, count, k, stage,
                                p->d + group * p->count * KW + at * row + k % TILE_WIDTH * 16, p->d_plane, row);
    }
}

static void FN(piece_task_w)(void *context, int64_t index, int thread) {
    const FN(weights_plan) *p = context;
    // Groups of outputs vary fastest: V of these input channels stays in L2 while D streams by.
    int64_t group = index % p->k_groups, first = index / p->k_groups * DEEP_BLOCKS;
    int64_t blocks = unet_min(DEEP_BLOCKS, p->c_blocks - first), width = FN(group_width)(group, p->k_blocks);
    float *u = p->private + thread * p->private_size;
    const int64_t plane = DEEP_BLOCKS * 16 * KW;
    for (int64_t point = 0; point < POINTS; point++)
        for (int64_t c = 0; c < blocks; c++)
            FN(weight_product)(width, p->count, p->v + point * p->v_plane + (first + c) * p->count * 16,
                               p->d + point * p->d_plane + group * p->count * KW, u + point * plane + c * 16 * KW, 0);
    for (int64_t c = 0; c < blocks; c++)
        FN(finish_weights)(p, first + c, group, u + c * 16 * KW, plane, p->accumulate || p->first > 0);
}

static int FN(run_w_shared)(FN(weights_plan) * p) {
    int threads = unet_workers();
    // V and D together stay below about 16 MiB: half of L3, and the memory this may take (8 and 32 MiB are no faster).
    int64_t room = ((int64_t)16 << 20) / (POINTS * 64 * (p->c_blocks + p->k_blocks)) / 16 * 16;
    p->chunk = unet_min(unet_max(32, unet_min(128, room)), p->x.tiles); // 256 is 5 % slower: a piece of V leaves L2
    p->v_plane = FN(plane_size)(p->c_blocks * p->chunk * 16);
    p->d_plane = FN(plane_size)(p->k_groups * p->chunk * KW);
    p->private_size = unet_max(FN(stage_size)(STRIP), POINTS * DEEP_BLOCKS * 16 * KW);
    int64_t shared = POINTS * (p->v_plane + p->d_plane);
    float *memory = unet_scratch_take((size_t)(shared + threads * p->private_size) * sizeof(float));
    if (!memory) return UNET_NO_MEMORY;
    p->v = memory;
    p->d = memory + POINTS * p->v_plane;
    p->private = memory + shared;
    int code = UNET_OK;
    for (p->first = 0; p->first < p->x.tiles && code == UNET_OK; p->first += p->chunk) {
        p->count = unet_min(p->chunk, p->x.tiles - p->first);
        code = unet_parallel_for(unet_div_up(p->count, STRIP) * (p->c_blocks + p->k_blocks), FN(inputs_task_w), p);
        if (code == UNET_OK)
            code = unet_parallel_for(unet_div_up(p->c_blocks, DEEP_BLOCKS) * p->k_groups, FN(piece_task_w), p);
    }
    unet_scratch_give(memory);
    return code;
}

/// Completes and runs a plan whose x (in, pad), dy, weights, dw and accumulate are set.
static int FN(run_winograd_weights)(FN(weights_plan) * p, int64_t batch) {
    p->x.tiles_h = unet_div_up(p->dy.h, 4);
    p->x.tiles_w = unet_div_up(p->dy.w, 4);
    p->x.tiles = batch * p->x.tiles_h * p->x.tiles_w;
    p->c_blocks = unet_div_up(p->weights.in, 16);
    p->k_blocks = unet_div_up(p->weights.out, 16);
    p->k_groups = unet_div_up(p->k_blocks, TILE_WIDTH);
    if (p->x.tiles == 0) {
        if (!p->accumulate) memset(p->dw, 0, (size_t)(p->weights.in * p->weights.out * 9) * sizeof(float));
        return UNET_OK;
    }
    int is_private = p->x.tiles > 256 && p->c_blocks * p->k_blocks <= 32;
    return is_private ? FN(run_w_private)(p) : FN(run_w_shared)(p);
}

// MARK: - On plain images and weights

static FN(source) FN(plain_source)(const float *data, int64_t channels, int64_t h, int64_t w) {
    return (FN(source)){.data = data, .image_stride = channels * h * w, .channels = channels, .h = h, .w = w};
}

static FN(target) FN(plain_target)(float *data, int64_t channels, int64_t h, int64_t w, const float *bias) {
    return (FN(target)){.data = data, .image_stride = channels * h * w, .channels = channels, .h = h, .w = w,
                        .bias = bias};
}

static int FN(winograd_forward)(const unet_conv2d_shape *s, const float *x, const float *w, const float *bias,
                                float *y) {
    FN(plan) p = {.in = FN(plain_source)(x, s->in_channels, s->in_h, s->in_w),
                  .out = FN(plain_target)(y, s->out_channels, s->out_h, s->out_w, bias),
                  .weights = {w, s->out_channels, s->in_channels}, .pad = s->pad_h};
    return FN(run_winograd)(&p, s->batch);
}

static int FN(winograd_backward_data)(const unet_conv2d_shape *s, const float *dy, const float *w, const float *bias,
                                      float *dx) {
    FN(plan) p = {.in = FN(plain_source)(dy, s->out_channels, s->out_h, s->out_w),
                  .out = FN(plain_target)(dx, s->in_channels, s->in_h, s->in_w, bias),
                  .weights = {w, s->out_channels, s->in_channels}, .flip = 1, .pad = 2 - s->pad_h};
    return FN(run_winograd)(&p, s->batch);
}

static int FN(winograd_backward_weights)(const unet_conv2d_shape *s, const float *x, const float *dy, float *dw,
                                         int accumulate) {
    FN(weights_plan) p = {.x = {.in = FN(plain_source)(x, s->in_channels, s->in_h, s->in_w), .pad = s->pad_h},
                          .dy = FN(plain_source)(dy, s->out_channels, s->out_h, s->out_w),
                          .weights = {dw, s->out_channels, s->in_channels}, .dw = dw, .accumulate = accumulate};
    return FN(run_winograd_weights)(&p, s->batch);
}
