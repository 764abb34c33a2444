/* callboard rules: what calls are judged by, and each rule explained. */
#include "run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "project/example.h"
#include "report/safe.h"

#define OUT_MAX ((size_t)1 << 20)
#define WIDTH 80u
#define INDENT "  "

/* What stands in the column of severities: what is set, or the gravest that the rule gives by itself. */
static const char *grave_as(const struct rule_settings *settings, size_t row)
{
    enum rule_level level = settings->levels[row];
    return level == RULE_DEFAULT ? severity_name(rules_table[row]->gravest) : rule_level_name(level);
}

static bool is_set(const struct rule_settings *settings, size_t row)
{
    return settings->levels[row] != RULE_DEFAULT;
}

#define EVERY_RULE SIZE_MAX

/* What a rule ignores by itself, or what all of them do, behind `before`; nothing when that is nothing. */
static void put_ignored(struct str *out, const struct rule_settings *settings, size_t row, const char *before)
{
    const char *joint = before;
    for (size_t i = 0; i < settings->ignore_count; i++) {
        uint64_t rules = settings->ignores[i].rules;
        bool every = (rules & (rules - 1)) != 0; /* a pattern is of one rule or of all */
        if (row == EVERY_RULE ? every : !every && rules >> row == 1) {
            str_puts(out, joint);
            safe_puts(out, settings->ignores[i].glob, strlen(settings->ignores[i].glob));
            joint = ", ";
        }
    }
    str_puts(out, joint == before ? "" : "\n");
}

static int id_width(void)
{
    size_t widest = 0;
    for (size_t row = 0; row < rules_count; row++) {
        size_t n = strlen(rules_table[row]->id);
        widest = n > widest ? n : widest;
    }
    return (int)widest;
}

static void put_row(struct str *out, const struct rule_settings *settings, size_t row, int width)
{
    const struct rule *rule = rules_table[row];
    str_printf(out, INDENT "%-*s  %-7s  %s", width, rule->id, grave_as(settings, row), rule->title);
    if (is_set(settings, row)) {
        str_printf(out, " (set; else %s)", severity_name(rule->gravest));
    }
    str_putc(out, '\n');
    char before[128];
    snprintf(before, sizeof before, INDENT "%*s  ignores  ", width, "");
    put_ignored(out, settings, row, before);
}

static void put_source(struct str *out, const struct options *options)
{
    put_ignored(out, &options->rules, EVERY_RULE, "\nAll of them ignore ");
    if (options->config_path != NULL) {
        str_puts(out, "\nSettings are read from ");
        safe_puts(out, options->config_path, strlen(options->config_path));
        str_puts(out, ".\n");
    }
}

static void put_list(struct str *out, const struct options *options)
{
    int width = id_width();
    str_puts(out, "Rules, with the gravest severity they give. `callboard rules RULE` explains one.\n");
    for (unsigned category = 0; category < RULE_CATEGORIES; category++) {
        str_printf(out, "\n%s%s\n", rule_category_name((enum rule_category)category),
                   category == RULES_PLAN ? " (with --plan)" : "");
        for (size_t row = 0; row < rules_count; row++) {
            if (rules_table[row]->category == category) {
                put_row(out, &options->rules, row, width);
            }
        }
    }
    put_source(out, options);
}

/* ---- one rule ---- */

static void put_wrapped(struct str *out, const char *text)
{
    size_t room = WIDTH - strlen(INDENT);
    while (*text != '\0') {
        size_t n = strlen(text), cut = n;
        if (n > room) {
            for (cut = room; cut > 0 && text[cut] != ' '; cut--) {
            }
            cut = cut == 0 ? n : cut;
        }
        str_puts(out, INDENT);
        safe_puts(out, text, cut);
        str_putc(out, '\n');
        text += cut + (text[cut] == ' ');
    }
}

static void put_lines(struct str *out, const char *text)
{
    for (;;) {
        size_t n = strcspn(text, "\n");
        str_puts(out, INDENT);
        safe_puts(out, text, n);
        str_putc(out, '\n');
        if (text[n] == '\0') {
            return;
        }
        text += n + 1;
    }
}

