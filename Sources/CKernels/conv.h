// Direct convolution for any stride, padding, dilation and groups, as matrix products whose B is the image seen through
// the kernel's window ("im2col"), packed block by block and never stored whole.
//
// Forward and backward-data are one computation, a *gather*: each point of a grid sums weights times source pixels over
// taps, source = grid * step + tap. For backward-data with stride s, the input pixels fall into s*s phases; in one
// phase the taps that reach an output pixel are every (s/gcd(s, dilation))-th, so a phase is again a gather with step 1
// and no multiplication by zeros. Backward-weights is a product over all output pixels, cut into a fixed number of
// slices.

/// One direction of a gather: tap number t reads grid * step + offset + t * spacing and uses kernel index
/// first + t * every.
typedef struct {
    int64_t grid, step, taps, offset, spacing, first, every;
    int64_t source; // size of the source; what lies outside is zero
    int64_t to_first, to_every, to_size; // grid point g is written to to_first + g * to_every
} TYPED(axis);

typedef struct {
    TYPED(axis) y, x;
    int64_t channels; // of the source, in this group
    const T *source;
    int64_t source_image, source_channel; // strides
    const T *weights;
    int64_t weight_row, weight_channel, kernel_w; // strides of the weights
    const T *bias;
    T *to;
    int64_t to_image, to_channel;
} TYPED(gather);

static inline int64_t TYPED(ceil_div)(int64_t a, int64_t b) { return a >= 0 ? (a + b - 1) / b : -(-a / b); }

/// Writes the source pixels that grid points j..j+count see through tap (ty, tx) of one channel.
static void TYPED(gather_row)(const TYPED(gather) * g, int64_t channel, int64_t ty, int64_t tx, int64_t j,
                              int64_t count,
                              T *row) {
    const TYPED(axis) *y = &g->y, *x = &g->x;
    int64_t dy = y->offset + ty * y->spacing, dx = x->offset + tx * x->spacing;
    // Grid columns low..<high read inside the image.
    int64_t low = unet_min(unet_max(TYPED(ceil_div)(-dx, x->step), 0), x->grid);
    int64_t high = unet_max(unet_min(TYPED(ceil_div)(x->source - dx, x->step), x->grid), low);
    int64_t gx = j % x->grid, gy = j / x->grid % y->grid, image = j / x->grid / y->grid;
    while (count > 0) {
        int64_t length = unet_min(x->grid - gx, count), sy = gy * y->step + dy;
        if (sy < 0 || sy >= y->source) {
            for (int64_t i = 0; i < length; i++) row[i] = 0;
        } else {
            const T *line = g->source + image * g->source_image + channel * g->source_channel + sy * x->source;
            int64_t begin = unet_min(unet_max(low - gx, 0), length), end = unet_max(unet_min(high - gx, length), begin);
            int64_t i = 0;
            for (; i < begin; i++) row[i] = 0;
            if (x->step == 1) {
                const T *from = line + gx + dx;
                for (; i + LANES <= end; i += LANES) *(V *)(row + i) = *(const V *)(from + i);
                for (; i < end; i++) row[i] = from[i];
            } else {
                for (; i < end; i++) row[i] = line[(gx + i) * x->step + dx];
            }
            for (; i < length; i++) row[i] = 0;
        }
        row += length;
        count -= length;
        gx = 0;
        if (++gy == y->grid) {
            gy = 0;
            image++;
        }
    }
}

static void TYPED(gather_a)(const void *source, int64_t i, int64_t rows, int64_t k, int64_t depth, T *panels) {
    const TYPED(gather) *g = source;
    int64_t taps = g->y.taps * g->x.taps;
    if (g->weight_channel == taps && g->y.every == 1 && g->x.every == 1) { // rows of weights are contiguous in k
        TYPED(pack_rows)(g->weights + i * g->weight_row + k, g->weight_row, rows, depth, MR, panels, MR * depth);
        return;
    }
    for (int64_t first = 0; first < rows; first += MR, panels += MR * depth)
        for (int64_t r = 0; r < MR; r++) {
            const T *w = g->weights + (i + first + r) * g->weight_row;
            int64_t channel = k / taps, ty = k % taps / g->x.taps, tx = k % taps % g->x.taps;
            for (int64_t d = 0; d < depth; d++) {
                int64_t at = (g->y.first + ty * g->y.every) * g->kernel_w + g->x.first + tx * g->x.every;
                panels[d * MR + r] = first + r < rows ? w[channel * g->weight_channel + at] : 0;
                if (++tx == g->x.taps) {
                    tx = 0;
                    if (++ty == g->y.taps) {
                        ty = 0;
                        channel++;
                    }
                }
            }
        }
}

