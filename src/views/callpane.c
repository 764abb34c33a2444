#include "callpane_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/num.h"
#include "callrow.h"
#include "scroll.h"
#include "report/line.h"

#define SKEW_SHOWN CLOCK_S /* less is the way from there to here */
#define LINE_MAX_BYTES 256
#define TEXT_MAX_BYTES ((size_t)128 << 20)

void callpane_init(struct callpane *pane)
{
    *pane = (struct callpane){.mark = SIZE_MAX};
    str_init(&pane->text, TEXT_MAX_BYTES);
}

void callpane_done(struct callpane *pane)
{
    str_done(&pane->text);
    free(pane->runs);
    free(pane->rows);
}

/* ---- what stands around the call ---- */

static void add_header(struct callpane *pane, const struct world *world, const struct message *message,
                       const struct world_call *call)
{
    char time[CLOCK_ISO_SIZE], size[NUM_TEXT_SIZE];
    callpane_row(pane, 0);
    callpane_puts(pane, (enum role)(ROLE_CALL_IDENTIFY + message->type), message_type_name((enum message_type)message->type));
    callpane_puts(pane, ROLE_DIM, "  ");
    callpane_puts(pane, ROLE_DIM, num_format_size(message->length, size));
    callpane_puts(pane, ROLE_DIM, "  ");
    callpane_puts(pane, ROLE_TIME, clock_format_time(message->received, time));
    if (call->capture.method[0] != '\0') {
        callpane_puts(pane, ROLE_DIM, "  ");
        callpane_puts(pane, ROLE_DIM, call->capture.method);
        callpane_puts(pane, ROLE_DIM, " ");
    } else {
        callpane_puts(pane, ROLE_DIM, "  ");
    }
    callpane_puts(pane, ROLE_DIM, call->capture.path);
    uint32_t library = world->sources.items[message->source].library;
    if (library != STRPOOL_NONE) {
        callpane_puts(pane, ROLE_DIM, "  ");
        callpane_puts(pane, ROLE_DIM, strpool_text(world->pool, library));
    }
}

/* Its own time, as it says it: the value of one of the two members that may hold it. */
static struct json_span own_time(struct json_span call, int64_t *us)
{
    static const char *const names[] = {"timestamp", "originalTimestamp"};
    struct json_span value;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (jsontext_member(call, names[i], &value) && decode_time(value, us)) {
            return value;
        }
    }
    return (struct json_span){0};
}

/* When it happened, by Segment's formula, beside what the call says itself. */
static void add_time(struct callpane *pane, const struct message *message, const struct world_call *call)
{
    char happened[CLOCK_ISO_SIZE], span[CLOCK_ISO_SIZE];
    int64_t own;
    struct json_span sent = own_time(call->text, &own);
    if (sent.n == 0) {
        return;
    }
    callpane_row(pane, 0);
    callpane_puts(pane, ROLE_DIM, "happened ");
    callpane_puts(pane, ROLE_TIME, clock_format_time(message->time, happened));
    int64_t ahead = own - message->time;
    if (ahead >= SKEW_SHOWN || ahead <= -SKEW_SHOWN) {
        callpane_puts(pane, ROLE_NOTE, "  clock ");
        callpane_puts(pane, ROLE_NOTE, clock_format_span(ahead, span));
        callpane_puts(pane, ROLE_NOTE, ahead > 0 ? " fast" : " slow");
    }
    size_t quote = sent.p[0] == '"';
    callpane_puts(pane, ROLE_DIM, "  sent as ");
    callpane_add(pane, ROLE_DIM, sent.p + quote, sent.n - 2 * quote);
}

static void add_delivery(struct callpane *pane, const struct world *world)
{
    struct str line;
    str_init(&line, LINE_MAX_BYTES);
    line_again(world, pane->id, &line);
    callpane_wrapped(pane, 0, ROLE_ACCENT, line.data, line.len);
    str_done(&line);
}

