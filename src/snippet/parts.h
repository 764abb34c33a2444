/* What languages are written with; shared by their files. */
#ifndef SNIPPET_PARTS_H
#define SNIPPET_PARTS_H

#include <stdint.h>

#include "snippet.h"

extern const struct snippet snippet_json, snippet_line, snippet_curl, snippet_browser, snippet_node, snippet_python, snippet_ruby,
    snippet_go, snippet_php;

/* ---- texts ---- */

/* How a language writes a code point that cannot be seen: hexadecimal, with at least so many digits. */
struct code {
    const char *before;
    int digits;
    const char *behind;
};
/* How a language writes strings. */
struct quoting {
    char quote;           /* around it */
    const char *specials; /* get a backslash */
    struct code code;     /* up to U+FFFF */
    struct code far_code; /* beyond */
    bool halves;          /* can hold half a surrogate pair; else it becomes U+FFFD */
    bool in_html;         /* may stand in a page: `</` and `<!` are broken up */
    const struct quoting *escaped; /* for what has to be escaped, where this quoting cannot do that; NULL: it can */
};
/* A string token of JSON, as it is written in the language. */
void quote_token(struct str *out, const struct quoting *quoting, struct json_span token);
void quote_text(struct str *out, const struct quoting *quoting, const char *text);
/* For comments: what might end one, or cannot be seen, becomes `?`. */
void quote_remark(struct str *out, const char *text);

/* ---- values ---- */

/* Deeper values, and numbers longer than this, are left to the language's parser of JSON. */
#define SNIPPET_DEPTH 24u
#define SNIPPET_DIGITS 300u

struct literals {
    const struct quoting *quoting;
    const char *null, *yes, *no;
    const char *object[2], *list[2];
    const char *empty_object;
    const char *parse[2];  /* around a string of JSON */
    const char *step;      /* one level of indentation */
    bool spaced;           /* { a } and not {a} */
    bool always_comma;     /* a list over several lines ends with one */
    const char *comment;   /* "//" */
    /* A member's name and what stands before its value. */
    void (*key)(struct str *out, struct json_span token);
    void (*number)(struct str *out, struct json_span number);
    /* NULL, or true for an object that `object` would make something else of: it is written as `odd_object`. */
    bool (*is_odd)(struct json_span object);
    const char *odd_object[2];
};
struct writer {
    struct str *out;
    const struct literals *literals;
    unsigned indent;
};
/* White space before a row. */
void write_row(struct writer *writer);
void write_value(struct writer *writer, struct json_span value);
/* The string as a value of the language. */
void write_text(struct writer *writer, const char *text);
void write_number(struct str *out, struct json_span number);

/* ---- calls ---- */

/* What a call may consist of, in the order in which they are written. */
enum field {
    FIELD_PREVIOUS_ID, FIELD_USER_ID, FIELD_ANONYMOUS_ID, FIELD_GROUP_ID, FIELD_EVENT, FIELD_CATEGORY, FIELD_NAME,
    FIELD_PROPERTIES, FIELD_TRAITS, FIELD_CONTEXT, FIELD_INTEGRATIONS, FIELDS
};
/* False when the call has none, or null. */
bool field_value(const struct snippet_call *call, enum field field, struct json_span *value);
/* Whether calls of its type have it at all. */
bool field_belongs(enum message_type type, enum field field);

/* What stands in a context of its own accord: names, ended by NULL. */
extern const char *const written_by_sdks[], *const written_by_browsers[];
/* True when there is something to tell. */
bool context_is_told(const struct snippet_call *call, const char *const *left_out);
/* The call's context with its batch's under it, and the missing groupId with a comment. */
void write_context(struct writer *writer, const struct snippet_call *call, const char *const *left_out);

/* Languages whose calls are named fields in a row. */
struct fielded {
    const struct literals *literals;
    const char *const *names;  /* of the FIELDS */
    const char *open, *close;  /* %s in `open` is the call's name */
    const char *const *calls;  /* names by message_type */
    const char *field;         /* "%s: " */
    const char *setup;         /* the first line, a comment */
    /* Stands before and behind a field's value; NULL: nothing does. */
    const char *(*around)(enum field field, bool behind);
};
bool write_fielded(const struct fielded *language, const struct snippet_call *call, struct str *out);

#endif
