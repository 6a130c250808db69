// Sixteen floats, the unit of all blocked kernels on every ISA: one register of AVX-512, two of AVX2, four of NEON. The
// compiler splits them.
#define INLINE static inline __attribute__((always_inline))

typedef float FN(v16) __attribute__((ext_vector_type(16), aligned(4)));
#define v16 FN(v16)
typedef int32_t FN(v16i) __attribute__((ext_vector_type(16)));

// Macros, because a function that takes or returns 64 bytes draws a warning about calling conventions below AVX-512.
#define LOAD(FROM) (*(const v16 *)(FROM))
#define STORE(TO, X) (*(v16 *)(TO) = (X))
#define SCALE_ADD(A, X, B) MULTIPLY_ADD((v16)(A), X, B)

/// to[j][i] = from[i][j] for a 16 x 16 square: four rounds of interleaving row i with row i + 8.
INLINE void FN(transpose16)(const float *from, int64_t from_stride, float *to, int64_t to_stride) {
    v16 a[16], b[16];
    UNROLL for (int i = 0; i < 16; i++) a[i] = LOAD(from + i * from_stride);
    UNROLL for (int round = 0; round < 4; round++) {
        UNROLL for (int i = 0; i < 8; i++) {
            b[2 * i] = __builtin_shufflevector(a[i], a[i + 8], 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
            b[2 * i + 1] =
                __builtin_shufflevector(a[i], a[i + 8], 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
        }
        UNROLL for (int i = 0; i < 16; i++) a[i] = b[i];
    }
    UNROLL for (int i = 0; i < 16; i++) STORE(to + i * to_stride, a[i]);
}
