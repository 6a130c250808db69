// Random numbers by the block: words of MT19937, uniforms made of them in place, and Box-Muller normals in blocks of 16. The bits are
// those of PyTorch's x86-64 build on every ISA: multiply-adds are fused exactly where they are written as fma here, without that about
// one normal in a hundred differs in the last bit.
// Sources: Matsumoto and Nishimura, ACM TOMACS 8 (1998); the single-precision log, sin and cos of Moshier's Cephes (1989).
#pragma clang fp contract(off)

enum { FN(TWISTER_WORDS) = 624, FN(TWISTER_SHIFT) = 397 };

/// The next 624 words of the state. Both loops read at least 227 words ahead of, or behind, what they write.
static void FN(twister_turn)(uint32_t *state) {
    const int n = FN(TWISTER_WORDS), m = FN(TWISTER_SHIFT);
#define TWIST(UPPER, LOWER) \
    ((((UPPER) & 0x80000000u) | ((LOWER) & 0x7fffffffu)) >> 1 ^ (-((LOWER) & 1u) & 0x9908b0dfu))
    for (int k = 0; k < n - m; k++) state[k] = state[k + m] ^ TWIST(state[k], state[k + 1]);
    _Pragma("clang loop vectorize(assume_safety)") for (int k = n - m; k < n - 1; k++) state[k] =
        state[k + m - n] ^ TWIST(state[k], state[k + 1]);
    state[n - 1] = state[m - 1] ^ TWIST(state[n - 1], state[0]);
#undef TWIST
}

static void FN(twister)(uint32_t *state, int32_t *position, uint32_t *out, int64_t count) {
    for (int64_t at = 0; at < count;) {
        if (*position >= FN(TWISTER_WORDS)) {
            FN(twister_turn)(state);
            *position = 0;
        }
        int64_t n = unet_min(count - at, FN(TWISTER_WORDS) - *position);
        const uint32_t *from = state + *position;
        for (int64_t i = 0; i < n; i++) {
            uint32_t y = from[i];
            y ^= y >> 11;
            y ^= (y << 7) & 0x9d2c5680u;
            y ^= (y << 15) & 0xefc60000u;
            out[at + i] = y ^ (y >> 18);
        }
        *position += (int32_t)n;
        at += n;
    }
}

typedef uint32_t __attribute__((may_alias)) FN(word);

static void FN(uniform_f32)(float *x, int64_t n, float low, float high) {
    const FN(word) *words = (const FN(word) *)x;
    const float range = high - low;
    for (int64_t i = 0; i < n; i++) {
        float value = __builtin_fmaf((float)(int32_t)(words[i] & 0xffffffu) * 0x1p-24f, range, low);
        x[i] = value == high ? low : value;
    }
}

static void FN(uniform_f64)(double *x, int64_t n, double low, double high) {
    const FN(word) *words = (const FN(word) *)x;
    const double range = high - low;
    for (int64_t i = 0; i < n; i++) {
        uint64_t bits = ((uint64_t)words[2 * i] << 32 | words[2 * i + 1]) & 0x1fffffffffffffu;
        double value = __builtin_fma((double)(int64_t)bits * 0x1p-53, range, low);
        x[i] = value == high ? low : value;
    }
}

// MARK: - Normals

typedef float FN(v8) __attribute__((ext_vector_type(8), aligned(4)));
typedef int32_t FN(v8i) __attribute__((ext_vector_type(8)));
#define v8 FN(v8)
#define v8i FN(v8i)
#define FUSED(A, B, C) __builtin_elementwise_fma((v8)(A), (v8)(B), (v8)(C))
#define CHOOSE(MASK, A, B) ((v8)(((v8i)(A) & (MASK)) | ((v8i)(B) & ~(MASK))))

/// *x = ln *x for 0 < x <= 1, normal numbers only. (Through a pointer: vectors as arguments draw a warning below AVX.)
INLINE void FN(log8)(v8 *argument) {
    v8i bits = (v8i)*argument;
    v8 e = __builtin_convertvector((bits >> 23) - 126, v8);
    v8 x = (v8)((bits & 0x007fffff) | 0x3f000000);  // mantissa in [0.5, 1)
    v8i small = x < 0.707106781186547524f;
    e = CHOOSE(small, e - 1.0f, e);
    v8 reduced = x - 1.0f;
    x = CHOOSE(small, reduced + x, reduced);
    v8 z = x * x;
    v8 y = 7.0376836292e-2f;
    y = FUSED(y, x, -1.1514610310e-1f);
    y = FUSED(y, x, 1.1676998740e-1f);
    y = FUSED(y, x, -1.2420140846e-1f);
    y = FUSED(y, x, 1.4249322787e-1f);
    y = FUSED(y, x, -1.6668057665e-1f);
    y = FUSED(y, x, 2.0000714765e-1f);
    y = FUSED(y, x, -2.4999993993e-1f);
    y = FUSED(y, x, 3.3333331174e-1f);
    y = y * x;
    y = FUSED(y, z, e * -2.12194440e-4f);
    y = FUSED(-z, 0.5f, y);
    *argument = FUSED(e, 0.693359375f, x + y);
}

/// sin x and cos x for 0 <= x < 8192.
INLINE void FN(sincos8)(const v8 *argument, v8 *sine, v8 *cosine) {
    v8i octant = (__builtin_convertvector(*argument * 1.27323954473516f, v8i) + 1) & ~1;
    v8 y = __builtin_convertvector(octant, v8);
    v8 x = FUSED(y, -0.78515625f, *argument);
    x = FUSED(y, -2.4187564849853515625e-4f, x);
    x = FUSED(y, -3.77489497744594108e-8f, x);
    v8 z = x * x;
    v8 c = FUSED(2.443315711809948e-5f, z, -1.388731625493765e-3f);
    c = FUSED(c, z, 4.166664568298827e-2f);
    c = c * z;
    c = FUSED(c, z, -(z * 0.5f)) + 1.0f;
    v8 s = FUSED(-1.9515295891e-4f, z, 8.3321608736e-3f);
    s = FUSED(s, z, -1.6666654611e-1f);
    s = s * z;
    s = FUSED(s, x, x);
    v8i swapped = (octant & 2) != 0;
    v8 a = CHOOSE(swapped, c, s), b = CHOOSE(swapped, s, c);
    *sine = (v8)((v8i)a ^ ((octant & 4) << 29));
    *cosine = (v8)((v8i)b ^ ((~(octant - 2) & 4) << 29));
}

static void FN(normal_f32)(float *x, int64_t blocks, float mean, float std) {
    for (int64_t block = 0; block < blocks; block++, x += 16) {
        v8 radius = 1.0f - *(const v8 *)x;
        FN(log8)(&radius);
        radius = __builtin_elementwise_sqrt(radius * -2.0f);
        v8 angle = *(const v8 *)(x + 8) * 6.283185307179586f, sine, cosine;
        FN(sincos8)(&angle, &sine, &cosine);
        *(v8 *)x = FUSED(radius * cosine, std, mean);
        *(v8 *)(x + 8) = FUSED(radius * sine, std, mean);
    }
}
#undef v8
#undef v8i
#undef FUSED
#undef CHOOSE
