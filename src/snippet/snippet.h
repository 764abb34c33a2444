/* A call as something to paste elsewhere: its JSON, a curl command, or the code that would send it. One file per language and
 * one row in table.c.
 *
 * Whatever a call holds stays data: it is quoted by the rules of the language, and what cannot be seen is escaped. What every
 * SDK writes by itself (messageId, times, context.library) is left out of code. Owner thread. */
#ifndef SNIPPET_SNIPPET_H
#define SNIPPET_SNIPPET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/jsontext.h"
#include "base/str.h"
#include "model/message.h"

struct snippet_call {
    struct json_span text;    /* the call; has passed jsontext_check */
    struct json_span context; /* that of its batch, or empty */
    enum message_type type;
    const char *url;          /* where calls go now: "http://127.0.0.1:4545"; NULL: nowhere, it is a recording */
    const char *path;         /* the call came on; "" when that is not known */
    const char *write_key;    /* shortened; "" */
    const char *account;      /* context.groupId that is missing, to be put in; NULL: nothing is missing */
    const char *remark;       /* what is said beside it: "or globex"; "" */
};

struct snippet {
    const char *name;  /* "python" */
    const char *title; /* "Python that sends it" */
    /* Appends it; false when there is no such thing for this call (its type is none an SDK sends). */
    bool (*write)(const struct snippet_call *call, struct str *out);
};

extern const struct snippet *const snippets_table[];
extern const size_t snippets_count;

/* NULL when none is called so. */
const struct snippet *snippet_find(const char *name);
/* Where it would be sent, and what as: of a batch, a batch of one. */
void snippet_address(const struct snippet_call *call, struct str *out);
void snippet_body(const struct snippet_call *call, struct str *out);
/* JSON again, nothing in it changed but the white space between tokens. */
void snippet_indent(struct json_span text, struct str *out);
void snippet_compact(struct json_span text, struct str *out);

#endif
