#include "schema_parts.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/strpool.h"
#include "base/xalloc.h"
#include "schema_uri.h"

#define DEPTH_MAX 200
#define ARENA_CHUNK ((size_t)2 << 10)
#define TEXTS_CHUNK ((size_t)16 << 10)
#define POINTER_MAX ((size_t)4 << 10)

/* A schema that can be referred to by name: its $id, resolved. */
struct named_schema {
    const char *uri;
    const struct json *json;
};

struct schema_compiler {
    struct schema *schema;
    struct arena texts;         /* what is only needed to compile: what is asked of every call lies close together */
    struct err *err;
    const struct json *root;
    struct strpool *met;        /* schemas that have been begun, so that references may go in circles: address -> */
    struct schema_node **nodes; /* by number there */
    size_t node_cap;
    struct named_schema *ids;
    size_t id_count, id_cap;
    unsigned depth;
};

void *schema_alloc(struct schema_compiler *compiler, size_t count, size_t size)
{
    void *memory = arena_alloc(&compiler->schema->arena, count > 0 ? count * size : 1);
    memset(memory, 0, count * size);
    return memory;
}

bool schema_refuse(struct schema_compiler *compiler, struct schema_place place, const char *format, ...)
{
    char what[256];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    return err_set(compiler->err, "%.180s: %s", place.pointer[0] == '\0' ? "the schema" : place.pointer, what);
}

struct schema_place schema_below(struct schema_compiler *compiler, struct schema_place place, const char *key)
{
    struct str pointer;
    str_init(&pointer, POINTER_MAX);
    str_puts(&pointer, place.pointer);
    str_putc(&pointer, '/');
    for (; *key != '\0'; key++) {
        if (*key == '~' || *key == '/') {
            str_puts(&pointer, *key == '~' ? "~0" : "~1");
        } else {
            str_putc(&pointer, *key);
        }
    }
    struct schema_place below = {place.base, arena_strndup(&compiler->texts, pointer.data, pointer.len)};
    str_done(&pointer);
    return below;
}

struct schema_place schema_below_index(struct schema_compiler *compiler, struct schema_place place, size_t index)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%zu", index);
    return schema_below(compiler, place, digits);
}

/* ---- names ---- */

/* $id beside $ref is ignored, as everything is. */
static const char *base_of(struct schema_compiler *compiler, const struct json *json, const char *base)
{
    const char *id = json_string(json_member(json, "$id"));
    bool counts = id != NULL && !json_is(json_member(json, "$ref"), JSON_STRING);
    return counts ? schema_uri_resolve(&compiler->texts, base, id) : base;
}

static void collect_ids(struct schema_compiler *compiler, const struct json *json, const char *base, unsigned depth);

/* What holds schemas: one, a list, or one for each member. */
static void collect_below(struct schema_compiler *compiler, const struct json *member, const char *base, unsigned depth)
{
    static const char *const one[] = {"additionalItems", "items", "contains", "additionalProperties", "propertyNames", "if",
                                      "then", "else", "not", NULL};
    static const char *const list[] = {"items", "allOf", "anyOf", "oneOf", NULL};
    static const char *const map[] = {"definitions", "properties", "patternProperties", "dependencies", NULL};
    static const struct {
        const char *const *names;
        enum json_kind kind;
        bool is_schema;
    } forms[] = {{one, JSON_OBJECT, true}, {list, JSON_ARRAY, false}, {map, JSON_OBJECT, false}};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const char *const *name = forms[i].names;
        while (*name != NULL && strcmp(*name, json_key(member)) != 0) {
            name++;
        }
        if (*name == NULL || !json_is(member, forms[i].kind)) {
            continue;
        }
        if (forms[i].is_schema) {
            collect_ids(compiler, member, base, depth);
            continue;
        }
        for (const struct json *child = json_first(member); child != NULL; child = json_next(child)) {
            collect_ids(compiler, child, base, depth);
        }
    }
}

static void collect_ids(struct schema_compiler *compiler, const struct json *json, const char *base, unsigned depth)
{
    if (!json_is(json, JSON_OBJECT) || depth > DEPTH_MAX || json_is(json_member(json, "$ref"), JSON_STRING)) {
        return;
    }
    const char *here = base_of(compiler, json, base);
    if (here != base) {
        compiler->ids = xgrow(compiler->ids, &compiler->id_cap, compiler->id_count + 1, sizeof *compiler->ids);
        compiler->ids[compiler->id_count++] = (struct named_schema){here, json};
    }
    here = schema_uri_document(&compiler->texts, here);
    for (const struct json *member = json_first(json); member != NULL; member = json_next(member)) {
        collect_below(compiler, member, here, depth + 1);
    }
}

