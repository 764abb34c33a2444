#include "table.h"

#include <stdbool.h>
#include <string.h>

#define GUID_IN_BRACES 38 /* how some servers write an id */
#define NIL_UUID 36

enum placeholder { NONE, BLANK, OBJECT, TEMPLATE, NOTHING, NOBODY };

/* What comes out when a value that is not there is made into text, and what stands for nobody in particular. In lower case. */
#define WORD(text, kind) {text, sizeof text - 1, kind}
static const struct {
    const char *word;
    size_t n;
    enum placeholder kind;
} words[] = {
    WORD("undefined", NOTHING), WORD("null", NOTHING),  WORD("nan", NOTHING),     WORD("(null)", NOTHING),
    WORD("nil", NOTHING),       WORD("none", NOBODY),   WORD("0", NOBODY),        WORD("-1", NOBODY),
    WORD("anonymous", NOBODY),  WORD("guest", NOBODY),  WORD("unknown", NOBODY),  WORD("n/a", NOBODY),
    WORD("-", NOBODY),          WORD("true", NOTHING),  WORD("false", NOTHING),   WORD("infinity", NOTHING),
    WORD("userid", NOTHING),    WORD("user_id", NOTHING), WORD("groupid", NOTHING), WORD("group_id", NOTHING),
    WORD("00000000-0000-0000-0000-000000000000", NOTHING),
};

/* "user_undefined": the value was put behind something. */
static const char *const ends[] = {"undefined", "null", "[object object]"};

/* Whether an id that begins, or ends, so may be one of all those; nearly none is. */
static const bool may_begin[256] = {
    ['u'] = true, ['U'] = true, ['n'] = true, ['N'] = true, ['i'] = true, ['I'] = true, ['a'] = true, ['A'] = true,
    ['g'] = true, ['G'] = true, ['f'] = true, ['F'] = true, ['t'] = true, ['T'] = true, ['0'] = true, ['-'] = true,
    ['('] = true, ['{'] = true, ['<'] = true, ['['] = true, ['%'] = true, [':'] = true, [' '] = true, ['\t'] = true,
    ['\r'] = true, ['\n'] = true,
};
static const bool may_end[256] = {['d'] = true, ['D'] = true, ['l'] = true, ['L'] = true, [']'] = true};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_letter(char c)
{
    return lower(c) >= 'a' && lower(c) <= 'z';
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Both have `n` letters. */
static bool is_word(const char *text, const char *word, size_t n)
{
    size_t i = 0;
    while (i < n && lower(text[i]) == word[i]) {
        i++;
    }
    return i == n;
}

/* ":user_id" */
static bool is_parameter(const char *text, size_t n)
{
    size_t i = 1;
    while (i < n && (is_letter(text[i]) || text[i] == '_')) {
        i++;
    }
    return i > 1 && i == n;
}

/* "{{userId}}", "<user_id>", "%s", ":user_id"; servers write ids in braces too. */
static bool is_template(const char *text, size_t n)
{
    char last = text[n - 1];
    switch (text[0]) {
    case '{':
        return last == '}' && n != GUID_IN_BRACES;
    case '<':
        return last == '>';
    case '[':
        return last == ']';
    case '%':
        return n <= 3 || last == '%' || text[1] == '!' || text[1] == '(';
    case ':':
        return is_parameter(text, n);
    default:
        return false;
    }
}

/* "user-{{id}}", "user-${id}", "user-#{id}" */
static bool has_template(const char *text, size_t n)
{
    const char *brace = memchr(text, '{', n);
    return brace != NULL && (brace[1] == '{' || (brace > text && (brace[-1] == '$' || brace[-1] == '#')));
}

static bool ends_in_nothing(const char *text, size_t n)
{
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t length = strlen(ends[i]);
        if (n > length + 1 && strchr("_-:/.|", text[n - length - 1]) != NULL && is_word(text + n - length, ends[i], length)) {
            return true;
        }
    }
    return false;
}

/* Of a whole id without the space around it. */
static enum placeholder kind_of_word(const char *text, size_t n)
{
    /* Most ids end in a digit, and of the words only the shortest and the longest. */
    bool is_numbered = text[n - 1] >= '0' && text[n - 1] <= '9' && n > 2 && n != NIL_UUID;
    for (size_t i = 0; i < sizeof words / sizeof *words && !is_numbered; i++) {
        if (words[i].n == n && is_word(text, words[i].word, n)) {
            return words[i].kind;
        }
    }
    if (n > 8 && is_word(text, "[object ", 8)) {
        return OBJECT;
    }
    return is_template(text, n) ? TEMPLATE : NONE;
}

static enum placeholder kind_of(const char *text, size_t n)
{
    while (n > 0 && is_space(text[n - 1])) {
        n--;
    }
    while (n > 0 && is_space(text[0])) {
        text++;
        n--;
    }
    if (n == 0) {
        return BLANK;
    }
    enum placeholder kind = may_begin[(unsigned char)text[0]] ? kind_of_word(text, n) : NONE;
    if (kind == NONE && may_end[(unsigned char)text[n - 1]] && ends_in_nothing(text, n)) {
        return NOTHING;
    }
    return kind == NONE && has_template(text, n) ? TEMPLATE : kind;
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
    enum placeholder kind = kind_of(strpool_text(input->pool, id), strpool_length(input->pool, id));
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
