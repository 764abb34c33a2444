#include "table.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "model/b2b.h"

#define SHOWN 40

struct bag {
    const struct rule_input *input;
    struct remarks *remarks;
    const char *path; /* JSON Pointer */
};

static const char *const expected[] = {
    [B2B_STRING] = "a string is expected",
    [B2B_DATE] = "an ISO 8601 date is expected",
    [B2B_NUMBER] = "a number is expected",
    [B2B_STRING_OR_NUMBER] = "a string or a number is expected",
    [B2B_ADDRESS] = "an object is expected, of street, city, state, postalCode, country",
    [B2B_OBJECT] = "an object is expected",
    [B2B_COMPANY] = "an object is expected, of name, id, industry, employee_count, plan",
};

static bool is_of(const struct json *value, enum b2b_kind kind)
{
    const char *text = json_string(value);
    int64_t us;
    switch (kind) {
    case B2B_STRING:
        return text != NULL;
    case B2B_DATE:
        return text != NULL && (text[0] == '\0' || clock_parse_iso(text, strlen(text), &us));
    case B2B_NUMBER:
        return json_is(value, JSON_NUMBER);
    case B2B_STRING_OR_NUMBER:
        return text != NULL || json_is(value, JSON_NUMBER);
    default:
        return json_is(value, JSON_OBJECT);
    }
}

/* As it was sent, cut where it is long. */
static int shown(struct json_span value)
{
    size_t n = value.n < SHOWN ? value.n : SHOWN;
    return (int)(n < value.n ? utf8_floor(value.p, n) : n);
}

/* A time since 1970 is told as the date it means. */
static bool is_epoch(struct json_span value, int64_t *us)
{
    bool quoted = value.n > 2 && value.p[0] == '"';
    return jsontext_kind(value) <= JSON_STRING && clock_parse(value.p + quoted, value.n - 2 * quoted, us);
}

static void tell(const struct bag *bag, const char *path, enum b2b_kind kind)
{
    struct json_span value = {"", 0};
    char iso[CLOCK_ISO_SIZE];
    int64_t us;
    if (!jsontext_pointer(bag->input->text, path, &value)) {
        return;
    }
    if (kind == B2B_DATE && is_epoch(value, &us)) {
        remarks_add(bag->remarks, SEVERITY_WARNING, path, "%.120s is %.*s: %s, \"%s\"", path, shown(value), value.p, expected[kind],
                    clock_format_iso_ms(us, iso));
        remarks_kind(bag->remarks, "%.120s is a time since 1970: %s", path, expected[kind]);
    } else {
        remarks_add(bag->remarks, SEVERITY_WARNING, path, "%.120s is %.*s: %s", path, shown(value), value.p, expected[kind]);
        remarks_kind(bag->remarks, "%.120s: %s", path, expected[kind]);
    }
}

static const struct b2b_property *find(const struct b2b_property *row, const char *name)
{
    while (row->name != NULL && (row->name[0] != name[0] || strcmp(row->name, name) != 0)) {
        row++;
    }
    return row->name == NULL ? NULL : row;
}

static void check_bag(const struct bag *bag, const struct json *object, const struct b2b_property *rows)
{
    const struct json *member = json_is(object, JSON_OBJECT) ? json_first(object) : NULL;
    for (; member != NULL; member = json_next(member)) {
        const struct b2b_property *row = find(rows, json_key(member));
        char path[RULE_MAX_PATH];
        if (row == NULL || json_is(member, JSON_NULL)) {
            continue;
        }
        snprintf(path, sizeof path, "%s/%s", bag->path, row->name);
        if (!is_of(member, row->kind)) {
            tell(bag, path, row->kind);
        } else if (b2b_members(row->kind) != NULL) {
            const struct bag inner = {bag->input, bag->remarks, path};
            check_bag(&inner, member, b2b_members(row->kind));
        }
    }
}

/* The bag itself; NULL when it is no object. An empty list is how PHP writes an empty object: nothing is lost by it. */
static const struct json *open_bag(const struct bag *bag)
{
    const struct json *object = json_member(bag->input->tree, bag->path + 1);
    enum json_kind kind = json_kind(object);
    if (kind != JSON_NULL && kind != JSON_OBJECT && (kind != JSON_ARRAY || json_count(object) > 0)) {
        tell(bag, bag->path, B2B_OBJECT);
    }
    return kind == JSON_OBJECT ? object : NULL;
}

