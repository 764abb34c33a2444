#include "schema_parts.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define DEPTH_MAX 400u
#define STEPS_MAX 2000000ul
#define TEXT_MAX_BYTES ((size_t)1 << 10)

bool schema_step(struct schema_checker *checker, unsigned long cost)
{
    checker->gave_up = checker->gave_up || checker->steps < cost;
    checker->steps -= checker->gave_up ? 0 : cost;
    return !checker->gave_up;
}

bool schema_check_node(struct schema_checker *checker, const struct schema_node *node, const struct json *value,
                       const struct schema_path *path)
{
    if (checker->depth == DEPTH_MAX || !schema_step(checker, 1)) {
        checker->gave_up = true;
        return false;
    }
    if (node->refuses) {
        schema_expect(checker, "no such thing");
        return schema_violated(checker, "false", value, path, NULL);
    }
    bool holds = true;
    checker->depth++;
    if (node->other != NULL) {
        holds = schema_check_node(checker, node->other, value, path);
    }
    bool fits = node->types == 0 || (schema_types(value) & node->types) != 0;
    size_t i = node->types != 0 && fits; /* `type` holds, as nearly always */
    for (; i < node->rule_count && (holds || checker->report != NULL) && !checker->gave_up; i++) {
        const struct schema_rule *rule = &node->rules[i];
        holds = ((!fits && rule->of_type) || rule->keyword->check(checker, rule, value, path)) && holds;
    }
    checker->depth--;
    return holds;
}

bool schema_try(struct schema_checker *checker, const struct schema_node *node, const struct json *value,
                const struct schema_path *path)
{
    planned_report *report = checker->report;
    checker->report = NULL;
    bool holds = schema_check_node(checker, node, value, path);
    checker->report = report;
    return holds;
}

bool schema_matches(struct schema_checker *checker, const struct pattern *pattern, const char *text)
{
    size_t n = strlen(text);
    if (!schema_step(checker, 1 + n / 64)) {
        return false;
    }
    if (checker->room == NULL) {
        checker->room = checker->own_room = pattern_room_new();
    }
    enum pattern_result result = pattern_match(pattern, checker->room, text, n);
    checker->gave_up = checker->gave_up || result == PATTERN_TOO_LONG;
    return result == PATTERN_MATCH;
}

/* ---- telling ---- */

/* Most calls are as planned and need no texts. */
static void make_texts(struct schema_checker *checker)
{
    if (checker->pointer.data == NULL) {
        str_init(&checker->pointer, TEXT_MAX_BYTES);
        str_init(&checker->expected, TEXT_MAX_BYTES);
        str_init(&checker->found, TEXT_MAX_BYTES);
    }
}

bool schema_expect(struct schema_checker *checker, const char *format, ...)
{
    char text[256];
    va_list args;
    if (checker->report == NULL) {
        return false;
    }
    make_texts(checker);
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    str_clear(&checker->expected);
    str_puts(&checker->expected, text);
    return true;
}

static void put_path(struct str *out, const struct schema_path *path)
{
    if (path == NULL) {
        return;
    }
    put_path(out, path->parent);
    str_putc(out, '/');
    if (path->key == NULL) {
        str_printf(out, "%zu", path->index);
    }
    for (const char *key = path->key; key != NULL && *key != '\0'; key++) {
        if (*key == '~' || *key == '/') {
            str_puts(out, *key == '~' ? "~0" : "~1");
        } else {
            str_putc(out, *key);
        }
    }
}

bool schema_violated(struct schema_checker *checker, const char *keyword, const struct json *value,
                     const struct schema_path *path, const char *missing)
{
    if (checker->report == NULL || checker->told == SCHEMA_VIOLATIONS_MAX) {
        return false;
    }
    struct schema_path member = {path, missing, 0};
    make_texts(checker);
    str_clear(&checker->pointer);
    put_path(&checker->pointer, missing != NULL ? &member : path);
    str_clear(&checker->found);
    schema_describe(&checker->found, value);
    checker->told++;
    checker->report(checker->to, &(struct planned_violation){
                                     .pointer = checker->pointer.data,
                                     .keyword = keyword,
                                     .expected = checker->expected.data,
                                     .found = checker->found.data,
                                 });
    return false;
}

bool schema_check(const struct schema *schema, const struct json *value, struct pattern_room *room, planned_report *report,
                  void *to)
{
    struct schema_checker checker = {.report = report, .to = to, .room = room, .steps = STEPS_MAX};
    bool holds = schema_check_node(&checker, schema->root, value, NULL);
    if (checker.gave_up) {
        holds = false;
        checker.told = 0; /* this one is always told */
        schema_expect(&checker, "a schema that can be decided: this one takes too many steps or goes in circles");
        schema_violated(&checker, "$ref", value, NULL, NULL);
    }
    pattern_room_free(checker.own_room);
    if (checker.pointer.data != NULL) {
        str_done(&checker.pointer);
        str_done(&checker.expected);
        str_done(&checker.found);
    }
    return holds;
}
