// libjpeg-turbo behind setjmp, as png.c does for libpng: bytes come from the caller's memory, errors leave as a code and a sentence.
// The decoder's defaults (exact integer DCT, smooth chroma) are Pillow's, so the pixels are Pillow's bit for bit.
#include "CImage.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <jerror.h>

// A progressive file repeats the picture scan by scan; a hostile one asks for thousands of them.
#define SCANS_MAX 200

typedef struct {
    struct jpeg_error_mgr manager;
    jmp_buf jump;
    char *text;
    size_t size;
    int code;
} Complaint;

static void complain(Complaint *complaint, int code, const char *text) {
    complaint->code = code;
    if (complaint->size) snprintf(complaint->text, complaint->size, "%s", text);
}

static void on_error(j_common_ptr info) {
    Complaint *complaint = (Complaint *)info->err;
    char text[JMSG_LENGTH_MAX];
    complaint->manager.format_message(info, text);
    complain(complaint, complaint->manager.msg_code == JERR_OUT_OF_MEMORY ? UNET_PNG_NO_MEMORY : UNET_PNG_DAMAGED, text);
    longjmp(complaint->jump, 1);
}

// Warnings are not printed. Only a file that ends too early is an error, as it is for Pillow.
static void on_message(j_common_ptr info, int level) {
    if (level < 0 && info->err->msg_code == JWRN_JPEG_EOF) {
        Complaint *complaint = (Complaint *)info->err;
        complain(complaint, UNET_PNG_DAMAGED, "the file ends too early");
        longjmp(complaint->jump, 1);
    }
}

static void prepare(Complaint *complaint, char *message, size_t message_size) {
    jpeg_std_error(&complaint->manager);
    complaint->manager.error_exit = on_error;
    complaint->manager.emit_message = on_message;
    complaint->text = message;
    complaint->size = message_size;
    complaint->code = UNET_PNG_OK;
    if (message_size) message[0] = 0;
}

// MARK: - Reading

typedef struct {
    struct jpeg_decompress_struct info;
    struct jpeg_progress_mgr progress;
    uint8_t *pixels;
} Reader;

static void count_scans(j_common_ptr info) {
    if (info->is_decompressor && ((j_decompress_ptr)info)->input_scan_number > SCANS_MAX)
        ERREXIT(info, JERR_BAD_PROGRESSION);
}

static void read_picture(Reader *reader, const uint8_t *bytes, size_t count, uint64_t max_pixels, int part,
                         unet_png_image *image, Complaint *complaint) {
    struct jpeg_decompress_struct *info = &reader->info;
    if (setjmp(complaint->jump)) return;
    jpeg_create_decompress(info);
    reader->progress.progress_monitor = count_scans;
    info->progress = &reader->progress;
    jpeg_mem_src(info, bytes, (unsigned long)count);
    jpeg_read_header(info, TRUE);
    if (info->image_width > UNET_PNG_MAX_SIDE || info->image_height > UNET_PNG_MAX_SIDE ||
        (uint64_t)info->image_width * info->image_height > max_pixels) {
        complaint->code = UNET_PNG_TOO_LARGE;
        if (complaint->size)
            snprintf(complaint->text, complaint->size,
                     "the picture is %u x %u pixels; the limit is %d per side and %llu in all", info->image_width,
                     info->image_height, UNET_PNG_MAX_SIDE, (unsigned long long)max_pixels);
        return;
    }
    if (info->num_components != 1 && info->num_components != 3) {
        complain(complaint, UNET_PNG_DAMAGED, "only gray and RGB JPEG files can be read, and this one is CMYK");
        return;
    }
    int gray = info->num_components == 1 || part == UNET_JPEG_GRAY;
    info->out_color_space = gray ? JCS_GRAYSCALE : JCS_RGB;
    image->width = info->image_width;
    image->height = info->image_height;
    image->channels = gray ? 1 : (uint32_t)info->num_components;
    image->depth = 8;
    if (part == UNET_JPEG_HEADER) return;
    jpeg_start_decompress(info);
    size_t row_bytes = (size_t)image->width * image->channels;
    image->byte_count = row_bytes * image->height;
    reader->pixels = calloc(image->byte_count, 1);
    if (!reader->pixels) {
        complain(complaint, UNET_PNG_NO_MEMORY, "not enough memory for the pixels");
        return;
    }
    while (info->output_scanline < info->output_height) {
        JSAMPROW row = reader->pixels + row_bytes * info->output_scanline;
        jpeg_read_scanlines(info, &row, 1);
    }
    jpeg_finish_decompress(info);
}

