/* Filters at work on a recording, for tests and for measuring.
 *
 *   filters FILE LIST            of every line of LIST, the calls it lets through, or what is wrong with it
 *   filters --time FILE FILTER...  how long each takes, in slices as the interface takes them: to the first that match, and in all */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "project/search.h"

#define SLICE ((size_t)256 << 10)

struct session {
    struct journal *journal;
    struct world *world;
    struct journal_reader *reader;
    struct filter_saved saved;
};

static void take_in(struct session *session)
{
    struct journal_reader *reader = journal_reader_new(session->journal);
    struct capture capture;
    enum journal_next next;
    world_look_back(session->world, session->journal);
    while ((next = journal_next(reader, &capture)) != JOURNAL_END) {
        if (next == JOURNAL_CAPTURE) {
            world_feed(session->world, &capture);
        }
    }
    world_finish(session->world);
    journal_reader_free(reader);
}

static void tell(struct session *session, const char *text)
{
    struct search search;
    search_init(&search, session->world, &session->saved);
    printf("%s\n   ", text);
    if (!search_set(&search, text)) {
        printf(" column %u: %s", search.error.column, search.error.text);
    }
    while (!search_step(&search, session->reader, SLICE)) {
    }
    for (size_t i = 0; i < idlist_count(&search.matches); i++) {
        printf(" %llu", (unsigned long long)idlist_at(&search.matches, i));
    }
    putchar('\n');
    search_done(&search);
}

static void tell_all(struct session *session, FILE *list)
{
    char *line = NULL;
    size_t cap = 0;
    while (getline(&line, &cap, list) >= 0) {
        line[strcspn(line, "\n")] = '\0';
        tell(session, line);
    }
    free(line);
}

static void measure(struct session *session, const char *text)
{
    struct search search;
    struct clock clock;
    int64_t first = -1, longest = 0;
    clock_init(&clock);
    search_init(&search, session->world, &session->saved);
    int64_t start = clock_now(&clock), before = start;
    search_set(&search, text);
    bool done = false;
    while (!done) {
        done = search_step(&search, session->reader, SLICE);
        int64_t now = clock_now(&clock);
        longest = now - before > longest ? now - before : longest;
        before = now;
        first = first < 0 && idlist_count(&search.matches) > 0 ? now - start : first;
    }
    printf("first_ms=%.2f all_ms=%.1f longest_ms=%.2f found=%zu calls=%llu filter=%s\n", (double)first / 1000.0,
           (double)(before - start) / 1000.0, (double)longest / 1000.0, idlist_count(&search.matches),
           (unsigned long long)(session->world->store.next - session->world->store.first), text);
    search_done(&search);
}

static int run(struct session *session, int count, char **filters, bool timed)
{
    FILE *list = timed ? NULL : fopen(filters[0], "re");
    if (!timed && list == NULL) {
        perror(filters[0]);
        return 1;
    }
    take_in(session);
    for (int i = 0; timed && i < count; i++) {
        measure(session, filters[i]);
    }
    if (list != NULL) {
        tell_all(session, list);
        fclose(list);
    }
    return 0;
}

int main(int argc, char **argv)
{
    struct err err;
    bool timed = argc > 3 && strcmp(argv[1], "--time") == 0;
    if (!timed && argc != 3) {
        fputs("usage: filters FILE LIST, filters --time FILE FILTER...\n", stderr);
        return 2;
    }
    char **operands = argv + 1 + timed;
    struct session session = {.journal = journal_open((const char *const *)(void *)operands, 1, &err)};
    if (session.journal == NULL) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    session.world = world_new(STORE_MAX_MESSAGES);
    session.reader = journal_reader_new(session.journal);
    filter_saved_init(&session.saved);
    int status = run(&session, argc - 2 - timed, operands + 1, timed);
    journal_reader_free(session.reader);
    world_free(session.world);
    journal_close(session.journal);
    filter_saved_done(&session.saved);
    return status;
}
