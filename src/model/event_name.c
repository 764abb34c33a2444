#include "event_name.h"

#include <string.h>

#include "base/near.h"

#define TYPO_FROM 12 /* letters: one wrong letter in a shorter name may make another word */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool is_word(char c)
{
    return is_digit(c) || is_letter(c) || (unsigned char)c >= 0x80;
}

size_t event_name_fold(const char *name, char out[EVENT_NAME_FOLDED])
{
    size_t n = 0;
    for (; *name != '\0' && n < EVENT_NAME_FOLDED - 1; name++) {
        if (is_word(*name)) {
            out[n++] = is_letter(*name) ? (char)(*name | 0x20) : *name;
        }
    }
    out[n] = '\0';
    return *name == '\0' ? n : 0;
}

/* ---- B2B events in other words ---- */

struct other_name {
    const char *folded;
    enum b2b_event event;
};

static const struct other_name others[] = {
    {"createdaccount", B2B_ACCOUNT_CREATED},
    {"createaccount", B2B_ACCOUNT_CREATED},
    {"accountcreate", B2B_ACCOUNT_CREATED},
    {"newaccountcreated", B2B_ACCOUNT_CREATED},
    {"deletedaccount", B2B_ACCOUNT_DELETED},
    {"deleteaccount", B2B_ACCOUNT_DELETED},
    {"accountdelete", B2B_ACCOUNT_DELETED},
    {"signup", B2B_SIGNED_UP},
    {"usersignedup", B2B_SIGNED_UP},
    {"usersignup", B2B_SIGNED_UP},
    {"signin", B2B_SIGNED_IN},
    {"usersignedin", B2B_SIGNED_IN},
    {"usersignin", B2B_SIGNED_IN},
    {"signout", B2B_SIGNED_OUT},
    {"usersignedout", B2B_SIGNED_OUT},
    {"usersignout", B2B_SIGNED_OUT},
    {"sentinvite", B2B_INVITE_SENT},
    {"sendinvite", B2B_INVITE_SENT},
    {"invitesend", B2B_INVITE_SENT},
    {"inviteuser", B2B_INVITE_SENT},
    {"inviteduser", B2B_INVITE_SENT},
    {"userinvited", B2B_INVITE_SENT},
    {"invitationsent", B2B_INVITE_SENT},
    {"sendinvitation", B2B_INVITE_SENT},
    {"sentinvitation", B2B_INVITE_SENT},
    {"accountadduser", B2B_ACCOUNT_ADDED_USER},
    {"accountuseradded", B2B_ACCOUNT_ADDED_USER},
    {"useraddedtoaccount", B2B_ACCOUNT_ADDED_USER},
    {"addedusertoaccount", B2B_ACCOUNT_ADDED_USER},
    {"addusertoaccount", B2B_ACCOUNT_ADDED_USER},
    {"accountremoveuser", B2B_ACCOUNT_REMOVED_USER},
    {"accountuserremoved", B2B_ACCOUNT_REMOVED_USER},
    {"userremovedfromaccount", B2B_ACCOUNT_REMOVED_USER},
    {"removeduserfromaccount", B2B_ACCOUNT_REMOVED_USER},
    {"removeuserfromaccount", B2B_ACCOUNT_REMOVED_USER},
    {"startedtrial", B2B_TRIAL_STARTED},
    {"starttrial", B2B_TRIAL_STARTED},
    {"trialstart", B2B_TRIAL_STARTED},
    {"endedtrial", B2B_TRIAL_ENDED},
    {"endtrial", B2B_TRIAL_ENDED},
    {"trialend", B2B_TRIAL_ENDED},
};