static void check_bags(const struct rule_input *input, struct remarks *remarks)
{
    enum message_type type = (enum message_type)input->message->type;
    enum b2b_event event = b2b_event_of(input->message);
    bool of_person = type == MESSAGE_IDENTIFY || type == MESSAGE_GROUP;
    const struct bag context = {input, remarks, "/context"}, bag = {input, remarks, of_person ? "/traits" : "/properties"};
    open_bag(&context);
    if (type == MESSAGE_ALIAS || (input->plan != NULL && input->planned->event->entry != NULL)) {
        return; /* the plan says what belongs to a call it has */
    }
    const struct json *object = open_bag(&bag);
    if (object != NULL && (of_person || event != B2B_NONE)) {
        check_bag(&bag, object, of_person ? b2b_traits(type == MESSAGE_GROUP) : b2b_row(event)->properties);
    }
}

/* A list or a truth value names nobody, and the call counts as one without. Of an object it is told which id stands in it. */
static void check_kind(const struct rule_input *input, const char *path, struct remarks *remarks)
{
    enum json_kind kind = json_kind(json_member(input->tree, path + 1));
    struct json_span value = {"", 0};
    if ((kind == JSON_ARRAY || kind == JSON_TRUE || kind == JSON_FALSE) && jsontext_pointer(input->text, path, &value)) {
        remarks_add(remarks, SEVERITY_WARNING, path, "%s is %.*s: an id is a string", path, shown(value), value.p);
        remarks_kind(remarks, "%s is %s: an id is a string", path, kind == JSON_ARRAY ? "a list" : "a truth value");
    }
}

/* Ids are documented as strings. Services take a number, and some keep it apart from the same digits as a string: what a group call
 * names and what context.groupId names are two accounts then. */
static void check_number(const struct rule_input *input, const char *path, struct remarks *remarks)
{
    struct json_span value = {"", 0};
    if (!jsontext_pointer(input->text, path, &value) || jsontext_kind(value) != JSON_NUMBER) {
        return;
    }
    int n = shown(value);
    remarks_add(remarks, SEVERITY_NOTE, path, "%s is the number %.*s: send ids as strings, \"%.*s\" is another id to some services",
                path, n, value.p, n, value.p);
    remarks_kind(remarks, "%s is a number: send ids as strings, the same digits as a string are another id to some services", path);
}

static void check_ids(const struct rule_input *input, struct remarks *remarks)
{
    const struct message *message = input->message;
    if ((message->flags & MESSAGE_NUMBER_ID) != 0) {
        check_number(input, "/userId", remarks);
        check_number(input, "/anonymousId", remarks);
        check_number(input, message->type == MESSAGE_GROUP   ? "/groupId"
                            : message->type == MESSAGE_ALIAS ? "/previousId"
                                                             : "/context/groupId", remarks);
    }
    if (message->user == STRPOOL_NONE) {
        check_kind(input, "/userId", remarks);
    }
    if (message->anonymous == STRPOOL_NONE) {
        check_kind(input, "/anonymousId", remarks);
    }
    if (message->type == MESSAGE_GROUP && message->account == STRPOOL_NONE) {
        check_kind(input, "/groupId", remarks);
    }
}

static void check(const struct rule_input *input, struct remarks *remarks)
{
    check_ids(input, remarks);
    check_bags(input, remarks);
}

const struct rule rule_wrong_type = {
    .id = "wrong-type",
    .category = RULES_SPEC,
    .gravest = SEVERITY_WARNING,
    .title = "reserved trait, B2B property, id or bag of another type",
    .why = "The traits the spec reserves, such as createdAt, age, address or company, and the properties of its B2B events mean "
           "the same to every destination, and have one type. A value of another type is dropped or misread there, and makes a second "
           "column in the warehouse. Of properties, traits and a context that are no objects nothing is read at all.",
    .cure = "Send ids and text as strings, numbers as numbers, dates as ISO 8601 (\"2026-11-23T14:02:11Z\"), address and company as "
            "objects. For a value that means something else, take another name.",
    .example = "{\"type\":\"identify\",\"userId\":\"u_1\",\"traits\":{\"email\":\"ann@acme.io\",\"createdAt\":1795442531000}}",
    .types = RULE_ALL_CALLS & ~RULE_TYPE(MESSAGE_UNKNOWN),
    .time = RULE_ON_ARRIVAL,
    .check = check,
};
