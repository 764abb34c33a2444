#include "flow_def.h"

#include <string.h>

#include "base/clock.h"
#include "base/fatal.h"
#include "flow_read.h"
#include "flows_builtin.h"

#define DEFS_CHUNK ((size_t)16 << 10)
#define PATIENCE (10 * CLOCK_S)
#define TEXT_MAX ((size_t)1 << 20)

void flow_defs_init(struct flow_defs *defs)
{
    *defs = (struct flow_defs){.count = 0};
    arena_init(&defs->arena, DEFS_CHUNK);
}

void flow_defs_done(struct flow_defs *defs)
{
    arena_done(&defs->arena);
}

/* ---- what is wrong with a definition as a whole ---- */

static bool check_step(const struct flow_def *def, const struct flow_step *step, struct err *err)
{
    if (step->on_count == 0) {
        return err_set(err, "step \"%.60s\" of flow \"%.60s\" lacks `on`, the call that makes it", step->name, def->name);
    }
    bool first_of_invitee = def->of == FLOW_OF_INVITEE && step == def->steps;
    if (first_of_invitee != (step->invitee_count > 0)) {
        return err_set(err, "`invitee` belongs to the first step of a flow of invitees and to no other: see step \"%.60s\" of "
                            "flow \"%.60s\"", step->name, def->name);
    }
    return true;
}

static bool check_problem(const struct flow_def *def, const struct flow_problem *problem, struct err *err)
{
    if (problem->text == NULL || problem->cure == NULL) {
        return err_set(err, "a problem of step \"%.60s\" of flow \"%.60s\" lacks `%s`", def->steps[problem->step].name, def->name,
                       problem->text == NULL ? "text" : "cure");
    }
    return problem->kind != FLOW_UNMARKED || def->steps[problem->step].mark.keys[0] != NULL ||
           err_set(err, "step \"%.60s\" of flow \"%.60s\" has no `mark` it could lack", def->steps[problem->step].name, def->name);
}

static bool check_begin(const struct flow_def *def, struct err *err)
{
    bool begins = false;
    for (size_t i = 0; i < def->step_count; i++) {
        begins = begins || def->steps[i].begins;
        if (def->steps[i].begins && def->of == FLOW_OF_INVITEE && i > 0) {
            return err_set(err, "a flow of invitees begins with its first step: see flow \"%.60s\"", def->name);
        }
    }
    return begins || err_set(err, "no step of flow \"%.60s\" begins it: one needs `begins = yes`", def->name);
}

static bool check(const struct flow_def *def, struct err *err)
{
    for (size_t i = 0; i < def->step_count; i++) {
        if (!check_step(def, &def->steps[i], err)) {
            return false;
        }
    }
    for (size_t i = 0; i < def->problem_count; i++) {
        if (!check_problem(def, &def->problems[i], err)) {
            return false;
        }
    }
    return check_begin(def, err);
}

/* ---- lines ---- */

enum part { PART_FLOW = 1, PART_STEP = 2, PART_PROBLEM = 4 };

static bool take_flow(struct flow_reader *reader, const char *value, struct err *err)
{
    struct flow_defs *defs = reader->defs;
    if (!flow_reader_end(reader, err)) {
        return false;
    }
    for (size_t i = 0; i < defs->count; i++) {
        if (strcmp(defs->items[i]->name, value) == 0) {
            return err_set(err, "there is a flow \"%.60s\" already", value);
        }
    }
    if (defs->count == FLOW_DEFS_MAX) {
        return err_set(err, "there are at most %d flows", FLOW_DEFS_MAX);
    }
    struct flow_def *def = arena_alloc(&defs->arena, sizeof *def);
    *def = (struct flow_def){.number = (uint32_t)defs->count, .patience = PATIENCE, .about = ""};
    if (!flow_read_text(reader, value, &def->name, err)) {
        return false;
    }
    def->title = def->name;
    defs->items[defs->count++] = reader->def = def;
    return true;
}

