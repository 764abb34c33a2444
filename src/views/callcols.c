#include "callcols.h"

#include <string.h>

#include "calltime.h"

#define BIT(column) (1u << (column))

#define TYPE_WORD 8
#define FINDING_BRIEF 18
#define SOURCE_FROM 101 /* of all columns: before, users and accounts would be cut for it */

/* In the order of the screen. */
static const struct {
    const char *name;
    int least; /* columns it cannot do without */
} rows[CALLCOLS] = {
    [CALLCOL_TIME] = {"time", CALLTIME_BRIEF}, [CALLCOL_TYPE] = {"type", 1},         [CALLCOL_EVENT] = {"event", 16},
    [CALLCOL_USER] = {"user", 8},              [CALLCOL_ACCOUNT] = {"account", 8},  [CALLCOL_SOURCE] = {"source", 12},
    [CALLCOL_FINDINGS] = {"findings", 26},
};

/* Who goes, in this order, while there is no room for all. Findings become brief, then only their marks; where columns were
 * chosen that is rather done than to leave one out. */
#define LEAVES 7
static const enum callcol leaves[2][LEAVES] = {
    {CALLCOL_SOURCE, CALLCOL_FINDINGS, CALLCOL_FINDINGS, CALLCOL_ACCOUNT, CALLCOL_TIME, CALLCOL_USER, CALLCOL_TYPE},
    {CALLCOL_FINDINGS, CALLCOL_FINDINGS, CALLCOL_SOURCE, CALLCOL_ACCOUNT, CALLCOL_TIME, CALLCOL_USER, CALLCOL_TYPE},
};

/* Who is given what is left, step by step. */
static const struct {
    enum callcol column;
    int upto;
} grows[] = {
    {CALLCOL_EVENT, 18},     {CALLCOL_ACCOUNT, 14}, {CALLCOL_USER, 10},   {CALLCOL_EVENT, 20},
    {CALLCOL_TIME, CALLTIME_FULL}, {CALLCOL_FINDINGS, 30}, {CALLCOL_EVENT, 22}, {CALLCOL_TYPE, TYPE_WORD},
    {CALLCOL_SOURCE, 16},    {CALLCOL_USER, 14},    {CALLCOL_ACCOUNT, 18}, {CALLCOL_FINDINGS, 48},
    {CALLCOL_EVENT, 26},     {CALLCOL_SOURCE, 20},  {CALLCOL_USER, 18},    {CALLCOL_ACCOUNT, 24},
    {CALLCOL_SOURCE, 28},    {CALLCOL_FINDINGS, 400}, {CALLCOL_EVENT, 32}, {CALLCOL_USER, 24},
};

#define FIRST (BIT(CALLCOL_TIME) | BIT(CALLCOL_TYPE) | BIT(CALLCOL_EVENT))
static const struct {
    callcols_set set;
    const char *names, *say;
} sets[] = {
    {CALLCOLS_ALL, "all", "columns: all that fit"},
    {FIRST | BIT(CALLCOL_FINDINGS), "time type event findings", "columns: what is wrong"},
    {FIRST | BIT(CALLCOL_USER) | BIT(CALLCOL_ACCOUNT), "time type event user account", "columns: who"},
    {FIRST | BIT(CALLCOL_SOURCE) | BIT(CALLCOL_FINDINGS), "time type event source findings", "columns: from where, and what is wrong"},
};
#define SETS (sizeof sets / sizeof *sets)

static size_t find_set(callcols_set set)
{
    size_t at = 0;
    while (at < SETS && sets[at].set != set) {
        at++;
    }
    return at;
}

callcols_set callcols_next(callcols_set set)
{
    size_t at = find_set(set);
    return sets[at < SETS ? (at + 1) % SETS : 0].set;
}

const char *callcols_say(callcols_set set)
{
    size_t at = find_set(set);
    return at < SETS ? sets[at].say : "columns as they were named";
}

const char *callcols_offered(size_t number, const char **help)
{
    *help = number < SETS ? sets[number].say + strlen("columns: ") : NULL;
    return number < SETS ? sets[number].names : NULL;
}

