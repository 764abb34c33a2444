#include "table.h"

#include <string.h>

#include "base/near.h"

#define ALL_TYPES "identify, track, page, screen, group or alias"
#define NEAR 2

/* The paths of single calls end in a type or its first letter; MESSAGE_UNKNOWN for others. */
static enum message_type type_of_path(const char *path)
{
    size_t end = strlen(path);
    while (end > 0 && path[end - 1] == '/') {
        end--;
    }
    size_t start = end;
    while (start > 0 && path[start - 1] != '/') {
        start--;
    }
    for (unsigned type = 0; type < MESSAGE_UNKNOWN; type++) {
        const char *name = message_type_name((enum message_type)type);
        size_t n = end - start == 1 ? 1 : strlen(name);
        if (end - start == n && memcmp(path + start, name, n) == 0) {
            return (enum message_type)type;
        }
    }
    return MESSAGE_UNKNOWN;
}

/* NULL when it is like none of them. */
static const char *nearest(const char *name)
{
    char folded[EVENT_NAME_FOLDED];
    const char *best = NULL;
    unsigned least = NEAR + 1;
    event_name_fold(name, folded);
    for (unsigned type = 0; type < MESSAGE_UNKNOWN; type++) {
        const char *known = message_type_name((enum message_type)type);
        unsigned distance = near_distance(folded, known);
        best = distance < least ? known : best;
        least = distance < least ? distance : least;
    }
    return best;
}

/* What is made into JSON twice, by a client that does so itself. */
static const char *told_of_other(const struct json *tree)
{
    const char *text = json_text(tree);
    return text != NULL && (text[0] == '{' || text[0] == '[')
               ? "this is JSON within a string: it was made into JSON twice. Hand the SDK or the client the object itself"
               : "this is no JSON object, so no call: nothing is done with it";
}

static void tell_untyped(const struct json *tree, struct remarks *remarks)
{
    const struct json *batch = json_member(tree, "batch");
    if (batch != NULL && !json_is(batch, JSON_ARRAY)) {
        remarks_add(remarks, SEVERITY_ERROR, "/batch", "batch is no array: send the calls in one, [...]");
    } else {
        remarks_add(remarks, SEVERITY_ERROR, "/type", "no type, and no path that tells it: send " ALL_TYPES);
    }
}

static void tell_unknown(const struct rule_input *input, const struct json *type, struct remarks *remarks)
{
    const char *name = json_text(type), *meant = name == NULL ? NULL : nearest(name);
    if (!json_is(input->tree, JSON_OBJECT)) {
        remarks_add(remarks, SEVERITY_ERROR, "", "%s", told_of_other(input->tree));
    } else if (meant != NULL) {
        remarks_add(remarks, SEVERITY_ERROR, "/type", "type is \"%s\": send \"%s\", if that is meant", rule_name_of(name).text, meant);
    } else if (name != NULL) {
        remarks_add(remarks, SEVERITY_ERROR, "/type", "type is \"%s\", not " ALL_TYPES ": the call is dropped",
                    rule_name_of(name).text);
    } else if (type != NULL && !json_is(type, JSON_STRING) && !json_is(type, JSON_NULL)) {
        remarks_add(remarks, SEVERITY_ERROR, "/type", "type is no string: send " ALL_TYPES);
    } else {
        tell_untyped(input->tree, remarks);
    }
}

static void tell_other(const struct rule_input *input, const char *name, struct remarks *remarks)
{
    remarks_add(remarks, SEVERITY_WARNING, "/type", "type is \"%s\", but the call came on %.80s: services differ in which of the two counts",
                rule_name_of(name).text, input->path);
}

static void check(const struct rule_input *input, struct remarks *remarks)
{
    const struct message *message = input->message;
    if (message->type == MESSAGE_UNKNOWN) {
        tell_unknown(input, json_member(input->tree, "type"), remarks);
        return;
    }
    if (input->path[0] == '\0' || (message->flags & (MESSAGE_BATCHED | MESSAGE_ODD_PATH)) != 0) {
        return;
    }
    enum message_type of_path = type_of_path(input->path);
    const char *name = of_path == MESSAGE_UNKNOWN ? NULL : json_text(json_member(input->tree, "type"));
    if (name != NULL && strcmp(name, message_type_name(of_path)) != 0) {
        tell_other(input, name, remarks);
    }
}

const struct rule rule_unknown_type = {
    .id = "unknown-type",
    .category = RULES_SPEC,
    .gravest = SEVERITY_ERROR,
    .title = "call of no known type",
    .why = "A call is an identify, track, page, screen, group or alias: its type says so in a batch, its path otherwise. Others are "
           "answered 200 and dropped. Where type and path disagree, services differ in which of the two counts.",
    .cure = "Give each call of a batch its type, in lower case; a single call goes to the path of its type, /v1/track for track.",
    .example = "{\"type\":\"event\",\"userId\":\"u_1\",\"event\":\"Report Opened\",\"context\":{\"groupId\":\"acme\"}}",
    .types = RULE_ALL_CALLS,
    .time = RULE_ON_ARRIVAL,
    .check = check,
};
