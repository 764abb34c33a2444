#include "callrow.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "report/line.h"

#define TYPE_WIDTH 10
/* From this row width on, label, user and finding have columns of their own, so that eyes can run down them. Below it
 * a finding is only its mark: what it says stands in the call pane. */
#define WIDE 80
#define TINY 40 /* no room for the time */
#define AGAIN_MAX 256
#define UNTAKEN_MAX ((size_t)1 << 20)

enum role callrow_severity(enum severity severity)
{
    return (enum role)(ROLE_NOTE + severity);
}

enum glyph callrow_mark(enum severity severity)
{
    static const enum glyph marks[SEVERITIES] = {GLYPH_NOTE, GLYPH_WARNING, GLYPH_ERROR};
    return marks[severity];
}

/* As much of a text as fits, no code point cut in two. */
static void keep(char *out, size_t size, const char *text)
{
    size_t n = strlen(text);
    n = n < size ? n : utf8_floor(text, size - 1);
    memcpy(out, text, n);
    out[n] = '\0';
}

void callrow_read(struct callrow_refused *refused, const struct view_env *env, uint64_t id)
{
    struct world_call call;
    struct str untaken;
    char request[1024];
    *refused = (struct callrow_refused){.id = id};
    if (world_text(env->world, env->reader, id, &call)) {
        snprintf(request, sizeof request, "%s %s", call.capture.method, call.capture.path);
        keep(refused->request, sizeof refused->request, request);
        keep(refused->reason, sizeof refused->reason, call.capture.reason);
        keep(refused->fault, sizeof refused->fault, call.capture.fault);
    }
    if (refused->fault[0] != '\0') {
        str_init(&untaken, UNTAKEN_MAX);
        line_untaken(&call.capture, &untaken);
        keep(refused->request, sizeof refused->request, untaken.data);
        str_done(&untaken);
    }
}

static bool is_again(const struct message *message)
{
    return (message->flags & (MESSAGE_RESENT | MESSAGE_RETRY)) != 0;
}

static enum role dim_unless_counted(const struct message *message, enum role role)
{
    return message_counts(message) ? role : ROLE_DIM;
}

static void draw_again(struct pen *pen, const struct world *world, uint64_t id)
{
    struct str line;
    str_init(&line, AGAIN_MAX);
    line_again(world, id, &line);
    pen_puts(pen, ROLE_DIM, canvas_glyph(pen->canvas, GLYPH_AGAIN));
    pen_skip(pen, 1);
    pen_text(pen, ROLE_DIM, line.data, line.len);
    str_done(&line);
}

static void draw_finding(struct pen *pen, const struct world *world, const struct finding *finding)
{
    if (finding != NULL) {
        enum severity severity = (enum severity)finding->severity;
        pen_puts(pen, callrow_severity(severity), canvas_glyph(pen->canvas, callrow_mark(severity)));
        pen_skip(pen, 1);
        pen_puts(pen, callrow_severity(severity), strpool_text(world->pool, finding->text));
    }
}

static bool is_faulted(const struct callrow_refused *refused)
{
    return refused != NULL && refused->fault[0] != '\0';
}

static void draw_refused(struct pen *pen, const struct callrow_refused *refused, unsigned status)
{
    if (is_faulted(refused)) {
        pen_printf(pen, ROLE_WARNING, "%s simulated  ", refused->fault);
    } else if (status == 0) {
        pen_puts(pen, ROLE_CALL_REFUSED, "--- "); /* no answer was sent */
    } else {
        pen_printf(pen, ROLE_CALL_REFUSED, "%u ", status);
    }
    if (refused != NULL) {
        pen_puts(pen, ROLE_DEFAULT, refused->request);
        pen_skip(pen, 2);
        pen_puts(pen, ROLE_DIM, refused->reason);
        pen_skip(pen, refused->reason[0] != '\0' ? 2 : 0);
    }
}

