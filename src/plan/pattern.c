#include "pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>

#include "base/fatal.h"
#include "base/xalloc.h"

#define STEPS_MAX 100000u

/* struct pattern is pcre2_code under another name. */
static const pcre2_code *look(const struct pattern *pattern)
{
    return (const pcre2_code *)(const void *)pattern;
}

/* $ is the very end, \uXXXX a character, [] matches nothing; \d, \w and \s are ASCII's. */
static pcre2_code *compile(const char *text, int *code, size_t *at)
{
    const uint32_t options = PCRE2_UTF | PCRE2_ALT_BSUX | PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF |
                             PCRE2_ALLOW_EMPTY_CLASS | PCRE2_NEVER_BACKSLASH_C;
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    if (context != NULL) {
        pcre2_set_compile_extra_options(context, PCRE2_EXTRA_ALT_BSUX);
    }
    pcre2_code *pattern = pcre2_compile((PCRE2_SPTR)text, PCRE2_ZERO_TERMINATED, options, code, at, context);
    pcre2_compile_context_free(context);
    if (pattern != NULL) {
        pcre2_jit_compile(pattern, PCRE2_JIT_COMPLETE); /* where it cannot be, it is interpreted */
    }
    return pattern;
}

struct pattern *pattern_new(const char *text, struct err *err)
{
    int code;
    size_t at;
    pcre2_code *pattern = compile(text, &code, &at);
    if (pattern == NULL) {
        char message[128];
        pcre2_get_error_message(code, (PCRE2_UCHAR *)message, sizeof message);
        err_set(err, "\"%.80s\" is no expression, at character %zu: %s", text, at, message);
    }
    return (struct pattern *)(void *)pattern;
}

void pattern_free(struct pattern *pattern)
{
    pcre2_code_free((pcre2_code *)(void *)pattern);
}

struct pattern_room {
    pcre2_match_context *context;
    pcre2_match_data *data;
};

struct pattern_room *pattern_room_new(void)
{
    struct pattern_room *room = xmalloc(sizeof *room);
    *room = (struct pattern_room){pcre2_match_context_create(NULL), pcre2_match_data_create(1, NULL)};
    if (room->context == NULL || room->data == NULL) {
        fatal("out of memory");
    }
    pcre2_set_match_limit(room->context, STEPS_MAX);
    pcre2_set_depth_limit(room->context, STEPS_MAX);
    return room;
}

void pattern_room_free(struct pattern_room *room)
{
    if (room != NULL) {
        pcre2_match_data_free(room->data);
        pcre2_match_context_free(room->context);
        free(room);
    }
}

enum pattern_result pattern_match(const struct pattern *pattern, struct pattern_room *room, const char *text, size_t n)
{
    int result = pcre2_match(look(pattern), (PCRE2_SPTR)text, n, 0, 0, room->data, room->context);
    if (result < PCRE2_ERROR_NOMATCH) { /* machine code has a small stack: what it gives up is not given up yet */
        result = pcre2_match(look(pattern), (PCRE2_SPTR)text, n, 0, PCRE2_NO_JIT, room->data, room->context);
    }
    if (result == PCRE2_ERROR_MATCHLIMIT || result == PCRE2_ERROR_DEPTHLIMIT || result == PCRE2_ERROR_NOMEMORY) {
        return PATTERN_TOO_LONG;
    }
    return result >= 0 ? PATTERN_MATCH : PATTERN_NO_MATCH;
}
