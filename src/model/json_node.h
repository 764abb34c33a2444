/* For files of this folder that walk every tree and every node of it: what json.h says of a node, without a call for each.
 * Nobody else includes it. */
#ifndef MODEL_JSON_NODE_H
#define MODEL_JSON_NODE_H

#include <cjson/cJSON.h>
#include <string.h>

#include "base/word.h"
#include "json.h"

/* struct json is cJSON under another name: one pointer type that nobody else can look into. */
static inline const cJSON *json_look(const struct json *node)
{
    return (const cJSON *)(const void *)node;
}

static inline const struct json *json_wrap(const cJSON *node)
{
    return (const struct json *)(const void *)node;
}

/* The first eight bytes of a tree's text, zeros behind its end; *ends is not 0 if that is among them, and tells where
 * (word_first). Texts lie in an arena, whose pieces are whole words: what is behind the end can be read, and does not count. */
static inline uint64_t json_head(const char *text, uint64_t *ends)
{
    uint64_t head = word_load(text);
    *ends = word_zero(head);
    return *ends == 0 ? head : head & ((UINT64_C(1) << word_first(*ends) * 8) - 1);
}

#endif
