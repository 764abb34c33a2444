/* Everything callboard knows, computed from the journal in one written order.
 *
 *   capture -> requests -> decode -> sources, clocks, deliveries, store -> accounts, links, flows, coverage ->
 *   rules on arrival -> (settled) rules over history -> findings
 *
 * A call is settled SETTLE_TIME of receive time after it arrived, at the end of a file, or on shutdown. The decision
 * uses received times only, never the wall clock, so a replay gives the same findings as the live run. Owner thread;
 * views get a const world and read its members. */
#ifndef PROJECT_WORLD_H
#define PROJECT_WORLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "accounts.h"
#include "base/strpool.h"
#include "clocks.h"
#include "decode/decode.h"
#include "coverage.h"
#include "deliveries.h"
#include "findings.h"
#include "flows.h"
#include "judge.h"
#include "links.h"
#include "once.h"
#include "spellings.h"
#include "requests.h"
#include "sources.h"
#include "model/store.h"
#include "plan/plan.h"
#include "wire/capture.h"

#define SETTLE_TIME (INT64_C(500) * 1000) /* microseconds */
/* A live run judges this much later, so that a request stamped and not yet written when the owner looked at its clock
 * still comes in time, and a replay judges the same. */
#define SETTLE_SLACK (INT64_C(100) * 1000)
#define WORLD_MAX_TEXT ((size_t)1 << 30)  /* bytes of distinct texts */

struct world {
    struct strpool *pool;
    struct requests requests;
    struct store store;
    struct accounts accounts;
    struct links links;
    struct spellings spellings;
    struct sources sources;
    struct clocks clocks;
    struct deliveries deliveries;
    struct coverage coverage;
    struct findings findings;
    struct judge judge;
    struct once told;
    struct flows *flows;
    struct facts_shapes shapes;
    uint64_t settled;      /* ids below this have settled */
    uint64_t cleared;      /* ids below this were cleared from the screen; 1 at first */
    uint64_t captures;     /* records taken in */
    uint64_t calls;        /* since the last clear; refused requests and calls sent again do not count */
    uint64_t resent;       /* calls sent again, since the last clear */
    uint64_t refused;      /* requests answered 4xx or 5xx */
    uint64_t bad_lines;    /* lines of the journal that could not be read */
    uint64_t lost;         /* records dropped by --max-size before they were read */
    struct activity types[MESSAGE_TYPES]; /* of the calls that count, by type */
    int64_t now;           /* newest received time; 0 before the first call */
    uint64_t forgotten;    /* the lists hold nothing below this id */
    bool show_secrets;     /* masks nothing */
    uint64_t generation;   /* grows with every change a view could show */
    uint64_t request;      /* number of the request being taken in; 0: its calls came in none */
    /* Told of a call, settled, that is about to leave memory. NULL: nobody. It may look at the world and not change it. */
    void (*parting)(void *to, uint64_t id);
    void *parting_to;
    struct str scratch;
    struct arena trees;
};

struct world *world_new(uint64_t max_messages);
void world_free(struct world *world);
/* Where earlier calls are read again to recognise one that is sent twice; without it none is. Before the first feed. */
void world_look_back(struct world *world, struct journal *journal);
/* The tracking plan calls are judged by from now on; NULL: none. It must outlive the world, or the next
 * plan. */
void world_set_plan(struct world *world, const struct plan *plan);
/* What a project says about the rules; it must outlive the world. Before the first feed; without it every rule is as it is. */
void world_set_rules(struct world *world, const struct rule_settings *settings);

/* Whether what looks like a secret or a card number is shown as it was sent, not masked. Before the first feed. */
void world_show_secrets(struct world *world, bool show);

/* Takes one capture in. Settles what is due before its received time first. */
void world_feed(struct world *world, const struct capture *capture);
/* No call will come any more with a received time before `until`: judges what has settled by then. */
void world_settle(struct world *world, int64_t until);
/* Nothing will come any more: judges everything. */
void world_finish(struct world *world);
/* When the oldest unsettled call will settle, CLOCK_NONE when none waits. */
int64_t world_due(const struct world *world);
/* Starts the lists and counts anew from here. What is known of users and accounts stays known. */
void world_clear(struct world *world);

/* Adds what was found about a call held to other findings, oldest first. */
void world_tell_findings(const struct world *world, uint64_t id, struct findings *to);

/* The finding a `finding` or `next` column names; NULL when there is none, or it has been forgotten or cleared. */
const struct finding *world_finding(const struct world *world, uint32_t link);
/* The gravest finding about a message, NULL when there is none. */
const struct finding *world_worst(const struct world *world, const struct message *message);

/* One call in full, read back from the journal. */
struct world_call {
    struct capture capture;    /* valid until the reader is used again */
    struct json_span text;     /* the call as sent; the body or "" for a refused request */
    struct json_span context;  /* the envelope's context, or empty */
};
struct journal_reader;
/* False when the record has left the journal. */
bool world_read(const struct world *world, struct journal_reader *reader, uint64_t id, struct world_call *call);
/* The same without looking for the envelope's context, which for one call of a large batch is most of the work. */
bool world_text(const struct world *world, struct journal_reader *reader, uint64_t id, struct world_call *call);
/* A text of the session as it may be shown (model/mask.h): whoever shows one asks first. What is masked lies in `copy`, which is
 * added to. */
struct json_span world_shown(const struct world *world, struct json_span text, struct str *copy);
/* The same of a request's query: what is masked of the call that a pixel brings is masked in its address. */
const char *world_shown_query(const struct world *world, const char *query, struct str *copy);

#endif
