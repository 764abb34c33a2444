#include "table.h"

#include <string.h>

static void remark(void *to, const struct planned_violation *violation)
{
    if (strcmp(violation->keyword, "required") == 0) {
        remarks_add(to, SEVERITY_ERROR, violation->pointer, "%.80s is missing: the plan requires it", violation->pointer);
    } else if (strcmp(violation->keyword, "additionalProperties") == 0) {
        remarks_add(to, SEVERITY_ERROR, violation->pointer, "%.80s is not in the plan, which allows nothing more here; found %.60s",
                    violation->pointer, violation->found);
        remarks_kind(to, "%.80s is not in the plan, which allows nothing more here", violation->pointer);
    } else {
        remarks_add(to, SEVERITY_ERROR, violation->pointer, "%.80s: the plan expects %.80s, found %.60s",
                    violation->pointer[0] == '\0' ? "the call" : violation->pointer, violation->expected, violation->found);
        remarks_kind(to, "%.80s: the plan expects %.80s", violation->pointer[0] == '\0' ? "the call" : violation->pointer,
                     violation->expected);
    }
}

static void check(const struct rule_input *input, struct remarks *remarks)
{
    const struct planned *plan = input->plan;
    if (plan != NULL) {
        plan->check(plan->self, input->planned, remark, remarks);
    }
}

const struct rule rule_plan_violation = {
    .id = "plan-violation",
    .category = RULES_PLAN,
    .gravest = SEVERITY_ERROR,
    .title = "call that is not as the tracking plan says",
    .why = "The plan is the contract with everyone who reads the data. A member that is missing or of another type breaks what "
           "was built on it, or is dropped on the way.",
    .cure = "Send the value the plan asks for at the place named, or change the plan if it is the plan that is wrong.",
    .example = "{\"type\":\"track\",\"userId\":\"u_17\",\"event\":\"Report Opened\",\"properties\":{\"report\":7},\"context\":{\"groupId\":\"acme\"}}",
    .example_plan = "{\"Report Opened\":{\"properties\":{\"report\":{\"type\":\"string\"}}}}",
    .types = RULE_ALL_CALLS,
    .time = RULE_ON_ARRIVAL,
    .check = check,
};
