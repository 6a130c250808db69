// Blocked matrix product C = A B over packed panels, for one element type T (Goto & van de Geijn 2008).
//
// The convolutions of conv.h and the plain product are the same computation with different ways to read A and B and to
// write C, so this file has one driver that takes them as functions. Work is cut into blocks of C; every block packs
// what it needs, multiplies into a private tile and stores it. An element of C is always the same chain of
// multiply-adds over k, so neither the cut nor the number of threads shows in the bits.
#define V TYPED(vector)
#define LANES ((int64_t)(VECTOR_BYTES / sizeof(T)))
#define MR GEMM_ROWS
#define NV GEMM_VECTORS
#define NR (NV * LANES)

#define BLOCK 8 // squares that packing transposes
typedef T TYPED(square_row) __attribute__((ext_vector_type(BLOCK), aligned(sizeof(T))));
typedef T V __attribute__((ext_vector_type(VECTOR_BYTES / sizeof(T)), aligned(sizeof(T))));

/// c[MR][NR] (row stride ldc) (+)= a[depth][MR] · b[depth][NR].
static inline __attribute__((always_inline)) void TYPED(micro)(int64_t depth, const T *a, const T *b, T *c, int64_t ldc,
                                                               int accumulate) {
    V sum[MR][NV];
    UNROLL for (int i = 0; i < MR; i++) UNROLL for (int j = 0; j < NV; j++)
        sum[i][j] = accumulate ? *(const V *)(c + i * ldc + j * LANES) : (V)(T)0;
    for (int64_t k = 0; k < depth; k++) {
        V row[NV];
        UNROLL for (int j = 0; j < NV; j++) row[j] = *(const V *)(b + k * NR + j * LANES);
        UNROLL for (int i = 0; i < MR; i++) {
            V x = (V)a[k * MR + i]; // a splat cast: "0 + x" would keep a real addition (81 -> 107 GF/s on AVX2)
            UNROLL for (int j = 0; j < NV; j++) sum[i][j] = MULTIPLY_ADD(x, row[j], sum[i][j]);
        }
    }
    UNROLL for (int i = 0; i < MR; i++) UNROLL for (int j = 0; j < NV; j++) *(V *)(c + i * ldc + j * LANES) = sum[i][j];
}

/// Transposes a BLOCK x BLOCK square: log2(BLOCK) rounds of interleaving row i with row i + BLOCK/2.
static inline __attribute__((always_inline)) void TYPED(transpose)(const T *from, int64_t from_stride, T *to,
                                                                   int64_t to_stride) {
    TYPED(square_row) a[BLOCK], b[BLOCK];
    UNROLL for (int i = 0; i < BLOCK; i++) a[i] = *(const TYPED(square_row) *)(from + i * from_stride);
    UNROLL for (int round = 0; round < 3; round++) {
        UNROLL for (int i = 0; i < BLOCK / 2; i++) {
            b[2 * i] = __builtin_shufflevector(a[i], a[i + BLOCK / 2], 0, 8, 1, 9, 2, 10, 3, 11);
            b[2 * i + 1] = __builtin_shufflevector(a[i], a[i + BLOCK / 2], 4, 12, 5, 13, 6, 14, 7, 15);
        }
        UNROLL for (int i = 0; i < BLOCK; i++) a[i] = b[i];
    }
    UNROLL for (int i = 0; i < BLOCK; i++) *(TYPED(square_row) *)(to + i * to_stride) = a[i];
}

/// One matrix product as the driver sees it.
typedef struct {
    int64_t m, n, k;
    const void *source; // passed to the functions below
    /// Writes A[i..i+rows)[k..k+depth) as panels [rows/MR][depth][MR], zero-padded to whole panels.
    void (*pack_a)(const void *source, int64_t i, int64_t rows, int64_t k, int64_t depth, T *panels);
    /// Writes B[k..k+depth)[j..j+columns) as panels [columns/NR][depth][NR], zero-padded. `row` is private
    /// memory for max(columns, NR * depth) elements.
    void (*pack_b)(const void *source, int64_t k, int64_t depth, int64_t j, int64_t columns, T *panels, T *row);
    /// Takes a finished block of C; `group` tells the slices of k apart (see groups).
    void (*store)(const void *source, int64_t group, int64_t i, int64_t rows, int64_t j, int64_t columns, const T *tile,
                  int64_t tile_stride);
    int64_t groups; // k is cut into this many slices whose results are stored separately; depends on the shape alone
    int packs_a_once; // pack all of A before the product: right when many blocks of columns share it
} TYPED(product);

typedef struct {
    const TYPED(product) * p;
    int64_t block_m, block_n, block_k, blocks_m, blocks_n, slice_k;
    T *packed_a, *private; // A for everyone; then per thread: panels of A, panels of B, tile, row
    int64_t a_size, b_size, tile_size, private_size;
} TYPED(plan);

