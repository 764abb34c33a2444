/* The cursor's way through the rows of a call, and what is folded in it. */
#include <string.h>

#include "callpane_rows.h"
#include "scroll.h"

static bool same_place(struct callpane_place a, struct callpane_place b)
{
    return a.part == b.part && a.at == b.at;
}

bool callpane_is_folded(const struct callpane *pane, struct callpane_place place, bool usual)
{
    for (size_t i = pane->fold_count; i > 0; i--) {
        if (same_place(pane->folds[i - 1].place, place)) {
            return pane->folds[i - 1].folded;
        }
    }
    return pane->folding == CALLPANE_USUAL ? usual : pane->folding == CALLPANE_ALL_FOLDED && place.part != CALLPANE_FINDING;
}

/* What was said first is forgotten when there is too much of it. */
static void set_folded(struct callpane *pane, struct callpane_place place, bool folded)
{
    size_t i = 0;
    while (i < pane->fold_count && !same_place(pane->folds[i].place, place)) {
        i++;
    }
    if (i == CALLPANE_FOLDS_MAX) {
        memmove(pane->folds, pane->folds + 1, (CALLPANE_FOLDS_MAX - 1) * sizeof *pane->folds);
        i = CALLPANE_FOLDS_MAX - 1;
        pane->fold_count = i;
    }
    pane->folds[i] = (struct callpane_fold){place, folded};
    pane->fold_count += i == pane->fold_count;
    pane->stale = true;
}

static const struct callpane_row *at_cursor(const struct callpane *pane)
{
    return pane->cursor < pane->row_count ? &pane->rows[pane->cursor] : NULL;
}

/* A value, or a finding, that goes on below itself is folded from there too. */
static const struct callpane_row *foldable_row(const struct callpane *pane)
{
    const struct callpane_row *row = at_cursor(pane);
    for (size_t i = pane->cursor; row != NULL && !row->foldable && !row->closing && row->place.part != CALLPANE_NOTHING; i--) {
        if (i == 0 || !same_place(pane->rows[i - 1].place, row->place)) {
            break;
        }
        row = &pane->rows[i - 1];
    }
    return row != NULL && row->foldable ? row : NULL;
}

const char *callpane_can_open(const struct callpane *pane)
{
    const struct callpane_row *row = foldable_row(pane);
    return row == NULL ? NULL : row->folded ? "unfold" : "fold";
}

static void show_cursor(struct callpane *pane)
{
    if (pane->cursor < pane->top) {
        pane->top = pane->cursor;
    } else if (pane->height > 0 && pane->cursor >= pane->top + pane->height) {
        pane->top = pane->cursor - pane->height + 1;
    }
    pane->scrolled = true;
}

static bool toggle(struct callpane *pane)
{
    const struct callpane_row *row = foldable_row(pane);
    if (row != NULL) {
        size_t number = (size_t)(row - pane->rows);
        set_folded(pane, row->place, !row->folded);
        pane->cursor = number;
        show_cursor(pane);
    }
    return row != NULL;
}

/* The row of what holds the row at the cursor. */
static bool go_out(struct callpane *pane)
{
    const struct callpane_row *row = at_cursor(pane);
    for (size_t i = pane->cursor; row != NULL && row->depth > 1 && i > 0; i--) {
        if (pane->rows[i - 1].depth < row->depth && !pane->rows[i - 1].closing && pane->rows[i - 1].place.part != CALLPANE_NOTHING) {
            pane->cursor = i - 1;
            show_cursor(pane);
            return true;
        }
    }
    return false;
}

static bool go_left(struct callpane *pane)
{
    const struct callpane_row *row = foldable_row(pane);
    return row != NULL && !row->folded ? toggle(pane) : go_out(pane);
}

static bool go_right(struct callpane *pane)
{
    const struct callpane_row *row = foldable_row(pane);
    return row != NULL && row->folded && toggle(pane);
}

static bool fold_all(struct callpane *pane)
{
    pane->folding = (enum callpane_folding)((pane->folding + 1) % CALLPANE_FOLDINGS);
    pane->fold_count = 0;
    pane->stale = true;
    return true;
}