static const struct json *find_id(const struct schema_compiler *compiler, const char *uri)
{
    for (size_t i = 0; i < compiler->id_count; i++) {
        size_t n = strlen(compiler->ids[i].uri);
        n -= n > 0 && compiler->ids[i].uri[n - 1] == '#';
        if (strlen(uri) == n && memcmp(compiler->ids[i].uri, uri, n) == 0) {
            return compiler->ids[i].json;
        }
    }
    return NULL;
}

/* ---- references ---- */

/* One reference token of a JSON Pointer, unescaped, cut off `*pointer`. */
static char *take_token(struct schema_compiler *compiler, const char **pointer)
{
    size_t n = strcspn(*pointer + 1, "/");
    char *token = arena_strndup(&compiler->texts, *pointer + 1, n), *to = token;
    *pointer += 1 + n;
    for (const char *from = token; *from != '\0'; from++) {
        bool is_escape = from[0] == '~' && (from[1] == '0' || from[1] == '1');
        *to++ = !is_escape ? *from : from[1] == '0' ? '~' : '/';
        from += is_escape;
    }
    *to = '\0';
    return token;
}

static const struct json *child_of(const struct json *json, const char *token)
{
    if (!json_is(json, JSON_ARRAY)) {
        return json_member(json, token);
    }
    const struct json *child = json_first(json);
    size_t index = 0;
    bool is_index = token[0] != '\0' && token[strspn(token, "0123456789")] == '\0' && strlen(token) < 10;
    for (const char *digit = token; is_index && *digit != '\0'; digit++) {
        index = index * 10 + (size_t)(*digit - '0');
    }
    while (is_index && child != NULL && index-- > 0) {
        child = json_next(child);
    }
    return is_index ? child : NULL;
}

/* The schema a reference names, and its place. */
static const struct json *find_reference(struct schema_compiler *compiler, const char *uri, struct schema_place *place)
{
    struct arena *arena = &compiler->texts;
    const char *document = schema_uri_document(arena, uri), *fragment = schema_uri_fragment(arena, uri);
    const struct json *json = document[0] == '\0' ? compiler->root : find_id(compiler, document);
    *place = (struct schema_place){document, ""};
    if (fragment[0] != '/' && fragment[0] != '\0') {
        return find_id(compiler, uri);
    }
    while (json != NULL && fragment[0] == '/') {
        const char *token = take_token(compiler, &fragment);
        json = child_of(json, token);
        *place = schema_below(compiler, *place, token);
        if (json != NULL && fragment[0] == '/') {
            place->base = base_of(compiler, json, place->base);
        }
    }
    return json;
}

static bool compile_reference(struct schema_compiler *compiler, struct schema_node *node, const char *reference,
                              struct schema_place place)
{
    struct schema_place there;
    const char *uri = schema_uri_resolve(&compiler->texts, place.base, reference);
    const struct json *json = find_reference(compiler, uri, &there);
    if (json == NULL) {
        return schema_refuse(compiler, place, "$ref \"%.120s\" names nothing in this document, and no other is read: copy what "
                                              "it means under definitions and refer to it there", reference);
    }
    node->other = schema_compile(compiler, json, there);
    return node->other != NULL;
}

/* ---- keywords ---- */

static const struct schema_keyword *const tables[] = {
    schema_keywords_any, schema_keywords_number, schema_keywords_string, schema_keywords_format, schema_keywords_array,
    schema_keywords_object, schema_keywords_logic,
};
#define TABLES (sizeof tables / sizeof *tables)

static bool stands_in(const struct schema_keyword *keyword, const struct json *json)
{
    for (size_t i = 0; i < 4 && keyword->names[i] != NULL; i++) {
        if (json_member(json, keyword->names[i]) != NULL) {
            return true;
        }
    }
    return false;
}

static size_t count_rules(const struct json *json)
{
    size_t count = 0;
    for (size_t i = 0; i < TABLES; i++) {
        for (const struct schema_keyword *keyword = tables[i]; keyword->names[0] != NULL; keyword++) {
            count += stands_in(keyword, json);
        }
    }
    return count;
}

static bool compile_rules(struct schema_compiler *compiler, struct schema_node *node, const struct json *json,
                          struct schema_place place)
{
    node->rules = schema_alloc(compiler, count_rules(json), sizeof *node->rules);
    for (size_t i = 0; i < TABLES; i++) {
        for (const struct schema_keyword *keyword = tables[i]; keyword->names[0] != NULL; keyword++) {
            struct schema_rule *rule = &node->rules[node->rule_count];
            if (!stands_in(keyword, json)) {
                continue;
            }
            *rule = (struct schema_rule){.keyword = keyword, .value = json_member(json, keyword->names[0])};
            if (!keyword->compile(compiler, rule, json, place)) {
                return false;
            }
            node->rule_count += !rule->is_idle;
        }
    }
    node->types = node->rule_count > 0 ? node->rules[0].types : 0;
    node->is_type = node->rule_count == 1 && node->types != 0;
    return true;
}

