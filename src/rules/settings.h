/* What a project says about the rules: how grave each is, and which events it does not look at. Given on the command line
 * (--rule, --ignore) and in callboard.conf; whatever is given later counts. */
#ifndef RULES_SETTINGS_H
#define RULES_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "rule.h"

#define RULE_MAX_IGNORES 256

/* How grave the remarks of a rule are: each as the rule says, or all of them the same. Off: it is not asked. */
enum rule_level { RULE_DEFAULT, RULE_OFF, RULE_TO_NOTE, RULE_TO_WARNING, RULE_TO_ERROR, RULE_LEVELS };
/* "default", "off", "note", "warning", "error". */
const char *rule_level_name(enum rule_level level);

/* Some rules (a bit per row) do not look at events whose name matches. */
struct rule_ignore {
    uint64_t rules;
    char *glob;
};

struct rule_settings {
    enum rule_level levels[RULES_MAX];
    struct rule_ignore *ignores;
    size_t ignore_count, ignore_cap;
};

void rule_settings_init(struct rule_settings *settings);
void rule_settings_done(struct rule_settings *settings);

/* "missing-group-id=warning", "*=off": of one rule or of all. False when it names no rule or no level: `err` tells what was
 * meant, or what is allowed. */
bool rule_settings_level(struct rule_settings *settings, const char *text, struct err *err);
/* "missing-group-id:Heartbeat*", "*:Heartbeat*": the events of track, the names of page and screen calls that match (base/glob)
 * are not looked at; other calls have the name "". Errors as above; also when there are too many. */
bool rule_settings_ignore(struct rule_settings *settings, const char *text, struct err *err);

/* The rules that are not off. */
uint64_t rule_settings_enabled(const struct rule_settings *settings);
/* The rules that do not look at events of this name. */
uint64_t rule_settings_ignored(const struct rule_settings *settings, const char *name);
/* How grave a remark is that the rule of this row calls `severity`. The rule is not off. */
enum severity rule_settings_severity(const struct rule_settings *settings, size_t row, enum severity severity);

#endif
