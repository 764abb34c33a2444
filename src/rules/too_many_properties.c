#include "table.h"

#include "base/num.h"

#define LIMIT 10000u /* segment-docs: src/connections/rate-limits.md */

/* Each takes four bytes at least, `"":0` and a comma: most calls need not be looked into. */
#define SHORTEST (LIMIT * 4)

static void check(const struct rule_input *input, struct remarks *remarks)
{
    static const char *const bags[][2] = {{"properties", "/properties"}, {"traits", "/traits"}};
    char number[NUM_TEXT_SIZE];
    for (size_t i = 0; i < sizeof bags / sizeof *bags && input->message->length > SHORTEST; i++) {
        size_t count = json_count(json_member(input->tree, bags[i][0]));
        if (count > LIMIT) {
            remarks_add(remarks, SEVERITY_WARNING, bags[i][1], "the call has %s %s: Segment keeps 10,000 and drops the rest",
                        num_format(count, number), bags[i][0]);
        }
    }
}

const struct rule rule_too_many_properties = {
    .id = "too-many-properties",
    .category = RULES_HYGIENE,
    .gravest = SEVERITY_WARNING,
    .title = "more than 10,000 properties",
    .why = "Segment keeps at most 10,000 properties of one call; the values beyond are dropped without a word.",
    .cure = "Send values of one kind as one list or as several calls. Names made from data, such as one property for each "
            "product, are usually what makes so many.",
    .types = RULE_ALL_CALLS,
    .time = RULE_ON_ARRIVAL,
    .check = check,
};
