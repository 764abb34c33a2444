#include "callpane_rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/num.h"
#include "base/xalloc.h"
#include "callrow.h"

#define TEXT_MAX_BYTES ((size_t)128 << 20)

void callpane_init(struct callpane *pane)
{
    *pane = (struct callpane){0};
    str_init(&pane->text, TEXT_MAX_BYTES);
}

void callpane_done(struct callpane *pane)
{
    str_done(&pane->text);
    free(pane->runs);
    free(pane->rows);
}

/* ---- rows ---- */

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

static void add(struct callpane *pane, enum role role, const char *text)
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

void callpane_finding(struct callpane *pane, const struct world *world, const struct finding *finding, int indent)
{
    const struct canvas measure = {.ascii = false};
    enum role role = callrow_severity((enum severity)finding->severity);
    const char *text = strpool_text(world->pool, finding->text);
    enum glyph mark = callrow_mark((enum severity)finding->severity);
    size_t n = strlen(text);
    int used = callpane_row_width(pane) + 5;
    if (used + canvas_width(&measure, text, n) <= pane->width) {
        add(pane, ROLE_DEFAULT, "   ");
        add_glyph(pane, role, mark);
        callpane_add(pane, role, text, n);
        return;
    }
    /* The mark stands before the first of the wrapped rows. */
    size_t first = pane->row_count;
    callpane_row(pane, indent);
    add_glyph(pane, role, mark);
    callpane_wrapped(pane, indent + 2, role, text, n);
    if (first + 1 < pane->row_count) {
        pane->rows[first].count += pane->rows[first + 1].count;
        memmove(&pane->rows[first + 1], &pane->rows[first + 2], (pane->row_count - first - 2) * sizeof *pane->rows);
        pane->row_count--;
    }
}

/* ---- what stands around the call ---- */

static void add_header(struct callpane *pane, const struct world *world, const struct message *message,
                       const struct world_call *call)
{
    char time[CLOCK_ISO_SIZE], size[NUM_TEXT_SIZE];
    callpane_row(pane, 0);
    add(pane, (enum role)(ROLE_CALL_IDENTIFY + message->type), message_type_name((enum message_type)message->type));
    add(pane, ROLE_DIM, "  ");
    add(pane, ROLE_DIM, num_format_size(message->length, size));
    add(pane, ROLE_DIM, "  ");
    add(pane, ROLE_TIME, clock_format_time(message->received, time));
    if (call->capture.method[0] != '\0') {
        add(pane, ROLE_DIM, "  ");
        add(pane, ROLE_DIM, call->capture.method);
        add(pane, ROLE_DIM, " ");
    } else {
        add(pane, ROLE_DIM, "  ");
    }
    add(pane, ROLE_DIM, call->capture.path);
    if (message->library != STRPOOL_NONE) {
        add(pane, ROLE_DIM, "  ");
        add(pane, ROLE_DIM, strpool_text(world->pool, message->library));
    }
}

static void add_refusal(struct callpane *pane, const struct capture *capture)
{
    char status[32];
    struct str line;
    str_init(&line, sizeof status);
    str_printf(&line, "answered %u %s", capture->status, capture->code);
    callpane_row(pane, 0);
    callpane_add(pane, ROLE_CALL_REFUSED, line.data, line.len);
    str_done(&line);
    callpane_wrapped(pane, 0, ROLE_ERROR, capture->reason, strlen(capture->reason));
}

static void lay_out(struct callpane *pane, const struct view_env *env)
{
    const struct message *message = store_get(&env->world->store, pane->id);
    struct world_call call;
    if (message == NULL || !world_read(env->world, env->reader, pane->id, &call)) {
        static const char gone[] = "This call has left the session: it was bounded by --max-size.";
        callpane_wrapped(pane, 0, ROLE_DIM, gone, strlen(gone));
        return;
    }
    add_header(pane, env->world, message, &call);
    if (message->type == MESSAGE_REFUSED) {
        add_refusal(pane, &call.capture);
        callpane_source(pane, &call.capture);
        return;
    }
    if (call.capture.reason[0] != '\0') {
        callpane_wrapped(pane, 0, ROLE_WARNING, call.capture.reason, strlen(call.capture.reason));
    }
    callpane_json(pane, env->world, message, call.text);
    if (call.context.n > 0) {
        callpane_row(pane, 0);
        callpane_row(pane, 0);
        add(pane, ROLE_HEADING, "context of the batch, counts under the call's own");
        callpane_json(pane, env->world, NULL, call.context);
    }
}

void callpane_sync(struct callpane *pane, const struct view_env *env, uint64_t id, int w, int h)
{
    const struct message *message = store_get(&env->world->store, id);
    uint32_t finding = message == NULL ? 0 : message->finding;
    pane->height = h > 0 ? (size_t)h : 0;
    if (pane->laid_out && pane->id == id && pane->width == w && pane->finding == finding) {
        return;
    }
    pane->top = pane->id == id ? pane->top : 0;
    pane->id = id;
    pane->finding = finding;
    pane->width = w;
    pane->laid_out = true;
    pane->run_count = pane->row_count = 0;
    str_clear(&pane->text);
    if (id != 0) {
        lay_out(pane, env);
    }
}

void callpane_draw(const struct callpane *pane, struct canvas *canvas, struct rect area)
{
    for (int y = 0; y < area.h && pane->top + (size_t)y < pane->row_count; y++) {
        const struct callpane_row *row = &pane->rows[pane->top + (size_t)y];
        int x = area.x + row->indent;
        for (uint32_t i = 0; i < row->count && x < area.x + area.w; i++) {
            const struct callpane_run *run = &pane->runs[row->first + i];
            struct rect at = {x, area.y + y, area.x + area.w - x, 1};
            x += run->glyph == GLYPHS
                     ? canvas_text(canvas, at, run->role, pane->text.data + run->start, run->length)
                     : 1 + canvas_puts(canvas, at, run->role, canvas_glyph(canvas, run->glyph));
        }
    }
}

bool callpane_command(struct callpane *pane, enum command command)
{
    size_t page = pane->height > 1 ? pane->height - 1 : 1;
    size_t last = pane->row_count > pane->height ? pane->row_count - pane->height : 0;
    size_t top = pane->top;
    switch (command) {
    case COMMAND_UP:
        top -= top > 0;
        break;
    case COMMAND_DOWN:
        top++;
        break;
    case COMMAND_PAGE_UP:
        top = top > page ? top - page : 0;
        break;
    case COMMAND_PAGE_DOWN:
        top += page;
        break;
    case COMMAND_FIRST:
        top = 0;
        break;
    case COMMAND_LAST:
        top = last;
        break;
    default:
        return false;
    }
    pane->top = top < last ? top : last;
    return true;
}