static bool take_step(struct flow_reader *reader, const char *value, struct err *err)
{
    struct flow_def *def = reader->def;
    if (def->problem_count > 0) {
        return err_set(err, "steps stand before the problems of their flow");
    }
    for (size_t i = 0; i < def->step_count; i++) {
        if (strcmp(def->steps[i].name, value) == 0) {
            return err_set(err, "the flow has a step \"%.60s\" already", value);
        }
    }
    if (def->step_count == FLOW_STEPS_MAX) {
        return err_set(err, "a flow has at most %d steps", FLOW_STEPS_MAX);
    }
    reader->step = &def->steps[def->step_count++];
    return flow_read_text(reader, value, &reader->step->name, err);
}

static bool take_problem(struct flow_reader *reader, const char *value, struct err *err)
{
    struct flow_def *def = reader->def;
    if (def->problem_count == FLOW_PROBLEMS_MAX) {
        return err_set(err, "a flow has at most %d problems", FLOW_PROBLEMS_MAX);
    }
    reader->problem = &def->problems[def->problem_count++];
    return flow_read_problem(reader, value, err);
}

static bool take_title(struct flow_reader *reader, const char *value, struct err *err)
{
    return flow_read_text(reader, value, &reader->def->title, err);
}

static bool take_about(struct flow_reader *reader, const char *value, struct err *err)
{
    return flow_read_text(reader, value, &reader->def->about, err);
}

/* Which problems there are depends on it, so it comes first. */
static bool take_of(struct flow_reader *reader, const char *value, struct err *err)
{
    return flow_read_subject(value, &reader->def->of, err);
}

static bool take_patience(struct flow_reader *reader, const char *value, struct err *err)
{
    return flow_read_patience(value, &reader->def->patience, err);
}

static bool take_begins(struct flow_reader *reader, const char *value, struct err *err)
{
    enum flow_need yes = FLOW_NEEDED;
    if (!flow_read_need(value, &yes, NULL) || yes == FLOW_UNLESS_INVITED) {
        return err_set(err, "\"%.80s\" is not yes or no", value);
    }
    reader->step->begins = yes == FLOW_OPTIONAL;
    return true;
}

static bool take_optional(struct flow_reader *reader, const char *value, struct err *err)
{
    return flow_read_need(value, &reader->step->need, err);
}

static bool take_account(struct flow_reader *reader, const char *value, struct err *err)
{
    reader->step->any_account = strcmp(value, "any") == 0;
    return reader->step->any_account || strcmp(value, "same") == 0 || err_set(err, "\"%.80s\" is not same or any", value);
}

static bool take_missing(struct flow_reader *reader, const char *value, struct err *err)
{
    return flow_read_wording(reader, value, &reader->step->missing, err);
}

static bool take_grade(struct flow_reader *reader, const char *value, struct err *err)
{
    bool note = strcmp(value, "note") == 0;
    reader->problem->grade = note ? FLOW_NOTE : FLOW_BROKEN;
    return note || strcmp(value, "broken") == 0 || err_set(err, "\"%.80s\" is not broken or note", value);
}

static bool take_text(struct flow_reader *reader, const char *value, struct err *err)
{
    return flow_read_wording(reader, value, &reader->problem->text, err);
}

static bool take_cure(struct flow_reader *reader, const char *value, struct err *err)
{
    return flow_read_text(reader, value, &reader->problem->cure, err);
}

