/* Rules: what a B2B tracking plan would regret about one call.
 *
 * A rule is one file with one const struct rule and one row in table.c. `check` is a pure function of its input. Rules
 * that need only the call are asked when it arrives and get its tree; rules that need history are asked when it has
 * settled, and get the history as it was just before the call, in the order of the calls' own times. Rules about a whole
 * request are asked once, about its first call, when all its calls have arrived. */
#ifndef RULES_RULE_H
#define RULES_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/jsontext.h"
#include "base/strpool.h"
#include "model/event_name.h"
#include "model/facts.h"
#include "model/history.h"
#include "model/json.h"
#include "model/message.h"
#include "model/planned.h"
#include "model/sdk.h"

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR, SEVERITIES };

/* "note", "warning", "error". */
const char *severity_name(enum severity severity);

/* An earlier call has the same messageId and other content. */
struct rule_clash {
    int64_t received;  /* of that call */
    const char *where; /* JSON Pointer to the first difference, perhaps cut short */
};

/* What a request was as a whole. */
struct rule_request {
    uint64_t bytes; /* of its body, unpacked */
    uint64_t calls;
};

struct rule_input {
    const struct message *message;
    uint64_t id;
    const struct strpool *pool;
    /* On arrival. */
    const struct json *tree;
    const struct event_name *name;     /* of a track call: what its name tells; NULL when it has none */
    const struct call_times *times;
    const char *path;                  /* of the request, "/v1/track"; "" when the call came in none */
    struct json_span text;             /* the call as sent */
    const struct call_facts *facts;    /* those the enabled rules ask for; NULL at other times */
    struct json_span message_id;       /* unescaped; empty when there is none */
    const struct rule_clash *clash;    /* NULL when there is none */
    const struct planned *plan;        /* NULL without a tracking plan */
    const struct planned_call *planned; /* the call as one is asked about it */
    /* When settled. */
    const struct history *history;
    /* Of a request. */
    const struct rule_request *request;
};

#define RULE_MAX_REMARKS 8
#define RULE_MAX_TEXT 256
#define RULE_MAX_PATH 256

/* One thing to say about a call. */
struct remark {
    enum severity severity;
    char path[RULE_MAX_PATH]; /* JSON Pointer (RFC 6901) into the call */
    char text[RULE_MAX_TEXT]; /* for a product engineer: what is wrong and the cure */
    char kind[RULE_MAX_TEXT]; /* the same for all that are told together; "": those of equal text are */
    uint32_t once[2];         /* told once of these, strpool numbers; both STRPOOL_NONE: every time */
};
struct remarks {
    size_t count;
    bool dropped; /* the newest found no room */
    struct remark items[RULE_MAX_REMARKS];
};
/* Adds one; past the maximum it is dropped, past RULE_MAX_TEXT cut at a code point. Of a longer path the end is left out: it
 * names what holds the place. */
void remarks_add(struct remarks *remarks, enum severity severity, const char *path, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* What the newest remark has in common with its like, without the ids and values of this call: a thousand repetitions are one
 * line. A sentence as good as the text. Does nothing when that remark was dropped. */
void remarks_kind(struct remarks *remarks, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The newest remark is told once of these, such as a user and an account, in a session: of calls that are judged later it is not told
 * again, also when they say that they were made before. Does nothing when that remark was dropped. */
void remarks_once(struct remarks *remarks, uint32_t a, uint32_t b);

/* An id or a name as texts quote it; a long one is cut at a code point. */
#define RULE_MAX_NAME 48
struct rule_name {
    char text[RULE_MAX_NAME + 1];
};
struct rule_name rule_name(const struct strpool *pool, uint32_t id);
struct rule_name rule_name_of(const char *text);

/* The user a settled call is about: its userId, or whom its visitor had been identified as; STRPOOL_NONE for nobody known. */
uint32_t rule_user(const struct rule_input *input);

/* What a rule is about, in the order in which they are listed. */
enum rule_category { RULES_ACCOUNT, RULES_IDENTITY, RULES_SPEC, RULES_HYGIENE, RULES_PLAN, RULE_CATEGORIES };
/* "account", ... */
const char *rule_category_name(enum rule_category category);

enum rule_time { RULE_ON_ARRIVAL, RULE_WHEN_SETTLED, RULE_OF_REQUEST, RULE_TIMES };

/* How to fix it in one family of SDKs: lines of code or sentences, each at most RULE_CURE_WIDTH columns of ASCII, the last without a
 * line feed. Of several ways the shortest comes first: that is the one shown beside findings. */
#define RULE_CURE_WIDTH 72
struct rule_cure {
    enum sdk sdk;
    const char *text;
};

/* Says what there is to say about a call; `remarks` come empty. */
typedef void rule_check_fn(const struct rule_input *input, struct remarks *remarks);

struct rule {
    const char *id;    /* "missing-group-id" */
    enum rule_category category;
    enum severity gravest; /* of its remarks */
    const char *title; /* one line */
    const char *why;   /* why it matters */
    const char *cure;  /* how to fix it */
    /* Calls as `callboard check` reads them, one a line of JSON: the last is the wrong one, those before it are what it takes
     * for that to be seen. They come a second apart unless their receivedAt says otherwise. Judged as they stand whenever they
     * are shown. NULL: there is none that could be shown (only for what is too large, or no text). */
    const char *example;
    const char *example_plan; /* the tracking plan they are judged by, JSON; NULL: none is needed */
    const struct rule_cure *cures; /* how to fix it in one SDK, ended by a row without text; NULL: nothing to add to `cure` */
    /* Rules, ended by NULL, after one of which has spoken about a call this one has nothing to add: it is not asked. They are
     * asked earlier, by their time or by their row. NULL: there are none. */
    const struct rule *const *yields;
    unsigned types;    /* bit per enum message_type it looks at */
    unsigned facts;    /* bit per enum fact it is about: a call is looked through when an enabled rule asks for that, and the rule
                        * is asked about calls where one of them was found. 0: about every call */
    enum rule_time time;
    rule_check_fn *check;
};

/* Findings, settings and screens know a rule by its row in this table. There are at most RULES_MAX: sets of rules are words
 * with a bit for each. */
#define RULES_MAX 64
extern const struct rule *const rules_table[];
extern const size_t rules_count;

/* The row of a rule; rules_count when none has this id. */
size_t rules_find(const char *id);
/* The row of the rule whose id is most like this one; rules_count when none is like it. */
size_t rules_nearest(const char *id);
/* The first of `cures` for users of this SDK; NULL when there is none. */
const char *rule_cure_in(const struct rule *rule, enum sdk sdk);

#define RULE_TYPE(type) (1u << (type))
#define RULE_ALL_CALLS (RULE_TYPE(MESSAGE_REFUSED) - 1)

#endif