/* Words that mean the same in many products and something of their own in others. */
static const struct other_name synonyms[] = {
    {"workspacecreated", B2B_ACCOUNT_CREATED},
    {"organizationcreated", B2B_ACCOUNT_CREATED},
    {"organisationcreated", B2B_ACCOUNT_CREATED},
    {"workspacedeleted", B2B_ACCOUNT_DELETED},
    {"organizationdeleted", B2B_ACCOUNT_DELETED},
    {"organisationdeleted", B2B_ACCOUNT_DELETED},
    {"registered", B2B_SIGNED_UP},
    {"userregistered", B2B_SIGNED_UP},
    {"login", B2B_SIGNED_IN},
    {"loggedin", B2B_SIGNED_IN},
    {"userlogin", B2B_SIGNED_IN},
    {"userloggedin", B2B_SIGNED_IN},
    {"logout", B2B_SIGNED_OUT},
    {"loggedout", B2B_SIGNED_OUT},
    {"userlogout", B2B_SIGNED_OUT},
    {"userloggedout", B2B_SIGNED_OUT},
    {"memberinvited", B2B_INVITE_SENT},
    {"teammemberinvited", B2B_INVITE_SENT},
    {"teammateinvited", B2B_INVITE_SENT},
    {"useradded", B2B_ACCOUNT_ADDED_USER},
    {"addeduser", B2B_ACCOUNT_ADDED_USER},
    {"memberadded", B2B_ACCOUNT_ADDED_USER},
    {"userremoved", B2B_ACCOUNT_REMOVED_USER},
    {"removeduser", B2B_ACCOUNT_REMOVED_USER},
    {"memberremoved", B2B_ACCOUNT_REMOVED_USER},
    {"trialexpired", B2B_TRIAL_ENDED},
};

/* A letter too much at the end of a word is a plural: another event perhaps. */
static bool is_typo(const char *folded, size_t n, const char *own)
{
    return n >= TYPO_FROM && n <= strlen(own) && near_distance(folded, own) == 1;
}

static enum b2b_event find_other(const char *folded, const struct other_name *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(folded, names[i].folded) == 0) {
            return names[i].event;
        }
    }
    return B2B_NONE;
}

static void find_meant(const char *name, struct event_name *read)
{
    char folded[EVENT_NAME_FOLDED], own[EVENT_NAME_FOLDED];
    size_t n = event_name_fold(name, folded);
    for (unsigned event = B2B_NONE + 1; n > 0 && event < B2B_EVENTS; event++) {
        const char *exact = b2b_row((enum b2b_event)event)->name;
        event_name_fold(exact, own);
        if (strcmp(folded, own) == 0 || is_typo(folded, n, own)) {
            read->meant = strcmp(name, exact) == 0 ? B2B_NONE : (enum b2b_event)event;
            return;
        }
    }
    read->meant = find_other(folded, others, sizeof others / sizeof *others);
    if (read->meant == B2B_NONE) {
        read->perhaps = find_other(folded, synonyms, sizeof synonyms / sizeof *synonyms);
    }
}

/* ---- what changes from call to call ---- */

#define ID_DIGITS 6    /* so many in a row are an id, */
#define NUMBER_DIGITS 5 /* and so many, unless a standard is called so: ISO 27001, */
#define SIGNED_DIGITS 1 /* and any behind a number sign */
#define HEX_LENGTH 8
#define HEX_DIGITS 2

/* Looks at the name from `p` on, which begins a word of it; how long the value there is, 0: none. */
typedef size_t find_fn(const char *name, const char *p);

static size_t digits_at(const char *p)
{
    size_t n = 0;
    while (is_digit(p[n])) {
        n++;
    }
    return n;
}

static size_t hex_at(const char *p)
{
    size_t n = 0;
    while (is_digit(p[n]) || ((p[n] | 0x20) >= 'a' && (p[n] | 0x20) <= 'f')) {
        n++;
    }
    return n;
}

static size_t word_at(const char *p)
{
    size_t n = 0;
    while (is_word(p[n])) {
        n++;
    }
    return n;
}