static void TYPED(gather_b)(const void *source, int64_t k, int64_t depth, int64_t j, int64_t columns, T *panels,
                            T *row) {
    const TYPED(gather) *g = source;
    int64_t taps = g->y.taps * g->x.taps, padded = unet_round_up(columns, NR);
    for (int64_t d = 0; d < depth; d++) {
        int64_t tap = (k + d) % taps;
        TYPED(gather_row)(g, (k + d) / taps, tap / g->x.taps, tap % g->x.taps, j, columns, row);
        for (int64_t c = columns; c < padded; c++) row[c] = 0;
        for (int64_t c = 0; c < padded; c += LANES)
            *(V *)(panels + c / NR * NR * depth + d * NR + c % NR) = *(const V *)(row + c);
    }
}

static void TYPED(gather_store)(const void *source, int64_t group, int64_t i, int64_t rows, int64_t j, int64_t columns,
                                const T *tile, int64_t tile_stride) {
    (void)group;
    const TYPED(gather) *g = source;
    const TYPED(axis) *y = &g->y, *x = &g->x;
    for (int64_t r = 0; r < rows; r++) {
        T bias = g->bias ? g->bias[i + r] : 0;
        const T *from = tile + r * tile_stride;
        int64_t gx = j % x->grid, gy = j / x->grid % y->grid, image = j / x->grid / y->grid;
        for (int64_t left = columns; left > 0;) {
            int64_t length = unet_min(x->grid - gx, left);
            T *to = g->to + image * g->to_image + (i + r) * g->to_channel +
                    (y->to_first + gy * y->to_every) * x->to_size + x->to_first + gx * x->to_every;
            if (x->to_every == 1) for (int64_t c = 0; c < length; c++) to[c] = from[c] + bias;
            else for (int64_t c = 0; c < length; c++) to[c * x->to_every] = from[c] + bias;
            from += length;
            left -= length;
            gx = 0;
            if (++gy == y->grid) {
                gy = 0;
                image++;
            }
        }
    }
}

static int TYPED(run_gather)(const TYPED(gather) * g, int64_t batch, int64_t rows) {
    int64_t columns = batch * g->y.grid * g->x.grid;
    TYPED(product) p = {.m = rows, .n = columns, .k = g->channels * g->y.taps * g->x.taps, .source = g,
                        .pack_a = TYPED(gather_a), .pack_b = TYPED(gather_b), .store = TYPED(gather_store),
                        .groups = 1, .packs_a_once = 1};
    return TYPED(multiply)(&p);
}

/// Runs `body` for every group: side by side when there are many, one after the other (threads inside) when few.
typedef struct {
    const unet_conv2d_shape *s;
    const T *a, *b, *bias; // x and w, dy and w, or x and dy
    T *to;
    int accumulate, code;
    int (*body)(const void *context, int64_t group);
} TYPED(grouped);

static void TYPED(group_task)(void *context, int64_t group, int thread) {
    (void)thread;
    TYPED(grouped) *c = context;
    int code = c->body(c, group);
    if (code != UNET_OK) __atomic_store_n(&c->code, code, __ATOMIC_RELAXED);
}

static int TYPED(for_groups)(TYPED(grouped) * c) {
    if (c->s->groups >= 2 * unet_workers()) {
        int code = unet_parallel_for(c->s->groups, TYPED(group_task), c);
        return code != UNET_OK ? code : c->code;
    }
    for (int64_t g = 0; g < c->s->groups && c->code == UNET_OK; g++) TYPED(group_task)(c, g, 0);
    return c->code;
}

// MARK: - Forward

static TYPED(axis) TYPED(forward_axis)(int64_t in, int64_t out, int64_t kernel, int64_t stride, int64_t pad,
                                       int64_t dilation) {
    return (TYPED(axis)){.grid = out, .step = stride, .taps = kernel, .offset = -pad, .spacing = dilation, .first = 0,
                         .every = 1, .source = in, .to_first = 0, .to_every = 1, .to_size = out};
}

