// libpng behind setjmp. Bytes come in through a cursor over the caller's memory and leave through a growing buffer.
// What must survive a longjmp lives in a struct on this frame's heap side (`Reader`, `Writer`), never in a register.
#include "CImage.h"

#include <math.h>
#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// One chunk (a text comment, a colour profile) may ask for this much; pixels are limited by the caller's budget.
#define CHUNK_BYTES_MAX (1u << 20)
#define CHUNK_COUNT_MAX 16

typedef struct {
    char *text;
    size_t size;
    int out_of_memory;
} Complaint;

static void complain(Complaint *complaint, const char *text) {
    if (complaint->size == 0) return;
    snprintf(complaint->text, complaint->size, "%s", text);
}

static void on_error(png_structp png, png_const_charp text) {
    Complaint *complaint = png_get_error_ptr(png);
    complain(complaint, text);
    // libpng has no error codes; its two allocation failures are told by their text.
    if (strstr(text, "ut of memory") || strstr(text, "nsufficient memory")) complaint->out_of_memory = 1;
    png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp text) {
    (void)png;
    (void)text;
}

// MARK: - Reading

typedef struct {
    const uint8_t *bytes;
    size_t count;
    size_t position;
} Cursor;

static void read_bytes(png_structp png, png_bytep into, size_t count) {
    Cursor *cursor = png_get_io_ptr(png);
    if (count > cursor->count - cursor->position) png_error(png, "the file ends too early");
    memcpy(into, cursor->bytes + cursor->position, count);
    cursor->position += count;
}

typedef struct {
    png_structp png;
    png_infop info;
    Cursor cursor;
    png_bytep *rows;
    uint8_t *pixels;
    size_t byte_count;
    int code;
} Reader;

static void read_picture(Reader *reader, uint64_t max_pixels, unet_png_image *image, Complaint *complaint) {
    png_structp png = reader->png;
    png_infop info = reader->info;
    reader->code = UNET_PNG_DAMAGED;
    if (setjmp(png_jmpbuf(png))) {
        if (complaint->out_of_memory) reader->code = UNET_PNG_NO_MEMORY;
        return;
    }
    // The side limit is ours (below), so that the sentence names both numbers.
    png_set_user_limits(png, 0x7fffffff, 0x7fffffff);
    png_set_chunk_malloc_max(png, CHUNK_BYTES_MAX);
    png_set_chunk_cache_max(png, CHUNK_COUNT_MAX);
    // Of the chunks beside the pixels only tRNS is used. The others are skipped unread: libpng would allocate, and fill, the length
    // that a text chunk claims before it looks whether the file has it (2 GB from a file of 110 bytes).
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
    png_set_read_fn(png, &reader->cursor, read_bytes);
    png_read_info(png, info);

    uint32_t width = png_get_image_width(png, info);
    uint32_t height = png_get_image_height(png, info);
    if (width > UNET_PNG_MAX_SIDE || height > UNET_PNG_MAX_SIDE || (uint64_t)width * height > max_pixels) {
        reader->code = UNET_PNG_TOO_LARGE;
        if (complaint->size)
            snprintf(complaint->text, complaint->size,
                     "the picture is %u x %u pixels; the limit is %d per side and %llu in all", width, height,
                     UNET_PNG_MAX_SIDE, (unsigned long long)max_pixels);
        return;
    }

    png_byte color = png_get_color_type(png, info);
    int depth = png_get_bit_depth(png, info);
    if (color == PNG_COLOR_TYPE_PALETTE) png_set_palette_to_rgb(png);
    if (color == PNG_COLOR_TYPE_GRAY && depth < 8) png_set_expand_gray_1_2_4_to_8(png);
    if (png_get_valid(png, info, PNG_INFO_tRNS)) png_set_tRNS_to_alpha(png);
    const uint16_t one = 1;
    if (depth == 16 && *(const uint8_t *)&one == 1) png_set_swap(png);
    (void)png_set_interlace_handling(png);
    png_read_update_info(png, info);

    image->width = width;
    image->height = height;
    image->channels = png_get_channels(png, info);
    image->depth = png_get_bit_depth(png, info);
    size_t row_bytes = png_get_rowbytes(png, info);
    // At most 16384 * 16384 * 8 bytes: no overflow in 64 bits.
    reader->byte_count = row_bytes * height;
    reader->pixels = calloc(reader->byte_count ? reader->byte_count : 1, 1);
    reader->rows = malloc(sizeof(png_bytep) * height);
    if (!reader->pixels || !reader->rows) {
        reader->code = UNET_PNG_NO_MEMORY;
        complain(complaint, "not enough memory for the pixels");
        return;
    }
    for (uint32_t y = 0; y < height; y++) reader->rows[y] = reader->pixels + row_bytes * y;
    png_read_image(png, reader->rows);
    png_read_end(png, NULL);
    reader->code = UNET_PNG_OK;
}