int unet_jpeg_read(const uint8_t *bytes, size_t count, uint64_t max_pixels, int part, unet_png_image *image,
                   char *message, size_t message_size) {
    Complaint complaint;
    prepare(&complaint, message, message_size);
    memset(image, 0, sizeof *image);
    // On the heap: what is changed between setjmp and longjmp must not live in registers.
    Reader *reader = calloc(1, sizeof *reader);
    if (!reader) {
        complain(&complaint, UNET_PNG_NO_MEMORY, "not enough memory to read a JPEG");
        return complaint.code;
    }
    reader->info.err = &complaint.manager;
    read_picture(reader, bytes, count, max_pixels, part, image, &complaint);
    jpeg_destroy_decompress(&reader->info);
    if (complaint.code == UNET_PNG_OK) {
        image->pixels = reader->pixels;
    } else {
        free(reader->pixels);
        memset(image, 0, sizeof *image);
    }
    free(reader);
    return complaint.code;
}

// MARK: - Writing

// Our own destination: libjpeg's leaves its buffer unreachable when it fails half way.
typedef struct {
    struct jpeg_destination_mgr manager;
    struct jpeg_compress_struct info;
    uint8_t *bytes;
    size_t capacity;
} Writer;

static void grow(j_compress_ptr info) {
    Writer *writer = (Writer *)info->dest;
    size_t used = writer->capacity, capacity = used * 2 + (1u << 16);
    uint8_t *bytes = capacity > used ? realloc(writer->bytes, capacity) : NULL;
    if (!bytes) ERREXIT1(info, JERR_OUT_OF_MEMORY, 0);
    writer->bytes = bytes;
    writer->capacity = capacity;
    writer->manager.next_output_byte = bytes + used;
    writer->manager.free_in_buffer = capacity - used;
}

static boolean on_full(j_compress_ptr info) {
    grow(info);
    return TRUE;
}

static void on_end(j_compress_ptr info) { (void)info; }

static void write_picture(Writer *writer, const uint8_t *pixels, uint32_t width, uint32_t height, uint32_t channels,
                          int quality, Complaint *complaint) {
    struct jpeg_compress_struct *info = &writer->info;
    if (setjmp(complaint->jump)) return;
    jpeg_create_compress(info);
    writer->manager.init_destination = grow;
    writer->manager.empty_output_buffer = on_full;
    writer->manager.term_destination = on_end;
    info->dest = &writer->manager;
    info->image_width = width;
    info->image_height = height;
    info->input_components = (int)channels;
    info->in_color_space = channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(info);
    jpeg_set_quality(info, quality, TRUE);
    jpeg_start_compress(info, TRUE);
    size_t row_bytes = (size_t)width * channels;
    while (info->next_scanline < height) {
        JSAMPROW row = (JSAMPROW)(pixels + row_bytes * info->next_scanline);
        jpeg_write_scanlines(info, &row, 1);
    }
    jpeg_finish_compress(info);
}

int unet_jpeg_write(const uint8_t *pixels, uint32_t width, uint32_t height, uint32_t channels, int quality,
                    uint8_t **bytes, size_t *count, char *message, size_t message_size) {
    Complaint complaint;
    prepare(&complaint, message, message_size);
    *bytes = NULL;
    *count = 0;
    if (width == 0 || height == 0 || width > UNET_PNG_MAX_SIDE || height > UNET_PNG_MAX_SIDE ||
        (channels != 1 && channels != 3)) {
        complain(&complaint, UNET_PNG_BAD_ARGUMENT, "a JPEG needs 1 to 16384 pixels per side and 1 or 3 channels");
        return complaint.code;
    }
    Writer *writer = calloc(1, sizeof *writer);
    if (!writer) {
        complain(&complaint, UNET_PNG_NO_MEMORY, "not enough memory to write a JPEG");
        return complaint.code;
    }
    writer->info.err = &complaint.manager;
    write_picture(writer, pixels, width, height, channels, quality, &complaint);
    jpeg_destroy_compress(&writer->info);
    if (complaint.code == UNET_PNG_OK) {
        *bytes = writer->bytes;
        *count = writer->capacity - writer->manager.free_in_buffer;
    } else {
        free(writer->bytes);
    }
    free(writer);
    return complaint.code;
}