static int TYPED(forward_group)(const void *context, int64_t group) {
    const TYPED(grouped) *c = context;
    const unet_conv2d_shape *s = c->s;
    int64_t ci = s->in_channels / s->groups, co = s->out_channels / s->groups, taps = s->kernel_h * s->kernel_w;
    TYPED(gather) g = {
        .y = TYPED(forward_axis)(s->in_h, s->out_h, s->kernel_h, s->stride_h, s->pad_h, s->dilation_h),
        .x = TYPED(forward_axis)(s->in_w, s->out_w, s->kernel_w, s->stride_w, s->pad_w, s->dilation_w),
        .channels = ci, .source = c->a + group * ci * s->in_h * s->in_w, .source_channel = s->in_h * s->in_w,
        .source_image = s->in_channels * s->in_h * s->in_w, .weights = c->b + group * co * ci * taps,
        .weight_row = ci * taps, .weight_channel = taps, .kernel_w = s->kernel_w,
        .bias = c->bias ? c->bias + group * co : NULL, .to = c->to + group * co * s->out_h * s->out_w,
        .to_channel = s->out_h * s->out_w, .to_image = s->out_channels * s->out_h * s->out_w};
    return TYPED(run_gather)(&g, s->batch, co);
}

static int TYPED(conv_forward)(const unet_conv2d_shape *s, const T *x, const T *w, const T *bias, T *y) {
    TYPED(grouped) c = {.s = s, .a = x, .b = w, .bias = bias, .to = y, .body = TYPED(forward_group)};
    return TYPED(for_groups)(&c);
}

// MARK: - Backward-data

/// Phase `phase` of one direction: input pixels phase, phase + stride, …
static TYPED(axis) TYPED(backward_axis)(int64_t in, int64_t out, int64_t kernel, int64_t stride, int64_t pad,
                                        int64_t dilation, int64_t phase) {
    int64_t divisor = stride, rest = dilation;
    while (rest != 0) {
        int64_t t = divisor % rest;
        divisor = rest;
        rest = t;
    }
    int64_t every = stride / divisor, first = 0;
    while (first < every && (phase + pad - first * dilation) % stride != 0) first++;
    int64_t taps = first < every && first < kernel ? unet_div_up(kernel - first, every) : 0;
    return (TYPED(axis)){.grid = in > phase ? unet_div_up(in - phase, stride) : 0, .step = 1, .taps = taps,
                         .offset = taps ? (phase + pad - first * dilation) / stride : 0,
                         .spacing = -(every * dilation / stride), .first = first, .every = every, .source = out,
                         .to_first = phase, .to_every = stride, .to_size = in};
}

static int TYPED(backward_data_group)(const void *context, int64_t group) {
    const TYPED(grouped) *c = context;
    const unet_conv2d_shape *s = c->s;
    int64_t ci = s->in_channels / s->groups, co = s->out_channels / s->groups, taps = s->kernel_h * s->kernel_w;
    int code = UNET_OK;
    for (int64_t py = 0; py < s->stride_h && code == UNET_OK; py++)
        for (int64_t px = 0; px < s->stride_w && code == UNET_OK; px++) {
            TYPED(gather) g = {
                .y = TYPED(backward_axis)(s->in_h, s->out_h, s->kernel_h, s->stride_h, s->pad_h, s->dilation_h, py),
                .x = TYPED(backward_axis)(s->in_w, s->out_w, s->kernel_w, s->stride_w, s->pad_w, s->dilation_w, px),
                .channels = co, .source = c->a + group * co * s->out_h * s->out_w,
                .source_channel = s->out_h * s->out_w,
                .source_image = s->out_channels * s->out_h * s->out_w, .weights = c->b + group * co * ci * taps,
                .weight_row = taps, .weight_channel = ci * taps, .kernel_w = s->kernel_w,
                .bias = c->bias ? c->bias + group * ci : NULL, .to = c->to + group * ci * s->in_h * s->in_w,
                .to_channel = s->in_h * s->in_w, .to_image = s->in_channels * s->in_h * s->in_w};
            code = TYPED(run_gather)(&g, s->batch, ci);
        }
    return code;
}

static int TYPED(conv_backward_data)(const unet_conv2d_shape *s, const T *dy, const T *w, const T *bias, T *dx) {
    TYPED(grouped) c = {.s = s, .a = dy, .b = w, .bias = bias, .to = dx, .body = TYPED(backward_data_group)};
    return TYPED(for_groups)(&c);
}

// MARK: - Backward-weights: dw[o, (c, r, s)] = Σ over output pixels of dy[o, pixel] · x[c, pixel through tap (r, s)]

typedef struct {
    TYPED(gather) window; // x through the forward window
    const T *dy;
    int64_t dy_image, dy_channel, rows;
    T *partial; // [slice][rows][columns]
    int64_t columns;
} TYPED(weights_product);