static const struct key_row {
    const char *key;
    unsigned within;  /* enum part: where it may stand */
    unsigned opens;   /* enum part: what the lines after it are about */
    bool repeats;
    bool (*take)(struct flow_reader *reader, const char *value, struct err *err);
} keys[] = {
    {"flow", 0, PART_FLOW, true, take_flow},
    {"title", PART_FLOW, 0, false, take_title},
    {"about", PART_FLOW, 0, false, take_about},
    {"of", PART_FLOW, 0, false, take_of},
    {"patience", PART_FLOW, 0, false, take_patience},
    {"step", PART_FLOW | PART_STEP | PART_PROBLEM, PART_STEP, true, take_step},
    {"on", PART_STEP, 0, true, flow_read_on},
    {"begins", PART_STEP, 0, false, take_begins},
    {"optional", PART_STEP, 0, false, take_optional},
    {"account", PART_STEP, 0, false, take_account},
    {"invitee", PART_STEP, 0, false, flow_read_invitee},
    {"mark", PART_STEP, 0, false, flow_read_mark},
    {"missing", PART_STEP, 0, false, take_missing},
    {"problem", PART_FLOW | PART_STEP | PART_PROBLEM, PART_PROBLEM, true, take_problem},
    {"grade", PART_PROBLEM, 0, false, take_grade},
    {"text", PART_PROBLEM, 0, false, take_text},
    {"cure", PART_PROBLEM, 0, false, take_cure},
};
#define KEYS (sizeof keys / sizeof *keys)

static size_t find_key(const char *key)
{
    size_t i = 0;
    while (i < KEYS && strcmp(keys[i].key, key) != 0) {
        i++;
    }
    return i;
}

bool flow_reader_knows(const char *key)
{
    return find_key(key) < KEYS;
}

static unsigned part_of(const struct flow_reader *reader)
{
    return reader->problem != NULL ? PART_PROBLEM : reader->step != NULL ? PART_STEP : reader->def != NULL ? PART_FLOW : 0;
}

static bool misplaced(const char *key, unsigned part, struct err *err)
{
    static const char *const names[] = {[PART_FLOW] = "a flow", [PART_STEP] = "a step", [PART_PROBLEM] = "a problem"};
    struct str allowed;
    str_init(&allowed, sizeof err->text / 2);
    for (size_t i = 0; i < KEYS; i++) {
        if (part == 0 ? keys[i].within == 0 : (keys[i].within & part) != 0) {
            str_printf(&allowed, "%s%s", allowed.len == 0 ? "" : ", ", keys[i].key);
        }
    }
    if (part == 0) {
        err_set(err, "`%.40s` belongs to a flow: `flow = NAME` comes first", key);
    } else {
        err_set(err, "`%.40s` says nothing of %s; there are: %s", key, names[part], allowed.data);
    }
    str_done(&allowed);
    return false;
}

bool flow_reader_pair(void *to, const char *key, const char *value, struct err *err)
{
    struct flow_reader *reader = to;
    size_t number = find_key(key);
    unsigned part = part_of(reader);
    if (number == KEYS || (keys[number].within != 0 && (keys[number].within & part) == 0)) {
        return misplaced(key, part, err);
    }
    const struct key_row *row = &keys[number];
    if (!row->repeats && (reader->given & 1u << number) != 0) {
        return err_set(err, "`%s` stands here twice", key);
    }
    reader->given = row->opens != 0 ? 0 : reader->given | 1u << number;
    if (row->opens != 0) {
        reader->step = NULL;
        reader->problem = NULL;
    }
    return row->take(reader, value, err);
}

bool flow_reader_end(struct flow_reader *reader, struct err *err)
{
    return reader->def == NULL || check(reader->def, err);
}

bool flow_defs_read(struct flow_defs *defs, const char *name, const struct str *text, struct err *err)
{
    struct flow_reader reader = {.defs = defs};
    struct err why;
    size_t before = defs->count;
    bool read = kv_parse(name, text, flow_reader_pair, &reader, err);
    if (read && !flow_reader_end(&reader, &why)) {
        read = err_set(err, "%s: %s", name, why.text);
    }
    defs->count = read ? defs->count : before;
    return read;
}

void flow_defs_builtin(struct flow_defs *defs)
{
    for (size_t i = 0; i < flows_builtin_count; i++) {
        struct str text;
        struct err err;
        str_init(&text, TEXT_MAX);
        str_puts(&text, flows_builtin[i].text);
        if (!flow_defs_read(defs, flows_builtin[i].name, &text, &err)) {
            fatal("%s", err.text); /* nothing works then, and every test fails */
        }
        str_done(&text);
    }
}