static inline int64_t TYPED(slice_begin)(const TYPED(plan) * plan, int64_t group) {
    return unet_min(group * plan->slice_k, plan->p->k);
}

static void TYPED(pack_a_task)(void *context, int64_t index, int thread) {
    (void)thread;
    const TYPED(plan) *plan = context;
    const TYPED(product) *p = plan->p;
    int64_t panel = index * MR, padded_m = unet_round_up(p->m, MR);
    for (int64_t k = 0; k < p->k; k += plan->block_k) {
        int64_t depth = unet_min(plan->block_k, p->k - k);
        T *to = plan->packed_a + k * padded_m + panel * depth;
        p->pack_a(p->source, panel, unet_min(MR, p->m - panel), k, depth, to);
    }
}

static void TYPED(block_task)(void *context, int64_t index, int thread) {
    const TYPED(plan) *plan = context;
    const TYPED(product) *p = plan->p;
    int64_t bm = index % plan->blocks_m, bn = index / plan->blocks_m % plan->blocks_n;
    int64_t group = index / (plan->blocks_m * plan->blocks_n);
    int64_t i0 = bm * plan->block_m, rows = unet_min(plan->block_m, p->m - i0);
    int64_t j0 = bn * plan->block_n, columns = unet_min(plan->block_n, p->n - j0);
    int64_t begin = TYPED(slice_begin)(plan, group), end = TYPED(slice_begin)(plan, group + 1);
    T *a = plan->private + thread * plan->private_size, *b = a + plan->a_size, *tile = b + plan->b_size;
    T *row = tile + plan->tile_size;
    int64_t stride = unet_round_up(columns, NR);
    if (begin >= end) memset(tile, 0, (size_t)(unet_round_up(rows, MR) * stride) * sizeof(T));
    for (int64_t k = begin; k < end; k += plan->block_k) {
        int64_t depth = unet_min(plan->block_k, end - k);
        const T *panels = a;
        if (p->packs_a_once) panels = plan->packed_a + k * unet_round_up(p->m, MR) + i0 * depth;
        else p->pack_a(p->source, i0, rows, k, depth, a);
        p->pack_b(p->source, k, depth, j0, columns, b, row);
        for (int64_t j = 0; j < columns; j += NR)
            for (int64_t i = 0; i < rows; i += MR)
                TYPED(micro)(depth, panels + i * depth, b + j * depth, tile + i * stride + j, stride, k > begin);
    }
    p->store(p->source, group, i0, rows, j0, columns, tile, stride);
}

/// Runs one product on the pool. Returns a UNET_ code.
static int TYPED(multiply)(const TYPED(product) * p) {
    if (p->m <= 0 || p->n <= 0) return UNET_OK;
    TYPED(plan) plan = {.p = p};
    // A block of A (256 x 256 floats) and of B (256 x 192) share L2; a panel of B (256 x NR) stays in L1.
    const int64_t most_k = 256, most_m = 256 / MR * MR, most_n = 192 / NR * NR;
    int64_t groups = unet_max(1, p->groups);
    plan.slice_k = unet_div_up(p->k, groups);
    plan.block_k = unet_max(1, unet_min(most_k, plan.slice_k));
    if (groups > 1) plan.slice_k = unet_round_up(plan.slice_k, plan.block_k);
    // Equal blocks, and enough of them that threads finish together.
    int64_t wanted = unet_workers() == 1 ? 1 : 4 * unet_workers();
    plan.block_n = unet_round_up(unet_div_up(p->n, unet_div_up(p->n, most_n)), NR);
    plan.block_m = unet_round_up(unet_div_up(p->m, unet_div_up(p->m, most_m)), MR);
    plan.blocks_n = unet_div_up(p->n, plan.block_n);
    while (plan.block_m > 4 * MR && unet_div_up(p->m, plan.block_m) * plan.blocks_n * groups < wanted)
        plan.block_m = unet_round_up(plan.block_m / 2, MR);
    plan.blocks_m = unet_div_up(p->m, plan.block_m);

    int threads = unet_workers();
    plan.a_size = p->packs_a_once ? 0 : plan.block_m * plan.block_k;
    plan.b_size = plan.block_n * plan.block_k;
    plan.tile_size = plan.block_m * plan.block_n;
    int64_t row_size = unet_max(plan.block_n, NR * plan.block_k);
    plan.private_size = unet_round_up(plan.a_size + plan.b_size + plan.tile_size + row_size, 64) + 64;
    int64_t shared = p->packs_a_once ? unet_round_up(unet_round_up(p->m, MR) * p->k, 64) : 0;
    T *memory = unet_scratch_take((size_t)(shared + plan.private_size * threads) * sizeof(T));
    if (!memory) return UNET_NO_MEMORY;
    plan.packed_a = memory;
    plan.private = memory + shared;
    int code = UNET_OK;
    if (p->packs_a_once) code = unet_parallel_for(unet_div_up(p->m, MR), TYPED(pack_a_task), &plan);
    if (code == UNET_OK) code = unet_parallel_for(plan.blocks_m * plan.blocks_n * groups, TYPED(block_task), &plan);
    unet_scratch_give(memory);
    return code;
}

