/* Colours as theme files write them. Private to ui/. */
#ifndef UI_THEME_COLOR_H
#define UI_THEME_COLOR_H

#include <stdbool.h>
#include <stdint.h>

/* "default", "red", "bright-red", "110", "#5fafd7". False when it is none of these. */
bool theme_color_find(const char *text, int32_t *color);
/* Red, green and blue of any colour but default, 0-255 each. The first 16 look different in every terminal; xterm's are told. */
void theme_color_rgb(int32_t color, int rgb[3]);
/* The one of the colours `from` to `count` - 1 that looks most like `rgb`. */
int theme_color_nearest(const int rgb[3], int from, int count);
/* The same colour for a terminal that has the first `count` only; greys are default where there are fewer than 256, so that
 * they can be read on any background. Default stays default. */
int32_t theme_color_for(int32_t color, int count);
/* How well one can be read on the other: 1 to 21. (WCAG 2: contrast ratio, relative luminance.) */
double theme_color_contrast(int32_t a, int32_t b);

#endif
