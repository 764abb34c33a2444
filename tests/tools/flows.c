/* Prints the flows of NDJSON calls, for the tests that are data: `flows FILE [DEFINITION]`, with a project's own flows or
 * without; `flows kinds` lists the problems that the flows compiled in know. Calls are told by their messageId, so that the
 * order they arrive in does not show. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "decode/decode.h"
#include "project/world.h"
#include "report/flow_order.h"
#include "wire/journal.h"

#define TEXT_MAX ((size_t)1 << 16)

static const char *text(const struct world *world, uint32_t id)
{
    return id == STRPOOL_NONE ? "-" : strpool_text(world->pool, id);
}

static void print_point(const struct world *world, struct journal_reader *reader, const struct flow_step *step,
                        const struct flow_point *point)
{
    struct world_call call;
    struct str plain;
    char time[CLOCK_ISO_SIZE];
    if (point->message == 0) {
        printf("  %-18s %s\n", step->name, point->needed ? "missing" : "-");
        return;
    }
    str_init(&plain, TEXT_MAX);
    struct json_span id = {"?", 1};
    if (world_text(world, reader, point->message, &call)) {
        id = decode_message_id(call.text, &plain);
    }
    printf("  %-18s %.*s %s%s", step->name, (int)id.n, id.p, clock_format_time(point->at.time, time),
           point->account == STRPOOL_NONE ? "" : " @ ");
    printf("%s", point->account == STRPOOL_NONE ? "" : text(world, point->account));
    if (point->count > 1) {
        printf(" x%u", point->count);
    }
    putchar('\n');
    str_done(&plain);
}

static void print_words(const struct world *world, const struct flow *flow)
{
    struct str out;
    str_init(&out, TEXT_MAX);
    for (size_t i = 0; i < flow->remark_count; i++) {
        const struct flow_remark *remark = &flow->remarks[i];
        str_clear(&out);
        flow_remark_text(world->pool, flow, remark, &out);
        printf("  %s %s: %s\n", remark->problem->grade == FLOW_BROKEN ? "broken" : "note", flow->def->steps[remark->step].name,
               out.data);
    }
    if (flow->awaited < flow->def->step_count && flow->state == FLOW_STATE_WAITING) {
        str_clear(&out);
        flow_missing_text(world->pool, flow, flow->awaited, &out);
        printf("  waits for: %s\n", out.len > 0 ? out.data : flow->def->steps[flow->awaited].name);
    }
    str_done(&out);
}

static void print_flow(const struct world *world, struct journal_reader *reader, size_t number)
{
    struct flow flow;
    flows_get(world->flows, number, &flow);
    printf("%s of %s", flow.def->name, text(world, flow.user));
    printf(flow.def->of == FLOW_OF_INVITEE ? ", invited as %s" : "%s", flow.def->of == FLOW_OF_INVITEE ? text(world, flow.invitee) : "");
    printf(", account %s: %s %zu/%zu\n", text(world, flow.account), flow_state_name(flow.state), flow.done, flow.needed);
    for (size_t i = 0; i < flow.def->step_count; i++) {
        print_point(world, reader, &flow.def->steps[i], &flow.points[i]);
    }
    print_words(world, &flow);
}

static void print_flows(const struct world *world, struct journal *journal)
{
    struct journal_reader *reader = journal_reader_new(journal);
    size_t count, *order = flow_order(world, &count);
    for (size_t i = 0; i < count; i++) {
        print_flow(world, reader, order[i]);
    }
    if (count == 0) {
        puts("no flows");
    }
    free(order);
    journal_reader_free(reader);
}

static void take_in(struct world *world, struct journal *journal)
{
    struct journal_reader *reader = journal_reader_new(journal);
    struct capture capture;
    enum journal_next next;
    while ((next = journal_next(reader, &capture)) != JOURNAL_END) {
        if (next == JOURNAL_CAPTURE) {
            world_feed(world, &capture);
            /* What is found out on the way, all at once or in part, must not show in the end. */
            if (capture.seq % 3 == 0) {
                flows_refresh(world->flows);
            } else {
                flows_refresh_some(world->flows);
            }
        } else {
            printf("bad line: %s\n", capture.reason);
        }
    }
    world_finish(world);
    journal_reader_free(reader);
}

/* Each with the words it is told in, where {gap} and the like are not filled in. */
static int list_kinds(void)
{
    struct world *world = world_new(1);
    const struct flow_defs *defs = flows_defs(world->flows);
    for (size_t i = 0; i < defs->count; i++) {
        for (size_t j = 0; j < defs->items[i]->problem_count; j++) {
            const struct flow_problem *problem = &defs->items[i]->problems[j];
            size_t step = problem->kind == FLOW_WITHOUT ? problem->other : problem->step;
            printf("%s %s: %s\n", problem->grade == FLOW_BROKEN ? "broken" : "note", defs->items[i]->steps[step].name,
                   problem->text);
        }
    }
    world_free(world);
    return EXIT_SUCCESS;
}

static bool read_definition(struct world *world, const char *path, struct err *err)
{
    struct str definition;
    FILE *file = fopen(path, "re");
    char line[4096];
    str_init(&definition, TEXT_MAX);
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        str_puts(&definition, line);
    }
    bool read = file != NULL && flows_define(world->flows, path, &definition, err);
    if (file != NULL) {
        fclose(file);
    }
    str_done(&definition);
    return read;
}

int main(int argc, char **argv)
{
    struct err err = {"cannot be opened"};
    if (argc == 2 && strcmp(argv[1], "kinds") == 0) {
        return list_kinds();
    }
    if (argc != 2 && argc != 3) {
        fputs("usage: flows FILE [DEFINITION], flows kinds\n", stderr);
        return 2;
    }
    struct journal *journal = journal_open((const char *const *)(void *)&argv[1], 1, &err);
    struct world *world = world_new(STORE_MAX_MESSAGES);
    if (journal == NULL || (argc == 3 && !read_definition(world, argv[2], &err))) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    world_look_back(world, journal);
    take_in(world, journal);
    print_flows(world, journal);
    world_free(world);
    journal_close(journal);
    return EXIT_SUCCESS;
}
