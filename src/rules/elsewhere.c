#include "elsewhere.h"

#include <stdio.h>
#include <string.h>

#define INTEGER_MAX 9007199254740992.0 /* 2^53: the digits of a larger one are not known from the tree */

/* Without case, "_" and "-"; those with one first letter stand together, and their second letter is one as well. */
static const char *const names[] = {
    "",      "accountid",      "companyid",      "groupid", "orgid",
    "organizationid", "organisationid", "teamid",  "tenantid",  "workspaceid",
};
enum { ACCOUNT = 1, COMPANY = 2, GROUP = 3, ORG = 4, TEAM = 7, WORKSPACE = 9 };
static const unsigned char first[32] = {
    ['a' & 31] = ACCOUNT, ['c' & 31] = COMPANY, ['g' & 31] = GROUP,
    ['o' & 31] = ORG,     ['t' & 31] = TEAM,    ['w' & 31] = WORKSPACE,
};

bool elsewhere_is_called(const char *key, const char *name)
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

static bool is_key(const char *key, const char *name)
{
    return key[0] == name[0] && strcmp(key, name) == 0;
}

/* The row of names; 0 when it is called none of them. */
static size_t name_of(const char *key)
{
    char letter = (char)(key[0] | 0x20);
    size_t row = first[(unsigned char)key[0] & 31];
    if (row == 0 || (key[1] | 0x20) != names[row][1]) {
        return 0;
    }
    for (; row < sizeof names / sizeof *names && names[row][0] == letter; row++) {
        if (elsewhere_is_called(key, names[row])) {
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

/* What those names begin with; and what leads to them from the call itself. */
#define OF_ACCOUNTS                                                                                                       \
    ['a' & 31] = JSON_LETTER('c'), ['c' & 31] = JSON_LETTER('o'), ['g' & 31] = JSON_LETTER('r'),                          \
    ['o' & 31] = JSON_LETTER('r'), ['t' & 31] = JSON_LETTER('e') | JSON_LETTER('r'), ['w' & 31] = JSON_LETTER('o')
static const uint32_t names_begin[32] = {OF_ACCOUNTS};
static const uint32_t bags_begin[32] = {OF_ACCOUNTS, ['p' & 31] = JSON_LETTER('r')};

static void look_at_properties(struct places *places, const struct json *properties)
{
    const struct json *member = json_seek(json_first(properties), names_begin);
    for (; member != NULL; member = json_seek(json_next(member), names_begin)) {
        const char *key = json_key(member);
        size_t name = name_of(key);
        if (name != 0) {
            add(places, "/properties", key, member, name == GROUP);
        } else if (is_key(key, "context")) {
            add(places, "/properties/context", "groupId", json_member(member, "groupId"), true);
        }
    }
}

/* RudderStack and mobile SDKs keep the user's traits there. */
static void look_at_traits(struct places *places, const struct json *traits)
{
    const struct json *member = json_seek(json_first(traits), names_begin);
    for (; member != NULL; member = json_seek(json_next(member), names_begin)) {
        const char *key = json_key(member);
        size_t name = name_of(key);
        if (name != 0) {
            add(places, "/context/traits", key, member, name == GROUP);
        } else if (is_key(key, "company")) {
            add(places, "/context/traits/company", "id", json_member(member, "id"), false);
        }
    }
}

/* The account as an object or a list, where its id belongs. */
static void look_into(struct places *places, const char *bag, const struct json *node)
{
    if (json_is(node, JSON_ARRAY)) {
        add(places, bag, "0", json_first(node), true);
    } else if (!json_is(node, JSON_STRING)) {
        add(places, bag, "id", json_member(node, "id"), true);
        add(places, bag, "groupId", json_member(node, "groupId"), true);
    }
}

static void look_at_context(struct places *places, const struct json *context)
{
    const struct json *member = json_seek(json_first(context), names_begin);
    for (; member != NULL; member = json_seek(json_next(member), names_begin)) {
        const char *key = json_key(member);
        size_t name = is_key(key, "groupId") ? 0 : name_of(key);
        if (name != 0) {
            add(places, "/context", key, member, name == GROUP);
        } else if (is_key(key, "traits")) {
            look_at_traits(places, member);
        } else if (is_key(key, "groupId")) {
            look_into(places, "/context/groupId", member);
        } else if (is_key(key, "group")) {
            look_into(places, "/context/group", member);
        }
    }
}

size_t elsewhere_find(const struct json *tree, struct elsewhere out[ELSEWHERE_MAX])
{
    struct places places = {.out = out};
    const struct json *member = json_seek(json_first(tree), bags_begin);
    for (; member != NULL; member = json_seek(json_next(member), bags_begin)) {
        const char *key = json_key(member);
        size_t name = name_of(key);
        if (name != 0) {
            add(&places, "", key, member, name == GROUP);
        } else if (is_key(key, "properties")) {
            look_at_properties(&places, member);
        } else if (is_key(key, "context")) {
            look_at_context(&places, member);
        }
    }
    return places.count;
}
