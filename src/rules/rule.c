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

void remarks_add(struct remarks *remarks, enum severity severity, const char *path, const char *format, ...)
{
    if (remarks->count == RULE_MAX_REMARKS) {
        return;
    }
    struct remark *remark = &remarks->items[remarks->count++];
    remark->severity = severity;
    remark->path = path;
    va_list args;
    va_start(args, format);
    vsnprintf(remark->text, sizeof remark->text, format, args);
    va_end(args);
    remark->text[utf8_floor(remark->text, strlen(remark->text))] = '\0';
}
