#include "rule.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/near.h"
#include "base/utf8.h"

const char *severity_name(enum severity severity)
{
    static const char *const names[SEVERITIES] = {"note", "warning", "error"};
    return names[severity];
}

const char *rule_category_name(enum rule_category category)
{
    static const char *const names[RULE_CATEGORIES] = {"account", "identity", "spec", "hygiene", "plan"};
    return names[category];
}

static void set_path(struct remark *remark, const char *path)
{
    size_t n = strlen(path);
    while (n >= sizeof remark->path || (n > 0 && path[n] != '\0' && path[n] != '/')) {
        n--;
    }
    memcpy(remark->path, path, n);
    remark->path[n] = '\0';
}

/* Cut at a code point where it is too long. */
static void set_text(char text[RULE_MAX_TEXT], const char *format, va_list args)
{
    size_t n = strlen(format);
    if (n < RULE_MAX_TEXT && memchr(format, '%', n) == NULL) { /* as most kinds are */
        memcpy(text, format, n + 1);
        return;
    }
    vsnprintf(text, RULE_MAX_TEXT, format, args);
    text[utf8_floor(text, strlen(text))] = '\0';
}

void remarks_add(struct remarks *remarks, enum severity severity, const char *path, const char *format, ...)
{
    remarks->dropped = remarks->count == RULE_MAX_REMARKS;
    if (remarks->dropped) {
        return;
    }
    struct remark *remark = &remarks->items[remarks->count++];
    remark->severity = severity;
    remark->kind[0] = '\0';
    remark->once[0] = remark->once[1] = STRPOOL_NONE;
    set_path(remark, path);
    va_list args;
    va_start(args, format);
    set_text(remark->text, format, args);
    va_end(args);
}

void remarks_kind(struct remarks *remarks, const char *format, ...)
{
    if (remarks->dropped || remarks->count == 0) {
        return;
    }
    va_list args;
    va_start(args, format);
    set_text(remarks->items[remarks->count - 1].kind, format, args);
    va_end(args);
}

void remarks_once(struct remarks *remarks, uint32_t a, uint32_t b)
{
    if (!remarks->dropped && remarks->count > 0) {
        remarks->items[remarks->count - 1].once[0] = a;
        remarks->items[remarks->count - 1].once[1] = b;
    }
}

struct rule_name rule_name_of(const char *text)
{
    struct rule_name name;
    size_t n = utf8_floor(text, strnlen(text, RULE_MAX_NAME));
    memcpy(name.text, text, n);
    name.text[n] = '\0';
    return name;
}

struct rule_name rule_name(const struct strpool *pool, uint32_t id)
{
    return rule_name_of(strpool_text(pool, id));
}

uint32_t rule_user(const struct rule_input *input)
{
    const struct message *message = input->message;
    const struct history *history = input->history;
    if (message->user != STRPOOL_NONE || message->anonymous == STRPOOL_NONE) {
        return message->user;
    }
    return history->user_of(history->self, message->anonymous, message_moment(message, input->id));
}

size_t rules_find(const char *id)
{
    size_t row = 0;
    while (row < rules_count && strcmp(rules_table[row]->id, id) != 0) {
        row++;
    }
    return row;
}

size_t rules_nearest(const char *id)
{
    size_t best = rules_count;
    unsigned least = (unsigned)strlen(id) / 2 + 1; /* more than half of its letters wrong: something else is meant */
    for (size_t row = 0; row < rules_count; row++) {
        unsigned distance = near_distance(id, rules_table[row]->id);
        /* One word of it is as good as nearly all of it. */
        distance = strlen(id) >= 4 && strstr(rules_table[row]->id, id) != NULL ? 1 : distance;
        if (distance < least) {
            least = distance;
            best = row;
        }
    }
    return best;
}

const char *rule_cure_in(const struct rule *rule, enum sdk sdk)
{
    const struct rule_cure *cure = rule->cures;
    while (cure != NULL && cure->text != NULL && cure->sdk != sdk) {
        cure++;
    }
    return cure == NULL ? NULL : cure->text;
}