/* The call and the context around it, with what nobody should read over a shoulder masked. */
static void add_json(struct callpane *pane, const struct world *world, const struct message *message,
                     const struct world_call *call)
{
    struct str shown;
    str_init(&shown, TEXT_MAX_BYTES);
    callpane_json(pane, world, message, world_shown(world, call->text, &shown));
    if (call->context.n > 0) {
        str_clear(&shown);
        callpane_row(pane, 0);
        callpane_row(pane, 0);
        callpane_puts(pane, ROLE_HEADING, "context of the batch, counts under the call's own");
        callpane_json(pane, world, NULL, world_shown(world, call->context, &shown));
    }
    str_done(&shown);
}

static void lay_out(struct callpane *pane, const struct view_env *env)
{
    const struct message *message = store_get(&env->world->store, pane->id);
    struct world_call call;
    char fault[160];
    if (message == NULL || !world_read(env->world, env->reader, pane->id, &call)) {
        static const char gone[] = "This call has left the session, which --max-size bounds. Start with a larger --max-size to keep more.";
        callpane_wrapped(pane, 0, ROLE_DIM, gone, strlen(gone));
        return;
    }
    if (message->type == MESSAGE_REFUSED) {
        uint64_t number = requests_find(&env->world->requests, message->record);
        callpane_request(pane, env->world, requests_get(&env->world->requests, number), &call.capture);
        return;
    }
    add_header(pane, env->world, message, &call);
    add_delivery(pane, env->world);
    add_time(pane, message, &call);
    if (call.capture.reason[0] != '\0') {
        callpane_wrapped(pane, 0, ROLE_WARNING, call.capture.reason, strlen(call.capture.reason));
    }
    if (call.capture.fault[0] != '\0') {
        callpane_wrapped(pane, 0, ROLE_WARNING, fault, (size_t)snprintf(fault, sizeof fault, "answered by a simulated fault: %.100s",
                                                                        call.capture.fault));
    }
    add_json(pane, env->world, message, &call);
}

bool callpane_begin(struct callpane *pane, uint64_t id, uint64_t version, struct rect size)
{
    pane->height = size.h > 0 ? (size_t)size.h : 0;
    if (pane->laid_out && pane->id == id && pane->width == size.w && pane->version == version) {
        return false;
    }
    if (!pane->laid_out || pane->id != id) {
        pane->top = 0;
        pane->scrolled = false;
    }
    pane->id = id;
    pane->version = version;
    pane->width = size.w;
    pane->laid_out = true;
    pane->mark = SIZE_MAX;
    pane->run_count = pane->row_count = 0;
    str_clear(&pane->text);
    return id != 0 && size.w > 0;
}

/* What is wrong is in sight from the beginning, with as much before it as after it. */
void callpane_end(struct callpane *pane)
{
    size_t last = pane->row_count > pane->height ? pane->row_count - pane->height : 0;
    if (!pane->scrolled) {
        pane->top = pane->mark != SIZE_MAX && pane->mark >= pane->height ? pane->mark - pane->height / 2 : 0;
    }
    pane->top = pane->top < last ? pane->top : last; /* a wider pane has fewer rows */
}

void callpane_sync(struct callpane *pane, const struct view_env *env, uint64_t id, struct rect size)
{
    const struct message *message = store_get(&env->world->store, id);
    if (callpane_begin(pane, id, message == NULL ? 0 : message->finding, size)) {
        lay_out(pane, env);
    }
    callpane_end(pane);
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
    bool scrolled = scroll_command(&pane->top, pane->row_count, pane->height, command);
    pane->scrolled = pane->scrolled || scrolled;
    return scrolled;
}

bool callpane_wheel(struct callpane *pane, const struct mouse *mouse)
{
    bool wheel = mouse_is_wheel(mouse);
    for (int i = 0; wheel && i < MOUSE_WHEEL_ROWS; i++) {
        callpane_command(pane, mouse->kind == MOUSE_WHEEL_UP ? COMMAND_UP : COMMAND_DOWN);
    }
    return wheel;
}