static bool move(struct callpane *pane, enum command command)
{
    size_t page = pane->height > 1 ? pane->height - 1 : 1, last = pane->row_count > 0 ? pane->row_count - 1 : 0;
    size_t before = pane->cursor;
    switch (command) {
    case COMMAND_UP:
        pane->cursor -= pane->cursor > 0;
        break;
    case COMMAND_DOWN:
        pane->cursor += pane->cursor < last;
        break;
    case COMMAND_PAGE_UP:
        pane->cursor = pane->cursor > page ? pane->cursor - page : 0;
        break;
    case COMMAND_PAGE_DOWN:
        pane->cursor = pane->cursor + page < last ? pane->cursor + page : last;
        break;
    case COMMAND_FIRST:
        pane->cursor = 0;
        break;
    case COMMAND_LAST:
        pane->cursor = last;
        break;
    default:
        return false;
    }
    show_cursor(pane);
    return before != pane->cursor;
}

bool callpane_command(struct callpane *pane, enum command command)
{
    switch (command) {
    case COMMAND_OPEN:
        return toggle(pane);
    case COMMAND_LEFT:
        return go_left(pane);
    case COMMAND_RIGHT:
        return go_right(pane);
    case COMMAND_FOLD_ALL:
        return fold_all(pane);
    case COMMAND_DIFF:
        pane->against = pane->against == CALLPANE_ALONE ? CALLPANE_PREVIOUS : CALLPANE_ALONE;
        pane->stale = true;
        return true;
    default:
        return move(pane, command);
    }
}

void callpane_compare(struct callpane *pane, uint64_t other)
{
    pane->against = other == 0 ? CALLPANE_ALONE : CALLPANE_OTHER;
    pane->other = other;
    pane->stale = true;
}

bool callpane_wheel(struct callpane *pane, const struct mouse *mouse)
{
    if (!mouse_is_wheel(mouse)) {
        return false;
    }
    for (int i = 0; i < MOUSE_WHEEL_ROWS; i++) {
        scroll_command(&pane->top, pane->row_count, pane->height, mouse->kind == MOUSE_WHEEL_UP ? COMMAND_UP : COMMAND_DOWN);
    }
    size_t last = pane->top + (pane->height > 0 ? pane->height - 1 : 0);
    pane->cursor = pane->cursor < pane->top ? pane->top : pane->cursor > last ? last : pane->cursor;
    pane->scrolled = true;
    return true;
}

void callpane_click(struct callpane *pane, struct rect area, const struct mouse *mouse)
{
    size_t row = pane->top + (size_t)(mouse->y - area.y);
    if (mouse->kind == MOUSE_CLICK && mouse_in(mouse, area) && row < pane->row_count) {
        pane->cursor = row;
        pane->scrolled = true;
    }
}

/* ---- the place ---- */

struct level {
    struct json_span key; /* empty in arrays */
    size_t index;
};

static void put_level(struct str *out, const struct level *level)
{
    struct str plain;
    str_putc(out, '/');
    if (level->key.n == 0) {
        str_printf(out, "%zu", level->index);
        return;
    }
    str_init(&plain, level->key.n * 3);
    jsontext_unescape(level->key, &plain);
    for (size_t i = 0; i < plain.len; i++) {
        char c = plain.data[i];
        c == '~' ? str_puts(out, "~0") : c == '/' ? str_puts(out, "~1") : str_putc(out, c);
    }
    str_done(&plain);
}

/* A finding is about the value above it. */
static const struct callpane_row *value_row(const struct callpane *pane)
{
    size_t i = pane->cursor;
    while (i > 0 && i < pane->row_count && pane->rows[i].place.part == CALLPANE_FINDING) {
        i--;
    }
    return i < pane->row_count ? &pane->rows[i] : NULL;
}

bool callpane_pointer(const struct callpane *pane, struct json_span call, struct str *out)
{
    struct level levels[JSON_MAX_DEPTH + 1] = {0};
    const struct callpane_row *row = value_row(pane);
    struct json_lexer lexer;
    size_t depth = 0;
    if (row == NULL || row->place.part != CALLPANE_CALL) {
        return false;
    }
    jsontext_lex(&lexer, call);
    for (struct json_token t = jsontext_token(&lexer); t.kind != JSON_TOKEN_END; t = jsontext_token(&lexer)) {
        depth -= t.kind == JSON_TOKEN_CLOSE;
        if (t.text.p == call.p + row->place.at) {
            break;
        }
        if (t.kind == JSON_TOKEN_OPEN && depth < JSON_MAX_DEPTH) {
            levels[++depth] = (struct level){0};
        } else if (t.kind == JSON_TOKEN_KEY) {
            levels[depth].key = t.text;
        } else if (t.kind == JSON_TOKEN_COMMA) {
            levels[depth].index++;
        }
    }
    for (size_t i = 1; i <= depth; i++) {
        put_level(out, &levels[i]);
    }
    return true;
}
