#include "callrow.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/num.h"
#include "base/utf8.h"
#include "report/line.h"

#define TYPE_WIDTH 10 /* the longest word and its gap */
#define ID_LEAST 8 /* an id behind a name is not cut to less */
#define ARROW_LEAST 6 /* " → " and some of the account */
#define REFUSED_SAYS 80 /* from this row width on a refused request says that it came again */
#define AGAIN_MAX 256
#define UNTAKEN_MAX ((size_t)1 << 20)

char callrow_letter(enum message_type type)
{
    static const char letters[MESSAGE_TYPES] = {'I', 'T', 'P', 'S', 'G', 'A', '?', 'R'};
    return letters[type];
}

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

/* Of several calls together it is told what is common to what is said of them. */
static void draw_finding(struct pen *pen, const struct world *world, const struct finding *finding, bool common)
{
    if (finding != NULL) {
        enum severity severity = (enum severity)finding->severity;
        pen_puts(pen, callrow_severity(severity), canvas_glyph(pen->canvas, callrow_mark(severity)));
        pen_skip(pen, 1);
        pen_puts(pen, callrow_severity(severity), strpool_text(world->pool, common ? finding->kind : finding->text));
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

/* What the pieces of a row are drawn from. */
struct drawing {
    const struct world *world;
    const struct callrow *row;
    const struct message *message;
    const struct finding *finding;
    struct callcols columns;
    enum calltime time;
};

/* "u_17", or "u_17 → acme" for the call that makes the link, where the account has no column. */
static void draw_who(struct pen *pen, const struct drawing *of)
{
    const struct message *message = of->message;
    struct strpool *pool = of->world->pool;
    uint32_t who = message->user != STRPOOL_NONE ? message->user : message->anonymous;
    if (of->row->several_users) {
        pen_puts(pen, ROLE_DIM, "several");
        return;
    }
    pen_text(pen, dim_unless_counted(message, ROLE_ID), strpool_text(pool, who), strpool_length(pool, who));
    bool links = message->type == MESSAGE_GROUP && message->account != STRPOOL_NONE;
    if (links && of->columns.w[CALLCOL_ACCOUNT] == 0 && pen->left.w >= ARROW_LEAST) {
        pen_puts(pen, ROLE_DIM, " ");
        pen_puts(pen, ROLE_DIM, canvas_glyph(pen->canvas, GLYPH_ARROW));
        pen_puts(pen, ROLE_DIM, " ");
        pen_puts(pen, dim_unless_counted(message, ROLE_DEFAULT), strpool_text(pool, message->account));
    }
}

static void draw_mark(struct pen *pen, const struct drawing *of)
{
    if (of->finding == NULL && is_again(of->message)) {
        pen_column(pen, CALLCOLS_MARK, ROLE_DIM, canvas_glyph(pen->canvas, GLYPH_AGAIN));
    } else if (of->finding == NULL) {
        pen_skip(pen, CALLCOLS_MARK);
    } else {
        enum severity severity = (enum severity)of->finding->severity;
        pen_column(pen, CALLCOLS_MARK, callrow_severity(severity), canvas_glyph(pen->canvas, callrow_mark(severity)));
    }
}

/* ---- the columns; each is drawn into a pen of its width ---- */

static void draw_time(struct pen *pen, const struct drawing *of)
{
    char text[CALLTIME_SIZE];
    int64_t other = of->time == CALLTIME_BEFORE_NEWEST ? of->world->now : of->row->above == 0 ? CLOCK_NONE : of->row->above;
    calltime_text(of->time, pen->left.w >= CALLTIME_FULL, of->message->received, other, text);
    if (of->time == CALLTIME_LOCAL || of->time == CALLTIME_UTC) {
        pen_puts(pen, ROLE_TIME, text);
    } else {
        canvas_right(pen->canvas, pen->left, ROLE_TIME, text);
    }
}

static void draw_type(struct pen *pen, const struct drawing *of)
{
    const struct message *message = of->message;
    const char letter = callrow_letter((enum message_type)message->type);
    bool resent = (message->flags & MESSAGE_RESENT) != 0;
    enum role role = resent ? ROLE_DIM : (enum role)(ROLE_CALL_IDENTIFY + message->type);
    if (of->columns.word) {
        pen_puts(pen, role, message_type_name((enum message_type)message->type));
    } else {
        pen_text(pen, role, &letter, 1);
    }
}

/* "Report Opened ×12": the count stays in sight. */
static void draw_event(struct pen *pen, const struct drawing *of)
{
    char count[NUM_TEXT_SIZE + 8] = "", number[NUM_TEXT_SIZE];
    struct canvas *canvas = pen->canvas;
    if (of->row->count > 1) {
        snprintf(count, sizeof count, "%s%s", canvas_glyph(canvas, GLYPH_TIMES), num_format(of->row->count, number));
    }
    int w = canvas_width(canvas, count, strlen(count));
    struct pen name = *pen;
    name.left.w -= w > 0 ? w + 1 : 0;
    pen_puts(&name, dim_unless_counted(of->message, ROLE_DEFAULT), strpool_text(of->world->pool, of->message->label));
    pen_skip(pen, name.left.x - pen->left.x + (name.left.x > pen->left.x && w > 0));
    pen_puts(pen, ROLE_COUNT, count);
}

static void draw_account(struct pen *pen, const struct drawing *of)
{
    const struct accounts *accounts = &of->world->accounts;
    struct strpool *pool = of->world->pool;
    uint32_t id = of->message->account;
    if (of->row->several_accounts) {
        pen_puts(pen, ROLE_DIM, "several");
        return;
    }
    uint32_t name = id == STRPOOL_NONE ? STRPOOL_NONE : accounts->items[accounts_find(accounts, id)].name;
    if (name != STRPOOL_NONE) {
        pen_puts(pen, dim_unless_counted(of->message, ROLE_DEFAULT), strpool_text(pool, name));
        pen_skip(pen, 1);
    }
    pen_beside(pen, name == STRPOOL_NONE ? 0 : ID_LEAST, ROLE_ID, strpool_text(pool, id));
}

/* "@segment/analytics-node 2.1.0"; where that does not fit, "analytics-node". */
static void draw_source(struct pen *pen, const struct drawing *of)
{
    const struct source *source = &of->world->sources.items[of->message->source];
    uint32_t known = source->library != STRPOOL_NONE ? source->library : source->key;
    const char *text = strpool_text(of->world->pool, known);
    size_t n = strlen(text);
    if (of->message->source == 0 || known == STRPOOL_NONE) {
        return;
    }
    if (canvas_width(pen->canvas, text, n) > pen->left.w) {
        const char *scope = text[0] == '@' ? strchr(text, '/') : NULL;
        text = scope != NULL ? scope + 1 : text;
        n = strcspn(text, " ");
    }
    pen_text(pen, ROLE_DIM, text, n);
}

static void draw_findings(struct pen *pen, const struct drawing *of)
{
    if (of->finding == NULL && is_again(of->message)) {
        draw_again(pen, of->world, of->row->id);
    } else {
        draw_finding(pen, of->world, of->finding, of->row->several_users || of->row->several_accounts);
    }
}

static void (*const draws[CALLCOLS])(struct pen *pen, const struct drawing *of) = {
    [CALLCOL_TIME] = draw_time,       [CALLCOL_TYPE] = draw_type,     [CALLCOL_EVENT] = draw_event,
    [CALLCOL_USER] = draw_who,        [CALLCOL_ACCOUNT] = draw_account, [CALLCOL_SOURCE] = draw_source,
    [CALLCOL_FINDINGS] = draw_findings,
};

static void draw_column(struct pen *pen, const struct drawing *of, enum callcol column)
{
    struct pen inside = *pen;
    int w = of->columns.w[column];
    if (w > 0) {
        inside.left.w = w < inside.left.w ? w : inside.left.w;
        draws[column](&inside, of);
        pen_skip(pen, w + CALLCOLS_GAP);
    }
}

/* The sign of a marked call stands in the gap before its type, where nothing else does. */
static void draw_sign(const struct pen *pen, const struct drawing *of, struct rect line)
{
    struct rect at = {of->columns.w[CALLCOL_TIME] > 0 ? pen->left.x - 1 : line.x, line.y, 1, 1};
    if (of->row->marked) {
        canvas_puts(pen->canvas, at, ROLE_ACCENT, canvas_glyph(pen->canvas, GLYPH_MARK));
    }
}

static void draw_call(struct pen *pen, const struct drawing *of)
{
    if (of->columns.marks_only) {
        draw_mark(pen, of);
    }
    draw_column(pen, of, CALLCOL_EVENT);
    draw_column(pen, of, CALLCOL_USER);
    draw_column(pen, of, CALLCOL_ACCOUNT);
    draw_column(pen, of, CALLCOL_SOURCE);
    if (!of->columns.marks_only) {
        draw_column(pen, of, CALLCOL_FINDINGS);
    }
}

/* A refused request has no columns beyond its time, but a text. */
static void draw_refusal(struct pen *pen, const struct drawing *of, int width)
{
    bool faulted = is_faulted(of->row->refused), resent = (of->message->flags & MESSAGE_RESENT) != 0;
    enum role role = faulted ? ROLE_WARNING : resent ? ROLE_DIM : ROLE_CALL_REFUSED;
    pen_puts(pen, role, faulted ? "fault" : message_type_name(MESSAGE_REFUSED));
    pen_skip(pen, of->columns.word ? TYPE_WIDTH - (faulted ? 5 : 7) : 1);
    if (of->columns.marks_only && is_again(of->message)) {
        draw_mark(pen, of);
    }
    draw_refused(pen, of->row->refused, of->message->status);
    if (width >= REFUSED_SAYS && is_again(of->message)) {
        draw_again(pen, of->world, of->row->id);
    }
}

void callrow_draw(struct canvas *canvas, struct rect line, const struct world *world, const struct callrow *row)
{
    const struct message *message = store_get(&world->store, row->id);
    struct pen pen = pen_at(canvas, line);
    if (message == NULL) {
        return;
    }
    const struct drawing of = {
        .world = world,
        .row = row,
        .message = message,
        .finding = row->finding != NULL ? row->finding : world_worst(world, message),
        .columns = callcols_fit(row->form != NULL ? row->form->columns : CALLCOLS_ALL, line.w),
        .time = row->form != NULL ? row->form->time : CALLTIME_LOCAL,
    };
    draw_column(&pen, &of, CALLCOL_TIME);
    draw_sign(&pen, &of, line);
    if (message->type == MESSAGE_REFUSED) {
        draw_refusal(&pen, &of, line.w);
    } else {
        draw_column(&pen, &of, CALLCOL_TYPE);
        draw_call(&pen, &of);
    }
}