int unet_png_read(const uint8_t *bytes, size_t count, uint64_t max_pixels, unet_png_image *image, char *message,
                  size_t message_size) {
    Complaint complaint = {message, message_size, 0};
    complain(&complaint, "");
    memset(image, 0, sizeof *image);
    if (count < 8 || png_sig_cmp(bytes, 0, 8)) {
        complain(&complaint, "the file does not begin like a PNG");
        return UNET_PNG_NOT_PNG;
    }
    Reader reader = {.cursor = {bytes, count, 0}, .code = UNET_PNG_NO_MEMORY};
    reader.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &complaint, on_error, on_warning);
    if (reader.png) reader.info = png_create_info_struct(reader.png);
    if (reader.info)
        read_picture(&reader, max_pixels, image, &complaint);
    else
        complain(&complaint, "not enough memory to read a PNG");
    png_destroy_read_struct(&reader.png, &reader.info, NULL);
    free(reader.rows);
    if (reader.code != UNET_PNG_OK) {
        free(reader.pixels);
        memset(image, 0, sizeof *image);
        return reader.code;
    }
    image->pixels = reader.pixels;
    image->byte_count = reader.byte_count;
    return UNET_PNG_OK;
}

// MARK: - Writing

typedef struct {
    png_structp png;
    png_infop info;
    uint8_t *bytes;
    size_t count;
    size_t capacity;
    int code;
} Writer;

static void write_bytes(png_structp png, png_bytep from, size_t count) {
    Writer *writer = png_get_io_ptr(png);
    if (count > writer->capacity - writer->count) {
        if (count > SIZE_MAX / 4 || writer->capacity > SIZE_MAX / 4) png_error(png, "out of memory");
        size_t capacity = writer->capacity * 2 + count + 4096;
        uint8_t *bytes = realloc(writer->bytes, capacity);
        if (!bytes) png_error(png, "out of memory");
        writer->bytes = bytes;
        writer->capacity = capacity;
    }
    memcpy(writer->bytes + writer->count, from, count);
    writer->count += count;
}

static void flush_bytes(png_structp png) { (void)png; }

static void write_picture(Writer *writer, const uint8_t *pixels, uint32_t width, uint32_t height, uint32_t channels,
                          double dpi, Complaint *complaint) {
    static const int colors[5] = {0, PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_GRAY_ALPHA, PNG_COLOR_TYPE_RGB,
                                  PNG_COLOR_TYPE_RGB_ALPHA};
    writer->code = UNET_PNG_BAD_ARGUMENT;
    if (setjmp(png_jmpbuf(writer->png))) {
        if (complaint->out_of_memory) writer->code = UNET_PNG_NO_MEMORY;
        return;
    }
    png_set_write_fn(writer->png, writer, write_bytes, flush_bytes);
    // Level 6 with libpng's own filter choice: figures compress to the size matplotlib's have.
    png_set_compression_level(writer->png, 6);
    png_set_IHDR(writer->png, writer->info, width, height, 8, colors[channels], PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (dpi > 0 && dpi < 1e6) {
        png_uint_32 per_meter = (png_uint_32)floor(dpi / 0.0254 + 0.5);
        png_set_pHYs(writer->png, writer->info, per_meter, per_meter, PNG_RESOLUTION_METER);
    }
    png_write_info(writer->png, writer->info);
    size_t row_bytes = (size_t)width * channels;
    for (uint32_t y = 0; y < height; y++) png_write_row(writer->png, (png_bytep)(pixels + row_bytes * y));
    png_write_end(writer->png, NULL);
    writer->code = UNET_PNG_OK;
}

int unet_png_write(const uint8_t *pixels, uint32_t width, uint32_t height, uint32_t channels, double dpi,
                   uint8_t **bytes, size_t *count, char *message, size_t message_size) {
    Complaint complaint = {message, message_size, 0};
    complain(&complaint, "");
    *bytes = NULL;
    *count = 0;
    if (width == 0 || height == 0 || width > UNET_PNG_MAX_SIDE || height > UNET_PNG_MAX_SIDE || channels < 1 ||
        channels > 4) {
        complain(&complaint, "a PNG needs 1 to 16384 pixels per side and 1 to 4 channels");
        return UNET_PNG_BAD_ARGUMENT;
    }
    Writer writer = {.code = UNET_PNG_NO_MEMORY};
    writer.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &complaint, on_error, on_warning);
    if (writer.png) writer.info = png_create_info_struct(writer.png);
    if (writer.info)
        write_picture(&writer, pixels, width, height, channels, dpi, &complaint);
    else
        complain(&complaint, "not enough memory to write a PNG");
    png_destroy_write_struct(&writer.png, &writer.info);
    if (writer.code != UNET_PNG_OK) {
        free(writer.bytes);
        return writer.code;
    }
    *bytes = writer.bytes;
    *count = writer.count;
    return UNET_PNG_OK;
}

void unet_png_free(void *pointer) { free(pointer); }
