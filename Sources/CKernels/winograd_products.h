// The two register-tiled products at the heart of the Winograd convolutions. Everything else feeds them.
//
// Operands are vectors of 16 channels. A register tile is TILE_ROWS x TILE_WIDTH vectors; the size is not delicate:
// every shape from 4x2 to 28x1 was measured within 3 % of the multiply-add peak on AVX-512 as long as it fits the
// registers.

#define KW (16 * TILE_WIDTH) // channels of a full group of outputs

/// m[row][16 * width] (+)= Σ over blocks * 16 channels of v[block][row][channel] * u[channel][16 * width].
INLINE void FN(forward_rows)(const int rows, const int width, int64_t blocks, const float *v, int64_t v_block,
                             const float *u, float *m, int accumulate) {
    v16 sum[TILE_ROWS][TILE_WIDTH];
    UNROLL for (int r = 0; r < rows; r++) UNROLL for (int w = 0; w < width; w++)
        sum[r][w] = accumulate ? LOAD(m + (r * width + w) * 16) : (v16)0.0f;
    for (int64_t b = 0; b < blocks; b++, v += v_block) {
        for (int64_t c = 0; c < 16; c++, u += 16 * width) {
            v16 row[TILE_WIDTH];
            UNROLL for (int w = 0; w < width; w++) row[w] = LOAD(u + w * 16);
            UNROLL for (int r = 0; r < rows; r++) {
                v16 x = (v16)v[r * 16 + c];
                UNROLL for (int w = 0; w < width; w++) sum[r][w] = MULTIPLY_ADD(x, row[w], sum[r][w]);
            }
        }
    }
    UNROLL for (int r = 0; r < rows; r++) UNROLL for (int w = 0; w < width; w++)
        STORE(m + (r * width + w) * 16, sum[r][w]);
}

/// u[c][16 * width] (+)= Σ over tiles of v[tile][c] * d[tile][16 * width], for `rows` channels c.
INLINE void FN(weight_rows)(const int rows, const int width, int64_t tiles, const float *v, const float *d, float *u,
                            int accumulate) {
    v16 sum[TILE_ROWS][TILE_WIDTH];
    UNROLL for (int r = 0; r < rows; r++) UNROLL for (int w = 0; w < width; w++)
        sum[r][w] = accumulate ? LOAD(u + (r * width + w) * 16) : (v16)0.0f;
    for (int64_t t = 0; t < tiles; t++) {
        v16 row[TILE_WIDTH];
        UNROLL for (int w = 0; w < width; w++) row[w] = LOAD(d + (t * width + w) * 16);
        UNROLL for (int r = 0; r < rows; r++) {
            v16 x = (v16)v[t * 16 + r];
            UNROLL for (int w = 0; w < width; w++) sum[r][w] = MULTIPLY_ADD(x, row[w], sum[r][w]);
        }
    }
    UNROLL for (int r = 0; r < rows; r++) UNROLL for (int w = 0; w < width; w++)
        STORE(u + (r * width + w) * 16, sum[r][w]);
}

// Any number of rows as full register tiles and a remainder of 4 + 2 + 1.
#define ALL_ROWS(COUNT, CALL)                                                                                          \
    int64_t r = 0;                                                                                                     \
    for (; r + TILE_ROWS <= COUNT; r += TILE_ROWS) CALL(TILE_ROWS);                                                    \
    if (TILE_ROWS > 4 && r + 4 <= COUNT) { CALL(4); r += 4; }                                                          \
    if (r + 2 <= COUNT) { CALL(2); r += 2; }                                                                           \
    if (r < COUNT) CALL(1);

#define FORWARD_PRODUCT(NAME, WIDTH)                                                                                   \
    static void FN(NAME)(int64_t rows, int64_t blocks, const float *v, int64_t v_block, const float *u, float *m,     \
                         int accumulate) {                                                                             \
        ALL_ROWS(rows, FORWARD_CALL_##WIDTH)                                                                           \
    }
#define FORWARD_CALL_1(R) FN(forward_rows)(R, 1, blocks, v + r * 16, v_block, u, m + r * 16, accumulate)
#define FORWARD_CALL_2(R) FN(forward_rows)(R, 2, blocks, v + r * 16, v_block, u, m + r * 32, accumulate)
#define WEIGHT_PRODUCT(NAME, WIDTH)                                                                                    \
    static void FN(NAME)(int64_t tiles, const float *v, const float *d, float *u, int accumulate) {                   \
        ALL_ROWS(16, WEIGHT_CALL_##WIDTH)                                                                              \
    }
#define WEIGHT_CALL_1(R) FN(weight_rows)(R, 1, tiles, v + r, d, u + r * 16, accumulate)
#define WEIGHT_CALL_2(R) FN(weight_rows)(R, 2, tiles, v + r, d, u + r * 32, accumulate)

FORWARD_PRODUCT(forward_product_1, 1)
WEIGHT_PRODUCT(weight_product_1, 1)
#if TILE_WIDTH == 2
FORWARD_PRODUCT(forward_product_2, 2)
WEIGHT_PRODUCT(weight_product_2, 2)
#endif

/// For `rows` tiles: m[rows][width * 16] (+)= v · u.
INLINE void FN(forward_product)(int64_t width, int64_t rows, int64_t blocks, const float *v, int64_t v_block,
                                const float *u, float *m, int accumulate) {
#if TILE_WIDTH == 2
    if (width == 2) {
        FN(forward_product_2)(rows, blocks, v, v_block, u, m, accumulate);
        return;
    }
#endif
    (void)width;
    FN(forward_product_1)(rows, blocks, v, v_block, u, m, accumulate);
}

/// For 16 channels: u[16][width * 16] (+)= vᵀ · d over `tiles` tiles.
INLINE void FN(weight_product)(int64_t width, int64_t tiles, const float *v, const float *d, float *u, int accumulate) {
#if TILE_WIDTH == 2
    if (width == 2) {
        FN(weight_product_2)(tiles, v, d, u, accumulate);
        return;
    }
#endif
    (void)width;
    FN(weight_product_1)(tiles, v, d, u, accumulate);
}
