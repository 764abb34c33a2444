#include "callpane_rows.h"

#include <string.h>

#include "base/xalloc.h"
#include "callrow.h"

#define CURE_LINES 2

void callpane_row(struct callpane *pane, int indent)
{
    pane->rows = xgrow(pane->rows, &pane->row_cap, pane->row_count + 1, sizeof *pane->rows);
    pane->rows[pane->row_count++] = (struct callpane_row){.first = (uint32_t)pane->run_count, .indent = indent};
}

void callpane_add(struct callpane *pane, enum role role, const char *text, size_t n)
{
    uint32_t start = (uint32_t)pane->text.len;
    if (pane->row_count == 0 || !str_append(&pane->text, text, n)) {
        return;
    }
    pane->runs = xgrow(pane->runs, &pane->run_cap, pane->run_count + 1, sizeof *pane->runs);
    pane->runs[pane->run_count++] = (struct callpane_run){start, (uint32_t)n, role, GLYPHS};
    pane->rows[pane->row_count - 1].count++;
}

void callpane_add_glyph(struct callpane *pane, enum role role, enum glyph glyph)
{
    callpane_add(pane, role, "  ", 2);
    pane->runs[pane->run_count - 1].glyph = glyph;
}

void callpane_puts(struct callpane *pane, enum role role, const char *text)
{
    callpane_add(pane, role, text, strlen(text));
}

int callpane_row_width(const struct callpane *pane)
{
    const struct canvas measure = {.ascii = false};
    const struct callpane_row *row = &pane->rows[pane->row_count - 1];
    int width = row->indent;
    for (uint32_t i = 0; i < row->count; i++) {
        const struct callpane_run *run = &pane->runs[row->first + i];
        width += canvas_width(&measure, pane->text.data + run->start, run->length);
    }
    return width;
}

void callpane_wrapped(struct callpane *pane, int indent, enum role role, const char *text, size_t n)
{
    const struct canvas measure = {.ascii = false};
    int room = pane->width - indent;
    while (n > 0 && pane->row_count < CALLPANE_MAX_ROWS) {
        size_t fits = canvas_fit(&measure, text, n, room > 8 ? room : 8);
        size_t cut = fits;
        while (fits < n && cut > fits / 2 && text[cut] != ' ') {
            cut--;
        }
        fits = cut > fits / 2 && cut > 0 ? cut : fits;
        callpane_row(pane, indent);
        callpane_add(pane, role, text, fits > 0 ? fits : n);
        size_t taken = fits > 0 ? fits : n;
        taken += taken < n && text[taken] == ' ';
        text += taken;
        n -= taken;
    }
}

void callpane_join(struct callpane *pane, size_t row)
{
    if (row + 1 < pane->row_count) {
        pane->rows[row].count += pane->rows[row + 1].count;
        memmove(&pane->rows[row + 1], &pane->rows[row + 2], (pane->row_count - row - 2) * sizeof *pane->rows);
        pane->row_count--;
    }
}

/* The cure in the SDK that sent the call, if it is short and fits as it is: code is not broken into other lines. */
static void add_cure(struct callpane *pane, const struct world *world, const struct finding *finding, int indent)
{
    const struct message *message = store_get(&world->store, finding->message);
    enum sdk sdk = message == NULL ? SDK_UNKNOWN : world->sources.items[message->source].sdk;
    const char *lines[CURE_LINES], *cure = rule_cure_in(rules_table[finding->rule], sdk);
    size_t count = 0;
    for (; cure != NULL && *cure != '\0'; count++) {
        size_t n = strcspn(cure, "\n");
        if (count == CURE_LINES || indent + (int)n > pane->width) {
            return;
        }
        lines[count] = cure;
        cure += n + (cure[n] == '\n');
    }
    for (size_t i = 0; i < count; i++) {
        callpane_row(pane, indent);
        callpane_add(pane, ROLE_CODE, lines[i], strcspn(lines[i], "\n"));
    }
}

/* Cut at the edge when it is drawn. */
static void add_mark_and_text(struct callpane *pane, enum role role, enum glyph mark, const char *text)
{
    callpane_add_glyph(pane, role, mark);
    callpane_puts(pane, role, text);
}

/* Below the row when there is no room at its end. */
static bool add_at_end(struct callpane *pane, enum role role, enum glyph mark, const char *text)
{
    const struct canvas measure = {.ascii = false};
    bool fits = callpane_row_width(pane) + 5 + canvas_width(&measure, text, strlen(text)) <= pane->width;
    if (fits) {
        callpane_puts(pane, ROLE_DEFAULT, "   ");
        add_mark_and_text(pane, role, mark, text);
    }
    return fits;
}

static void place_rows(struct callpane *pane, size_t first, uint32_t link, bool folded)
{
    struct callpane_place place = {CALLPANE_FINDING, link};
    uint16_t depth = first > 0 ? (uint16_t)(pane->rows[first - 1].depth + 1) : 1;
    for (size_t i = first; i < pane->row_count; i++) {
        pane->rows[i].place = place;
        pane->rows[i].depth = depth;
        pane->rows[i].foldable = i == first;
        pane->rows[i].folded = folded;
    }
}

void callpane_finding(struct callpane *pane, const struct world *world, uint32_t link, int indent, bool folded)
{
    const struct finding *finding = world_finding(world, link);
    enum role role = callrow_severity((enum severity)finding->severity);
    enum glyph mark = callrow_mark((enum severity)finding->severity);
    const char *text = strpool_text(world->pool, finding->text);
    bool beside = add_at_end(pane, role, mark, text);
    size_t first = pane->row_count;
    if (!beside && folded) {
        callpane_row(pane, indent);
        add_mark_and_text(pane, role, mark, text);
    } else if (!beside) {
        /* The mark stands before the first of the wrapped rows. */
        callpane_row(pane, indent);
        callpane_add_glyph(pane, role, mark);
        callpane_wrapped(pane, indent + 2, role, text, strlen(text));
        callpane_join(pane, first);
    }
    if (!folded) {
        add_cure(pane, world, finding, indent + 2);
    }
    place_rows(pane, first, link, folded);
}
