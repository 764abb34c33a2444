#include "json_node.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

/* The four hex digits of \uXXXX behind `p`; 0x10000 when that is not what stands there. */
static unsigned escape_value(const char *p, const char *end)
{
    if (end - p < 6 || p[0] != '\\' || p[1] != 'u') {
        return 0x10000;
    }
    unsigned value = 0;
    for (int i = 2; i < 6; i++) {
        char c = p[i];
        unsigned digit = c <= '9' ? (unsigned)(c - '0') : (unsigned)((c | 0x20) - 'a' + 10);
        value = value * 16 + digit;
    }
    return value;
}

/* cJSON refuses half surrogates and ends a string at \u0000. Replaces both by \ufffd in a copy of the same length. */
static char *without_traps(struct json_span text)
{
    char *copy = xstrndup(text.p, text.n);
    char *end = copy + text.n;
    for (char *p = copy; (p = memchr(p, '\\', (size_t)(end - p))) != NULL;) {
        unsigned value = escape_value(p, end);
        if (value > 0xFFFF) {
            p += 2;
            continue;
        }
        unsigned low = escape_value(p + 6, end);
        if (value >= 0xD800 && value < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
            p += 12;
            continue;
        }
        if (value == 0 || (value >= 0xD800 && value < 0xE000)) {
            memcpy(p, "\\ufffd", 6);
        }
        p += 6;
    }
    return copy;
}

static bool has_escape(struct json_span text, const char *escape)
{
    return memmem(text.p, text.n, escape, strlen(escape)) != NULL;
}

static bool has_traps(struct json_span text)
{
    return has_escape(text, "\\u0000") || has_escape(text, "\\ud") || has_escape(text, "\\uD");
}

/* cJSON's hooks carry no argument, so where its memory comes from must stand in a static: set while a text is parsed,
 * on the owner thread only. A tree is some ninety small pieces, all dropped together; malloc was a fifth of the time a
 * call took. */
static struct arena *parsing;

static void *take_memory(size_t size)
{
    return arena_alloc(parsing, size);
}

static void keep_memory(void *piece)
{
    (void)piece; /* goes with the arena */
}

const struct json *json_parse_plain(struct arena *arena, struct json_span text)
{
    cJSON_Hooks hooks = {.malloc_fn = take_memory, .free_fn = keep_memory};
    parsing = arena;
    cJSON_InitHooks(&hooks);
    const cJSON *tree = cJSON_ParseWithLength(text.p, text.n);
    cJSON_InitHooks(NULL);
    parsing = NULL;
    return json_wrap(tree);
}

const struct json *json_parse(struct arena *arena, struct json_span text)
{
    if (memchr(text.p, '\\', text.n) == NULL || !has_traps(text)) {
        return json_parse_plain(arena, text);
    }
    char *copy = without_traps(text);
    const struct json *tree = json_parse_plain(arena, (struct json_span){copy, text.n});
    free(copy);
    return tree;
}

const char *json_library(void)
{
    return cJSON_Version();
}

bool json_is(const struct json *node, enum json_kind kind)
{
    static const int types[] = {
        [JSON_NULL] = cJSON_NULL,     [JSON_FALSE] = cJSON_False, [JSON_TRUE] = cJSON_True,
        [JSON_NUMBER] = cJSON_Number, [JSON_STRING] = cJSON_String, [JSON_ARRAY] = cJSON_Array,
        [JSON_OBJECT] = cJSON_Object,
    };
    return node != NULL && (json_look(node)->type & 0xFF) == types[kind];
}

const struct json *json_member(const struct json *object, const char *key)
{
    if (!json_is(object, JSON_OBJECT)) {
        return NULL;
    }
    const cJSON *found = NULL;
    for (const cJSON *child = json_look(object)->child; child != NULL; child = child->next) {
        if (child->string[0] == key[0] && strcmp(child->string, key) == 0) {
            found = child;
        }
    }
    return json_wrap(found);
}

void json_members(const struct json *object, const char *const names[], size_t count, const struct json *found[])
{
    memset(found, 0, count * sizeof *found);
    for (const struct json *member = json_first_member(object); member != NULL; member = json_next(member)) {
        const char *name = json_key(member);
        for (size_t i = 0; i < count; i++) {
            if (names[i][0] == name[0] && strcmp(names[i], name) == 0) {
                found[i] = member;
                break;
            }
        }
    }
}

const struct json *json_path(const struct json *object, const char *key, ...)
{
    va_list keys;
    va_start(keys, key);
    while (key != NULL && object != NULL) {
        object = json_member(object, key);
        key = va_arg(keys, const char *);
    }
    va_end(keys);
    return object;
}

size_t json_count(const struct json *node)
{
    bool holds = json_is(node, JSON_OBJECT) || json_is(node, JSON_ARRAY);
    size_t count = 0;
    for (const cJSON *child = holds ? json_look(node)->child : NULL; child != NULL; child = child->next) {
        count++;
    }
    return count;
}

const char *json_text(const struct json *node)
{
    return json_is(node, JSON_STRING) && json_look(node)->valuestring[0] != '\0' ? json_look(node)->valuestring : NULL;
}

const char *json_string(const struct json *node)
{
    return json_is(node, JSON_STRING) ? json_look(node)->valuestring : NULL;
}

