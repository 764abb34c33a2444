#include "table.h"

#include "cures.h"
#include "elsewhere.h"
#include "model/b2b.h"

static void check(const struct rule_input *input, struct remarks *remarks)
{
    struct elsewhere places[ELSEWHERE_MAX];
    char digits[ELSEWHERE_DIGITS], path[RULE_MAX_PATH];
    if (input->message->account != STRPOOL_NONE || elsewhere_find(input->tree, places) == 0) {
        return;
    }
    const struct elsewhere *place = &places[0];
    struct rule_name id = rule_name_of(elsewhere_id(place, digits));
    enum severity severity = b2b_event_of(input->message) != B2B_NONE ? SEVERITY_ERROR : SEVERITY_WARNING;
    elsewhere_path(place, path);
    if (place->is_group) {
        remarks_add(remarks, severity, path, "the account \"%s\" stands at %s: move it to context.groupId", id.text, path);
        remarks_kind(remarks, "the account stands at %s: move it to context.groupId", path);
    } else {
        remarks_add(remarks, severity, path, "\"%s\" stands at %s: if it is the account, send it as context.groupId", id.text,
                    path);
        remarks_kind(remarks, "an id stands at %s: if it is the account, send it as context.groupId", path);
    }
}

const struct rule rule_misplaced_group_id = {
    .id = "misplaced-group-id",
    .category = RULES_ACCOUNT,
    .gravest = SEVERITY_ERROR,
    .title = "account outside context.groupId",
    .why = "An event is attributed to an account by context.groupId alone. Under another name, among the properties or beside "
           "them, nothing looks for it, and the event counts for no account.",
    .cure = "Send the same id as context.groupId: the options of a track call in a browser and the context argument on a "
            "server are where it belongs. As a property it may stay as well.",
    .example = "{\"type\":\"track\",\"userId\":\"u_1\",\"event\":\"Report Opened\",\"properties\":{\"group_id\":\"acme\"}}",
    .cures = cures_account,
    .types = RULE_TYPE(MESSAGE_TRACK) | RULE_TYPE(MESSAGE_PAGE) | RULE_TYPE(MESSAGE_SCREEN),
    .time = RULE_ON_ARRIVAL,
    .check = check,
};