/* Findings are linked from the newest on, and told from the first. */
static void put_findings(struct str *out, const struct world *world, const struct finding *finding)
{
    if (finding == NULL) {
        return;
    }
    put_findings(out, world, world_finding(world, finding->next));
    struct str line;
    str_init(&line, RULE_MAX_TEXT + 64);
    str_printf(&line, "%s: %s", severity_name((enum severity)finding->severity), strpool_text(world->pool, finding->text));
    put_wrapped(out, line.data);
    str_done(&line);
}

static bool put_example(struct str *out, size_t row, struct err *err)
{
    const struct rule *rule = rules_table[row];
    struct example example;
    if (rule->example == NULL) {
        return true;
    }
    bool opened = example_open(&example, row, err);
    if (opened) {
        str_puts(out, "\nExample\n");
        put_lines(out, rule->example);
        if (rule->example_plan != NULL) {
            str_puts(out, "\n" INDENT "with the tracking plan\n");
            put_lines(out, rule->example_plan);
        }
        str_putc(out, '\n');
        put_findings(out, example.world, example_finding(&example));
    }
    example_close(&example);
    return opened;
}

static void put_cures(struct str *out, const struct rule *rule)
{
    str_puts(out, "\nCure\n");
    put_wrapped(out, rule->cure);
    enum sdk before = SDK_UNKNOWN;
    for (const struct rule_cure *cure = rule->cures; cure != NULL && cure->text != NULL; cure++) {
        str_printf(out, cure->sdk == before ? "" : "\n%s\n", sdk_name(cure->sdk));
        before = cure->sdk;
        put_lines(out, cure->text);
    }
}

static bool put_rule(struct str *out, const struct options *options, size_t row, struct err *err)
{
    const struct rule *rule = rules_table[row];
    const struct rule_settings *settings = &options->rules;
    str_printf(out, "%s: %s\n", rule->id, rule->title);
    str_printf(out, INDENT "%s; %s%s\n", rule_category_name(rule->category),
               is_set(settings, row) ? "set to " : rule->gravest == SEVERITY_NOTE ? "" : "at most ", grave_as(settings, row));
    put_ignored(out, settings, row, INDENT "ignores ");
    put_ignored(out, settings, EVERY_RULE, INDENT "like all rules, ignores ");
    str_puts(out, "\nWhy\n");
    put_wrapped(out, rule->why);
    if (!put_example(out, row, err)) {
        return false;
    }
    put_cures(out, rule);
    str_printf(out, "\nSettings, in callboard.conf or as options\n"
                    INDENT "rule %s = note  # error, warning, note, off, default\n"
                    INDENT "ignore %s = Heartbeat*\n"
                    INDENT "--rule %s=note\n"
                    INDENT "--ignore '%s:Heartbeat*'\n",
               rule->id, rule->id, rule->id, rule->id);
    return true;
}

static bool put(struct str *out, const struct options *options, struct err *err)
{
    if (options->file_count == 0) {
        put_list(out, options);
        return true;
    }
    const char *id = options->files[0];
    size_t row = rules_find(id), nearest = rules_nearest(id);
    if (row < rules_count) {
        return put_rule(out, options, row, err);
    }
    bool like = nearest < rules_count;
    return err_set(err, "no rule is called \"%.60s\"%s%s; `callboard rules` lists them", id, like ? "; like it: " : "",
                   like ? rules_table[nearest]->id : "");
}

int run_rules(const struct options *options)
{
    struct err err;
    struct str out;
    str_init(&out, OUT_MAX);
    bool told = put(&out, options, &err);
    bool written = told && fwrite(out.data, 1, out.len, stdout) == out.len && fflush(stdout) == 0;
    str_done(&out);
    return !told ? run_failed(&err, 2) : written ? EXIT_SUCCESS : EXIT_FAILURE;
}
