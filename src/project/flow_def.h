/* What a flow is made of: its steps, the calls that make them, and what can go wrong. Definitions are data, lines of
 * `key = value` (base/kv): src/flows holds those that are compiled in, and a project may bring its own.
 *
 *   flow = NAME               begins a definition; what follows is about it
 *   title = TEXT              for a person; NAME without it
 *   about = TEXT              one sentence: what the flow is
 *   of = SUBJECT              what there is one flow for: user, account, member (a user in an account), invitee (somebody an
 *                             event names, in an account). user without it
 *   patience = N s            how long calls of different senders may overtake each other, and how long a call that is missing
 *                             may still come. 10 s without it
 *
 *   step = NAME               a step, in the order of the story; what follows is about it
 *   on = CALL                 the call that makes it: identify, group, alias, page, screen, visitor (any call without a user),
 *                             page NAME, screen NAME, track EVENT. Up to FLOW_ON_MAX lines, any of them
 *   begins = yes              a flow begins with it; one step has to
 *   optional = yes            complete also without it; `invited`: without it when the user was invited
 *   account = any             it need not be about the flow's account; `same` without it
 *   invitee = PATH, PATH ...  where the call says who was invited, the first that is there; on the first step of an invitee's flow
 *   mark = PATH = VALUE       what marks some of its calls: a user is `invited` by Signed Up so marked
 *   missing = TEXT            what is waited for while it is missing
 *
 *   problem = STEP KIND [STEP]  what can be wrong with it: see FLOW_PROBLEM_KINDS; what follows is about it
 *   grade = broken            or `note`: worth a remark, and the flow is not broken by it
 *   text = TEXT               what is wrong
 *   cure = TEXT               what to do about it
 *
 * A PATH leads through objects: properties.invitee_email. In `missing` and `text` stand {who} (the user), {invitee}, {account},
 * {other} (the other account or user), {count} and {gap} (a length of time). Owned by struct flow_defs. */
#ifndef PROJECT_FLOW_DEF_H
#define PROJECT_FLOW_DEF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/kv.h"
#include "model/message.h"

#define FLOW_DEFS_MAX 16
#define FLOW_STEPS_MAX 10
#define FLOW_ON_MAX 6
#define FLOW_PROBLEMS_MAX 16
#define FLOW_PATHS_MAX 4 /* places for one thing */
#define FLOW_KEYS_MAX 4  /* keys of a path */

enum flow_subject { FLOW_OF_USER, FLOW_OF_ACCOUNT, FLOW_OF_MEMBER, FLOW_OF_INVITEE, FLOW_SUBJECTS };
enum flow_need { FLOW_NEEDED, FLOW_OPTIONAL, FLOW_UNLESS_INVITED };
enum flow_grade { FLOW_BROKEN, FLOW_NOTE };

/* In the order of the words a definition uses for them (flow_def.c), and of the checks (flow_problems.c). */
enum flow_problem_kind {
    FLOW_BEFORE,       /* A before B: A came first, which is not a matter of two senders overtaking each other */
    FLOW_WITHOUT,      /* A without B: A came, and B did not in time */
    FLOW_TWICE,        /* A twice: more than once */
    FLOW_ELSEWHERE,    /* A elsewhere than B: they speak of different accounts */
    FLOW_UNMARKED,     /* A unmarked: without its mark */
    FLOW_UNJOINED,     /* A unjoined: a visitor was there whom nothing ties to the user */
    FLOW_NOWHERE,      /* A nowhere: it names no account */
    FLOW_ASTRAY,       /* A astray: the first call it is made by leads the invitee to an account that did not invite */
    FLOW_BY_INVITER,   /* A by inviter: its user is the one who invited */
    FLOW_BY_STRANGER,  /* A by stranger: its user was invited, nobody knows by whom, and this invite alone is open */
    FLOW_BY_STRANGERS, /* A by strangers: likewise, and nobody can tell which invite is meant */
    FLOW_PROBLEM_KINDS
};

struct flow_path {
    const char *keys[FLOW_KEYS_MAX + 1]; /* ends in NULL */
};

struct flow_on {
    bool visitor;     /* any call without a user; the type means nothing then */
    enum message_type type;
    const char *name; /* event, page or screen; NULL: any */
};

struct flow_step {
    const char *name, *missing; /* missing: NULL without */
    struct flow_on on[FLOW_ON_MAX];
    uint16_t signals[FLOW_ON_MAX]; /* set when it is taken into use: numbers of the facts' signals */
    size_t on_count;
    bool begins, any_account;
    enum flow_need need;
    struct flow_path invitee[FLOW_PATHS_MAX];
    size_t invitee_count;
    struct flow_path mark; /* no keys: none */
    const char *mark_value;
};

struct flow_problem {
    enum flow_problem_kind kind;
    enum flow_grade grade;
    size_t step, other; /* A and B; B is A where the kind takes one step */
    const char *text, *cure;
};

struct flow_def {
    const char *name, *title, *about;
    uint32_t number; /* among its flow_defs */
    enum flow_subject of;
    int64_t patience; /* microseconds */
    struct flow_step steps[FLOW_STEPS_MAX];
    size_t step_count;
    struct flow_problem problems[FLOW_PROBLEMS_MAX];
    size_t problem_count;
};

struct flow_defs {
    struct flow_def *items[FLOW_DEFS_MAX]; /* in the arena */
    size_t count;
    struct arena arena;
};

void flow_defs_init(struct flow_defs *defs);
void flow_defs_done(struct flow_defs *defs);

/* Adds those that are compiled in. */
void flow_defs_builtin(struct flow_defs *defs);

/* A definition being read. */
struct flow_reader {
    struct flow_defs *defs;
    struct flow_def *def;         /* NULL before the first `flow` */
    struct flow_step *step;       /* what the next line is about; NULL: the flow */
    struct flow_problem *problem;
    unsigned given;               /* keys the current step or problem has */
};
/* True when lines with this key belong to a definition. */
bool flow_reader_knows(const char *key);
/* Takes one line; `reader` begins as {.defs = ...}. False when it is wrong: `err` says what is allowed. A kv_pair_fn. */
bool flow_reader_pair(void *reader, const char *key, const char *value, struct err *err);
/* After the last line: what is still lacking. */
bool flow_reader_end(struct flow_reader *reader, struct err *err);

/* Reads a text that holds nothing else; `name` is the file's name in messages. On error `defs` is as before. */
bool flow_defs_read(struct flow_defs *defs, const char *name, const struct str *text, struct err *err);

#endif
