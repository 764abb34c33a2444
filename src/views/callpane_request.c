/* A request in full: what came, what was answered and why, who sent it, and the body. */
#include "callpane_rows.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/num.h"
#include "report/line.h"
#include "report/request.h"

#define LABEL_WIDTH 10
#define BODY_MAX ((size_t)1 << 30)
#define TIES_MAX 256
#define CARRIED_MAX 160
#define TENTHS 10

static void add_fact(struct callpane *pane, const char *label, const char *text)
{
    char padded[LABEL_WIDTH + 1];
    if (text[0] == '\0') {
        return;
    }
    snprintf(padded, sizeof padded, "%-*s", LABEL_WIDTH, label);
    size_t first = pane->row_count;
    callpane_row(pane, 0);
    callpane_puts(pane, ROLE_DIM, padded);
    callpane_wrapped(pane, LABEL_WIDTH, ROLE_DEFAULT, text, strlen(text));
    callpane_join(pane, first);
}

/* The address as it was asked for, write keys shortened. */
static void add_address(struct callpane *pane, const struct world *world, const struct capture *capture)
{
    struct str copy;
    str_init(&copy, BODY_MAX);
    callpane_row(pane, 0);
    callpane_puts(pane, ROLE_HEADING, capture->method);
    callpane_puts(pane, ROLE_DEFAULT, " ");
    callpane_puts(pane, ROLE_HEADING, capture->path);
    if (capture->query[0] != '\0') {
        callpane_puts(pane, ROLE_DIM, "?");
        callpane_puts(pane, ROLE_DIM, world_shown_query(world, capture->query, &copy));
    }
    str_done(&copy);
}

static void add_answer(struct callpane *pane, const struct capture *capture)
{
    char text[CLOCK_ISO_SIZE];
    bool refused = capture_refused(capture);
    enum role role = capture->fault[0] != '\0' ? ROLE_WARNING : refused ? ROLE_CALL_REFUSED : ROLE_DIM;
    callpane_row(pane, 0);
    if (capture->status == 0) {
        callpane_puts(pane, role, "no answer");
    } else {
        snprintf(text, sizeof text, "answered %u", capture->status);
        callpane_puts(pane, role, text);
    }
    if (capture->code[0] != '\0') {
        callpane_puts(pane, role, " ");
        callpane_puts(pane, role, capture->code);
    }
    if (capture->duration > 0) {
        callpane_puts(pane, ROLE_DIM, "  after ");
        callpane_puts(pane, ROLE_DIM, clock_format_took((int64_t)(capture->duration & INT64_MAX), text));
    }
    if (capture->received != CLOCK_NONE) {
        callpane_puts(pane, ROLE_DIM, "  ");
        callpane_puts(pane, ROLE_TIME, clock_format_date(capture->received, text));
    }
    if (capture->reason[0] != '\0') {
        callpane_wrapped(pane, 0, refused ? ROLE_ERROR : ROLE_WARNING, capture->reason, strlen(capture->reason));
    }
}

static void add_size(struct callpane *pane, const struct capture *capture)
{
    char text[160], wire[NUM_TEXT_SIZE], inflated[NUM_TEXT_SIZE];
    if (capture->wire_size == 0) {
        return;
    }
    num_format_size(capture->wire_size, wire);
    if (capture->inflated == 0) {
        snprintf(text, sizeof text, "%s%s%.32s", wire, capture->encoding[0] != '\0' ? ", " : "", capture->encoding);
    } else {
        uint64_t ratio = capture->inflated * TENTHS / capture->wire_size;
        snprintf(text, sizeof text, "%s, inflated%s%.32s to %s, %llu.%llu times as much", wire,
                 capture->encoding[0] != '\0' ? " from " : "", capture->encoding,
                 num_format_size(capture->inflated, inflated), (unsigned long long)(ratio / TENTHS),
                 (unsigned long long)(ratio % TENTHS));
    }
    add_fact(pane, "body", text);
}

static void add_fault(struct callpane *pane, const struct capture *capture)
{
    char text[128];
    if (capture->fault[0] != '\0') {
        snprintf(text, sizeof text, "%.100s, simulated", capture->fault);
        add_fact(pane, "fault", text);
    }
}

/* What requests tell of one another says most, then what its first call tells, then the client. */
static void add_ties(struct callpane *pane, const struct world *world, const struct request_row *row,
                     const struct capture *capture)
{
    struct str ties;
    str_init(&ties, TIES_MAX);
    if (row != NULL) {
        request_ties(world, row, &ties);
    }
    if (row != NULL && row->first == 0 && deliveries_of(&world->deliveries, row->message) != NULL) {
        str_puts(&ties, ties.len > 0 ? "; " : "");
        line_again(world, row->message, &ties);
    }
    if (ties.len == 0 && capture->retry > 0) {
        str_printf(&ties, "retry %u", capture->retry);
    }
    add_fact(pane, "again", ties.data);
    str_done(&ties);
}

static void add_calls(struct callpane *pane, const struct world *world, const struct request_row *row)
{
    char carried[REQUEST_TEXT_SIZE];
    struct str text;
    if (row == NULL || row->calls == 0) {
        return;
    }
    str_init(&text, CARRIED_MAX);
    str_puts(&text, request_carried(world, row, carried));
    if (row->message >= world->cleared && store_get(&world->store, row->message) != NULL) {
        str_puts(&text, row->calls == 1 ? "; Enter shows it in Live" : "; Enter shows them in Live");
    }
    add_fact(pane, "carried", text.data);
    str_done(&text);
}

static void add_body(struct callpane *pane, const struct world *world, const struct capture *capture)
{
    struct capture shown = *capture; /* with what nobody should read over a shoulder masked */
    struct str copy;
    str_init(&copy, BODY_MAX);
    struct json_span body = world_shown(world, (struct json_span){capture->body, capture->body_size}, &copy);
    shown.body = body.p;
    shown.body_size = body.n;
    if (capture->line == 0 && body.n > 0 && jsontext_check(body.p, body.n, NULL, NULL)) {
        callpane_row(pane, 0);
        callpane_json(pane, &(struct callpane_json){.world = world, .text = body, .part = CALLPANE_CALL});
    } else {
        callpane_source(pane, &shown);
    }
    str_done(&copy);
}

/* Who sent it in few words, and as it says itself where that is more. */
static void add_client(struct callpane *pane, const char *client, const char *agent)
{
    size_t name = strcspn(client, " ");
    bool same = client[name] == ' ' && strncmp(client, agent, name) == 0 && agent[name] == '/' &&
                strcmp(client + name + 1, agent + name + 1) == 0;
    add_fact(pane, "client", client);
    add_fact(pane, "agent", same ? "" : agent);
}

void callpane_request(struct callpane *pane, const struct world *world, const struct request_row *row,
                      const struct capture *capture)
{
    add_address(pane, world, capture);
    add_answer(pane, capture);
    add_fault(pane, capture);
    add_ties(pane, world, row, capture);
    add_calls(pane, world, row);
    add_size(pane, capture);
    add_fact(pane, "type", capture->content_type);
    add_client(pane, row == NULL ? "" : request_client(world, row), capture->user_agent);
    add_fact(pane, "key", capture->write_key);
    add_fact(pane, "origin", capture->origin);
    add_body(pane, world, capture);
}
