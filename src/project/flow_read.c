#include "flow_read.h"

#include <string.h>

#include "base/clock.h"
#include "base/num.h"

#define PATIENCE_MAX 86400u /* seconds */
#define LIST_MAX 400

bool flow_read_text(struct flow_reader *reader, const char *value, const char **text, struct err *err)
{
    if (*value == '\0') {
        return err_set(err, "nothing stands behind the '='");
    }
    *text = arena_strndup(&reader->defs->arena, value, strlen(value));
    return true;
}

/* One of a few words, as a number; the error lists them. */
static bool read_word(const char *value, const char *const *words, size_t *number, struct err *err)
{
    struct str list;
    str_init(&list, LIST_MAX);
    for (size_t i = 0; words[i] != NULL; i++) {
        if (strcmp(words[i], value) == 0) {
            str_done(&list);
            *number = i;
            return true;
        }
        str_printf(&list, "%s%s", i == 0 ? "" : words[i + 1] == NULL ? " or " : ", ", words[i]);
    }
    err_set(err, "\"%.80s\" is not %s", value, list.data);
    str_done(&list);
    return false;
}

bool flow_read_subject(const char *value, enum flow_subject *of, struct err *err)
{
    static const char *const words[] = {"user", "account", "member", "invitee", NULL};
    size_t number;
    if (!read_word(value, words, &number, err)) {
        return false;
    }
    *of = (enum flow_subject)number;
    return true;
}

bool flow_read_need(const char *value, enum flow_need *need, struct err *err)
{
    static const char *const words[] = {"no", "yes", "invited", NULL};
    size_t number;
    if (!read_word(value, words, &number, err)) {
        return false;
    }
    *need = (enum flow_need)number;
    return true;
}

bool flow_read_patience(const char *value, int64_t *us, struct err *err)
{
    size_t digits = strspn(value, "0123456789");
    uint64_t seconds;
    if (!num_parse_u64(value, digits, &seconds) || strcmp(value + digits, " s") != 0 || seconds > PATIENCE_MAX) {
        return err_set(err, "\"%.80s\" is no number of seconds up to %u, as in 10 s", value, PATIENCE_MAX);
    }
    *us = (int64_t)seconds * CLOCK_S;
    return true;
}

/* ---- calls ---- */

static const struct call_word {
    const char *word;
    enum message_type type;
    bool visitor, named;   /* named: a name has to follow; else it may, if `may` */
    bool may;
} call_words[] = {
    {"identify", MESSAGE_IDENTIFY, false, false, false}, {"group", MESSAGE_GROUP, false, false, false},
    {"alias", MESSAGE_ALIAS, false, false, false},       {"visitor", MESSAGE_UNKNOWN, true, false, false},
    {"page", MESSAGE_PAGE, false, false, true},          {"screen", MESSAGE_SCREEN, false, false, true},
    {"track", MESSAGE_TRACK, false, true, true},
};

bool flow_read_on(struct flow_reader *reader, const char *value, struct err *err)
{
    struct flow_step *step = reader->step;
    size_t n = strcspn(value, " ");
    const char *name = value + n + strspn(value + n, " ");
    for (size_t i = 0; i < sizeof call_words / sizeof *call_words; i++) {
        const struct call_word *word = &call_words[i];
        if (strlen(word->word) != n || memcmp(word->word, value, n) != 0) {
            continue;
        }
        if ((*name == '\0' && word->named) || (*name != '\0' && !word->may)) {
            break;
        }
        if (step->on_count == FLOW_ON_MAX) {
            return err_set(err, "a step is made by at most %d kinds of calls", FLOW_ON_MAX);
        }
        struct flow_on *on = &step->on[step->on_count++];
        *on = (struct flow_on){.visitor = word->visitor, .type = word->type};
        return *name == '\0' || flow_read_text(reader, name, &on->name, err);
    }
    return err_set(err, "\"%.80s\" is no call: identify, group, alias, visitor, page, screen, page NAME, screen NAME or "
                        "track EVENT is meant", value);
}

/* ---- places in a call ---- */

static bool add_key(struct flow_reader *reader, struct flow_path *path, size_t *count, const char *key, size_t n)
{
    if (n == 0 || *count == FLOW_KEYS_MAX) {
        return false;
    }
    path->keys[(*count)++] = arena_strndup(&reader->defs->arena, key, n);
    return true;
}

static bool read_path(struct flow_reader *reader, const char *text, size_t n, struct flow_path *path, struct err *err)
{
    size_t count = 0, start = 0;
    *path = (struct flow_path){{NULL}};
    for (size_t i = 0; i <= n; i++) {
        if (i < n && text[i] != '.') {
            continue;
        }
        if (memchr(text + start, ' ', i - start) != NULL || !add_key(reader, path, &count, text + start, i - start)) {
            return err_set(err, "\"%.*s\" is no path of one to %d keys, as in properties.invitee_email",
                           n > 80 ? 80 : (int)n, text, FLOW_KEYS_MAX);
        }
        start = i + 1;
    }
    return true;
}

bool flow_read_invitee(struct flow_reader *reader, const char *value, struct err *err)
{
    struct flow_step *step = reader->step;
    for (const char *at = value;; at++) {
        size_t n = strcspn(at, ",");
        size_t length = n;
        while (length > 0 && at[length - 1] == ' ') {
            length--;
        }
        if (step->invitee_count == FLOW_PATHS_MAX) {
            return err_set(err, "an invitee is looked for in at most %d places", FLOW_PATHS_MAX);
        }
        if (!read_path(reader, at, length, &step->invitee[step->invitee_count++], err)) {
            return false;
        }
        at += n;
        if (*at == '\0') {
            return true;
        }
        at += strspn(at + 1, " ");
    }
}

