#include "elsewhere.h"

#include <stdio.h>
#include <string.h>

#define INTEGER_MAX 9007199254740992.0 /* 2^53: the digits of a larger one are not known from the tree */

/* Without case, "_" and "-"; those with one first letter stand together. */
static const char *const names[] = {
    "",      "accountid",      "companyid",      "groupid", "orgid",
    "organizationid", "organisationid", "teamid",  "tenantid",  "workspaceid",
};
enum { ACCOUNT = 1, COMPANY = 2, GROUP = 3, ORG = 4, TEAM = 7, WORKSPACE = 9 };
static const unsigned char first[32] = {
    ['a' & 31] = ACCOUNT, ['c' & 31] = COMPANY, ['g' & 31] = GROUP,
    ['o' & 31] = ORG,     ['t' & 31] = TEAM,    ['w' & 31] = WORKSPACE,
};

static bool is_called(const char *key, const char *name)
{
    for (; *key != '\0'; key++) {
        char c = *key >= 'A' && *key <= 'Z' ? (char)(*key - 'A' + 'a') : *key;
        if (c == *name) {
            name++;
        } else if (c != '_' && c != '-') {
            return false;
        }
    }
    return *name == '\0';
}

/* The row of names; 0 when it is called none of them. */
static size_t name_of(const char *key)
{
    char letter = (char)(key[0] | 0x20);
    size_t row = first[(unsigned char)key[0] & 31];
    for (; row != 0 && row < sizeof names / sizeof *names && names[row][0] == letter; row++) {
        if (is_called(key, names[row])) {
            return row;
        }
    }
    return 0;
}

bool elsewhere_is_id(const struct json *node)
{
    double number = json_number(node);
    return json_text(node) != NULL || (json_is_integer(node) && number < INTEGER_MAX && number > -INTEGER_MAX);
}

void elsewhere_path(const struct elsewhere *place, char path[RULE_MAX_PATH])
{
    snprintf(path, RULE_MAX_PATH, "%s/%s", place->bag, place->key);
}

const char *elsewhere_id(const struct elsewhere *place, char digits[ELSEWHERE_DIGITS])
{
    const char *text = json_text(place->node);
    if (text == NULL) {
        snprintf(digits, ELSEWHERE_DIGITS, "%.0f", json_number(place->node));
    }
    return text != NULL ? text : digits;
}

struct places {
    struct elsewhere *out;
    size_t count, groups; /* those called a group stand first */
};

static void add(struct places *places, const char *bag, const char *key, const struct json *node, bool is_group)
{
    if (places->count == ELSEWHERE_MAX || !elsewhere_is_id(node)) {
        return;
    }
    size_t at = is_group ? places->groups++ : places->count;
    memmove(places->out + at + 1, places->out + at, (places->count - at) * sizeof *places->out);
    places->out[at] = (struct elsewhere){bag, key, is_group, node};
    places->count++;
}

/* `right` is a name that is in its place there; NULL: none. */
static void look_into(struct places *places, const char *bag, const struct json *object, const char *right)
{
    for (const struct json *member = json_first(object); member != NULL; member = json_next(member)) {
        const char *key = json_key(member);
        size_t name = key == NULL ? 0 : name_of(key);
        if (name != 0 && (right == NULL || strcmp(key, right) != 0)) {
            add(places, bag, key, member, name == GROUP);
        }
    }
}

size_t elsewhere_find(const struct json *tree, struct elsewhere out[ELSEWHERE_MAX])
{
    struct places places = {.out = out};
    const struct json *properties = json_member(tree, "properties"), *context = json_member(tree, "context");
    const struct json *traits = json_member(context, "traits");
    add(&places, "", "groupId", json_member(tree, "groupId"), true);
    look_into(&places, "/context", context, "groupId");
    look_into(&places, "/properties", properties, NULL);
    add(&places, "/properties/context", "groupId", json_path(properties, "context", "groupId", NULL), true);
    look_into(&places, "/context/traits", traits, NULL);
    add(&places, "/context/traits/company", "id", json_path(traits, "company", "id", NULL), false);
    return places.count;
}
