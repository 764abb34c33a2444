/* The filter at work: which calls match, found progressively.
 *
 * A search looks at calls in slices, so that the interface never waits for it: at those that come, and from the newest back
 * to the oldest held. It reads a call from the journal only where its columns do not answer. Answers are revised when a call
 * settles, when a name a filter asks for changes, and when time passes a `since:5m`. Beside the call as sent and its
 * envelope's context, words are looked for in its type, and in path, reason and fault of refused requests. Owner thread. */
#ifndef PROJECT_SEARCH_H
#define PROJECT_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "asked.h"
#include "base/str.h"
#include "model/filter.h"
#include "model/idlist.h"
#include "wire/journal.h"
#include "world.h"

struct search {
    struct asked asked;
    struct filter *filter;      /* NULL: none */
    struct str text;            /* of it; "" = no filter */
    struct filter_error error;  /* of a text that was no filter, and was not taken; its text is "" when there is none */
    struct idlist matches;      /* ids that match, ascending, of those looked at */
    uint64_t low, next;         /* ids in [low, next) have been looked at */
    uint64_t serial;            /* grows with every other filter */
    uint64_t generation;        /* grows when filter or matches change */
    uint64_t revisions;         /* grows when an answer below search_firm changes */

    /* The stretch that is being looked at on the way back: its matches wait until it is done. */
    struct idlist pending;
    uint64_t stretch, stretch_at; /* where it begins, how far it has come; stretch == low: there is none */

    uint64_t settled;           /* ids below this have been revised after they settled */
    uint64_t named;             /* ids below this have been asked whether they change names */
    struct {
        int64_t span;
        uint64_t edge;          /* ids below this are older than it */
    } ages[FILTER_MAX_TERMS];
    size_t age_count;
    struct renamed {
        uint8_t *changed;       /* by text: a bit per thing whose name has changed */
        size_t cap;
        uint64_t at, left;      /* calls are asked again from here, going round; how many are left */
    } renamed;

    uint64_t record;            /* the capture looked at last, and where in its body its envelope's context stands */
    size_t context_start, context_length;
};

/* `saved`: for @name; it must outlive the search; NULL: none. */
void search_init(struct search *search, const struct world *world, const struct filter_saved *saved);
void search_done(struct search *search);
/* Another filter; blanks end it. Begins anew. False and search->error when it is no filter: the one before stays. */
bool search_set(struct search *search, const char *text);
bool search_active(const struct search *search);
/* True when everything held has been looked at. */
bool search_complete(const struct search *search);
/* How many calls from `first` on have been. */
uint64_t search_looked_at(const struct search *search, uint64_t first);
bool search_looked(const struct search *search, uint64_t id);
/* Answers for ids from here on may still change, because findings may come. */
uint64_t search_firm(const struct search *search);
/* Looks at about `budget` bytes of calls. True when everything has been looked at. */
bool search_step(struct search *search, struct journal_reader *reader, size_t budget);
/* Asks for one call held, whatever has been looked at. There is a filter. */
bool search_matches(struct search *search, struct journal_reader *reader, uint64_t id);

#endif
