#include "table.h"

#include "places.h"

static void check(const struct rule_input *input, struct remarks *remarks)
{
    struct rule_place places[RULE_MAX_REMARKS];
    size_t count = rule_places(input, FACT_DUPLICATE_KEY, places);
    for (size_t i = 0; i < count; i++) {
        remarks_add(remarks, SEVERITY_WARNING, places[i].path,
                    "%.120s stands twice: JavaScript takes the last one, other programs the first, or refuse the call",
                    rule_place_name(&places[i]));
    }
}

/* RFC 8259, section 4: what a program makes of names that are not unique is unpredictable. */
const struct rule rule_duplicate_key = {
    .id = "duplicate-key",
    .category = RULES_HYGIENE,
    .gravest = SEVERITY_WARNING,
    .title = "member that stands twice in its object",
    .why = "JSON does not say which of two members with one name counts. Most programs take the last, some the first, some "
           "refuse the call: what arrives depends on who reads it, and one of the two values is lost without a word.",
    .cure = "Send each name once. It happens where JSON is put together as text, or where two sources of properties are merged "
            "one behind the other: build an object or a map, and let a JSON library write it.",
    .example = "{\"type\":\"track\",\"userId\":\"u_1\",\"event\":\"Report Opened\",\"properties\":{\"plan\":\"free\",\"plan\":\"team\"},"
               "\"context\":{\"groupId\":\"acme\"}}",
    .types = RULE_ALL_CALLS,
    .facts = FACT_BIT(FACT_DUPLICATE_KEY),
    .time = RULE_ON_ARRIVAL,
    .check = check,
};
