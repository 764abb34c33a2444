#include "callpane_rows.h"

#include <stdlib.h>
#include <string.h>

#define TEXT_MAX_BYTES ((size_t)128 << 20)

void callpane_init(struct callpane *pane)
{
    *pane = (struct callpane){.mark = SIZE_MAX, .body = SIZE_MAX};
    diff_init(&pane->diff);
    str_init(&pane->text, TEXT_MAX_BYTES);
}

void callpane_done(struct callpane *pane)
{
    str_done(&pane->text);
    diff_done(&pane->diff);
    free(pane->runs);
    free(pane->rows);
}

/* What the tracking plan says of such calls; an event's own entry, of several versions the oldest. */
static const struct plan_entry *planned(const struct world *world, const struct message *message)
{
    bool named = message->type == MESSAGE_TRACK || message->type == MESSAGE_PAGE || message->type == MESSAGE_SCREEN;
    const char *name = named && message->label != STRPOOL_NONE ? strpool_text(world->pool, message->label) : "";
    return world->coverage.plan == NULL ? NULL : plan_find(world->coverage.plan, (enum message_type)message->type, name);
}

/* The call and the context around it, as they may be shown. `before` is what it is compared with, empty for nothing. */
struct shown_call {
    struct json_span text, context, before;
    struct str copies[3];
};

static const char *why_not_compared(const struct message *other, const struct shown_call *shown)
{
    return other != NULL && other->type == MESSAGE_REFUSED ? "a refused request is not compared"
           : shown->before.n > 0                           ? "too long to be compared"
                                                           : "it has left the session, which --max-size bounds";
}

static void add_json(struct callpane *pane, const struct world *world, const struct message *message,
                     const struct shown_call *shown)
{
    struct plan_fields fields;
    const struct plan_entry *entry = planned(world, message);
    struct callpane_json json = {.world = world, .message = message, .text = shown->text, .part = CALLPANE_CALL};
    bool compared = shown->before.n > 0 && diff_calls(&pane->diff, shown->before, shown->text);
    plan_fields_init(&fields);
    plan_fields_read(&fields, entry);
    json.plan = fields.count > 0 ? &fields : NULL;
    json.plan_of = entry != NULL && entry->of_bag ? plan_bag((enum message_type)message->type) : NULL;
    json.diff = compared ? &pane->diff : NULL;
    const struct message *other = store_get(&world->store, callpane_compared(pane, world));
    callpane_told_diff(pane, other, compared ? NULL : why_not_compared(other, shown));
    callpane_json(pane, &json);
    if (shown->context.n > 0) {
        callpane_row(pane, 0);
        callpane_row(pane, 0);
        callpane_puts(pane, ROLE_HEADING, "context of the batch, counts under the call's own");
        callpane_json(pane, &(struct callpane_json){.world = world, .text = shown->context, .part = CALLPANE_CONTEXT});
    }
    plan_fields_done(&fields);
}

/* A refused request may be anything, so it is not compared. */
static uint64_t compared_call(const struct callpane *pane, const struct world *world)
{
    const struct message *message = store_get(&world->store, pane->id);
    uint64_t other = message->type == MESSAGE_REFUSED ? 0 : callpane_compared(pane, world);
    message = store_get(&world->store, other);
    return message == NULL || message->type == MESSAGE_REFUSED ? 0 : other;
}

/* The other call is read first: what was read before is gone when the reader is used again. */
static bool read_calls(const struct callpane *pane, const struct view_env *env, struct world_call *call, struct shown_call *shown)
{
    uint64_t other = compared_call(pane, env->world);
    if (other != 0 && world_text(env->world, env->reader, other, call)) {
        shown->before = world_shown(env->world, call->text, &shown->copies[2]);
        if (shown->before.p == call->text.p) {
            str_append(&shown->copies[2], call->text.p, call->text.n);
            shown->before.p = shown->copies[2].data;
        }
    }
    if (!world_read(env->world, env->reader, pane->id, call)) {
        return false;
    }
    shown->text = world_shown(env->world, call->text, &shown->copies[0]);
    shown->context = call->context.n > 0 ? world_shown(env->world, call->context, &shown->copies[1]) : call->context;
    return true;
}

static void lay_out_call(struct callpane *pane, const struct view_env *env, const struct message *message)
{
    struct world_call call;
    struct shown_call shown = {0};
    for (size_t i = 0; i < sizeof shown.copies / sizeof *shown.copies; i++) {
        str_init(&shown.copies[i], TEXT_MAX_BYTES);
    }
    if (message == NULL || !read_calls(pane, env, &call, &shown)) {
        static const char gone[] = "This call has left the session, which --max-size bounds. Start with a larger --max-size to keep more.";
        callpane_wrapped(pane, 0, ROLE_DIM, gone, strlen(gone));
    } else if (message->type == MESSAGE_REFUSED) {
        uint64_t number = requests_find(&env->world->requests, message->record);
        callpane_request(pane, env->world, requests_get(&env->world->requests, number), &call.capture);
    } else {
        callpane_head(pane, env->world, message, &call);
        add_json(pane, env->world, message, &shown);
    }
    for (size_t i = 0; i < sizeof shown.copies / sizeof *shown.copies; i++) {
        str_done(&shown.copies[i]);
    }
}

