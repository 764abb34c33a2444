/* Draws a screen as a picture: reads what `--script FILE --roles` prints of one screen, writes SVG.
 *
 *   callboard open SESSION --script FILE --roles | picture THEME TITLE
 *
 * THEME is a theme's file. Every run of cells is given its exact width, so that fonts of any kind keep the columns. */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "base/utf8.h"
#include "ui/canvas.h"
#include "ui/theme.h"
#include "ui/theme_color.h"

#define CELL_W 8
#define CELL_H 17
#define BASELINE 13
#define MARGIN 10
#define INPUT_MAX ((size_t)4 << 20)
#define COLUMNS_MAX 400
#define ROWS_MAX 200

struct spot {
    uint8_t role, over;
};

struct picture {
    struct theme theme;
    struct canvas canvas;
    struct spot spots[ROWS_MAX][COLUMNS_MAX];
    int w, h;
};

static _Noreturn void give_up(const char *why, const char *what)
{
    fprintf(stderr, "picture: %s%s\n", why, what);
    exit(1);
}

/* ---- reading ---- */

static char *next_line(char **at)
{
    char *line = *at, *end = line == NULL ? NULL : strchr(line, '\n');
    if (end == NULL) {
        return NULL;
    }
    *end = '\0';
    *at = end + 1;
    return line;
}

static int number(const char **at)
{
    uint64_t value = 0;
    size_t n = strspn(*at, "0123456789");
    if (!num_parse_u64(*at, n, &value)) {
        give_up("a number is missing: ", *at);
    }
    *at += n;
    return (int)value;
}

static uint8_t role_of(const char *name, size_t n)
{
    for (int role = 0; role < ROLES; role++) {
        if (strlen(role_name((enum role)role)) == n && memcmp(role_name((enum role)role), name, n) == 0) {
            return (uint8_t)role;
        }
    }
    give_up("no such role: ", name);
}

/* "3 0-9 bar.name, 10-79 bar+selected" */
static void read_roles(struct picture *picture, const char *line)
{
    int y = number(&line);
    while (*line == ' ' || *line == ',') {
        line += strspn(line, " ,");
        int from = number(&line), to = from;
        if (*line == '-') {
            line++;
            to = number(&line);
        }
        line += *line == ' ';
        size_t n = strcspn(line, ",+");
        struct spot spot = {role_of(line, n), ROLE_DEFAULT};
        line += n;
        if (*line == '+') {
            n = strcspn(++line, ",");
            spot.over = role_of(line, n);
            line += n;
        }
        for (int x = from; x <= to && y < ROWS_MAX && x < COLUMNS_MAX; x++) {
            picture->spots[y][x] = spot;
        }
    }
}

static void read_screen(struct picture *picture, char *text)
{
    char *line = next_line(&text);
    const char *size = line == NULL ? NULL : strrchr(line, ' ');
    if (size == NULL || strncmp(line, "== ", 3) != 0) {
        give_up("no screen comes in; it begins with: ", "== NAME CxR");
    }
    size++;
    picture->w = number(&size);
    size += *size == 'x';
    picture->h = number(&size);
    if (picture->w > COLUMNS_MAX || picture->h > ROWS_MAX) {
        give_up("the screen is too large", "");
    }
    canvas_init(&picture->canvas, picture->w, picture->h, false);
    for (int y = 0; (line = next_line(&text)) != NULL && strncmp(line, "== ", 3) != 0; y++) {
        canvas_puts(&picture->canvas, (struct rect){0, y, picture->w, 1}, ROLE_DEFAULT, line);
    }
    while ((line = next_line(&text)) != NULL && strncmp(line, "== ", 3) != 0) {
        read_roles(picture, line);
    }
}

/* ---- drawing ---- */

static void put_color(const char *attribute, int32_t color, int32_t otherwise)
{
    int rgb[3];
    theme_color_rgb(color == THEME_COLOR_DEFAULT ? otherwise : color, rgb);
    printf(" %s=\"#%02x%02x%02x\"", attribute, (unsigned)rgb[0], (unsigned)rgb[1], (unsigned)rgb[2]);
}

