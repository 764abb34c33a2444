#include "rule.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

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

void remarks_add(struct remarks *remarks, enum severity severity, const char *path, const char *format, ...)
{
    if (remarks->count == RULE_MAX_REMARKS) {
        return;
    }
    struct remark *remark = &remarks->items[remarks->count++];
    remark->severity = severity;
    set_path(remark, path);
    va_list args;
    va_start(args, format);
    vsnprintf(remark->text, sizeof remark->text, format, args);
    va_end(args);
    remark->text[utf8_floor(remark->text, strlen(remark->text))] = '\0';
}
