// libFuzzer's way into the PNG shim alone, built with AddressSanitizer by `Scripts/fuzz png`: C is where a wild pointer would be.
#include "CImage.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

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