static void put_text(const char *text)
{
    for (; *text != '\0'; text++) {
        switch (*text) {
        case '<':
            fputs("&lt;", stdout);
            break;
        case '&':
            fputs("&amp;", stdout);
            break;
        default:
            putchar(*text);
        }
    }
}

/* Themes that leave the ground to the terminal are shown on the usual one. */
static int32_t ground(const struct picture *picture, bool text)
{
    struct style style = picture->theme.styles[ROLE_DEFAULT];
    int32_t color = text ? style.fg : style.bg;
    int rgb[3];
    if (color != THEME_COLOR_DEFAULT) {
        return color;
    }
    theme_color_rgb(picture->theme.styles[ROLE_NAME].fg < 0 ? 7 : picture->theme.styles[ROLE_NAME].fg, rgb);
    bool dark = rgb[0] + rgb[1] + rgb[2] > 3 * 128; /* bright names stand on a dark ground */
    return THEME_COLOR_RGB + (dark ? (text ? 0xd8d8d8 : 0x161616) : (text ? 0x202020 : 0xffffff));
}

static bool same_spot(struct spot a, struct spot b)
{
    return a.role == b.role && a.over == b.over;
}

static const struct cell *cell_at(const struct picture *picture, int x, int y)
{
    return &picture->canvas.cells[(size_t)y * (size_t)picture->w + (size_t)x];
}

/* Lines and blocks fill their cells to the edge, which glyphs of a font on a line of text do not. */
static const struct figure {
    const char *text;
    bool up, down, left, right; /* a line from the middle */
    int eighths;                /* a block from the bottom */
} figures[] = {
    {"─", false, false, true, true, 0}, {"│", true, true, false, false, 0}, {"├", true, true, false, true, 0},
    {"┤", true, true, true, false, 0},  {"┬", false, true, true, true, 0},  {"┴", true, false, true, true, 0},
    {"┼", true, true, true, true, 0},   {"▁", false, false, false, false, 1}, {"▂", false, false, false, false, 2},
    {"▃", false, false, false, false, 3}, {"▄", false, false, false, false, 4}, {"▅", false, false, false, false, 5},
    {"▆", false, false, false, false, 6}, {"▇", false, false, false, false, 7}, {"█", false, false, false, false, 8},
};

static const struct figure *figure_at(const struct picture *picture, int x, int y)
{
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        if (strcmp(cell_at(picture, x, y)->text, figures[i].text) == 0) {
            return &figures[i];
        }
    }
    return NULL;
}

