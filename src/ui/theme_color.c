#include "theme_color.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "theme.h"

#define CUBE 16  /* first colour of the 6x6x6 cube */
#define GREYS 232
#define COLORS_ALL 256

static const char *const names[] = {"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"};

void theme_color_rgb(int32_t color, int rgb[3])
{
    if (color >= THEME_COLOR_RGB) {
        for (int i = 0; i < 3; i++) {
            rgb[i] = (int)(color >> (16 - 8 * i)) & 0xFF;
        }
        return;
    }
    static const unsigned char ansi[CUBE][3] = {
        {0, 0, 0},       {205, 0, 0},   {0, 205, 0},   {205, 205, 0}, {0, 0, 238},     {205, 0, 205},
        {0, 205, 205},   {229, 229, 229}, {127, 127, 127}, {255, 0, 0}, {0, 255, 0},   {255, 255, 0},
        {92, 92, 255},   {255, 0, 255}, {0, 255, 255}, {255, 255, 255},
    };
    static const int steps[] = {0, 95, 135, 175, 215, 255};
    for (int i = 0; i < 3; i++) {
        static const int weights[] = {36, 6, 1};
        if (color < CUBE) {
            rgb[i] = ansi[color][i];
        } else if (color < GREYS) {
            rgb[i] = steps[(color - CUBE) / weights[i] % 6];
        } else {
            rgb[i] = 8 + 10 * (color - GREYS);
        }
    }
}

int theme_color_nearest(const int rgb[3], int from, int count)
{
    int best = from, best_distance = -1;
    for (int color = from; color < count; color++) {
        int other[3], distance = 0;
        theme_color_rgb(color, other);
        for (int i = 0; i < 3; i++) {
            distance += (rgb[i] - other[i]) * (rgb[i] - other[i]);
        }
        if (best_distance < 0 || distance < best_distance) {
            best = color;
            best_distance = distance;
        }
    }
    return best;
}

static int hex_digit(char c)
{
    static const char digits[] = "0123456789abcdef";
    char lower = c >= 'A' && c <= 'F' ? (char)(c + ('a' - 'A')) : c;
    const char *at = lower == '\0' ? NULL : strchr(digits, lower);
    return at == NULL ? -1 : (int)(at - digits);
}

static bool is_grey(const int rgb[3])
{
    return rgb[0] == rgb[1] && rgb[1] == rgb[2];
}

int32_t theme_color_for(int32_t color, int count)
{
    int rgb[3];
    if (color < count) {
        return color;
    }
    theme_color_rgb(color, rgb);
    if (count >= COLORS_ALL) {
        return theme_color_nearest(rgb, CUBE, COLORS_ALL); /* the first 16 look different in every terminal */
    }
    return is_grey(rgb) ? THEME_COLOR_DEFAULT : theme_color_nearest(rgb, 1, count < CUBE ? 8 : CUBE);
}

static double luminance(int32_t color)
{
    static const double weights[] = {0.2126, 0.7152, 0.0722};
    int rgb[3];
    double sum = 0;
    theme_color_rgb(color, rgb);
    for (int i = 0; i < 3; i++) {
        double part = rgb[i] / 255.0;
        sum += weights[i] * (part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
}

double theme_color_contrast(int32_t a, int32_t b)
{
    double first = luminance(a), second = luminance(b);
    return first > second ? (first + 0.05) / (second + 0.05) : (second + 0.05) / (first + 0.05);
}

static bool find_hex(const char *text, int32_t *color)
{
    int32_t rgb = 0;
    if (strlen(text) != 7) {
        return false;
    }
    for (int i = 1; i < 7; i++) {
        int digit = hex_digit(text[i]);
        if (digit < 0) {
            return false;
        }
        rgb = rgb << 4 | digit;
    }
    *color = THEME_COLOR_RGB + rgb;
    return true;
}

static bool find_name(const char *text, int32_t *color)
{
    static const char bright[] = "bright-";
    bool is_bright = strncmp(text, bright, sizeof bright - 1) == 0;
    const char *name = is_bright ? text + sizeof bright - 1 : text;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i]) == 0) {
            *color = (int32_t)(i + (is_bright ? 8 : 0));
            return true;
        }
    }
    return false;
}

bool theme_color_find(const char *text, int32_t *color)
{
    uint64_t number;
    if (strcmp(text, "default") == 0) {
        *color = THEME_COLOR_DEFAULT;
        return true;
    }
    if (text[0] == '#') {
        return find_hex(text, color);
    }
    if (num_parse_u64(text, strlen(text), &number)) {
        *color = (int32_t)(number < COLORS_ALL ? number : 0);
        return number < COLORS_ALL;
    }
    return find_name(text, color);
}