static bool read_one(const char *name, size_t n, callcols_set *set)
{
    if (n == strlen("all") && memcmp(name, "all", n) == 0) {
        *set = CALLCOLS_ALL;
        return true;
    }
    for (int i = 0; i < CALLCOLS; i++) {
        if (strlen(rows[i].name) == n && memcmp(rows[i].name, name, n) == 0) {
            *set |= BIT(i);
            return true;
        }
    }
    return false;
}

bool callcols_read(const char *text, callcols_set *set, struct err *err)
{
    callcols_set read = 0;
    for (const char *at = text + strspn(text, " ,"); *at != '\0'; at += strspn(at, " ,")) {
        size_t n = strcspn(at, " ,");
        if (!read_one(at, n, &read)) {
            return err_set(err, "no column is called \"%.*s\": there are time, type, event, user, account, source, findings",
                           (int)(n < 40 ? n : 40), at);
        }
        at += n;
    }
    if (read == 0) {
        return err_set(err, "name the columns: time, type, event, user, account, source, findings");
    }
    *set = read;
    return true;
}

void callcols_names(callcols_set set, struct str *out)
{
    const char *gap = "";
    for (int i = 0; i < CALLCOLS; i++) {
        if ((set & BIT(i)) != 0) {
            str_printf(out, "%s%s", gap, rows[i].name);
            gap = " ";
        }
    }
}

static int needed(callcols_set set, const struct callcols *columns)
{
    int w = -CALLCOLS_GAP;
    for (int i = 0; i < CALLCOLS; i++) {
        /* a mark alone stands close to the event */
        int gap = i == CALLCOL_FINDINGS && columns->marks_only ? 0 : CALLCOLS_GAP;
        w += (set & BIT(i)) != 0 ? columns->w[i] + gap : 0;
    }
    return w;
}

/* Makes room by one step. */
static callcols_set leave(callcols_set set, struct callcols *columns, enum callcol column)
{
    int *findings = &columns->w[CALLCOL_FINDINGS];
    if (column != CALLCOL_FINDINGS) {
        return set == BIT(column) ? set : set & ~BIT(column);
    }
    columns->marks_only = *findings == FINDING_BRIEF;
    *findings = columns->marks_only ? CALLCOLS_MARK : FINDING_BRIEF;
    return set;
}

static void share_out(struct callcols *columns, int left)
{
    for (size_t i = 0; i < sizeof grows / sizeof *grows && left > 0; i++) {
        int *w = &columns->w[grows[i].column], more = grows[i].upto - *w;
        bool fixed = *w == 0 || (grows[i].column == CALLCOL_FINDINGS && columns->marks_only);
        more = fixed || more < 0 ? 0 : more < left ? more : left;
        /* part of a word, or of a millisecond, is none */
        bool whole = grows[i].column == CALLCOL_TYPE || grows[i].column == CALLCOL_TIME;
        more = whole && *w + more < grows[i].upto ? 0 : more;
        *w += more;
        left -= more;
    }
}

struct callcols callcols_fit(callcols_set set, int width)
{
    struct callcols columns = {.marks_only = false};
    for (int i = 0; i < CALLCOLS; i++) {
        columns.w[i] = rows[i].least;
    }
    const enum callcol *order = leaves[set != CALLCOLS_ALL];
    set = set == CALLCOLS_ALL && width < SOURCE_FROM ? leave(set, &columns, CALLCOL_SOURCE) : set;
    for (size_t i = 0; i < LEAVES && needed(set, &columns) > width; i++) {
        set = leave(set, &columns, order[i]);
    }
    int left = width - needed(set, &columns);
    for (int i = 0; i < CALLCOLS; i++) {
        columns.w[i] = (set & BIT(i)) != 0 ? columns.w[i] : 0;
    }
    share_out(&columns, left);
    columns.word = columns.w[CALLCOL_TYPE] >= TYPE_WORD;
    return columns;
}
