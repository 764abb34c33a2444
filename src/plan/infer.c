#include "infer.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/xalloc.h"
#include "infer_parts.h"
#include "model/mask.h"
#include "plan.h"

#define CHUNK ((size_t)64 << 10)
#define TEXTS_MAX ((size_t)256 << 20)
#define VALUE_MAX 32

const char *infer_type_name(enum message_type type)
{
    static const char *const names[MESSAGE_TYPES] = {
        [MESSAGE_TRACK] = "TRACK",       [MESSAGE_PAGE] = "PAGE",   [MESSAGE_SCREEN] = "SCREEN",
        [MESSAGE_IDENTIFY] = "IDENTIFY", [MESSAGE_GROUP] = "GROUP",
    };
    return names[type];
}

struct infer *infer_new(void)
{
    struct infer *infer = xcalloc(1, sizeof *infer);
    arena_init(&infer->arena, CHUNK);
    infer->pool = strpool_new(TEXTS_MAX);
    return infer;
}

void infer_free(struct infer *infer)
{
    arena_done(&infer->arena);
    strpool_free(infer->pool);
    for (size_t i = 0; i < MESSAGE_TYPES; i++) {
        textmap_done(&infer->rows[i]);
    }
    free(infer->events);
    free(infer);
}

/* ---- values ---- */

static struct infer_node *node_new(struct infer *infer, uint32_t name)
{
    if (infer->nodes == INFER_NODES_MAX || name == STRPOOL_OVERFLOW) {
        return NULL;
    }
    struct infer_node *node = arena_alloc(&infer->arena, sizeof *node);
    *node = (struct infer_node){.name = name};
    infer->nodes++;
    return node;
}

/* A plan is written in UTF-8, where other bytes could not stand for themselves. */
static bool can_be_written(const char *text)
{
    return utf8_valid(text, strlen(text));
}

/* And it is passed on. */
static bool can_be_a_name(const char *text)
{
    return can_be_written(text) && !mask_holds_card(text);
}

/* NULL when there are too many, or it can be no name. The newest stands first, so that those of one call are found at once in the
 * next. */
static struct infer_node *member_of(struct infer *infer, struct infer_node *parent, const char *key)
{
    static const char *const group_only[] = {"groupId", NULL};
    uint32_t name = strpool_intern(infer->pool, key, strlen(key));
    for (struct infer_node *node = parent->first; node != NULL; node = node->next) {
        if (node->name == name) {
            return node;
        }
    }
    bool fits = parent->member_count < INFER_MEMBERS_MAX && can_be_a_name(key);
    struct infer_node *node = fits ? node_new(infer, name) : NULL;
    if (node != NULL) {
        bool is_context = parent->only != NULL && strcmp(key, "context") == 0;
        node->only = is_context ? group_only : NULL;
        node->next = parent->first;
        parent->first = node;
        parent->member_count++;
    }
    return node;
}

static bool counts(const struct infer_node *parent, const char *key)
{
    const char *const *name = parent->only;
    while (name != NULL && *name != NULL && strcmp(*name, key) != 0) {
        name++;
    }
    return name == NULL || *name != NULL;
}

/* One of few words, as opposed to an id, an address, a date or what somebody wrote. */
static bool is_word(const char *text)
{
    size_t n = strlen(text), spaces = 0, digits = 0;
    for (const char *c = text; *c != '\0'; c++) {
        digits = *c >= '0' && *c <= '9' ? digits + 1 : 0;
        spaces += *c == ' ';
        if (digits == 3 || strchr("@/\\:?&=<>{}[]", *c) != NULL || (unsigned char)*c < ' ') {
            return false;
        }
    }
    return n > 0 && n <= VALUE_MAX && spaces <= 2 && can_be_written(text);
}

static void note_text(struct infer *infer, struct infer_node *node, const char *text)
{
    node->strings++;
    node->any_text = node->any_text || !is_word(text);
    if (node->any_text) {
        return;
    }
    uint32_t value = strpool_intern(infer->pool, text, strlen(text));
    for (unsigned i = 0; i < node->value_count; i++) {
        if (node->values[i] == value) {
            return;
        }
    }
    node->any_text = node->value_count == INFER_VALUES_MAX || value == STRPOOL_OVERFLOW;
    if (!node->any_text) {
        node->values[node->value_count++] = value;
    }
}

