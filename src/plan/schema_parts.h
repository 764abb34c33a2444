/* What the files of the JSON Schema validator share. */
#ifndef PLAN_SCHEMA_PARTS_H
#define PLAN_SCHEMA_PARTS_H

#include "base/arena.h"
#include "base/str.h"
#include "schema.h"

struct schema_keyword;
struct format;

/* A name or an expression, and the schema of what has it. */
struct schema_named {
    const char *name;
    struct pattern *pattern;
    struct schema_node *node; /* NULL: `names` instead */
    const struct json *names; /* an array of strings, for dependencies */
};

/* What is said of the members of an object. Of a call many schemas are asked that were not for a while, so that little memory
 * is looked at for each member: that comes first. */
struct schema_members {
    struct json_names names; /* of `named`, in its order, or of `required`; none when they are too many */
    struct schema_asked {
        const struct schema_node *node; /* NULL: anything will do */
        unsigned types;                 /* that is all it asks for; 0: it asks for more */
    } *asked;                    /* of each of `names` */
    uint64_t required_bits;      /* what `properties` looks for too, in the same walk, by their numbers among `names` */
    const struct json *required; /* the same; NULL: nothing */
    struct schema_named *named, *patterns;
    size_t named_count, pattern_count;
};

/* A keyword, or a few that only mean something together, as it stands in one schema. */
struct schema_rule {
    const struct schema_keyword *keyword;
    const struct json *value;
    double number;
    unsigned types; /* of `type` */
    struct pattern *pattern;
    struct schema_node **nodes; /* a list of schemas */
    size_t node_count;
    struct schema_members *members;
    bool is_idle; /* another rule of its schema does its work */
    struct schema_node *node, *then, *otherwise;
    const struct format *format; /* NULL: one nobody checks */
    bool of_type;                /* of a value of another type than `type` says it has nothing to add */
};

/* One schema, compiled: `true` has no rules. */
struct schema_node {
    bool refuses;              /* `false` */
    bool is_type;              /* there is no other rule */
    unsigned types;            /* of its first rule, if that is `type` */
    struct schema_node *other; /* $ref: everything beside it is ignored */
    struct schema_rule *rules;
    size_t rule_count;
};

struct schema {
    struct arena arena; /* everything but the expressions */
    struct schema_node *root;
    const struct json *json;
    struct pattern **patterns;
    size_t pattern_count, pattern_cap;
};

/* ---- compiling ---- */

struct schema_compiler;

/* Where the compiler is: the innermost $id resolved, and the place in the schema. */
struct schema_place {
    const char *base;
    const char *pointer;
};

/* What a keyword's compile function may ask for. All return false or NULL after setting the error. */
struct schema_node *schema_compile(struct schema_compiler *compiler, const struct json *json, struct schema_place place);
bool schema_compile_list(struct schema_compiler *compiler, struct schema_rule *rule, const struct json *array,
                         struct schema_place place);
struct pattern *schema_compile_pattern(struct schema_compiler *compiler, const char *text, struct schema_place place);
bool schema_refuse(struct schema_compiler *compiler, struct schema_place place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void *schema_alloc(struct schema_compiler *compiler, size_t count, size_t size);
/* The place of a member below. */
struct schema_place schema_below(struct schema_compiler *compiler, struct schema_place place, const char *key);
struct schema_place schema_below_index(struct schema_compiler *compiler, struct schema_place place, size_t index);

/* ---- checking ---- */

/* A place in the instance: the way back to the root lies on the stack. */
struct schema_path {
    const struct schema_path *parent;
    const char *key; /* NULL: `index` */
    size_t index;
};

struct schema_checker {
    planned_report *report; /* NULL while alternatives are tried */
    void *to;
    struct pattern_room *room, *own_room; /* where patterns are matched; perhaps made for this check */
    size_t told;
    unsigned depth;
    unsigned long steps;
    bool gave_up;
    struct str pointer, expected, found;
};

bool schema_check_node(struct schema_checker *checker, const struct schema_node *node, const struct json *value,
                       const struct schema_path *path);
/* Checks without telling. */
bool schema_try(struct schema_checker *checker, const struct schema_node *node, const struct json *value,
                const struct schema_path *path);
/* Counts `cost` steps; false when there are none left. */
bool schema_step(struct schema_checker *checker, unsigned long cost);
/* Whether an expression matches somewhere in the text. An expression that takes too long is told by giving up. */
bool schema_matches(struct schema_checker *checker, const struct pattern *pattern, const char *text);
/* Tells of a violation, unless alternatives are being tried: what is in checker->expected was expected, and the value found
 * instead (NULL: nothing). Always returns false. `missing` is a member below the path, or NULL. */
bool schema_violated(struct schema_checker *checker, const char *keyword, const struct json *value,
                     const struct schema_path *path, const char *missing);
/* Sets checker->expected, which begins empty; returns false when nobody listens and no text is needed. */
bool schema_expect(struct schema_checker *checker, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* ---- values ---- */

/* The types a value has, a bit for each; a whole number has two. */
enum { TYPE_NULL = 1, TYPE_BOOLEAN = 2, TYPE_INTEGER = 4, TYPE_NUMBER = 8, TYPE_STRING = 16, TYPE_ARRAY = 32, TYPE_OBJECT = 64 };
unsigned schema_types(const struct json *value);
/* Equal as JSON Schema means it: 1 is 1.0, members in any order. */
bool schema_equal(const struct json *a, const struct json *b);
/* Equal values have equal hashes. */
uint64_t schema_hash(const struct json *value);
/* A value for people, on one line, shortened. */
void schema_describe(struct str *out, const struct json *value);

/* ---- keywords ---- */

struct schema_keyword {
    const char *names[4]; /* the first one there decides the order; NULL behind the last */
    bool (*compile)(struct schema_compiler *compiler, struct schema_rule *rule, const struct json *schema,
                    struct schema_place place);
    bool (*check)(struct schema_checker *checker, const struct schema_rule *rule, const struct json *value,
                  const struct schema_path *path);
};

/* Compiles a keyword whose value is how many there may be: a whole number from 0. */
bool schema_compile_count(struct schema_compiler *compiler, struct schema_rule *rule, const struct json *schema,
                          struct schema_place place);

extern const struct schema_keyword schema_keywords_any[];
extern const struct schema_keyword schema_keywords_number[];
extern const struct schema_keyword schema_keywords_string[];
extern const struct schema_keyword schema_keywords_format[];
extern const struct schema_keyword schema_keywords_array[];
extern const struct schema_keyword schema_keywords_object[];
extern const struct schema_keyword schema_keywords_logic[];

#endif
