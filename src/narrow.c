#include "narrow.h"

#include <assert.h>

/* As the world's lists do: what has left is dropped in steps. */
#define FORGET_STEP 4096u

bool narrow_check(const struct options *options, struct err *err)
{
    struct filter_error error;
    const struct asked asked = {NULL, &options->saved};
    struct filter_world world = asked_by_filters(&asked);
    if (!filter_saved_check(&options->saved, &world, err)) {
        return false;
    }
    if (options->filter == NULL) {
        return true;
    }
    struct filter *filter = filter_new(options->filter, &world, &error);
    filter_free(filter);
    return filter != NULL || err_set(err, "--filter \"%.160s\", column %u: %s", options->filter, error.column, error.text);
}

void narrow_init(struct narrow *narrow, const struct options *options, struct world *world, struct journal *journal)
{
    *narrow = (struct narrow){.on = options->filter != NULL, .world = world};
    if (narrow->on) {
        narrow->reader = journal_reader_new(journal);
        narrow->next = narrow->forgotten = 1;
        findings_init(&narrow->told);
        search_init(&narrow->search, world, &options->saved);
        bool read = search_set(&narrow->search, options->filter);
        assert(read);
        (void)read;
    }
}

void narrow_done(struct narrow *narrow)
{
    if (narrow->on) {
        journal_reader_free(narrow->reader);
        search_done(&narrow->search);
        idlist_done(&narrow->matches);
        findings_done(&narrow->told);
    }
}

bool narrow_takes(struct narrow *narrow, uint64_t id)
{
    if (!narrow->on) {
        return true;
    }
    narrow->next = id + 1;
    bool matches = search_matches(&narrow->search, narrow->reader, id);
    if (matches) {
        world_tell_findings(narrow->world, id, &narrow->told);
        idlist_push(&narrow->matches, id);
    }
    if (narrow->world->store.first - narrow->forgotten >= FORGET_STEP) {
        narrow->forgotten = narrow->world->store.first;
        idlist_forget(&narrow->matches, narrow->forgotten);
        findings_forget(&narrow->told, narrow->forgotten);
    }
    return matches;
}

static void ask_parting(void *to, uint64_t id)
{
    narrow_takes(to, id);
}

void narrow_ask_late(struct narrow *narrow)
{
    if (narrow->on) {
        narrow->world->parting = ask_parting;
        narrow->world->parting_to = narrow;
    }
}

void narrow_ask(struct narrow *narrow)
{
    while (narrow->on && narrow->next < narrow->world->settled) {
        narrow_takes(narrow, narrow->next);
    }
}

void narrow_finish(struct narrow *narrow)
{
    if (narrow->on) {
        struct findings all = narrow->world->findings;
        narrow->world->findings = narrow->told;
        narrow->told = all;
        flows_keep(narrow->world->flows, &narrow->matches);
    }
}
