/* What is different between two calls: which members appeared, vanished, changed their value or their type.
 *
 * Over the raw texts, both of which have passed jsontext_check and have to outlive the result. The order of members does not
 * matter, nor how a string is escaped; of a name that stands twice the last counts; digits do matter (1 and 1.0 differ).
 * Elements of arrays are compared by their place, after those that are the same at both ends. What every call has anew stays
 * out: the messageId, times, and what is about the delivery (`diff_is_left_out`). Below DIFF_DEPTH levels only equal bytes
 * are the same. */
#ifndef MODEL_DIFF_H
#define MODEL_DIFF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/jsontext.h"
#include "base/str.h"

#define DIFF_DEPTH 64u
#define DIFF_MAX 2000u
#define DIFF_TEXT_MAX ((size_t)4 << 20) /* bytes; longer calls are not compared */
#define DIFF_PATHS_MAX ((size_t)1 << 20)

enum diff_kind { DIFF_APPEARED, DIFF_VANISHED, DIFF_CHANGED, DIFF_RETYPED, DIFF_KINDS };

struct diff_entry {
    enum diff_kind kind;
    size_t path;             /* JSON Pointer: where in `paths` */
    struct json_span key;    /* of a member, its token; empty for an element and for the call itself */
    struct json_span before; /* empty when it appeared */
    struct json_span after;  /* empty when it vanished */
    const char *at;          /* in the later text: where the value begins; of what vanished, the bracket that closes what held it */
};

struct diff {
    struct diff_entry *items; /* by `at` */
    size_t count, cap;
    struct str paths;         /* each ended by a NUL */
    size_t counts[DIFF_KINDS];
    size_t left_out;          /* members that differ and are left out */
    bool cut;                 /* there are more than DIFF_MAX */
};

void diff_init(struct diff *diff);
void diff_done(struct diff *diff);
/* Instead of what it told before. False, and nothing told, when one of them is longer than DIFF_TEXT_MAX. */
bool diff_calls(struct diff *diff, struct json_span before, struct json_span after);
const char *diff_path(const struct diff *diff, const struct diff_entry *entry);
/* The first entry at this place of the later text, NULL when there is none; others at the same place follow it. */
const struct diff_entry *diff_at(const struct diff *diff, const char *at);
/* Whether a member at the top of a call, by its key with quotes, is left out. */
bool diff_is_left_out(struct json_span key);

#endif