static void TYPED(weights_a)(const void *source, int64_t i, int64_t rows, int64_t k, int64_t depth, T *panels) {
    const TYPED(weights_product) *p = source;
    for (int64_t done = 0; done < depth;) { // pixels k..k+depth may span images
        int64_t image = (k + done) / p->dy_channel, pixel = (k + done) % p->dy_channel;
        int64_t length = unet_min(depth - done, p->dy_channel - pixel);
        TYPED(pack_rows)(p->dy + image * p->dy_image + i * p->dy_channel + pixel, p->dy_channel, rows, length, MR,
                         panels + done * MR, MR * depth);
        done += length;
    }
}

static void TYPED(weights_b)(const void *source, int64_t k, int64_t depth, int64_t j, int64_t columns, T *panels,
                             T *row) {
    const TYPED(weights_product) *p = source;
    const TYPED(gather) *g = &p->window;
    int64_t taps = g->y.taps * g->x.taps;
    for (int64_t first = 0; first < columns; first += NR, panels += NR * depth) {
        int64_t live = unet_min(NR, columns - first);
        for (int64_t c = 0; c < live; c++) {
            int64_t column = j + first + c, tap = column % taps;
            TYPED(gather_row)(g, column / taps, tap / g->x.taps, tap % g->x.taps, k, depth, row + c * depth);
        }
        TYPED(pack_rows)(row, depth, live, depth, NR, panels, NR * depth);
    }
}

static void TYPED(weights_store)(const void *source, int64_t slice, int64_t i, int64_t rows, int64_t j, int64_t columns,
                                 const T *tile, int64_t tile_stride) {
    const TYPED(weights_product) *p = source;
    for (int64_t r = 0; r < rows; r++)
        memcpy(p->partial + (slice * p->rows + i + r) * p->columns + j, tile + r * tile_stride,
               (size_t)columns * sizeof(T));
}

static int TYPED(backward_weights_group)(const void *context, int64_t group) {
    const TYPED(grouped) *c = context;
    const unet_conv2d_shape *s = c->s;
    int64_t ci = s->in_channels / s->groups, co = s->out_channels / s->groups, taps = s->kernel_h * s->kernel_w;
    int64_t columns = ci * taps, pixels = s->batch * s->out_h * s->out_w;
    // Few weights and many pixels (a first layer) leave too few blocks for the threads: cut the pixels as well. The cut
    // must not depend on the number of threads, because it decides the order of additions.
    int64_t blocks = unet_div_up(co, 256) * unet_div_up(columns, 192);
    int64_t slices = unet_max(1, unet_min(unet_div_up(16, blocks), pixels / 1024));
    T *partial = unet_alloc((size_t)(slices * co * columns) * sizeof(T));
    if (!partial) return UNET_NO_MEMORY;
    TYPED(weights_product) w = {
        .window = {.y = TYPED(forward_axis)(s->in_h, s->out_h, s->kernel_h, s->stride_h, s->pad_h, s->dilation_h),
                   .x = TYPED(forward_axis)(s->in_w, s->out_w, s->kernel_w, s->stride_w, s->pad_w, s->dilation_w),
                   .source = c->a + group * ci * s->in_h * s->in_w, .source_channel = s->in_h * s->in_w,
                   .source_image = s->in_channels * s->in_h * s->in_w},
        .dy = c->b + group * co * s->out_h * s->out_w, .dy_channel = s->out_h * s->out_w,
        .dy_image = s->out_channels * s->out_h * s->out_w, .rows = co, .partial = partial, .columns = columns};
    TYPED(product) p = {.m = co, .n = columns, .k = pixels, .source = &w, .pack_a = TYPED(weights_a),
                        .pack_b = TYPED(weights_b), .store = TYPED(weights_store), .groups = slices, .packs_a_once = 0};
    int code = TYPED(multiply)(&p);
    T *to = c->to + group * co * columns;
    for (int64_t i = 0; code == UNET_OK && i < co * columns; i++) {
        T sum = partial[i];
        for (int64_t slice = 1; slice < slices; slice++) sum += partial[slice * co * columns + i];
        to[i] = c->accumulate ? to[i] + sum : sum;
    }
    unet_free(partial);
    return code;
}

static int TYPED(conv_backward_weights)(const unet_conv2d_shape *s, const T *x, const T *dy, T *dw, int accumulate) {
    TYPED(grouped) c = {.s = s, .a = x, .b = dy, .to = dw, .accumulate = accumulate,
                        .body = TYPED(backward_weights_group)};
    return TYPED(for_groups)(&c);
}

#undef V
#undef LANES
#undef MR
#undef NV
#undef NR
#undef BLOCK
