#include "table.h"

#include <stdio.h>
#include <string.h>

#include "model/b2b.h"

/* What an event of the spec is hardly of use without. `instead` is what may stand there and is nearly as good. */
static const struct wanted {
    enum b2b_event event;
    enum severity severity;
    const char *name, *effect;
    const char *instead[2];
} wanted[] = {
    {B2B_INVITE_SENT, SEVERITY_WARNING, "invitee_email", "nobody can tell who was invited", {"invitee_id", "email"}},
    {B2B_SIGNED_UP, SEVERITY_NOTE, "type", "invited users cannot be told from others", {NULL}},
    {B2B_ACCOUNT_ADDED_USER, SEVERITY_NOTE, "role", "nobody can tell what the user may do", {NULL}},
    {B2B_TRIAL_STARTED, SEVERITY_NOTE, "trial_end_date", "nobody can tell whose trial is about to end", {NULL}},
};

/* A value as the spec means it: null and "" are none. */
static bool is_there(const struct json *properties, const char *name)
{
    const struct json *value = name == NULL ? NULL : json_member(properties, name);
    return value != NULL && !json_is(value, JSON_NULL) && (!json_is(value, JSON_STRING) || json_text(value) != NULL);
}

/* The same name in another spelling: inviteeEmail, Invitee Email. */
static const char *other_spelling(const struct json *properties, const char *name)
{
    char wanted_name[EVENT_NAME_FOLDED], folded[EVENT_NAME_FOLDED];
    event_name_fold(name, wanted_name);
    const struct json *member = json_is(properties, JSON_OBJECT) ? json_first(properties) : NULL;
    for (; member != NULL; member = json_next(member)) {
        if (event_name_fold(json_key(member), folded) > 0 && strcmp(folded, wanted_name) == 0 &&
            strcmp(json_key(member), name) != 0 && is_there(properties, json_key(member))) {
            return json_key(member);
        }
    }
    return NULL;
}

static void tell(const struct wanted *row, const struct json *properties, struct remarks *remarks)
{
    char path[RULE_MAX_PATH];
    const char *event = b2b_row(row->event)->name, *other = other_spelling(properties, row->name);
    const char *instead = is_there(properties, row->instead[0])   ? row->instead[0]
                          : is_there(properties, row->instead[1]) ? row->instead[1]
                                                                  : NULL;
    snprintf(path, sizeof path, "/properties/%s", row->name);
    if (other != NULL) {
        remarks_add(remarks, row->severity, path, "%s has \"%s\" where the B2B spec has \"%s\": send it so written", event,
                    rule_name_of(other).text, row->name);
    } else if (instead != NULL) {
        remarks_add(remarks, SEVERITY_NOTE, path, "%s names the invitee by \"%s\": the B2B spec has \"%s\"", event, instead, row->name);
    } else {
        remarks_add(remarks, row->severity, path, "%s without properties.%s: %s", event, row->name, row->effect);
    }
}

static void check(const struct rule_input *input, struct remarks *remarks)
{
    enum b2b_event event = b2b_event_of(input->message);
    if (event == B2B_NONE || (input->plan != NULL && input->planned->event->entry != NULL)) {
        return; /* the plan says what belongs to an event it has */
    }
    const struct json *properties = json_member(input->tree, "properties");
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        if (wanted[i].event == event && !is_there(properties, wanted[i].name)) {
            tell(&wanted[i], properties, remarks);
        }
    }
}

const struct rule rule_missing_property = {
    .id = "missing-property",
    .category = RULES_SPEC,
    .gravest = SEVERITY_WARNING,
    .title = "B2B event without what makes it useful",
    .why = "Some events of the B2B SaaS spec say little by themselves: an invite nobody can tie to the user who accepts it, a "
           "sign-up that may or may not come from an invite. callboard ties an invite to the one who accepts it by the same "
           "properties.",
    .cure = "Send the property by the spec's name: invitee_email with Invite Sent, type (\"invited\", \"organic\") with Signed Up, "
            "role with Account Added User, trial_end_date with Trial Started.",
    .example = "{\"type\":\"identify\",\"userId\":\"u_1\",\"traits\":{\"email\":\"ann@acme.io\"}}\n"
               "{\"type\":\"group\",\"userId\":\"u_1\",\"groupId\":\"acme\",\"traits\":{\"name\":\"Acme\"}}\n"
               "{\"type\":\"track\",\"userId\":\"u_1\",\"event\":\"Invite Sent\",\"properties\":{},\"context\":{\"groupId\":\"acme\"}}",
    .types = RULE_TYPE(MESSAGE_TRACK),
    .time = RULE_ON_ARRIVAL,
    .check = check,
};