/* "ann@acme.io": a word, an at sign, and words with a point between them. */
static size_t email_at(const char *name, const char *p)
{
    (void)name;
    size_t n = strspn(p, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+-");
    if (p[n] != '@' || !is_word(p[n + 1])) {
        return 0;
    }
    size_t domain = strspn(p + n + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-");
    const char *point = memchr(p + n + 1, '.', domain);
    return point != NULL && is_letter(point[1]) ? n + 1 + domain : 0;
}

static size_t uuid_at(const char *name, const char *p)
{
    static const unsigned char groups[] = {8, 4, 4, 4, 12};
    size_t n = 0;
    (void)name;
    for (size_t i = 0; i < sizeof groups; i++) {
        if (hex_at(p + n) != groups[i]) {
            return 0;
        }
        n += groups[i];
        if (i + 1 < sizeof groups && p[n++] != '-') {
            return 0;
        }
    }
    return n;
}

/* Three groups with the same separator: 2026-11-23, 23.11.2026, 11/23/26; or eight digits that are one. */
static size_t date_at(const char *name, const char *p)
{
    (void)name;
    size_t first = digits_at(p);
    char separator = p[first];
    if (separator != '-' && separator != '/' && separator != '.' && separator != '_') {
        return 0;
    }
    size_t second = digits_at(p + first + 1);
    const char *rest = p + first + 1 + second;
    size_t third = *rest == separator ? digits_at(rest + 1) : 0;
    bool year_first = first == 4 && (third == 2 || third == 1);
    bool year_last = (first == 2 || first == 1) && (third == 4 || (third == 2 && separator != '.' && first == 2 && second == 2));
    return (second == 2 || second == 1) && (year_first || year_last) ? (size_t)(rest + 1 - p) + third : 0;
}

/* The word before is written in capitals in a name that is not: ISO 27001, EN 301549. */
static bool is_standard(const char *name, const char *p)
{
    const char *end = p;
    while (end > name && !is_word(end[-1])) {
        end--;
    }
    const char *start = end;
    while (start > name && end - start < 8 && start[-1] >= 'A' && start[-1] <= 'Z') {
        start--;
    }
    bool capitals = end - start >= 2 && (start == name || !is_word(start[-1]));
    return capitals && strpbrk(name, "abcdefghijklmnopqrstuvwxyz") != NULL;
}

static size_t id_at(const char *name, const char *p)
{
    size_t digits = digits_at(p), word = word_at(p), hex = hex_at(p);
    if (p > name && p[-1] == '#' && digits >= SIGNED_DIGITS) {
        return word;
    }
    if (digits >= NUMBER_DIGITS && digits == word && !(is_standard(name, p) && digits <= ID_DIGITS)) {
        return digits;
    }
    size_t of_hex = 0;
    for (size_t i = 0; i < hex; i++) {
        of_hex += is_digit(p[i]);
    }
    return hex >= HEX_LENGTH && hex == word && of_hex >= HEX_DIGITS ? hex : 0;
}

/* What comes out when there was no value, and what was never filled in. */
static size_t template_at(const char *name, const char *p)
{
    static const char *const words[] = {"undefined", "NaN"};
    static const struct {
        const char *begin, *end;
    } brackets[] = {{"{{", "}}"}, {"${", "}"}, {"[object ", "]"}, {"<%", "%>"}};
    (void)name;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (word_at(p) == strlen(words[i]) && memcmp(p, words[i], strlen(words[i])) == 0) {
            return strlen(words[i]);
        }
    }
    for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++) {
        const char *end = strncmp(p, brackets[i].begin, strlen(brackets[i].begin)) == 0 ? strstr(p, brackets[i].end) : NULL;
        if (end != NULL) {
            return (size_t)(end - p) + strlen(brackets[i].end);
        }
    }
    return 0;
}

static void find_value(const char *name, struct event_name *read)
{
    static find_fn *const finders[] = {
        [NAME_EMAIL] = email_at, [NAME_UUID] = uuid_at, [NAME_DATE] = date_at, [NAME_ID] = id_at, [NAME_TEMPLATE] = template_at,
    };
    for (const char *p = name; *p != '\0'; p++) {
        bool begins = p == name || !is_word(p[-1]) || strchr("{$[<", *p) != NULL;
        for (unsigned value = NAME_EMAIL; begins && value <= NAME_TEMPLATE; value++) {
            size_t n = finders[value](name, p);
            if (n > 0) {
                read->value = (enum name_value)value;
                read->start = (uint32_t)(p - name);
                read->length = (uint32_t)n;
                return;
            }
        }
    }
}

void event_name_read(const char *name, struct event_name *read)
{
    *read = (struct event_name){.blank = name[strspn(name, " \t\r\n")] == '\0'};
    find_meant(name, read);
    if (strnlen(name, EVENT_NAME_LONGEST + 1) <= EVENT_NAME_LONGEST) {
        find_value(name, read);
    }
}
