/* Prints what the model makes of NDJSON calls, for the tests that are data: `findings calls FILE` lists every call as it was
 * decoded, `findings findings FILE [PLAN]` every finding, in the order they were
 * made, with a tracking plan or without. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "plan_file.h"
#include "project/world.h"
#include "wire/journal.h"

static const char *text(const struct world *world, uint32_t id)
{
    return id == STRPOOL_NONE ? "-" : strpool_text(world->pool, id);
}

static void print_delivery(const struct world *world, const struct message *m, uint64_t id)
{
    const struct delivery *delivery = deliveries_of(&world->deliveries, id);
    if (delivery != NULL) {
        printf("%s", m->flags & MESSAGE_RESENT ? " resent" : " tried-before");
        printf(delivery->retry > 0 ? " retry=%u" : "", delivery->retry);
    }
    if (delivery != NULL && delivery->before != CLOCK_NONE) {
        printf(" after=%u%s %lldms", delivery->status, delivery->faulted ? "(simulated)" : "",
               (long long)((m->received - delivery->before) / CLOCK_MS));
    }
    putchar('\n');
}

static void print_calls(const struct world *world)
{
    for (uint64_t id = 1; id < world->store.next; id++) {
        const struct message *m = store_get(&world->store, id);
        uint32_t library = world->sources.items[m->source].library;
        printf("%llu %s label=%s user=%s anonymous=%s account=%s library=%s bytes=%u time=%+lldus%s%s",
               (unsigned long long)id, message_type_name((enum message_type)m->type), text(world, m->label),
               text(world, m->user), text(world, m->anonymous), text(world, m->account), text(world, library), m->length,
               (long long)(m->time - m->received), m->flags & MESSAGE_BATCHED ? " batched" : "",
               m->flags & MESSAGE_ODD_PATH ? " odd-path" : "");
        print_delivery(world, m, id);
    }
}

static void print_findings(const struct world *world)
{
    for (uint64_t n = 0; n < world->findings.next; n++) {
        const struct finding *f = findings_get(&world->findings, n);
        printf("%llu %s %s %s: %s\n", (unsigned long long)f->message, rules_table[f->rule]->id,
               severity_name((enum severity)f->severity), strpool_text(world->pool, f->path),
               strpool_text(world->pool, f->text));
    }
}

static void take_in(struct world *world, struct journal *journal)
{
    struct journal_reader *reader = journal_reader_new(journal);
    struct capture capture;
    enum journal_next next;
    while ((next = journal_next(reader, &capture)) != JOURNAL_END) {
        if (next == JOURNAL_CAPTURE) {
            world_feed(world, &capture);
        } else {
            printf("bad line: %s\n", capture.reason);
        }
    }
    world_finish(world);
    journal_reader_free(reader);
}

static int list_rules(void)
{
    for (size_t i = 0; i < rules_count; i++) {
        printf("%s %s\n", rules_table[i]->id, severity_name(rules_table[i]->gravest));
    }
    return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
    struct err err;
    if (argc == 2 && strcmp(argv[1], "rules") == 0) {
        return list_rules();
    }
    if (argc != 3 && argc != 4) {
        fputs("usage: findings calls|findings FILE [PLAN], findings rules\n", stderr);
        return 2;
    }
    struct plan *plan = argc == 4 ? plan_file_read(argv[3], &err) : NULL;
    if (argc == 4 && plan == NULL) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    struct journal *journal = journal_open((const char *const *)(void *)&argv[2], 1, &err);
    if (journal == NULL) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    struct world *world = world_new(STORE_MAX_MESSAGES);
    world_set_plan(world, plan);
    world_look_back(world, journal);
    take_in(world, journal);
    if (strcmp(argv[1], "calls") == 0) {
        print_calls(world);
    } else {
        print_findings(world);
    }
    world_free(world);
    journal_close(journal);
    plan_free(plan);
    return EXIT_SUCCESS;
}
