#include "settings.h"

#include <stdlib.h>
#include <string.h>

#include "base/glob.h"
#include "base/xalloc.h"

#define SHOWN 80 /* of what was given, in messages */

const char *rule_level_name(enum rule_level level)
{
    static const char *const names[RULE_LEVELS] = {"default", "off", "note", "warning", "error"};
    return names[level];
}

void rule_settings_init(struct rule_settings *settings)
{
    *settings = (struct rule_settings){0};
}

void rule_settings_done(struct rule_settings *settings)
{
    for (size_t i = 0; i < settings->ignore_count; i++) {
        free(settings->ignores[i].glob);
    }
    free(settings->ignores);
}

static bool no_rule(const char *id, struct err *err)
{
    size_t nearest = rules_nearest(id);
    if (nearest == rules_count) {
        return err_set(err, "no rule is called \"%.*s\"; `callboard rules` lists them", SHOWN, id);
    }
    return err_set(err, "no rule is called \"%.*s\"; did you mean %s? `callboard rules` lists them", SHOWN, id,
                   rules_table[nearest]->id);
}

static uint64_t all_rules(void)
{
    return rules_count == RULES_MAX ? UINT64_MAX : (UINT64_C(1) << rules_count) - 1;
}

/* Splits at `separator`: the rules that stand before it, and what stands behind. 0 and `err` when there are none. */
static uint64_t take_rules(const char *text, char separator, const char **rest, struct err *err)
{
    const char *at = strchr(text, separator);
    if (at == NULL) {
        err_set(err, "\"%.*s\" is not of the form %s", SHOWN, text, separator == '=' ? "RULE=LEVEL" : "RULE:NAME");
        return 0;
    }
    char *id = xstrndup(text, (size_t)(at - text));
    size_t row = rules_find(id);
    uint64_t rules = strcmp(id, "*") == 0 ? all_rules() : row < rules_count ? UINT64_C(1) << row : 0;
    if (rules == 0) {
        no_rule(id, err);
    }
    free(id);
    *rest = at + 1;
    return rules;
}

static bool find_level(const char *name, enum rule_level *level, struct err *err)
{
    for (unsigned i = 0; i < RULE_LEVELS; i++) {
        if (strcmp(rule_level_name((enum rule_level)i), name) == 0) {
            *level = (enum rule_level)i;
            return true;
        }
    }
    return err_set(err, "a rule is set to error, warning, note, off or default, not to \"%.*s\"", SHOWN, name);
}

bool rule_settings_level(struct rule_settings *settings, const char *text, struct err *err)
{
    enum rule_level level = RULE_DEFAULT;
    const char *name;
    uint64_t rules = take_rules(text, '=', &name, err);
    if (rules == 0 || !find_level(name, &level, err)) {
        return false;
    }
    for (size_t row = 0; row < rules_count; row++) {
        if ((rules >> row & 1) != 0) {
            settings->levels[row] = level;
        }
    }
    return true;
}

bool rule_settings_ignore(struct rule_settings *settings, const char *text, struct err *err)
{
    const char *glob;
    uint64_t rules = take_rules(text, ':', &glob, err);
    if (rules == 0) {
        return false;
    }
    if (glob[0] == '\0') {
        return err_set(err, "nothing stands behind \"%.*s\": the name of an event is meant, in which * stands for any text and ? "
                            "for one character", SHOWN, text);
    }
    if (settings->ignore_count == RULE_MAX_IGNORES) {
        return err_set(err, "there are more than %d patterns to ignore", RULE_MAX_IGNORES);
    }
    settings->ignores = xgrow(settings->ignores, &settings->ignore_cap, settings->ignore_count + 1, sizeof *settings->ignores);
    settings->ignores[settings->ignore_count++] = (struct rule_ignore){rules, xstrdup(glob)};
    return true;
}

uint64_t rule_settings_enabled(const struct rule_settings *settings)
{
    uint64_t enabled = 0;
    for (size_t row = 0; row < rules_count; row++) {
        enabled |= (uint64_t)(settings->levels[row] != RULE_OFF) << row;
    }
    return enabled;
}

uint64_t rule_settings_ignored(const struct rule_settings *settings, const char *name)
{
    uint64_t ignored = 0;
    for (size_t i = 0; i < settings->ignore_count; i++) {
        ignored |= glob_matches(settings->ignores[i].glob, name) ? settings->ignores[i].rules : 0;
    }
    return ignored;
}

enum severity rule_settings_severity(const struct rule_settings *settings, size_t row, enum severity severity)
{
    enum rule_level level = settings->levels[row];
    return level >= RULE_TO_NOTE ? (enum severity)(level - RULE_TO_NOTE) : severity;
}
