// PNG and JPEG in memory, behind a face that Swift can call safely: libpng and libjpeg report errors with longjmp, and a
// jump across a Swift frame is undefined. Here every setjmp has its longjmp in the same C file, and errors leave as a code
// and a sentence. Both formats share the codes, the limits and the picture.
#pragma once
#include <stddef.h>
#include <stdint.h>

enum {
    UNET_PNG_OK = 0,
    UNET_PNG_NOT_PNG = 1,      // the first eight bytes are not PNG's signature
    UNET_PNG_DAMAGED = 2,      // truncated, bad checksum, bad chunk …
    UNET_PNG_TOO_LARGE = 3,    // over the caller's pixel budget or the side limit
    UNET_PNG_NO_MEMORY = 4,
    UNET_PNG_BAD_ARGUMENT = 5, // our own caller broke a rule
};

/// Longest side that is read or written, in pixels.
#define UNET_PNG_MAX_SIDE 16384

/// A decoded picture: rows top to bottom, no padding, `channels` interleaved samples (1 gray, 2 gray+alpha, 3 RGB, 4
/// RGBA) of `depth` bits (8, or 16 in the machine's byte order). `pixels` belongs to the caller: unet_png_free.
typedef struct {
    uint8_t *pixels;
    size_t byte_count;
    uint32_t width;
    uint32_t height;
    uint32_t channels;
    uint32_t depth;
} unet_png_image;

/// Decodes a PNG. Palettes are expanded, 1/2/4-bit gray becomes 8-bit; sizes are checked before anything is allocated.
/// On failure returns a code above, writes a sentence to `message` (zero-terminated) and leaves `image` empty.
int unet_png_read(const uint8_t *bytes, size_t count, uint64_t max_pixels, unet_png_image *image, char *message,
                  size_t message_size);

/// Encodes 8-bit samples (1…4 channels). `*bytes` belongs to the caller: unet_png_free. `dpi` of 0 writes no pHYs
/// chunk.
int unet_png_write(const uint8_t *pixels, uint32_t width, uint32_t height, uint32_t channels, double dpi,
                   uint8_t **bytes, size_t *count, char *message, size_t message_size);

void unet_png_free(void *pointer);

// What of a JPEG is read: its pixels, its size alone, or its brightness, which the file stores apart from the colours.
enum { UNET_JPEG_PIXELS = 0, UNET_JPEG_HEADER = 1, UNET_JPEG_GRAY = 2 };

/// Decodes a baseline or progressive JPEG: 1 channel (gray) or 3 (RGB). Of a header
/// the size and the channels alone are filled in. Codes and ownership are `unet_png_read`'s.
int unet_jpeg_read(const uint8_t *bytes, size_t count, uint64_t max_pixels, int part, unet_png_image *image,
                   char *message, size_t message_size);

/// Encodes 8-bit gray or RGB at a quality of 1 to 100, with halved chroma. Ownership is `unet_png_write`'s.
int unet_jpeg_write(const uint8_t *pixels, uint32_t width, uint32_t height, uint32_t channels, int quality,
                    uint8_t **bytes, size_t *count, char *message, size_t message_size);
