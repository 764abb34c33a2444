/* Values, and how they differ from those of another call. */
#include "callpane_layout.h"

#include <stdio.h>
#include <string.h>

#include "base/num.h"

#define ROWS_UNFOLDED 6   /* a string that takes more is folded by itself */
#define BEFORE_MAX 400u   /* bytes shown of what a value was */

static enum role value_role(struct json_span value)
{
    switch (jsontext_kind(value)) {
    case JSON_STRING:
        return ROLE_JSON_STRING;
    case JSON_NUMBER:
        return ROLE_JSON_NUMBER;
    default:
        return ROLE_JSON_LITERAL;
    }
}

static size_t fitting(struct json_span value, int room)
{
    const struct canvas measure = {.ascii = false};
    size_t fits = canvas_fit(&measure, value.p, value.n, room > 8 ? room : 8);
    return fits > 0 ? fits : value.n;
}

static void fold_value(struct layout *layout, struct json_span value, int room)
{
    char size[NUM_TEXT_SIZE];
    num_format_size(value.n - 2, size);
    size_t fits = fitting(value, room - 6 - (int)strlen(size));
    callpane_add(layout->pane, value_role(value), value.p, fits);
    callpane_puts(layout->pane, ROLE_DIM, "... ");
    callpane_add_glyph(layout->pane, ROLE_ACCENT, GLYPH_FOLDED);
    callpane_puts(layout->pane, ROLE_DIM, size);
    layout_last(layout)->folded = true;
}

/* A value that is wider than the pane goes on below itself. */
void layout_value(struct layout *layout, struct json_span value)
{
    struct callpane *pane = layout->pane;
    const struct callpane_row row = *layout_last(layout);
    int room = pane->width - callpane_row_width(pane), indent = layout_indent(layout) + 2 * LAYOUT_INDENT;
    bool lengthy = value.n > (size_t)ROWS_UNFOLDED * (size_t)(pane->width > 8 ? pane->width : 8);
    layout_last(layout)->foldable = lengthy;
    if (lengthy && callpane_is_folded(pane, row.place, true)) {
        fold_value(layout, value, room);
        return;
    }
    size_t fits = fitting(value, room);
    callpane_add(pane, value_role(value), value.p, fits);
    for (struct json_span rest = {value.p + fits, value.n - fits}; rest.n > 0 && pane->row_count < CALLPANE_MAX_ROWS;) {
        callpane_row(pane, indent);
        layout_last(layout)->place = row.place;
        layout_last(layout)->depth = row.depth;
        layout_last(layout)->sign = row.sign == '+' ? '+' : '\0';
        fits = fitting(rest, pane->width - indent);
        callpane_add(pane, value_role(value), rest.p, fits);
        rest = (struct json_span){rest.p + fits, rest.n - fits};
    }
}

/* ---- what is different ---- */

static const char signs[DIFF_KINDS] = {'+', '-', '~', '!'};

void layout_begin_diff(struct layout *layout, const char *at)
{
    const struct diff_entry *entry = layout->json->diff == NULL ? NULL : diff_at(layout->json->diff, at);
    layout->changed = NULL;
    if (entry == NULL || entry->kind == DIFF_VANISHED) {
        return;
    }
    layout_last(layout)->sign = signs[entry->kind];
    if (entry->kind == DIFF_APPEARED) {
        layout->appeared = entry->after.p + entry->after.n - 1;
    } else {
        layout->changed = entry;
    }
}

void layout_leave(struct layout *layout, const char *end)
{
    if (end == layout->appeared) {
        layout->appeared = NULL;
    }
}

void layout_sign_covered(struct layout *layout, const char *open, const char *close)
{
    struct callpane_row *row = layout_last(layout);
    const struct diff *diff = layout->json->diff;
    for (size_t i = 0; diff != NULL && i < diff->count && row->sign == '\0'; i++) {
        row->sign = diff->items[i].at > open && diff->items[i].at <= close ? '~' : '\0';
    }
    layout_leave(layout, close);
}

static const char *kind_name(enum json_kind kind)
{
    static const char *const names[] = {"null", "a boolean", "a boolean", "a number", "a string", "a list", "an object"};
    return names[kind];
}

/* One row of a value, as it was. */
static void add_before(struct callpane *pane, struct json_span value)
{
    size_t n = value.n < BEFORE_MAX ? value.n : BEFORE_MAX;
    callpane_add(pane, ROLE_DIFF_OLD, value.p, n);
}

void layout_end_diff(struct layout *layout)
{
    const struct diff_entry *entry = layout->changed;
    struct callpane *pane = layout->pane;
    layout->changed = NULL;
    if (entry == NULL) {
        return;
    }
    if (callpane_row_width(pane) + 16 > pane->width) {
        struct callpane_row row = *layout_last(layout);
        callpane_row(pane, layout_indent(layout) + LAYOUT_INDENT);
        layout_last(layout)->place = row.place;
        layout_last(layout)->depth = row.depth;
    } else {
        callpane_puts(pane, ROLE_DIM, "   ");
    }
    callpane_puts(pane, ROLE_DIM, "was ");
    if (entry->kind == DIFF_RETYPED && jsontext_kind(entry->before) != JSON_NULL) {
        callpane_puts(pane, ROLE_DIM, kind_name(jsontext_kind(entry->before)));
        callpane_puts(pane, ROLE_DIM, ": ");
    }
    add_before(pane, entry->before);
}

bool layout_has_vanished(const struct layout *layout, const char *close)
{
    return layout->json->diff != NULL && diff_at(layout->json->diff, close) != NULL;
}

void layout_vanished(struct layout *layout, const char *close)
{
    const struct diff *diff = layout->json->diff;
    const struct diff_entry *entry = diff == NULL ? NULL : diff_at(diff, close);
    for (; entry != NULL && entry < diff->items + diff->count && entry->at == close; entry++) {
        callpane_row(layout->pane, layout_indent(layout));
        layout_last(layout)->sign = '-';
        layout_last(layout)->depth = (uint16_t)layout->depth;
        if (entry->key.n > 0) {
            callpane_add(layout->pane, ROLE_DIFF_OLD, entry->key.p, entry->key.n);
            callpane_puts(layout->pane, ROLE_DIFF_OLD, ": ");
        }
        add_before(layout->pane, entry->before);
    }
}
