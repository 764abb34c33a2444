/* Colours as theme files write them. Private to ui/. */
#ifndef UI_THEME_COLOR_H
#define UI_THEME_COLOR_H

#include <stdbool.h>
#include <stdint.h>

/* "default", "red", "bright-red", "110", "#5fafd7". False when it is none of these. */
bool theme_color_find(const char *text, int16_t *color);
/* Red, green and blue of colour 0-255, 0-255 each. */
void theme_color_rgb(int color, int rgb[3]);
/* The one of the first `count` colours that looks most like `color`. */
int theme_color_nearest(const int rgb[3], int from, int count);

#endif
