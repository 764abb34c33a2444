/* --filter of serve, check and export: every call is judged, and only what concerns the calls that match is told. */
#ifndef NARROW_H
#define NARROW_H

#include "args.h"
#include "project/search.h"
#include "wire/journal.h"

struct narrow {
    bool on;                  /* there is a filter */
    struct world *world;
    struct search search;
    struct journal_reader *reader;
    struct idlist matches;
    struct findings told;     /* about them */
    uint64_t next;            /* the first call not asked about yet */
    uint64_t forgotten;       /* both hold nothing below this id */
};

/* The filter and those saved, as far as they can be read: `err` names the column of what is wrong. */
bool narrow_check(const struct options *options, struct err *err);

/* The filter has been checked. */
void narrow_init(struct narrow *narrow, const struct options *options, struct world *world, struct journal *journal);
void narrow_done(struct narrow *narrow);
/* Asks about a call that has settled, each once, in their order. True without a filter. */
bool narrow_takes(struct narrow *narrow, uint64_t id);
/* Asks about each call as late as can be, because who somebody is may be said later: when it leaves memory, and about those
 * left with narrow_ask. */
void narrow_ask_late(struct narrow *narrow);
void narrow_ask(struct narrow *narrow);
/* All have been asked about: leaves the world with the findings about those that match, and the flows in which one does. For
 * a report only: calls lead to findings no more. */
void narrow_finish(struct narrow *narrow);

#endif