bool flow_read_mark(struct flow_reader *reader, const char *value, struct err *err)
{
    const char *equals = strchr(value, '=');
    size_t n = equals == NULL ? 0 : (size_t)(equals - value);
    while (n > 0 && value[n - 1] == ' ') {
        n--;
    }
    if (n == 0) {
        return err_set(err, "\"%.80s\" is no mark: a path and its value are meant, as in properties.type = invited", value);
    }
    return read_path(reader, value, n, &reader->step->mark, err) &&
           flow_read_text(reader, equals + 1 + strspn(equals + 1, " "), &reader->step->mark_value, err);
}

/* ---- problems ---- */

#define FOR_ALL 0xFu
#define FOR_INVITEE (1u << FLOW_OF_INVITEE)
#define FOR_USER (1u << FLOW_OF_USER)

static const struct kind_word {
    const char *word;
    bool two;          /* another step follows */
    unsigned subjects; /* what the flow may be of */
} kind_words[FLOW_PROBLEM_KINDS] = {
    [FLOW_BEFORE] = {"before", true, FOR_ALL},
    [FLOW_WITHOUT] = {"without", true, FOR_ALL},
    [FLOW_TWICE] = {"twice", false, FOR_ALL},
    [FLOW_ELSEWHERE] = {"elsewhere than", true, FOR_USER},
    [FLOW_UNMARKED] = {"unmarked", false, FOR_ALL},
    [FLOW_UNJOINED] = {"unjoined", false, FOR_USER},
    [FLOW_NOWHERE] = {"nowhere", false, FOR_INVITEE},
    [FLOW_ASTRAY] = {"astray", false, FOR_INVITEE},
    [FLOW_BY_INVITER] = {"by inviter", false, FOR_INVITEE},
    [FLOW_BY_STRANGER] = {"by stranger", false, FOR_INVITEE},
    [FLOW_BY_STRANGERS] = {"by strangers", false, FOR_INVITEE},
};

/* The step whose name begins the text, the longest such; *rest is what follows it. */
static bool find_step(const struct flow_def *def, const char *text, size_t *number, const char **rest)
{
    size_t best = 0;
    for (size_t i = 0; i < def->step_count; i++) {
        size_t n = strlen(def->steps[i].name);
        if (n > best && strncmp(text, def->steps[i].name, n) == 0 && (text[n] == ' ' || text[n] == '\0')) {
            best = n;
            *number = i;
            *rest = text + n + strspn(text + n, " ");
        }
    }
    return best > 0;
}

static bool no_step(const struct flow_def *def, const char *text, struct err *err)
{
    struct str names;
    str_init(&names, LIST_MAX);
    for (size_t i = 0; i < def->step_count; i++) {
        str_printf(&names, "%s%s", i == 0 ? "" : ", ", def->steps[i].name);
    }
    err_set(err, "\"%.80s\" does not begin with a step of this flow%s%s", text, def->step_count == 0 ? "" : ": ", names.data);
    str_done(&names);
    return false;
}

static bool no_kind(const struct flow_def *def, const char *text, struct err *err)
{
    struct str words;
    str_init(&words, LIST_MAX);
    for (size_t i = 0; i < FLOW_PROBLEM_KINDS; i++) {
        if (kind_words[i].subjects & 1u << def->of) {
            str_printf(&words, "%s%s%s", words.len == 0 ? "" : ", ", kind_words[i].word, kind_words[i].two ? " STEP" : "");
        }
    }
    err_set(err, "behind the step's name \"%.80s\" is none of: %s", text, words.data);
    str_done(&words);
    return false;
}

static bool read_other(const struct flow_def *def, const char *text, struct flow_problem *problem, struct err *err)
{
    const char *rest = "";
    if (!find_step(def, text, &problem->other, &rest) || *rest != '\0') {
        return no_step(def, text, err);
    }
    return problem->other != problem->step || err_set(err, "the two steps are the same");
}

bool flow_read_problem(struct flow_reader *reader, const char *value, struct err *err)
{
    struct flow_def *def = reader->def;
    struct flow_problem *problem = reader->problem;
    const char *rest = "";
    if (!find_step(def, value, &problem->step, &rest)) {
        return no_step(def, value, err);
    }
    problem->other = problem->step;
    for (size_t i = 0; i < FLOW_PROBLEM_KINDS; i++) {
        const struct kind_word *kind = &kind_words[i];
        size_t n = strlen(kind->word);
        if ((kind->subjects & 1u << def->of) == 0 || strncmp(rest, kind->word, n) != 0 || rest[n] != (kind->two ? ' ' : '\0')) {
            continue;
        }
        problem->kind = (enum flow_problem_kind)i;
        return !kind->two || read_other(def, rest + n + strspn(rest + n, " "), problem, err);
    }
    return no_kind(def, rest, err);
}

bool flow_read_wording(struct flow_reader *reader, const char *value, const char **text, struct err *err)
{
    static const char *const places[] = {"{who}", "{invitee}", "{account}", "{other}", "{count}", "{gap}", NULL};
    for (const char *at = strchr(value, '{'); at != NULL; at = strchr(at + 1, '{')) {
        size_t i = 0;
        while (places[i] != NULL && strncmp(at, places[i], strlen(places[i])) != 0) {
            i++;
        }
        if (places[i] == NULL) {
            return err_set(err, "\"%.20s\" is none of {who}, {invitee}, {account}, {other}, {count}, {gap}", at);
        }
    }
    return flow_read_text(reader, value, text, err);
}
