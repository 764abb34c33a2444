#include "table.h"

#include "places.h"

static void check(const struct rule_input *input, struct remarks *remarks)
{
    struct rule_place places[RULE_MAX_REMARKS];
    size_t count = rule_places(input, FACT_NUL, places);
    for (size_t i = 0; i < count; i++) {
        bool again = i > 0 && input->facts->of[FACT_NUL].first[i - 1].p + 6 == places[i].where.p;
        if (!again) {
            remarks_add(remarks, SEVERITY_WARNING, places[i].path,
                        "%.120s holds \\u0000: databases refuse such text, and some programs end it there",
                        rule_place_name(&places[i]));
        }
    }
}

static const struct rule_cure cures[] = {
    {SDK_BROWSER, "text.replaceAll('\\0', '')"},
    {SDK_NODE, "text.replaceAll('\\0', '')"},
    {SDK_PYTHON, "text.replace('\\0', '')"},
    {SDK_RUBY, "text.delete(\"\\0\")"},
    {SDK_GO, "strings.ReplaceAll(text, \"\\x00\", \"\")"},
    {SDK_PHP, "str_replace(\"\\0\", '', $text)"},
    {SDK_JAVA, "text.replace(\"\\0\", \"\")"},
    {SDK_DOTNET, "text.Replace(\"\\0\", \"\")"},
    {SDK_UNKNOWN, NULL},
};

const struct rule rule_nul_in_string = {
    .id = "nul-in-string",
    .category = RULES_HYGIENE,
    .gravest = SEVERITY_WARNING,
    .title = "NUL character in a string",
    .why = "JSON may hold the character \\u0000, but PostgreSQL, Redshift and others refuse text with it, and programs written in C "
           "take it for the end. The row is lost in the warehouse, or the value cut short.",
    .cure = "Take the character out before the call. It comes from fields of fixed length, binary ids and files read as text: "
            "send those in hexadecimal or base64.",
    .example = "{\"type\":\"identify\",\"userId\":\"u_1\",\"traits\":{\"name\":\"Ann\\u0000\\u0000\"}}",
    .cures = cures,
    .types = RULE_ALL_CALLS,
    .facts = FACT_BIT(FACT_NUL),
    .time = RULE_ON_ARRIVAL,
    .check = check,
};
