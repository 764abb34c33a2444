/* What flows are judged by: which person did what, about which account, when first and when last.
 *
 * Every fact is the same whatever the order calls arrive in (the earliest, the latest, how many), so flows need not wait for
 * calls to settle. A signal is one kind of call that some step of some flow is made by; a person is a user or a visitor. A
 * visitor's facts are the user's it was first tied to, as links know it. At most FLOW_FACTS_MAX persons
 * and as many facts; what comes after is not learned. Texts are numbers of the world's pool. Owner thread. */
#ifndef PROJECT_FLOW_FACTS_H
#define PROJECT_FLOW_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "decode/decode.h"
#include "flow_def.h"
#include "links.h"
#include "model/textmap.h"

#define FLOW_FACTS_MAX 1000000u
#define FLOW_NAMES_MAX 16 /* e-mails of one user; further ones are not learned */
#define FLOW_SIGNALS_MAX (FLOW_DEFS_MAX * FLOW_STEPS_MAX * FLOW_ON_MAX) /* each may be another */
#define FLOW_NONE UINT32_MAX /* no person, no fact */

/* One kind of call, with what is read out of it. */
struct signal {
    struct flow_on on;
    const struct flow_step *step; /* the first that uses it: its paths */
    uint32_t name;                /* of `on`: pool number, STRPOOL_NONE = any */
    uint16_t next;                /* the next of the same name or type; FLOW_SIGNALS_MAX at the end */
};

struct fact {
    uint32_t person;   /* who did it */
    uint32_t account;  /* about which account; STRPOOL_NONE = it did not say */
    uint32_t invitee;  /* whom it names, as flow_name has it; STRPOOL_NONE = nobody */
    uint32_t next_of_person, next_of_account, next_of_invitee;
    uint32_t count, marked; /* how often, and how many of these with the mark */
    uint32_t source;        /* who sent the earliest */
    uint16_t signal;
    struct moment first, last;
};

struct actor {
    uint32_t id;
    bool visitor;
    uint32_t facts;          /* newest */
    uint32_t names;          /* of a user: e-mails it is known by, */
    uint8_t name_count;
    bool several;            /* its facts speak of several accounts, */
    uint32_t account;        /* or of this one; STRPOOL_NONE: of none */
    uint32_t owner;          /* of a visitor: the user it was tied to first; FLOW_NONE while it is nobody's */
    struct moment tied;      /* ... and when */
    struct moment seen, left; /* of a visitor: its first and last call without a user; never when there is none */
    uint32_t carried;        /* of a user: the visitor whose id a step of it carried first */
    struct moment carried_at;
    uint32_t source;         /* who sent the call of `seen`, or of `carried_at` */
    uint32_t version;        /* grows with every change that concerns it */
};

/* A user is known by an e-mail. */
struct flow_name {
    uint32_t person, name;
    uint32_t next_of_person, next_of_name;
};

/* What there is about an account, or about an invitee. */
struct flow_topic {
    uint32_t facts;   /* newest */
    uint32_t names;   /* of an invitee: the users known by it */
    uint32_t version;
};

struct flow_facts {
    const struct links *links;
    struct signal signals[FLOW_SIGNALS_MAX];
    size_t signal_count;
    uint16_t by_type[MESSAGE_TYPES]; /* first signal of any name */
    struct textmap by_name;         /* name -> first signal */
    bool visitors;                  /* some step wants them */
    struct actor *persons;
    size_t person_count, person_cap;
    struct fact *items;
    size_t count, cap;
    struct flow_name *names;
    size_t name_count, name_cap;
    struct flow_topic *topics;
    size_t topic_count, topic_cap;
    struct textmap by_user, by_visitor, by_account, by_invitee;
    struct textmap plain;           /* text -> the name it is: trimmed, lower case */
    struct strpool *keys;           /* (signal, person, account, invitee) -> fact */
    uint64_t version;               /* grows with every change */
};

/* `links` has to outlive them, and takes every call in first. */
void flow_facts_init(struct flow_facts *facts, const struct links *links);
void flow_facts_done(struct flow_facts *facts);
/* Sets the step's signals, made if new. */
void flow_facts_signals(struct flow_facts *facts, struct strpool *pool, struct flow_step *step);

/* What a call brought: called for every new fact. */
typedef void flow_fact_fn(void *to, const struct fact *fact);
struct flow_feed {
    struct strpool *pool;
    const struct message *message;
    const struct decoded *decoded;
    uint64_t id;
    flow_fact_fn *made;
    void *to;
};
/* Takes a call in that counts. */
void flow_facts_add(struct flow_facts *facts, const struct flow_feed *feed);

/* Users are compared by how they are written in e-mails: trimmed, lower case. STRPOOL_NONE for an empty text. */
uint32_t flow_plain(struct flow_facts *facts, struct strpool *pool, uint32_t text);
/* NULL when nothing is known. */
const struct flow_topic *flow_facts_account(const struct flow_facts *facts, uint32_t account);
const struct flow_topic *flow_facts_invitee(const struct flow_facts *facts, uint32_t invitee);

/* What a user itself did of one kind about one account, naming nobody; NULL: nothing. */
const struct fact *flow_facts_find(const struct flow_facts *facts, uint16_t signal, uint32_t person, uint32_t account);

/* All facts of a user, those of its visitors included, or of a visitor that is nobody's. */
struct fact_walk {
    const struct flow_facts *facts;
    uint32_t person, fact;
    uint32_t tie; /* of links */
};
struct fact_walk flow_facts_of(const struct flow_facts *facts, uint32_t person);
/* NULL at the end. */
const struct fact *fact_walk_next(struct fact_walk *walk);
/* The visitors a user was: the next one from *tie on, which begins as flow_facts_tie says; FLOW_NONE at the end. */
uint32_t flow_facts_tie(const struct flow_facts *facts, uint32_t person);
uint32_t flow_facts_next_visitor(const struct flow_facts *facts, uint32_t person, uint32_t *tie);

#endif
