#include "theme.h"

#include <stddef.h>
#include <string.h>

#include "base/kv.h"
#include "base/near.h"
#include "theme_color.h"
#include "theme_table.h"

#define NAME_SIZE 32

static const struct {
    const char *name;
    enum theme_attr attr;
} attrs[] = {
    {"bold", THEME_BOLD},           {"dim", THEME_DIM},         {"italic", THEME_ITALIC},
    {"underline", THEME_UNDERLINE}, {"reverse", THEME_REVERSE},
};

/* A theme file being read. */
struct reading {
    struct style styles[THEME_NAMES];
    bool named[THEME_NAMES];
};

const char *role_name(enum role role)
{
    return theme_row((int)role)->name;
}

void theme_default(struct theme *theme)
{
    for (int role = 0; role < ROLES; role++) {
        theme->styles[role] = theme_row(role)->style;
    }
}

static int find_name(const char *name, size_t n)
{
    for (int i = 0; i < THEME_NAMES; i++) {
        const char *known = theme_row(i)->name;
        if (strlen(known) == n && memcmp(known, name, n) == 0) {
            return i;
        }
    }
    return -1;
}

static bool unknown_role(const char *key, struct err *err)
{
    const char *best = NULL;
    unsigned best_distance = NEAR_FAR;
    for (int i = 0; i < THEME_NAMES; i++) {
        unsigned far = near_distance(key, theme_row(i)->name);
        if (far < best_distance) {
            best = theme_row(i)->name;
            best_distance = far;
        }
    }
    if (best == NULL) {
        return err_set(err, "unknown role \"%.40s\"", key);
    }
    return err_set(err, "unknown role \"%s\"; did you mean %s?", key, best);
}

static bool take_attr(const char *word, struct style *style)
{
    for (size_t i = 0; i < sizeof attrs / sizeof *attrs; i++) {
        if (strcmp(word, attrs[i].name) == 0) {
            style->attrs = (uint8_t)(style->attrs | attrs[i].attr);
            return true;
        }
    }
    return false;
}

static bool take_word(const char *word, struct style *style, int *colors, struct err *err)
{
    int32_t color;
    if (take_attr(word, style)) {
        return true;
    }
    if (!theme_color_find(word, &color)) {
        return err_set(err, "\"%s\" is neither a colour (default, red, bright-red, 0-255, #rrggbb) nor one "
                            "of bold, dim, italic, underline, reverse", word);
    }
    if (*colors == 2) {
        return err_set(err, "\"%s\" is a third colour; a role has a foreground and a background", word);
    }
    *(*colors == 0 ? &style->fg : &style->bg) = color;
    ++*colors;
    return true;
}

static bool parse_style(const char *value, struct style *style, struct err *err)
{
    static const char blanks[] = " \t";
    int colors = 0;
    *style = (struct style){THEME_COLOR_DEFAULT, THEME_COLOR_DEFAULT, 0};
    const char *at = value + strspn(value, blanks);
    if (*at == '\0') {
        return err_set(err, "no colour stands behind the '='");
    }
    while (*at != '\0') {
        char word[NAME_SIZE];
        size_t n = strcspn(at, blanks);
        size_t kept = n < sizeof word ? n : sizeof word - 1;
        memcpy(word, at, kept);
        word[kept] = '\0';
        if (!take_word(word, style, &colors, err)) {
            return false;
        }
        at += n;
        at += strspn(at, blanks);
    }
    return true;
}

static bool take_pair(void *to, const char *key, const char *value, struct err *err)
{
    struct reading *reading = to;
    int number = find_name(key, strlen(key));
    if (number < 0) {
        return unknown_role(key, err);
    }
    reading->named[number] = true;
    return parse_style(value, &reading->styles[number], err);
}

/* The name before the last dot, -1 when there is none. */
static int parent(int number)
{
    const char *name = theme_row(number)->name;
    const char *dot = strrchr(name, '.');
    return dot == NULL ? -1 : find_name(name, (size_t)(dot - name));
}

bool theme_read(struct theme *theme, const char *path, struct err *err)
{
    struct reading reading = {0};
    if (!kv_read(path, take_pair, &reading, err)) {
        return false;
    }
    for (int role = 0; role < ROLES; role++) {
        int from = role;
        while (from >= 0 && !reading.named[from]) {
            from = parent(from);
        }
        /* A file that says what `default` looks like is a whole theme, any other one a change. */
        if (from < 0 && reading.named[ROLE_DEFAULT]) {
            from = ROLE_DEFAULT;
        }
        if (from >= 0) {
            theme->styles[role] = reading.styles[from];
        }
    }
    return true;
}

void theme_no_color(struct theme *theme)
{
    for (int role = 0; role < ROLES; role++) {
        struct style *style = &theme->styles[role];
        /* What only its background told must stay visible. */
        if (style->bg != THEME_COLOR_DEFAULT && (style->attrs & THEME_REVERSE) == 0) {
            bool quiet = role == ROLE_SELECTED_IDLE || role == ROLE_MATCH;
            style->attrs = (uint8_t)(style->attrs | (quiet ? THEME_UNDERLINE : THEME_REVERSE));
        }
        style->fg = style->bg = THEME_COLOR_DEFAULT;
    }
}

struct style theme_style(const struct theme *theme, enum role role, enum role over)
{
    struct style style = theme->styles[role];
    const struct style *top = &theme->styles[over], *ground = &theme->styles[ROLE_DEFAULT];
    if (over != ROLE_DEFAULT) {
        style.bg = top->bg != THEME_COLOR_DEFAULT ? top->bg : style.bg;
        style.fg = top->fg != THEME_COLOR_DEFAULT ? top->fg : style.fg;
        style.attrs = (uint8_t)(style.attrs | top->attrs);
    }
    style.bg = style.bg != THEME_COLOR_DEFAULT ? style.bg : ground->bg;
    style.fg = style.fg != THEME_COLOR_DEFAULT ? style.fg : ground->fg;
    return style;
}
