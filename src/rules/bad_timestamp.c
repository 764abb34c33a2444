#include "table.h"

#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"

#define SHOWN 40
#define AHEAD (300 * CLOCK_S)                    /* clocks differ by less */
#define OLDEST (INT64_C(946684800) * CLOCK_S)    /* 2000-01-01: nothing was tracked before */
#define NEWEST (INT64_C(4102444800) * CLOCK_S)   /* 2100-01-01 */
#define SCALE 1000                               /* between seconds and milliseconds */

/* As it was sent, cut where it is long. */
static int shown(struct json_span value)
{
    return (int)(value.n <= SHOWN ? value.n : utf8_floor(value.p, SHOWN));
}

/* There is something, and no time can be made of it. */
static void check_readable(const struct rule_input *input, const char *path, struct remarks *remarks)
{
    bool is_sent = strcmp(path, "/sentAt") == 0;
    const char *effect = is_sent ? "the clocks cannot be compared" : "the call counts as made when it arrived";
    const struct json *node = json_member(input->tree, path + 1);
    struct json_span value;
    bool nothing = node == NULL || json_is(node, JSON_NULL) || (json_is(node, JSON_STRING) && json_text(node) == NULL);
    if (!nothing && jsontext_member(input->text, path + 1, &value)) {
        remarks_add(remarks, SEVERITY_WARNING, path, "%s is %.*s: no date that can be read, so %s", path + 1, shown(value),
                    value.p, effect);
        remarks_kind(remarks, "%s is no date that can be read, so %s", path + 1, effect);
    }
}

/* How much later it is than the call was told; 0 when that is not known. */
static int64_t ahead_of(const struct call_times *times)
{
    int64_t told = times->sent != CLOCK_NONE ? times->sent : times->arrived;
    return told == CLOCK_NONE ? 0 : times->own - told;
}

static void check_range(const struct rule_input *input, const char *path, struct remarks *remarks)
{
    const struct call_times *times = input->times;
    char date[CLOCK_ISO_SIZE], span[CLOCK_ISO_SIZE];
    if (times->own < OLDEST) {
        bool seconds = times->own > OLDEST / SCALE && times->own < NEWEST / SCALE;
        remarks_add(remarks, SEVERITY_WARNING, path, "%s is %.10s: nothing was tracked then%s", path + 1,
                    clock_format_iso(times->own, date), seconds ? ". Seconds taken for milliseconds look so" : "");
        remarks_kind(remarks, "%s is before 2000: nothing was tracked then", path + 1);
    } else if (ahead_of(times) > AHEAD) {
        bool sent = times->sent != CLOCK_NONE;
        remarks_add(remarks, SEVERITY_WARNING, path, "%s is %s later than %s: nothing happens after it was told", path + 1,
                    clock_format_span(ahead_of(times), span), sent ? "sentAt" : "the call's arrival");
        remarks_kind(remarks, "%s is later than %s: nothing happens after it was told", path + 1,
                     sent ? "sentAt" : "the call's arrival");
    }
}

static void check(const struct rule_input *input, struct remarks *remarks)
{
    const struct call_times *times = input->times;
    if (times->own == CLOCK_NONE) {
        check_readable(input, "/timestamp", remarks);
        check_readable(input, "/originalTimestamp", remarks);
    } else if (times->own < OLDEST || ahead_of(times) > AHEAD) {
        bool first = json_member(input->tree, "timestamp") != NULL;
        check_range(input, first ? "/timestamp" : "/originalTimestamp", remarks);
    }
    if (times->sent == CLOCK_NONE) {
        check_readable(input, "/sentAt", remarks);
    }
}

static const struct rule_cure cures[] = {
    {SDK_BROWSER, "// leave it out, or\n"
                  "analytics.track('Report Opened', {}, { timestamp: new Date() })"},
    {SDK_NODE, "analytics.track({ userId, event, timestamp: new Date() })"},
    {SDK_PYTHON, "analytics.track('u_1', 'Report Opened', {},\n"
                 "    timestamp=datetime.now(timezone.utc))"},
    {SDK_RUBY, "analytics.track(user_id: 'u_1', event: 'Report Opened',\n"
               "                timestamp: Time.now.utc)"},
    {SDK_GO, "analytics.Track{UserId: \"u_1\", Event: \"Report Opened\",\n"
             "    Timestamp: time.Now().UTC()}"},
    {SDK_PHP, "'timestamp' => time() // seconds"},
    {SDK_JAVA, "TrackMessage.builder(\"Report Opened\").timestamp(new Date())"},
    {SDK_DOTNET, "new Options().SetTimestamp(DateTime.UtcNow)"},
    {SDK_UNKNOWN, NULL},
};

const struct rule rule_bad_timestamp = {
    .id = "bad-timestamp",
    .category = RULES_HYGIENE,
    .gravest = SEVERITY_WARNING,
    .title = "time that cannot be, or cannot be read",
    .why = "When a call was made decides where it stands in every funnel and report. A time nobody can read is replaced by the "
           "arrival's; one in the future or long past puts the event where nobody looks.",
    .cure = "Leave timestamp to the SDK, or send ISO 8601 with the zone: \"2026-11-23T14:02:11.204Z\". Numbers are taken apart by "
            "their size, seconds from milliseconds, and not by every service.",
    .example = "{\"type\":\"identify\",\"userId\":\"u_1\",\"traits\":{\"email\":\"ann@acme.io\"},\"timestamp\":\"23.11.2026 14:02\"}",
    .cures = cures,
    .types = RULE_ALL_CALLS,
    .time = RULE_ON_ARRIVAL,
    .check = check,
};
