// FreeType's headers, and the two calls whose C shape differs between versions (FT_Outline's counters changed their
// signedness in 2.13.3), so that Swift sees one face.
#pragma once
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H
#include FT_TRUETYPE_TABLES_H

/// Largest number of points one outline may have: the counters are 16 bits wide.
#define UNET_OUTLINE_MAX_POINTS 32000

/// Coverage (0…255) of an outline over a width x height mask, rows top to bottom; y points up in the outline.
/// The mask must be zero before the call. Returns FreeType's error code.
static inline int unet_render_outline(FT_Library library, FT_Outline *outline, unsigned char *mask, int width,
                                      int height) {
    FT_Bitmap bitmap = {0};
    bitmap.rows = (unsigned)height;
    bitmap.width = (unsigned)width;
    bitmap.pitch = width;
    bitmap.buffer = mask;
    bitmap.num_grays = 256;
    bitmap.pixel_mode = FT_PIXEL_MODE_GRAY;
    return FT_Outline_Get_Bitmap(library, outline, &bitmap);
}

/// Coverage of closed polygons given as points in 1/64 pixel, all on the curve. `ends[i]` is the index of contour i's
/// last point. At most UNET_OUTLINE_MAX_POINTS points. Nonzero winding unless `even_odd`.
static inline int unet_render_polygons(FT_Library library, FT_Vector *points, unsigned char *tags, short *ends,
                                       int point_count, int contour_count, int even_odd, unsigned char *mask, int width,
                                       int height) {
    FT_Outline outline = {0};
    outline.n_points = (short)point_count;
    outline.n_contours = (short)contour_count;
    outline.points = points;
    outline.tags = (void *)tags;
    outline.contours = (void *)ends;
    outline.flags = even_odd ? FT_OUTLINE_EVEN_ODD_FILL : FT_OUTLINE_NONE;
    return unet_render_outline(library, &outline, mask, width, height);
}