/* ---- rows, once for what they are about ---- */

static void forget(struct callpane *pane)
{
    pane->top = pane->cursor = pane->fold_count = 0;
    pane->scrolled = false;
}

bool callpane_begin(struct callpane *pane, uint64_t id, uint64_t version, struct rect size)
{
    pane->height = size.h > 0 ? (size_t)size.h : 0;
    if (pane->laid_out && !pane->stale && pane->id == id && pane->width == size.w && pane->version == version) {
        return false;
    }
    if (!pane->laid_out || pane->id != id) {
        forget(pane);
    }
    pane->kept = pane->cursor < pane->row_count && pane->scrolled ? pane->rows[pane->cursor].place : (struct callpane_place){0};
    pane->id = id;
    pane->version = version;
    pane->width = size.w;
    pane->laid_out = true;
    pane->stale = false;
    pane->mark = pane->body = SIZE_MAX;
    pane->run_count = pane->row_count = 0;
    str_clear(&pane->text);
    return id != 0 && size.w > 0;
}

/* The cursor stays at what it was at, or at what holds that now. */
static void keep_cursor(struct callpane *pane)
{
    size_t kept = pane->cursor;
    for (size_t i = 0; i < pane->row_count && pane->kept.part != CALLPANE_NOTHING; i++) {
        const struct callpane_place *place = &pane->rows[i].place;
        bool same = place->part == pane->kept.part && place->at == pane->kept.at;
        if (same || (place->part == pane->kept.part && place->at < pane->kept.at && place->part != CALLPANE_FINDING)) {
            kept = i;
        }
        if (same) {
            break;
        }
    }
    pane->kept.part = CALLPANE_NOTHING;
    pane->cursor = kept < pane->row_count ? kept : pane->row_count > 0 ? pane->row_count - 1 : 0;
}

/* What is wrong is in sight from the beginning, with as much before it as after it; what is compared is read from the top. */
void callpane_end(struct callpane *pane)
{
    size_t last = pane->row_count > pane->height ? pane->row_count - pane->height : 0;
    if (!pane->scrolled) {
        bool marked = pane->mark != SIZE_MAX && pane->mark > 0 && pane->against == CALLPANE_ALONE;
        pane->top = marked && pane->mark >= pane->height ? pane->mark - pane->height / 2 : 0;
        pane->cursor = marked ? pane->mark - 1 : pane->body != SIZE_MAX ? pane->body : 0;
    }
    pane->top = pane->top < last ? pane->top : last; /* a wider pane has fewer rows */
    keep_cursor(pane);
}

void callpane_sync(struct callpane *pane, const struct view_env *env, uint64_t id, struct rect size)
{
    const struct message *message = store_get(&env->world->store, id);
    uint64_t flows = callpane_find_flows(pane, env->world, id, message);
    if (callpane_begin(pane, id, message == NULL ? 0 : flows << 32 | message->finding, size)) {
        lay_out_call(pane, env, message);
    }
    callpane_end(pane);
}

static int draw_run(const struct callpane *pane, struct canvas *canvas, struct rect at, const struct callpane_run *run)
{
    return run->glyph == GLYPHS ? canvas_text(canvas, at, run->role, pane->text.data + run->start, run->length)
                                : 1 + canvas_puts(canvas, at, run->role, canvas_glyph(canvas, run->glyph));
}

static enum role sign_role(char sign)
{
    return sign == '+' ? ROLE_DIFF_NEW : sign == '-' ? ROLE_DIFF_OLD : ROLE_DIFF_CHANGED;
}

void callpane_draw(const struct callpane *pane, struct canvas *canvas, struct rect area)
{
    for (int y = 0; y < area.h && pane->top + (size_t)y < pane->row_count; y++) {
        const struct callpane_row *row = &pane->rows[pane->top + (size_t)y];
        int x = area.x + row->indent;
        if (row->sign != '\0' && row->indent >= 2) {
            canvas_text(canvas, (struct rect){x - 2, area.y + y, 1, 1}, sign_role(row->sign), &row->sign, 1);
        }
        for (uint32_t i = 0; i < row->count && x < area.x + area.w; i++) {
            x += draw_run(pane, canvas, (struct rect){x, area.y + y, area.x + area.w - x, 1}, &pane->runs[row->first + i]);
        }
        if (pane->focused && pane->top + (size_t)y == pane->cursor) {
            canvas_overlay(canvas, (struct rect){area.x, area.y + y, area.w, 1}, ROLE_SELECTED);
        }
    }
}
