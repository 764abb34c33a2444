#include "table.h"

#include <string.h>

#include "places.h"

#define SHOWN 40

/* A number with an exponent, or with more digits than doubles go: it becomes infinity. */
static bool is_past_all(struct json_span number)
{
    return number.n > 309 || memchr(number.p, 'e', number.n) != NULL || memchr(number.p, 'E', number.n) != NULL;
}

static void check(const struct rule_input *input, struct remarks *remarks)
{
    struct rule_place places[RULE_MAX_REMARKS];
    size_t count = rule_places(input, FACT_UNSAFE_INTEGER, places);
    for (size_t i = 0; i < count; i++) {
        int shown = places[i].where.n < SHOWN ? (int)places[i].where.n : SHOWN;
        const char *name = rule_place_name(&places[i]);
        if (is_past_all(places[i].where)) {
            remarks_add(remarks, SEVERITY_WARNING, places[i].path,
                        "%.120s is %.*s: more than a number can be for most programs, it becomes null or infinity", name, shown,
                        places[i].where.p);
            remarks_kind(remarks, "%.120s is more than a number can be for most programs: it becomes null or infinity", name);
        } else {
            remarks_add(remarks, SEVERITY_WARNING, places[i].path,
                        "%.120s is %.*s: beyond 2^53 JavaScript and most destinations lose digits. Send it as a string", name,
                        shown, places[i].where.p);
            remarks_kind(remarks, "%.120s is beyond 2^53, where JavaScript and most destinations lose digits: send it as a string",
                         name);
        }
    }
}

static const struct rule_cure cures[] = {
    {SDK_BROWSER, "// as text from the start: a number has lost its digits already\n"
                  "analytics.track('Report Opened', { report_id: '9007199254740993' })"},
    {SDK_NODE, "// BigInt, or the text the database gave\n"
               "properties: { report_id: String(report.id) }"},
    {SDK_PYTHON, "properties={'report_id': str(report.id)}"},
    {SDK_RUBY, "properties: { report_id: report.id.to_s }"},
    {SDK_GO, "Properties: analytics.NewProperties().\n"
             "    Set(\"report_id\", strconv.FormatInt(report.ID, 10))"},
    {SDK_PHP, "'properties' => ['report_id' => (string) $report->id]"},
    {SDK_JAVA, "properties.put(\"report_id\", Long.toString(report.getId()));"},
    {SDK_DOTNET, "{ \"report_id\", report.Id.ToString() }"},
    {SDK_KOTLIN, "put(\"report_id\", report.id.toString())"},
    {SDK_SWIFT, "[\"report_id\": String(report.id)]"},
    {SDK_UNKNOWN, NULL},
};

const struct rule rule_unsafe_integer = {
    .id = "unsafe-integer",
    .category = RULES_HYGIENE,
    .gravest = SEVERITY_WARNING,
    .title = "integer that loses digits",
    .why = "JavaScript and everything that reads JSON numbers as doubles holds integers exactly up to 2^53 "
           "(9,007,199,254,740,992). Of larger ones the last digits change on the way, and ids that differ become the same.",
    .cure = "Send ids as strings, always. Snowflake ids, 64-bit keys and times in nanoseconds are what usually grows so long.",
    .example = "{\"type\":\"track\",\"userId\":\"u_1\",\"event\":\"Report Opened\",\"properties\":{\"report_id\":9007199254740993},"
               "\"context\":{\"groupId\":\"acme\"}}",
    .cures = cures,
    .types = RULE_ALL_CALLS,
    .facts = FACT_BIT(FACT_UNSAFE_INTEGER),
    .time = RULE_ON_ARRIVAL,
    .check = check,
};