static void draw_part(struct rect part, int32_t color, int32_t otherwise)
{
    printf("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"", MARGIN + part.x, MARGIN + part.y, part.w, part.h);
    put_color("fill", color, otherwise);
    puts("/>");
}

static void draw_figures(const struct picture *picture, const struct figure *figure, struct rect cells, int32_t color)
{
    int32_t otherwise = ground(picture, true);
    int x = cells.x * CELL_W, y = cells.y * CELL_H, w = cells.w * CELL_W;
    int middle_x = x + CELL_W / 2, middle_y = y + CELL_H / 2, height = (CELL_H * figure->eighths + 4) / 8;
    if (height > 0) {
        draw_part((struct rect){x, y + CELL_H - height, w, height}, color, otherwise);
    }
    if (figure->left || figure->right) {
        int from = figure->left ? x : middle_x;
        draw_part((struct rect){from, middle_y, figure->right ? x + w - from : middle_x + 1 - from, 1}, color, otherwise);
    }
    if (figure->up || figure->down) {
        int from = figure->up ? y : middle_y;
        draw_part((struct rect){middle_x, from, 1, figure->down ? y + CELL_H - from : middle_y + 1 - from}, color, otherwise);
    }
}

/* The blanks at both ends need not be drawn. */
static void draw_text(const struct picture *picture, int x, int y, int count, struct style style)
{
    while (count > 0 && strcmp(cell_at(picture, x, y)->text, " ") == 0) {
        x++;
        count--;
    }
    while (count > 0 && strcmp(cell_at(picture, x + count - 1, y)->text, " ") == 0) {
        count--;
    }
    if (count == 0) {
        return;
    }
    printf("<text x=\"%d\" y=\"%d\" textLength=\"%d\" lengthAdjust=\"spacingAndGlyphs\"",
           MARGIN + x * CELL_W, MARGIN + y * CELL_H + BASELINE, count * CELL_W);
    put_color("fill", style.fg, ground(picture, true));
    printf("%s%s>", style.attrs & THEME_BOLD ? " font-weight=\"bold\"" : "",
           style.attrs & THEME_UNDERLINE ? " text-decoration=\"underline\"" : "");
    for (int i = 0; i < count; i++) {
        put_text(cell_at(picture, x + i, y)->text);
    }
    puts("</text>");
}

/* Stretches of one figure, and of text between them. */
static void draw_cells(const struct picture *picture, int x, int y, int count, struct style style)
{
    for (int end = x + count, to; x < end; x = to) {
        const struct figure *figure = figure_at(picture, x, y);
        for (to = x + 1; to < end && figure_at(picture, to, y) == figure;) {
            to++;
        }
        if (figure == NULL) {
            draw_text(picture, x, y, to - x, style);
        } else {
            draw_figures(picture, figure, (struct rect){x, y, to - x, 1}, style.fg);
        }
    }
}

static void draw_run(const struct picture *picture, int x, int y, int count)
{
    struct spot spot = picture->spots[y][x];
    struct style style = theme_style(&picture->theme, (enum role)spot.role, (enum role)spot.over);
    if (style.attrs & THEME_REVERSE) {
        int32_t fg = style.fg == THEME_COLOR_DEFAULT ? ground(picture, true) : style.fg;
        style.fg = style.bg == THEME_COLOR_DEFAULT ? ground(picture, false) : style.bg;
        style.bg = fg;
    }
    if (style.bg != THEME_COLOR_DEFAULT && style.bg != ground(picture, false)) {
        draw_part((struct rect){x * CELL_W, y * CELL_H, count * CELL_W, CELL_H}, style.bg, ground(picture, false));
    }
    draw_cells(picture, x, y, count, style);
}

static void draw(const struct picture *picture, const char *title)
{
    int w = picture->w * CELL_W + 2 * MARGIN, h = picture->h * CELL_H + 2 * MARGIN;
    printf("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" font-size=\"13\" "
           "font-family=\"ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace\" xml:space=\"preserve\">\n"
           "<title>", w, h, w, h);
    put_text(title);
    printf("</title>\n<rect width=\"%d\" height=\"%d\" rx=\"6\"", w, h);
    put_color("fill", ground(picture, false), 0);
    puts("/>");
    for (int y = 0; y < picture->h; y++) {
        for (int x = 0, to; x < picture->w; x = to) {
            for (to = x + 1; to < picture->w && same_spot(picture->spots[y][x], picture->spots[y][to]);) {
                to++;
            }
            draw_run(picture, x, y, to - x);
        }
    }
    puts("</svg>");
}

int main(int argc, char **argv)
{
    struct err err;
    struct str input;
    size_t n;
    static struct picture picture;
    setlocale(LC_ALL, "");
    if (argc != 3) {
        give_up("usage: ", "picture THEME TITLE <SCREEN");
    }
    theme_default(&picture.theme);
    if (!theme_read(&picture.theme, argv[1], &err)) {
        give_up("", err.text);
    }
    str_init(&input, INPUT_MAX);
    while (str_reserve(&input, 65536) && (n = fread(input.data + input.len, 1, 65536, stdin)) > 0) {
        input.len += n;
        input.data[input.len] = '\0';
    }
    read_screen(&picture, input.data);
    draw(&picture, argv[2]);
    canvas_done(&picture.canvas);
    str_done(&input);
    return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