static void visit(struct infer *infer, struct infer_node *node, const struct json *value, unsigned depth);

static void visit_members(struct infer *infer, struct infer_node *node, const struct json *object, unsigned depth)
{
    node->objects++;
    for (const struct json *member = json_first(object); member != NULL; member = json_next(member)) {
        struct infer_node *below = counts(node, json_key(member)) ? member_of(infer, node, json_key(member)) : NULL;
        if (below != NULL) {
            below->present += below->last_parent != node->objects; /* it may stand there twice */
            below->last_parent = node->objects;
            below->any_text = below->any_text || mask_is_secret_name(json_key(member)); /* a plan is passed on */
            visit(infer, below, member, depth + 1);
        }
    }
}

static void visit_elements(struct infer *infer, struct infer_node *node, const struct json *array, unsigned depth)
{
    for (const struct json *element = json_first(array); element != NULL; element = json_next(element)) {
        node->items = node->items == NULL ? node_new(infer, STRPOOL_NONE) : node->items;
        if (node->items != NULL) {
            visit(infer, node->items, element, depth + 1);
        }
    }
}

static void visit(struct infer *infer, struct infer_node *node, const struct json *value, unsigned depth)
{
    static const enum infer_kind kinds[] = {
        [JSON_NULL] = INFER_NULL,     [JSON_FALSE] = INFER_BOOLEAN, [JSON_TRUE] = INFER_BOOLEAN, [JSON_NUMBER] = INFER_NUMBER,
        [JSON_STRING] = INFER_STRING, [JSON_ARRAY] = INFER_ARRAY,   [JSON_OBJECT] = INFER_OBJECT,
    };
    enum json_kind kind = json_kind(value);
    node->kinds |= json_is_integer(value) ? INFER_INTEGER : kinds[kind];
    if (kind == JSON_STRING) {
        note_text(infer, node, json_string(value));
    } else if (kind == JSON_OBJECT && depth < INFER_DEPTH_MAX) {
        visit_members(infer, node, value, depth);
    } else if (kind == JSON_ARRAY && depth < INFER_DEPTH_MAX) {
        visit_elements(infer, node, value, depth);
    }
}

/* ---- events ---- */

/* NULL when there are too many, or it can be no name. */
static struct infer_event *add_event(struct infer *infer, enum message_type type, uint32_t name)
{
    static const char *const of_properties[] = {"properties", "context", NULL}, *const of_traits[] = {"traits", "context", NULL};
    bool full = infer->count == INFER_EVENTS_MAX || name == STRPOOL_OVERFLOW ||
                !can_be_a_name(strpool_text(infer->pool, name));
    struct infer_node *root = full ? NULL : node_new(infer, STRPOOL_NONE);
    if (root == NULL) {
        return NULL;
    }
    root->only = strcmp(plan_bag(type), "traits") == 0 ? of_traits : of_properties;
    textmap_set(&infer->rows[type], name, (uint32_t)infer->count);
    infer->events = xgrow(infer->events, &infer->cap, infer->count + 1, sizeof *infer->events);
    infer->events[infer->count] = (struct infer_event){.type = type, .name = name, .root = root};
    return &infer->events[infer->count++];
}

void infer_add(struct infer *infer, enum message_type type, const char *name, const struct json *tree)
{
    if (infer_type_name(type) == NULL || (type == MESSAGE_TRACK && name[0] == '\0') || !json_is(tree, JSON_OBJECT)) {
        return;
    }
    bool is_nameless = type == MESSAGE_IDENTIFY || type == MESSAGE_GROUP;
    uint32_t text = is_nameless ? STRPOOL_NONE : strpool_intern(infer->pool, name, strlen(name)), row = textmap_get(&infer->rows[type], text);
    struct infer_event *event = row != TEXTMAP_NONE ? &infer->events[row] : add_event(infer, type, text);
    if (event == NULL) {
        infer->left_out++;
        return;
    }
    event->calls++;
    visit(infer, event->root, tree, 0);
}

size_t infer_events(const struct infer *infer)
{
    return infer->count;
}

uint64_t infer_left_out(const struct infer *infer)
{
    return infer->left_out;
}
