#include "example.h"

#include <string.h>

#include "base/clock.h"

#define CALLS_MAX 100u
#define LINE_MAX_BYTES ((size_t)64 << 10)
#define START (INT64_C(1795442531) * CLOCK_S) /* when the first call comes, as long as none says otherwise */

static void only_this_rule(struct rule_settings *settings, size_t row)
{
    rule_settings_init(settings);
    for (size_t i = 0; i < rules_count; i++) {
        settings->levels[i] = i == row ? RULE_DEFAULT : RULE_OFF;
    }
}

static int64_t received(const struct capture *capture, size_t number)
{
    const struct json_span body = {capture->body, capture->body_size};
    struct json_span value;
    int64_t us;
    if (capture->received != CLOCK_NONE) {
        return capture->received;
    }
    bool says = jsontext_kind(body) == JSON_OBJECT && jsontext_member(body, "receivedAt", &value) && decode_time(value, &us);
    return says ? us : START + (int64_t)number * CLOCK_S;
}

static bool record(struct journal *journal, const char *lines, struct err *err)
{
    struct str scratch;
    bool recorded = true;
    str_init(&scratch, LINE_MAX_BYTES);
    for (size_t number = 0; *lines != '\0' && number < CALLS_MAX && recorded; number++) {
        struct capture capture;
        size_t n = strcspn(lines, "\n");
        enum capture_line line = capture_read(lines, n, &scratch, &capture);
        if (line == CAPTURE_LINE_RECORD || line == CAPTURE_LINE_FOREIGN) {
            capture.received = received(&capture, number);
            capture.method = capture.method[0] == '\0' ? "POST" : capture.method; /* what the journal holds are requests */
            capture.path = capture.path[0] == '\0' ? "/" : capture.path;
            recorded = journal_append(journal, &capture, err) == JOURNAL_RECORDED;
        }
        lines += n + (lines[n] == '\n');
    }
    str_done(&scratch);
    return recorded;
}

static void take_in(struct example *example)
{
    struct journal_reader *reader = journal_reader_new(example->journal);
    struct capture capture;
    while (journal_next(reader, &capture) == JOURNAL_CAPTURE) {
        world_feed(example->world, &capture);
    }
    world_finish(example->world);
    journal_reader_free(reader);
}

bool example_open(struct example *example, size_t row, struct err *err)
{
    const struct journal_options journal = {.max_size = JOURNAL_MAX_MEMORY};
    const struct rule *rule = rules_table[row];
    *example = (struct example){.world = world_new(CALLS_MAX)};
    only_this_rule(&example->settings, row);
    world_set_rules(example->world, &example->settings);
    if (rule->example_plan != NULL) {
        example->plan = plan_new(rule->example_plan, strlen(rule->example_plan), err);
        world_set_plan(example->world, example->plan);
    }
    example->journal = journal_create(&journal, err);
    if (example->journal == NULL || !record(example->journal, rule->example, err)) {
        return false;
    }
    world_look_back(example->world, example->journal);
    take_in(example);
    return true;
}

void example_close(struct example *example)
{
    world_free(example->world);
    if (example->journal != NULL) {
        journal_close(example->journal);
    }
    plan_free(example->plan);
    rule_settings_done(&example->settings);
}

const struct finding *example_finding(const struct example *example)
{
    const struct message *last = store_get(&example->world->store, example->world->store.next - 1);
    return last == NULL ? NULL : world_finding(example->world, last->finding);
}
