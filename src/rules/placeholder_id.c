#include "table.h"

#include <string.h>

#define GUID_IN_BRACES 38 /* how some servers write an id */

enum placeholder { NONE, BLANK, OBJECT, TEMPLATE, NOTHING, NOBODY };

/* What comes out when a value that is not there is made into text, and what stands for nobody in particular. In lower case. */
static const struct {
    const char *word;
    enum placeholder kind;
} words[] = {
    {"undefined", NOTHING}, {"null", NOTHING},  {"nan", NOTHING},     {"(null)", NOTHING},    {"nil", NOTHING},
    {"none", NOBODY},       {"0", NOBODY},      {"-1", NOBODY},       {"anonymous", NOBODY},  {"unknown", NOBODY},
    {"guest", NOBODY},      {"n/a", NOBODY},    {"-", NOBODY},        {"false", NOTHING},     {"true", NOTHING},
    {"userid", NOTHING},    {"user_id", NOTHING}, {"groupid", NOTHING}, {"group_id", NOTHING}, {"infinity", NOTHING},
    {"00000000-0000-0000-0000-000000000000", NOTHING},
};

/* A template begins and ends so. */
static const struct {
    char begin, end;
} brackets[] = {{'{', '}'}, {'<', '>'}, {'[', ']'}, {'%', '%'}};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_letter(char c)
{
    return lower(c) >= 'a' && lower(c) <= 'z';
}

static bool is_word(const char *text, size_t n, const char *word)
{
    size_t i = 0;
    while (i < n && word[i] != '\0' && lower(text[i]) == word[i]) {
        i++;
    }
    return i == n && word[i] == '\0';
}

/* ":user_id", "%s", "{{userId}}", "<user_id>", "${userId}", also with something before it. */
static bool is_template(const char *text, size_t n)
{
    for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++) {
        if (n > 2 && text[0] == brackets[i].begin && text[n - 1] == brackets[i].end) {
            return n != GUID_IN_BRACES || text[0] != '{';
        }
    }
    if (text[0] == '%') {
        return n <= 3 || text[1] == '!' || text[1] == '(';
    }
    size_t i = 1;
    while (text[0] == ':' && i < n && (is_letter(text[i]) || text[i] == '_')) {
        i++;
    }
    const char *brace = memchr(text, '{', n);
    bool opens = brace != NULL && (brace[1] == '{' || (brace > text && strchr("$#", brace[-1]) != NULL));
    return opens || (i > 1 && i == n);
}

/* "user_undefined": the value was put behind something. */
static bool ends_in_nothing(const char *text, size_t n)
{
    static const char *const ends[] = {"undefined", "null", "[object object]"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t length = strlen(ends[i]);
        if (n > length + 1 && strchr("_-:/.|", text[n - length - 1]) != NULL && is_word(text + n - length, length, ends[i])) {
            return true;
        }
    }
    return false;
}

static enum placeholder kind_of(const char *text)
{
    size_t n = strlen(text);
    while (n > 0 && strchr(" \t\r\n", text[n - 1]) != NULL) {
        n--;
    }
    while (n > 0 && strchr(" \t\r\n", text[0]) != NULL) {
        text++;
        n--;
    }
    if (n == 0) {
        return BLANK;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (lower(text[0]) == words[i].word[0] && is_word(text, n, words[i].word)) {
            return words[i].kind;
        }
    }
    if (text[0] == '[' && n > 8 && is_word(text, 8, "[object ")) {
        return OBJECT;
    }
    return is_template(text, n) ? TEMPLATE : ends_in_nothing(text, n) ? NOTHING : NONE;
}

/* What an id names, and what becomes of it. */
static const struct id_place {
    const char *path, *name, *effect;
} user_place = {"/userId", "userId", "everybody who has it becomes one user"},
  visitor_place = {"/anonymousId", "anonymousId", "all visitors who have it become one"},
  group_place = {"/groupId", "groupId", "all accounts that have it become one"},
  context_place = {"/context/groupId", "context.groupId", "the event counts for an account that is none"},
  previous_place = {"/previousId", "previousId", "strangers are joined to the user"};

static void look_at(const struct rule_input *input, struct remarks *remarks, uint32_t id, const struct id_place *place)
{
    static const char *const reasons[] = {
        [BLANK] = "which is only white space",
        [OBJECT] = "an object made into text",
        [TEMPLATE] = "a template nobody filled in",
        [NOTHING] = "which is what a missing value looks like as text",
        [NOBODY] = "which stands for nobody in particular",
    };
    enum placeholder kind = kind_of(strpool_text(input->pool, id));
    if (kind != NONE) {
        remarks_add(remarks, kind == NOBODY ? SEVERITY_WARNING : SEVERITY_ERROR, place->path,
                    "%s is \"%s\", %s: %s. Leave it out until it is known", place->name, rule_name(input->pool, id).text,
                    reasons[kind], place->effect);
    }
}

static void check(const struct rule_input *input, struct remarks *remarks)
{
    const struct message *message = input->message;
    if (message->user != STRPOOL_NONE) {
        look_at(input, remarks, message->user, &user_place);
    }
    if (message->anonymous != STRPOOL_NONE) {
        look_at(input, remarks, message->anonymous, &visitor_place);
    }
    if (message->account != STRPOOL_NONE) {
        look_at(input, remarks, message->account, message->type == MESSAGE_GROUP ? &group_place : &context_place);
    }
    if (message->type == MESSAGE_ALIAS && message->label != STRPOOL_NONE) {
        look_at(input, remarks, message->label, &previous_place);
    }
}

const struct rule rule_placeholder_id = {
    .id = "placeholder-id",
    .category = RULES_IDENTITY,
    .gravest = SEVERITY_ERROR,
    .title = "id that stands for nobody",
    .why = "Ids such as undefined, null, [object Object] or {{userId}} are what a missing value becomes on its way into text. "
           "To every service they are ids like others: all users, visitors or accounts that share one become one, and cannot "
           "be taken apart again.",
    .cure = "Send the call when the id is known, or without the id: a visitor has an anonymousId until then. Ids that mean "
            "guest or unknown are left out as well.",
    .example = "{\"type\":\"track\",\"userId\":\"undefined\",\"event\":\"Report Opened\",\"context\":{\"groupId\":\"acme\"}}",
    .types = RULE_ALL_CALLS,
    .time = RULE_ON_ARRIVAL,
    .check = check,
};