// MARK: - Matrices as operands

/// Packs `rows` rows that lie `stride` apart in memory, `depth` contiguous elements each, into panels of `width` rows:
/// panel[k][row], panels `panel_size` apart. The transposing copy of both operands.
static void TYPED(pack_rows)(const T *from, int64_t stride, int64_t rows, int64_t depth, int64_t width, T *panels,
                             int64_t panel_size) {
    for (int64_t first = 0; first < rows; first += width, panels += panel_size) {
        int64_t live = unet_min(width, rows - first), r = 0;
        const T *source = from + first * stride;
        for (; r + BLOCK <= live; r += BLOCK) {
            int64_t k = 0;
            for (; k + BLOCK <= depth; k += BLOCK)
                TYPED(transpose)(source + r * stride + k, stride, panels + k * width + r, width);
            for (; k < depth; k++)
                for (int64_t i = r; i < r + BLOCK; i++) panels[k * width + i] = source[i * stride + k];
        }
        for (; r < live; r++)
            for (int64_t k = 0; k < depth; k++) panels[k * width + r] = source[r * stride + k];
        for (; r < width; r++)
            for (int64_t k = 0; k < depth; k++) panels[k * width + r] = 0;
    }
}

/// The same for rows that are contiguous across: from[k * stride + row].
static void TYPED(pack_columns)(const T *from, int64_t stride, int64_t rows, int64_t depth, int64_t width, T *panels) {
    for (int64_t first = 0; first < rows; first += width, panels += width * depth) {
        int64_t live = unet_min(width, rows - first);
        for (int64_t k = 0; k < depth; k++) {
            const T *source = from + k * stride + first;
            T *to = panels + k * width;
            int64_t r = 0;
            for (; r + LANES <= live; r += LANES) *(V *)(to + r) = *(const V *)(source + r);
            for (; r < live; r++) to[r] = source[r];
            for (; r < width; r++) to[r] = 0;
        }
    }
}

typedef struct {
    const T *a, *b;
    T *c;
    int64_t lda, ldb, ldc;
    int transpose_a, transpose_b, accumulate;
} TYPED(matrices);

static void TYPED(matrix_a)(const void *source, int64_t i, int64_t rows, int64_t k, int64_t depth, T *panels) {
    const TYPED(matrices) *s = source;
    if (s->transpose_a) TYPED(pack_columns)(s->a + k * s->lda + i, s->lda, rows, depth, MR, panels);
    else TYPED(pack_rows)(s->a + i * s->lda + k, s->lda, rows, depth, MR, panels, MR * depth);
}

static void TYPED(matrix_b)(const void *source, int64_t k, int64_t depth, int64_t j, int64_t columns, T *panels,
                            T *row) {
    (void)row;
    const TYPED(matrices) *s = source;
    if (s->transpose_b) TYPED(pack_rows)(s->b + j * s->ldb + k, s->ldb, columns, depth, NR, panels, NR * depth);
    else TYPED(pack_columns)(s->b + k * s->ldb + j, s->ldb, columns, depth, NR, panels);
}

static void TYPED(matrix_store)(const void *source, int64_t group, int64_t i, int64_t rows, int64_t j, int64_t columns,
                                const T *tile, int64_t tile_stride) {
    (void)group;
    const TYPED(matrices) *s = source;
    for (int64_t r = 0; r < rows; r++) {
        T *to = s->c + (i + r) * s->ldc + j;
        const T *from = tile + r * tile_stride;
        if (s->accumulate) for (int64_t x = 0; x < columns; x++) to[x] += from[x];
        else memcpy(to, from, (size_t)columns * sizeof(T));
    }
}

static int TYPED(gemm)(int transpose_a, int transpose_b, int64_t m, int64_t n, int64_t k, const T *a, int64_t lda,
                       const T *b, int64_t ldb, T *c, int64_t ldc, int accumulate) {
    TYPED(matrices) s = {a, b, c, lda, ldb, ldc, transpose_a, transpose_b, accumulate};
    TYPED(product) p = {.m = m, .n = n, .k = k, .source = &s, .pack_a = TYPED(matrix_a), .pack_b = TYPED(matrix_b),
                        .store = TYPED(matrix_store), .groups = 1, .packs_a_once = n > 192};
    return TYPED(multiply)(&p);
}