static bool fill(struct schema_compiler *compiler, struct schema_node *node, const struct json *json,
                 struct schema_place place)
{
    if (json_is(json, JSON_TRUE) || json_is(json, JSON_FALSE)) {
        node->refuses = json_is(json, JSON_FALSE);
        return true;
    }
    if (!json_is(json, JSON_OBJECT)) {
        return schema_refuse(compiler, place, "a schema is an object, true or false");
    }
    const char *reference = json_string(json_member(json, "$ref"));
    if (reference != NULL) {
        return compile_reference(compiler, node, reference, place);
    }
    place.base = base_of(compiler, json, place.base);
    return compile_rules(compiler, node, json, place);
}

struct schema_node *schema_compile(struct schema_compiler *compiler, const struct json *json, struct schema_place place)
{
    uint32_t met = strpool_find(compiler->met, (const char *)&json, sizeof json);
    if (met != STRPOOL_NONE) {
        return compiler->nodes[met];
    }
    if (compiler->depth == DEPTH_MAX) {
        schema_refuse(compiler, place, "schemas stand more than %d deep in one another", DEPTH_MAX);
        return NULL;
    }
    struct schema_node *node = schema_alloc(compiler, 1, sizeof *node);
    met = strpool_intern(compiler->met, (const char *)&json, sizeof json);
    compiler->nodes = xgrow(compiler->nodes, &compiler->node_cap, (size_t)met + 1, sizeof *compiler->nodes);
    compiler->nodes[met] = node;
    compiler->depth++;
    bool done = fill(compiler, node, json, place);
    compiler->depth--;
    return done ? node : NULL;
}

bool schema_compile_list(struct schema_compiler *compiler, struct schema_rule *rule, const struct json *array,
                         struct schema_place place)
{
    rule->nodes = schema_alloc(compiler, json_count(array), sizeof(struct schema_node *));
    for (const struct json *item = json_first(array); item != NULL; item = json_next(item)) {
        struct schema_node *node = schema_compile(compiler, item, schema_below_index(compiler, place, rule->node_count));
        if (node == NULL) {
            return false;
        }
        rule->nodes[rule->node_count++] = node;
    }
    return true;
}

struct pattern *schema_compile_pattern(struct schema_compiler *compiler, const char *text, struct schema_place place)
{
    struct err err;
    struct schema *schema = compiler->schema;
    struct pattern *pattern = pattern_new(text, &err);
    if (pattern == NULL) {
        schema_refuse(compiler, place, "%s", err.text);
        return NULL;
    }
    schema->patterns = xgrow(schema->patterns, &schema->pattern_cap, schema->pattern_count + 1, sizeof *schema->patterns);
    schema->patterns[schema->pattern_count++] = pattern;
    return pattern;
}

/* ---- whole ---- */

static struct schema_node *compile_root(struct schema *schema, const struct json *root, struct err *err)
{
    struct schema_compiler compiler = {.schema = schema, .err = err, .root = root, .met = strpool_new(SIZE_MAX)};
    arena_init(&compiler.texts, TEXTS_CHUNK);
    collect_ids(&compiler, root, "", 0);
    struct schema_node *node = schema_compile(&compiler, root, (struct schema_place){"", ""});
    arena_done(&compiler.texts);
    strpool_free(compiler.met);
    free(compiler.nodes);
    free(compiler.ids);
    return node;
}

struct schema *schema_new(struct json_span text, struct err *err)
{
    struct schema *schema = xcalloc(1, sizeof *schema);
    arena_init(&schema->arena, ARENA_CHUNK);
    const struct json *root = json_parse(&schema->arena, text);
    if (root == NULL) {
        err_set(err, "the schema is nested too deeply to be read");
    } else {
        schema->json = root;
        schema->root = compile_root(schema, root, err);
    }
    if (schema->root == NULL) {
        schema_free(schema);
        return NULL;
    }
    return schema;
}

const struct json *schema_json(const struct schema *schema)
{
    return schema->json;
}

void schema_free(struct schema *schema)
{
    for (size_t i = 0; schema != NULL && i < schema->pattern_count; i++) {
        pattern_free(schema->patterns[i]);
    }
    if (schema != NULL) {
        free(schema->patterns);
        arena_done(&schema->arena);
        free(schema);
    }
}
