#include "forms.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/num.h"
#include "safe.h"
#include "text_parts.h"

#define SAYINGS_SHOWN 10u
#define CALLS_SHOWN 3u
#define SDKS_SHOWN 3
#define TEXT_WIDTH 100u

static void put_pooled(struct str *out, const struct world *world, uint32_t text)
{
    safe_puts(out, strpool_text(world->pool, text), strpool_length(world->pool, text));
}

static void put_count(struct str *out, uint64_t count, const char *one, const char *many)
{
    char digits[NUM_TEXT_SIZE];
    str_printf(out, "%s %s", num_format(count, digits), count == 1 ? one : many);
}

void text_wrapped(struct str *out, const char *indent, const char *text)
{
    while (*text != '\0') {
        size_t n = strlen(text), room = TEXT_WIDTH - strlen(indent), cut = n;
        if (n > room) {
            for (cut = room; cut > 0 && text[cut] != ' '; cut--) {
            }
            cut = cut == 0 ? n : cut;
        }
        str_puts(out, indent);
        str_append(out, text, cut);
        str_putc(out, '\n');
        text += cut + (text[cut] == ' ');
    }
}

/* Of findings of one day the times of day are enough. */
static bool is_of_one_day(const struct finding_group *group)
{
    char first[CLOCK_ISO_SIZE], last[CLOCK_ISO_SIZE];
    return strncmp(clock_format_date(group->first, first), clock_format_date(group->last, last), strlen("2026-11-23")) == 0;
}

/* Nothing where only the order of lines is known. */
static void put_when(struct str *out, const char *before, int64_t us, bool one_day, const char *behind)
{
    char time[CLOCK_ISO_SIZE];
    if (us >= CLOCK_EARLIEST) {
        str_printf(out, "%s%s%s", before, one_day ? clock_format_time(us, time) : clock_format_date(us, time), behind);
    }
}

static void put_call(struct str *out, const struct world *world, uint64_t id, bool one_day)
{
    const struct message *message = store_get(&world->store, id);
    if (message == NULL) {
        str_printf(out, "        call %llu, no longer in memory (--max-messages)\n", (unsigned long long)id);
        return;
    }
    str_puts(out, "        ");
    put_when(out, "", message->received, one_day, "  ");
    str_printf(out, "call %llu  %s", (unsigned long long)id, message_type_name((enum message_type)message->type));
    const uint32_t texts[] = {message->label, message->user != STRPOOL_NONE ? message->user : message->anonymous,
                              message->account};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (texts[i] != STRPOOL_NONE) {
            str_puts(out, i == 2 ? " @ " : "  ");
            put_pooled(out, world, texts[i]);
        }
    }
    str_putc(out, '\n');
}

/* The first calls of which a rule says this. */
static void put_calls(struct str *out, const struct world *world, const struct finding_saying *saying)
{
    const struct idlist *numbers = &world->findings.groups[saying->rule].findings;
    bool one_day = is_of_one_day(&world->findings.groups[saying->rule]);
    uint64_t shown = 0;
    size_t i = idlist_find(numbers, saying->first_number);
    for (; i < idlist_count(numbers) && shown < CALLS_SHOWN && shown < saying->count; i++) {
        const struct finding *finding = findings_get(&world->findings, idlist_at(numbers, i));
        if (!findings_says(&world->findings, finding, saying)) {
            continue;
        }
        put_call(out, world, finding->message, one_day);
        if (saying->text == STRPOOL_NONE) {
            str_puts(out, "            ");
            put_pooled(out, world, finding->text);
            str_putc(out, '\n');
        }
        shown++;
    }
    if (saying->count > shown) {
        str_puts(out, "        and ");
        put_count(out, saying->count - shown, "more\n", "more\n");
    }
}

static void put_saying(struct str *out, const struct world *world, const struct finding_saying *saying)
{
    str_printf(out, "    %s: ", severity_name((enum severity)saying->severity));
    if (saying->text == STRPOOL_NONE && saying->kind == STRPOOL_NONE) {
        str_puts(out, "various");
    }
    put_pooled(out, world, saying->text != STRPOOL_NONE ? saying->text : saying->kind);
    str_putc(out, '\n');
    put_calls(out, world, saying);
}

