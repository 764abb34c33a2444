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

/* A drawing character; which one is only known when drawing, since it depends on the locale. */
static void add_glyph(struct callpane *pane, enum role role, enum glyph glyph)
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

static void add_finding(struct callpane *pane, const struct world *world, const struct finding *finding, int indent)
{
    const struct canvas measure = {.ascii = false};
    enum role role = callrow_severity((enum severity)finding->severity);
    const char *text = strpool_text(world->pool, finding->text);
    enum glyph mark = callrow_mark((enum severity)finding->severity);
    size_t n = strlen(text);
    int used = callpane_row_width(pane) + 5;
    if (used + canvas_width(&measure, text, n) <= pane->width) {
        callpane_puts(pane, ROLE_DEFAULT, "   ");
        add_glyph(pane, role, mark);
        callpane_add(pane, role, text, n);
        return;
    }
    /* The mark stands before the first of the wrapped rows. */
    size_t first = pane->row_count;
    callpane_row(pane, indent);
    add_glyph(pane, role, mark);
    callpane_wrapped(pane, indent + 2, role, text, n);
    callpane_join(pane, first);
}

void callpane_finding(struct callpane *pane, const struct world *world, const struct finding *finding, int indent)
{
    add_finding(pane, world, finding, indent);
    add_cure(pane, world, finding, indent + 2);
}