/* "u_17", or "u_17 → acme" for the call that makes the link. */
static void draw_who(struct pen *pen, const struct world *world, const struct message *message)
{
    uint32_t who = message->user != STRPOOL_NONE ? message->user : message->anonymous;
    pen_text(pen, dim_unless_counted(message, ROLE_ID), strpool_text(world->pool, who), strpool_length(world->pool, who));
    if (message->type == MESSAGE_GROUP && message->account != STRPOOL_NONE) {
        pen_puts(pen, ROLE_DIM, " ");
        pen_puts(pen, ROLE_DIM, canvas_glyph(pen->canvas, GLYPH_ARROW));
        pen_puts(pen, ROLE_DIM, " ");
        pen_puts(pen, dim_unless_counted(message, ROLE_DEFAULT), strpool_text(world->pool, message->account));
    }
}

static void draw_mark(struct pen *pen, const struct message *message, const struct finding *finding)
{
    if (finding == NULL && is_again(message)) {
        pen_column(pen, 2, ROLE_DIM, canvas_glyph(pen->canvas, GLYPH_AGAIN));
    } else if (finding == NULL) {
        pen_skip(pen, 2);
    } else {
        enum severity severity = (enum severity)finding->severity;
        pen_column(pen, 2, callrow_severity(severity), canvas_glyph(pen->canvas, callrow_mark(severity)));
    }
}

static void draw_wide(struct pen *pen, const struct world *world, uint64_t id, const struct finding *finding)
{
    const struct message *message = store_get(&world->store, id);
    /* "Account Removed User", the longest name of the B2B spec, fits. */
    int w = pen->left.w, label = w / 4 < 20 ? 20 : w / 4 > 32 ? 32 : w / 4, user = w / 5 > 32 ? 32 : w / 5;
    pen_column(pen, label, dim_unless_counted(message, ROLE_DEFAULT), strpool_text(world->pool, message->label));
    pen_skip(pen, 2);
    struct pen who = *pen;
    who.left.w = user < who.left.w ? user : who.left.w;
    draw_who(&who, world, message);
    pen_skip(pen, user + 2);
    if (finding == NULL && is_again(message)) {
        draw_again(pen, world, id);
    } else {
        draw_finding(pen, world, finding);
    }
}

static void draw_narrow(struct pen *pen, const struct world *world, const struct message *message,
                        const struct finding *finding)
{
    const char *label = strpool_text(world->pool, message->label);
    draw_mark(pen, message, finding);
    struct pen what = *pen;
    what.left.w = pen->left.w * 2 / 3;
    pen_puts(&what, dim_unless_counted(message, ROLE_DEFAULT), label);
    pen_skip(pen, what.left.x - pen->left.x + (label[0] != '\0') * 2);
    draw_who(pen, world, message);
}

void callrow_draw(struct canvas *canvas, struct rect line, const struct world *world, const struct callrow *row)
{
    const struct message *message = store_get(&world->store, row->id);
    struct pen pen = pen_at(canvas, line);
    char time[CLOCK_ISO_SIZE];
    if (message == NULL) {
        return;
    }
    const struct finding *finding = row->finding != NULL ? row->finding : world_worst(world, message);
    if (row->finding == NULL && finding != NULL && finding->severity == SEVERITY_NOTE && is_again(message)) {
        finding = NULL; /* that it came again is the greater news */
    }
    clock_format_time(message->received, time);
    time[line.w >= WIDE ? strlen("00:00:00.000") : strlen("00:00:00")] = '\0';
    pen_column(&pen, line.w >= TINY ? (int)strlen(time) + 2 : 0, ROLE_TIME, time);
    enum role type = (enum role)(ROLE_CALL_IDENTIFY + message->type);
    bool resent = (message->flags & MESSAGE_RESENT) != 0, faulted = is_faulted(row->refused);
    pen_column(&pen, TYPE_WIDTH, faulted ? ROLE_WARNING : resent ? ROLE_DIM : type,
               faulted ? "fault" : message_type_name((enum message_type)message->type));
    if (message->type == MESSAGE_REFUSED) {
        if (line.w < WIDE) {
            draw_mark(&pen, message, NULL);
        }
        draw_refused(&pen, row->refused, message->status);
        if (line.w >= WIDE && is_again(message)) {
            draw_again(&pen, world, row->id);
        }
    } else if (line.w >= WIDE) {
        draw_wide(&pen, world, row->id, finding);
    } else {
        draw_narrow(&pen, world, message, finding);
    }
}