/* In the SDKs that most of the calls came from. */
static void put_cures(struct str *out, const struct findings *findings, size_t row)
{
    const struct rule *rule = rules_table[row];
    unsigned told = 0;
    str_puts(out, "    cure:\n");
    text_wrapped(out, "        ", rule->cure);
    for (int i = 0; i < SDKS_SHOWN; i++) {
        enum sdk sdk = findings_sdk(findings, row, told);
        if (sdk == SDK_UNKNOWN) {
            return;
        }
        told |= 1u << sdk;
        str_printf(out, "        %s:\n", sdk_name(sdk));
        for (const char *line = rule_cure_in(rule, sdk); *line != '\0'; line += line[0] == '\n') {
            size_t n = strcspn(line, "\n");
            str_printf(out, "            %.*s\n", (int)n, line);
            line += n;
        }
    }
}

/* When a rule spoke first and last. */
static void put_span(struct str *out, const struct finding_group *group)
{
    bool one_day = is_of_one_day(group);
    put_when(out, "  ", group->first, one_day, "");
    if (group->last != group->first) {
        put_when(out, " to ", group->last, one_day, "");
    }
    str_putc(out, '\n');
}

static void put_rule(struct report *report, size_t row)
{
    const struct world *world = report->world;
    const struct rule *rule = rules_table[row];
    const struct finding_group *group = &world->findings.groups[row];
    struct str *out = &report->out;
    size_t count;
    struct finding_saying *sayings = findings_sayings(&world->findings, row, &count);
    if (sayings == NULL) {
        return;
    }
    str_printf(out, "\n%s  ", rule->id);
    put_count(out, group->counts[SEVERITY_ERROR] + group->counts[SEVERITY_WARNING] + group->counts[SEVERITY_NOTE], "finding",
              "findings");
    put_span(out, group);
    for (size_t i = 0; i < count && i < SAYINGS_SHOWN; i++) {
        put_saying(out, world, &sayings[i]);
    }
    if (count > SAYINGS_SHOWN) {
        str_puts(out, "    and ");
        put_count(out, count - SAYINGS_SHOWN, "thing more of this kind\n", "things more of this kind\n");
    }
    put_cures(out, &world->findings, row);
    free(sayings);
    report_drain(report);
}

static void put_overview(struct report *report)
{
    const struct world *world = report->world;
    struct str *out = &report->out;
    put_count(out, world->calls, "call", "calls");
    str_puts(out, ", ");
    put_count(out, world->links.user_count - world->links.visitor_count, "user", "users");
    str_puts(out, ", ");
    put_count(out, world->accounts.count - 1, "account", "accounts");
    str_puts(out, ", ");
    put_count(out, links_shown(&world->links), "link\n", "links\n");
    if (world->resent > 0) {
        put_count(out, world->resent, "call was sent again\n", "calls were sent again\n");
    }
    if (world->refused > 0) {
        put_count(out, world->refused, "request was refused\n", "requests were refused\n");
    }
    if (world->bad_lines > 0) {
        put_count(out, world->bad_lines, "line is no call\n", "lines are no calls\n");
    }
}

static void put_filter(struct report *report)
{
    if (report->filter != NULL) {
        str_puts(&report->out, "findings and flows of calls that match: ");
        safe_puts(&report->out, report->filter, strlen(report->filter));
        str_putc(&report->out, '\n');
    }
}

void report_text(struct report *report)
{
    const uint64_t *counts = report->world->findings.counts;
    struct str *out = &report->out;
    put_overview(report);
    put_filter(report);
    text_plan(report);
    for (size_t i = 0; i < rules_count; i++) {
        put_rule(report, i);
    }
    text_flows(report);
    str_putc(out, '\n');
    put_count(out, counts[SEVERITY_ERROR], "error, ", "errors, ");
    put_count(out, counts[SEVERITY_WARNING], "warning, ", "warnings, ");
    put_count(out, counts[SEVERITY_NOTE], "note", "notes");
    size_t broken = flows_counted(report->world->flows, FLOW_STATE_BROKEN);
    if (broken > 0) {
        str_puts(out, ", ");
        put_count(out, broken, "broken flow", "broken flows");
    }
    const char *verdict = report->failed ? "failed" : report->world->bad_lines > 0 ? "not read in full" : "passed";
    str_printf(out, ": %s (--fail-on %s)\n", verdict, severity_name(report->fail_on));
}
