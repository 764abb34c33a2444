/* Nearly every call has no fact to tell, and its tree says so in a fraction of the time that its bytes take: keys and texts stand
 * alone there, with their ends, and numbers are read. And nearly every call has the keys of one that came before. */
#include "facts_parts.h"
#include "json_node.h"

#include <math.h>

#define COMPARED_MAX 256u /* keys, with those that stand before them */
#define FEW_DIGITS 1e14   /* a number below has less than a card number, and than what a double cannot hold */
#define MULTIPLIER UINT64_C(0x9E3779B97F4A7C15)

/* ---- keys ---- */

/* The keys of an object so far, each as a bit in both: a key whose two bits are there may be one of them. */
struct met {
    uint64_t one, two;
};

static bool may_be_met(struct met *met, struct json_span key)
{
    uint64_t ends, hash = json_head(key.p, &ends) * MULTIPLIER;
    if (ends == 0) {
        hash = (hash ^ hash >> 32 ^ word_load(key.p + key.n - WORD_SIZE)) * MULTIPLIER;
    }
    uint64_t one = UINT64_C(1) << (hash >> 58), two = UINT64_C(1) << (hash >> 52 & 63);
    bool may_be = (met->one & one) != 0 && (met->two & two) != 0;
    met->one |= one;
    met->two |= two;
    return may_be;
}

/* After too many comparisons it may. */
static bool may_stand_before(const cJSON *object, const cJSON *member, unsigned *compared)
{
    const cJSON *before = object->child;
    while (before != member && ++*compared < COMPARED_MAX && strcmp(before->string, member->string) != 0) {
        before = before->next;
    }
    return before != member;
}

/* A key that may stand twice, or that names a secret. */
static bool has_suspect_key(const cJSON *container, unsigned *compared)
{
    struct met met = {0, 0};
    size_t least;
    bool found = false;
    for (const cJSON *node = container->child; node != NULL && !found; node = node->next) {
        if (node->string != NULL) {
            struct json_span key = {node->string, strlen(node->string)};
            found = (may_be_met(&met, key) && may_stand_before(container, node, compared)) ||
                    (facts_may_be_secret(key) && facts_is_secret_name(key, &least));
        }
        found = found || has_suspect_key(node, compared);
    }
    return found;
}

/* ---- values, and the shape of the keys ---- */

/* What no name holds. */
enum { OPENED = 1, CLOSED = 2 };

static inline uint64_t mix(uint64_t shape, uint64_t word)
{
    shape = (shape ^ word) * MULTIPLIER;
    return shape ^ shape >> 32;
}

static inline uint64_t mix_name(uint64_t shape, const char *name)
{
    uint64_t ends, head = json_head(name, &ends);
    shape = mix(shape, head);
    while (ends == 0) {
        name += WORD_SIZE;
        head = json_head(name, &ends);
        shape = mix(shape, head);
    }
    return shape;
}

/* Too short for a card number, as most are, or none of its form, or an id. */
static inline bool is_suspect_text(const char *text, const char *name)
{
    uint64_t ends;
    json_head(text, &ends);
    if (ends != 0) {
        return false;
    }
    json_head(text + WORD_SIZE, &ends);
    if (ends != 0 && WORD_SIZE + word_first(ends) < FACTS_CARD_LEAST) {
        return false;
    }
    struct json_span value = {text, strlen(text)};
    return facts_may_hold_card(value) && !facts_is_id_name((struct json_span){name, strlen(name)});
}

static bool has_suspect_value(const cJSON *container, const char *name, uint64_t *shape);

static inline bool is_suspect_value(const cJSON *value, const char *name, uint64_t *shape)
{
    switch (value->type & 0xFF) {
    case cJSON_String:
        return is_suspect_text(value->valuestring, name);
    case cJSON_Number:
        return fabs(value->valuedouble) >= FEW_DIGITS;
    case cJSON_Array:
    case cJSON_Object:
        return has_suspect_value(value, name, shape);
    default:
        return false;
    }
}

/* What stands in an array goes by the array's name. */
static bool has_suspect_value(const cJSON *container, const char *name, uint64_t *shape)
{
    bool found = false;
    *shape = mix(*shape, OPENED);
    for (const cJSON *node = container->child; node != NULL && !found; node = node->next) {
        if (node->string != NULL) {
            name = node->string;
            *shape = mix_name(*shape, name);
        }
        found = is_suspect_value(node, name, shape);
    }
    *shape = mix(*shape, CLOSED);
    return found;
}

static bool is_suspect(const cJSON *tree, struct facts_shapes *shapes)
{
    uint64_t shape = 1;
    unsigned compared = 0;
    if (is_suspect_value(tree, "", &shape)) {
        return true;
    }
    uint64_t *known = &shapes->known[shape % FACTS_SHAPES];
    if (*known != shape && has_suspect_key(tree, &compared)) {
        return true;
    }
    *known = shape;
    return false;
}

void facts_of_call(struct json_span call, const struct json *tree, unsigned wanted, struct facts_shapes *shapes,
                   struct call_facts *facts)
{
    facts->found = 0;
    if (tree == NULL || is_suspect(json_look(tree), shapes)) {
        facts_of(call, wanted, facts);
    }
}
