// libFuzzer's way into the PNG shim alone, built with AddressSanitizer by `Scripts/fuzz png`: C is where a wild pointer would be.
#include "CImage.h"
#include <stdlib.h>
#include <zlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);
size_t LLVMFuzzerMutate(uint8_t *bytes, size_t count, size_t most);
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t count, size_t most, unsigned seed);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
    unet_png_image image;
    char message[200];
    // 64 K pixels: a larger picture finds nothing more, only later.
    if (unet_png_read(bytes, count, 1 << 16, &image, message, sizeof message) != UNET_PNG_OK) return 0;
    if (image.depth == 8) {
        uint8_t *out;
        size_t size;
        if (unet_png_write(image.pixels, image.width, image.height, image.channels, 100, &out, &size, message,
                           sizeof message) == UNET_PNG_OK)
            unet_png_free(out);
    }
    unet_png_free(image.pixels);
    return 0;
}

/// Makes the checksum of every whole chunk right.
static void mend_checksums(uint8_t *bytes, size_t count) {
    size_t at = 8;
    while (at < count && count - at >= 12) {
        size_t size = (size_t)bytes[at] << 24 | bytes[at + 1] << 16 | bytes[at + 2] << 8 | bytes[at + 3];
        if (size > count - at - 12) return;
        uint32_t sum = (uint32_t)crc32(0, bytes + at + 4, (uInt)(size + 4));
        for (int i = 0; i < 4; i++) bytes[at + 8 + size + i] = (uint8_t)(sum >> (24 - 8 * i));
        at += 12 + size;
    }
}

// A changed byte breaks its chunk's checksum, and libpng would look no further; so seven changes of eight come with right ones.
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t count, size_t most, unsigned seed) {
    count = LLVMFuzzerMutate(bytes, count, most);
    if (seed % 8) mend_checksums(bytes, count);
    return count;
}
