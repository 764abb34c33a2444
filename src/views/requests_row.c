/* A request as a row, and the titles of its columns. */
#include "requests.h"

#include <string.h>

#include "base/clock.h"
#include "base/num.h"
#include "pen.h"
#include "report/request.h"

#define REMARK_MAX 512

/* From MEDIUM on sizes and client are shown, from WIDE on also how long it took and milliseconds, last what bodies inflated to. */
#define MEDIUM 72
#define WIDE 112
#define WIDEST 126
#define STATUS_WIDTH 5
#define METHOD_WIDTH 8
#define CARRIED_WIDTH 12
#define BYTES_WIDTH 10
#define TOOK_WIDTH 9
#define GAP 2
#define SENTENCE 28 /* below this a reason is cut before it says anything: its code does */

/* Where the columns stand in rows of one width; 0: not shown. */
struct columns {
    int time, method, path, carried, wire, inflated, took, client, why;
};

static struct columns columns_for(int w)
{
    struct columns columns = {.time = 10, .carried = CARRIED_WIDTH};
    if (w < MEDIUM) {
        columns.path = w - columns.time - STATUS_WIDTH - CARRIED_WIDTH;
        return columns;
    }
    columns.method = METHOD_WIDTH;
    columns.wire = BYTES_WIDTH;
    if (w >= WIDE) {
        columns.time = 14;
        columns.inflated = w >= WIDEST ? BYTES_WIDTH + 2 : 0;
        columns.took = TOOK_WIDTH;
    }
    int rest = w - columns.time - STATUS_WIDTH - METHOD_WIDTH - CARRIED_WIDTH - columns.wire - columns.inflated -
               columns.took - GAP;
    columns.path = rest * 2 / 5 < 16 ? 16 : rest * 2 / 5 > 40 ? 40 : rest * 2 / 5;
    columns.client = rest - columns.path;
    /* Together while there is little room: who sends is known soon, what went wrong is not. */
    if (columns.client >= 60) {
        columns.why = columns.client - 30;
        columns.client = 30;
    }
    return columns;
}

static void title_right(struct pen *pen, int w, const char *text)
{
    struct rect column = pen->left;
    column.w = w < column.w ? w : column.w;
    if (column.w > 0) {
        canvas_right(pen->canvas, column, ROLE_DIM, text);
    }
    pen_skip(pen, w);
}

void requests_row_titles(struct canvas *canvas, struct rect line, const char *found)
{
    struct columns columns = columns_for(line.w);
    struct pen pen = pen_at(canvas, line);
    pen_column(&pen, columns.time, ROLE_DIM, "time");
    pen_column(&pen, STATUS_WIDTH, ROLE_DIM, "ans");
    pen_column(&pen, columns.method + columns.path, ROLE_DIM, "request");
    pen_column(&pen, columns.carried, ROLE_DIM, "brought");
    title_right(&pen, columns.wire, columns.wire > 0 ? "bytes" : "");
    title_right(&pen, columns.inflated, columns.inflated > 0 ? "inflated" : "");
    title_right(&pen, columns.took, columns.took > 0 ? "took" : "");
    pen_skip(&pen, GAP);
    if (columns.why > 0) {
        pen_column(&pen, columns.client, ROLE_DIM, "client");
    }
    const char *last = columns.client == 0 ? "" : columns.why > 0 ? "why" : "client, or why";
    pen_puts(&pen, found != NULL ? ROLE_ACCENT : ROLE_DIM, found != NULL ? found : last);
}

static bool is_refused(const struct request_row *row)
{
    return row->status == 0 || row->status >= 400;
}

/* A 404 for an icon is as it should be. */
static enum role status_role(const struct request_row *row)
{
    return row->fault != STRPOOL_NONE ? ROLE_WARNING
           : is_refused(row) && row->kind == STRPOOL_NONE ? ROLE_ERROR : ROLE_DIM;
}

static void draw_size(struct pen *pen, int w, uint64_t size)
{
    char text[NUM_TEXT_SIZE];
    if (size > 0 && w > 0) {
        title_right(pen, w, num_format_size(size, text));
    } else {
        pen_skip(pen, w);
    }
}

/* Why it is not as others are: what was simulated, what was wrong, and how it was repeated. */
static void remark_of(const struct world *world, const struct request_row *row, int w, struct str *out)
{
    const char *fault = requests_text(&world->requests, row->fault);
    const char *reason = requests_text(&world->requests, w >= SENTENCE ? row->reason : row->code);
    if (fault[0] != '\0') {
        str_printf(out, "fault %s", fault);
    }
    if (w >= SENTENCE && (row->first != 0 || row->again != 0)) {
        str_puts(out, out->len > 0 ? "; " : "");
        request_ties(world, row, out);
    } else if (row->first != 0 || row->retry > 0) {
        unsigned tries = row->retry + 1u;
        str_printf(out, "%stry %u", out->len > 0 ? "; " : "", tries > row->attempt ? tries : row->attempt);
    }
    if (reason[0] != '\0') {
        str_printf(out, "%s%s", out->len > 0 ? "; " : "", reason);
    }
}

static void draw_client(struct pen *pen, const struct world *world, const struct request_row *row,
                        const struct columns *columns)
{
    struct str remark;
    str_init(&remark, REMARK_MAX);
    remark_of(world, row, columns->why > 0 ? columns->why : columns->client, &remark);
    enum role role = row->fault != STRPOOL_NONE ? ROLE_WARNING : ROLE_DEFAULT;
    if (columns->why > 0) {
        pen_column(pen, columns->client - 1, ROLE_ID, request_client(world, row));
        pen_skip(pen, 1);
        pen_column(pen, columns->why, role, remark.data);
    } else if (remark.len > 0) {
        pen_column(pen, columns->client, role, remark.data);
    } else {
        pen_column(pen, columns->client, ROLE_ID, request_client(world, row));
    }
    str_done(&remark);
}

void requests_row_draw(struct canvas *canvas, struct rect line, const struct world *world, uint64_t number)
{
    const struct request_row *row = requests_get(&world->requests, number);
    struct columns columns = columns_for(line.w);
    struct pen pen = pen_at(canvas, line);
    char text[REQUEST_TEXT_SIZE], time[CLOCK_ISO_SIZE];
    if (row == NULL) {
        return;
    }
    clock_format_time(row->received, time);
    time[columns.time - GAP] = '\0';
    pen_column(&pen, columns.time, ROLE_TIME, time);
    pen_column(&pen, STATUS_WIDTH, status_role(row), request_status(row, text));
    pen_column(&pen, columns.method, ROLE_DIM, columns.method > 0 ? requests_text(&world->requests, row->method) : "");
    pen_column(&pen, columns.path - GAP, ROLE_DEFAULT, requests_text(&world->requests, row->path));
    pen_skip(&pen, GAP);
    pen_column(&pen, columns.carried, row->calls > 0 ? ROLE_DEFAULT : status_role(row), request_carried(world, row, text));
    draw_size(&pen, columns.wire, row->wire_size);
    draw_size(&pen, columns.inflated, row->inflated);
    title_right(&pen, columns.took, columns.took > 0 ? clock_format_took((int64_t)row->duration, time) : "");
    pen_skip(&pen, GAP);
    draw_client(&pen, world, row, &columns);
}
