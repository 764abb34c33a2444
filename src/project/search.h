/* The text filter: which calls contain a text, anywhere in them.
 *
 * A search reads the calls from the journal in slices, so that the interface never waits for it; new calls are looked
 * at as they come. Matching ignores ASCII case and sees escaped and unescaped text alike ("\u00e9" and "é"); it covers
 * the call as sent, the envelope's context, and for refused requests path, reason and body. Owner thread. */
#ifndef PROJECT_SEARCH_H
#define PROJECT_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "model/idlist.h"
#include "wire/journal.h"
#include "world.h"

struct search {
    struct str needle;      /* "" = no filter */
    struct str scratch;
    struct idlist matches;  /* ids that match, ascending */
    uint64_t next;          /* ids below this have been looked at */
    uint64_t generation;    /* grows when needle or matches change */
    uint64_t record;        /* the capture looked at last, and whether its envelope's context matches: */
    bool context_matches;   /*   asked once a capture, not once a call */
};

void search_init(struct search *search);
void search_done(struct search *search);
/* A new text; "" ends the filter. Begins anew with the oldest message held. */
void search_set(struct search *search, const struct world *world, const char *text);
bool search_active(const struct search *search);
/* True when `text` contains what is searched for. */
bool search_finds(const struct search *search, const char *text);
/* Looks at up to `budget` bytes of calls. True when everything has been looked at. */
bool search_step(struct search *search, const struct world *world, struct journal_reader *reader, size_t budget);

#endif