enum json_kind json_kind(const struct json *node)
{
    /* By the bit that cJSON has for each; any other stands for nothing. */
    static const unsigned char kinds[] = {JSON_FALSE,  JSON_TRUE,  JSON_NULL,   JSON_NUMBER,
                                          JSON_STRING, JSON_ARRAY, JSON_OBJECT, JSON_NULL};
    _Static_assert(cJSON_False == 1 << 0 && cJSON_Number == 1 << 3 && cJSON_Object == 1 << 6, "in the order of the bits");
    return node == NULL ? JSON_NULL : (enum json_kind)kinds[__builtin_ctz((unsigned)json_look(node)->type | 1u << 7)];
}

double json_number(const struct json *node)
{
    return json_is(node, JSON_NUMBER) ? json_look(node)->valuedouble : 0;
}

bool json_is_integer(const struct json *node)
{
    return json_is(node, JSON_NUMBER) && floor(json_look(node)->valuedouble) == json_look(node)->valuedouble;
}

const struct json *json_first(const struct json *container)
{
    bool has_children = json_is(container, JSON_OBJECT) || json_is(container, JSON_ARRAY);
    return has_children ? json_wrap(json_look(container)->child) : NULL;
}

const struct json *json_next(const struct json *node)
{
    return json_wrap(json_look(node)->next);
}

const struct json *json_first_member(const struct json *object)
{
    return json_is(object, JSON_OBJECT) ? json_wrap(json_look(object)->child) : NULL;
}

static bool begins_so(const char *name, const uint32_t begins[32])
{
    uint32_t second = name == NULL ? 0 : begins[name[0] & 31];
    return second != 0 && (second & JSON_LETTER(name[1])) != 0;
}

const struct json *json_seek(const struct json *member, const uint32_t begins[32])
{
    const cJSON *node = json_look(member);
    while (node != NULL && !begins_so(node->string, begins)) {
        node = node->next;
    }
    return json_wrap(node);
}

static uint64_t begin_bit(const char *name)
{
    return UINT64_C(1) << (name[0] & 63);
}

void json_names_add(struct json_names *names, const char *text)
{
    char first[WORD_SIZE] = {0};
    memcpy(first, text, strnlen(text, sizeof first));
    assert(names->count < JSON_NAMES_MAX);
    names->begins |= begin_bit(text);
    names->items[names->count++] = (struct json_name){word_load(first), text};
}

/* The number of a member's name; names->count when it is none of them. */
static size_t find_name(const char *name, const struct json_names *names)
{
    uint64_t ends, head = json_head(name, &ends);
    size_t i = 0;
    for (; i < names->count; i++) {
        if (names->items[i].head == head && (ends != 0 || strcmp(names->items[i].text + WORD_SIZE, name + WORD_SIZE) == 0)) {
            break;
        }
    }
    return i;
}

const struct json *json_seek_named(const struct json *member, const struct json_names *names, size_t *which)
{
    for (const cJSON *node = json_look(member); node != NULL; node = node->next) {
        bool begins = node->string != NULL && (names->begins & begin_bit(node->string)) != 0;
        *which = begins ? find_name(node->string, names) : names->count;
        if (*which < names->count) {
            return json_wrap(node);
        }
    }
    return NULL;
}

const char *json_key(const struct json *member)
{
    return json_look(member)->string;
}

const struct json *json_string_node(struct arena *arena, const char *text)
{
    cJSON *node = arena_alloc(arena, sizeof *node);
    *node = (cJSON){.type = cJSON_String, .valuestring = arena_strndup(arena, text, strlen(text))};
    return json_wrap(node);
}

/* ---- laying one object over another ---- */

/* A node beside the original, in another list. */
static cJSON *copy_node(struct arena *arena, const cJSON *node)
{
    cJSON *copy = arena_alloc(arena, sizeof *copy);
    *copy = *node;
    copy->next = NULL;
    return copy;
}

/* An object of the same members. Returns where the next member goes. */
static cJSON **copy_object(struct arena *arena, cJSON *copy, const cJSON *object)
{
    cJSON **end = &copy->child;
    copy->child = NULL;
    for (const cJSON *member = object->child; member != NULL; member = member->next) {
        *end = copy_node(arena, member);
        end = &(*end)->next;
    }
    return end;
}

static cJSON *over(struct arena *arena, const cJSON *member, const cJSON *under)
{
    cJSON *copy = copy_node(arena, member);
    cJSON **end = copy_object(arena, copy, member);
    for (const cJSON *more = under->child; more != NULL; more = more->next) {
        if (json_member(json_wrap(member), more->string) == NULL) {
            *end = copy_node(arena, more);
            end = &(*end)->next;
        }
    }
    return copy;
}

const struct json *json_over(struct arena *arena, const struct json *object, const char *key, const struct json *under)
{
    const struct json *member = json_member(object, key);
    if (!json_is(object, JSON_OBJECT) || (member != NULL && !json_is(member, JSON_OBJECT))) {
        return object;
    }
    cJSON *copy = copy_node(arena, json_look(object)), **end = copy_object(arena, copy, json_look(object));
    if (member == NULL) {
        *end = copy_node(arena, json_look(under));
        (*end)->string = arena_strndup(arena, key, strlen(key));
        return json_wrap(copy);
    }
    for (cJSON **at = &copy->child; *at != NULL; at = &(*at)->next) {
        if (strcmp((*at)->string, key) == 0) {
            cJSON *merged = over(arena, *at, json_look(under)), *next = (*at)->next;
            *at = merged;
            merged->next = next;
        }
    }
    return json_wrap(copy);
}
