/* floor: project */
#include "unit.h"

#include "base/clock.h"
#include "project/flow_def.h"

/* What reading `text` says; "" when it is taken. */
static const char *said(const char *text, struct err *err)
{
    struct flow_defs defs;
    struct str all;
    flow_defs_init(&defs);
    flow_defs_builtin(&defs);
    size_t before = defs.count;
    str_init(&all, 1 << 16);
    str_puts(&all, text);
    err->text[0] = '\0';
    bool read = flow_defs_read(&defs, "own.flow", &all, err);
    assert_int_equal(read, err->text[0] == '\0');
    assert_int_equal(defs.count > before, read && text[0] != '\0');
    str_done(&all);
    flow_defs_done(&defs);
    return err->text;
}

#define X "flow = x\n"
#define STEP "step = a\non = group\nbegins = yes\n"
#define INVITEE "flow = x\nof = invitee\nstep = a\non = track Invited\ninvitee = properties.email\nbegins = yes\n"

static const struct {
    const char *text, *said;
} cases[] = {
    {"", ""},
    {X STEP, ""},
    {"step = a\n", "own.flow:1: `step` belongs to a flow: `flow = NAME` comes first"},
    {"flow =\n", "own.flow:1: nothing stands behind the '='"},
    {"flow = signup\n", "own.flow:1: there is a flow \"signup\" already"},
    {X "of = team\n", "own.flow:2: \"team\" is not user, account, member or invitee"},
    {X "of = user\nof = user\n", "own.flow:3: `of` stands here twice"},
    {X "patience = 10\n", "own.flow:2: \"10\" is no number of seconds up to 86400, as in 10 s"},
    {X "patience = 86401 s\n", "own.flow:2: \"86401 s\" is no number of seconds up to 86400, as in 10 s"},
    {X "colour = red\n", "own.flow:2: `colour` says nothing of a flow; there are: title, about, of, patience, step, problem"},
    {X "step = a\nof = user\n",
     "own.flow:3: `of` says nothing of a step; there are: step, on, begins, optional, account, invitee, mark, missing, problem"},
    {X "step = a\nstep = a\n", "own.flow:3: the flow has a step \"a\" already"},
    {X "step = a\non = event Foo\n",
     "own.flow:3: \"event Foo\" is no call: identify, group, alias, visitor, page, screen, page NAME, screen NAME or track EVENT "
     "is meant"},
    {X "step = a\non = track\n", "own.flow:3: \"track\" is no call: identify, group, alias, visitor, page, screen, page NAME, "
                                 "screen NAME or track EVENT is meant"},
    {X "step = a\non = group acme\n", "own.flow:3: \"group acme\" is no call: identify, group, alias, visitor, page, screen, "
                                      "page NAME, screen NAME or track EVENT is meant"},
    {X "step = a\nbegins = invited\n", "own.flow:3: \"invited\" is not yes or no"},
    {X "step = a\noptional = maybe\n", "own.flow:3: \"maybe\" is not no, yes or invited"},
    {X "step = a\naccount = other\n", "own.flow:3: \"other\" is not same or any"},
    {X "step = a\nmark = properties.type\n",
     "own.flow:3: \"properties.type\" is no mark: a path and its value are meant, as in properties.type = invited"},
    {X "step = a\nmark = a.b.c.d.e = x\n",
     "own.flow:3: \"a.b.c.d.e\" is no path of one to 4 keys, as in properties.invitee_email"},
    {X "step = a\nmark = a..b = x\n", "own.flow:3: \"a..b\" is no path of one to 4 keys, as in properties.invitee_email"},
    {X "step = a\nmissing = for {whom}\n",
     "own.flow:3: \"{whom}\" is none of {who}, {invitee}, {account}, {other}, {count}, {gap}"},
    {X STEP "problem = b twice\n", "own.flow:5: \"b twice\" does not begin with a step of this flow: a"},
    {X STEP "problem = a thrice\n", "own.flow:5: behind the step's name \"thrice\" is none of: before STEP, without STEP, twice, "
                                    "elsewhere than STEP, unmarked, unjoined"},
    {X STEP "problem = a astray\n", "own.flow:5: behind the step's name \"astray\" is none of: before STEP, without STEP, twice, "
                                    "elsewhere than STEP, unmarked, unjoined"},
    {X STEP "problem = a before a\n", "own.flow:5: the two steps are the same"},
    {X STEP "problem = a before c\n", "own.flow:5: \"c\" does not begin with a step of this flow: a"},
    {X STEP "problem = a twice\ngrade = bad\n", "own.flow:6: \"bad\" is not broken or note"},
    {X STEP "problem = a twice\nstep = b\n", "own.flow:6: steps stand before the problems of their flow"},
    {X STEP "problem = a twice\ntext = twice\n", "own.flow: a problem of step \"a\" of flow \"x\" lacks `cure`"},
    {X STEP "problem = a twice\ncure = once\n", "own.flow: a problem of step \"a\" of flow \"x\" lacks `text`"},
    {X STEP "problem = a unmarked\ntext = t\ncure = c\n", "own.flow: step \"a\" of flow \"x\" has no `mark` it could lack"},
    {X "step = a\n", "own.flow: step \"a\" of flow \"x\" lacks `on`, the call that makes it"},
    {X "step = a\non = group\n", "own.flow: no step of flow \"x\" begins it: one needs `begins = yes`"},
    {X, "own.flow: no step of flow \"x\" begins it: one needs `begins = yes`"},
    {INVITEE, ""},
    {INVITEE "step = b\non = group\nbegins = yes\n", "own.flow: a flow of invitees begins with its first step: see flow \"x\""},
    {X "of = invitee\n" STEP, "own.flow: `invitee` belongs to the first step of a flow of invitees and to no other: see step \"a\" "
                              "of flow \"x\""},
    {X STEP "invitee = properties.email\n", "own.flow: `invitee` belongs to the first step of a flow of invitees and to no other: "
                                            "see step \"a\" of flow \"x\""},
    {X STEP X, "own.flow:5: there is a flow \"x\" already"},
    {X "step = a\nflow = y\n", "own.flow:3: step \"a\" of flow \"x\" lacks `on`, the call that makes it"},
};

static void what_is_wrong_is_told_with_its_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err err;
        assert_string_equal(said(cases[i].text, &err), cases[i].said);
    }
}

/* Lines that a number stands in. */
struct numbered {
    const char *before, *after;
};

/* Reads a definition that goes on with `count` of these. */
static void read_many(const char *head, struct numbered lines, size_t count, struct err *err)
{
    struct str text;
    str_init(&text, 1 << 16);
    str_puts(&text, head);
    for (size_t i = 0; i < count; i++) {
        str_printf(&text, "%s%zu%s", lines.before, i, lines.after);
    }
    said(text.data, err);
    str_done(&text);
}

static void everything_has_a_maximum(void **state)
{
    struct err err;
    (void)state;
    read_many(X STEP, (struct numbered){"step = s", "\non = group\n"}, FLOW_STEPS_MAX - 1, &err);
    assert_string_equal(err.text, "");
    read_many(X STEP, (struct numbered){"step = s", "\non = group\n"}, FLOW_STEPS_MAX, &err);
    assert_string_equal(err.text, "own.flow:23: a flow has at most 10 steps");
    read_many(X STEP, (struct numbered){"on = track E", "\n"}, FLOW_ON_MAX - 1, &err);
    assert_string_equal(err.text, "");
    read_many(X STEP, (struct numbered){"on = track E", "\n"}, FLOW_ON_MAX, &err);
    assert_string_equal(err.text, "own.flow:10: a step is made by at most 6 kinds of calls");
    read_many(X STEP, (struct numbered){"problem = a twice\ntext = t", "\ncure = c\n"}, FLOW_PROBLEMS_MAX + 1, &err);
    assert_string_equal(err.text, "own.flow:53: a flow has at most 16 problems");
    read_many("", (struct numbered){"flow = f", "\n" STEP}, FLOW_DEFS_MAX - 1, &err);
    assert_string_equal(err.text, "own.flow:57: there are at most 16 flows"); /* with the two that are compiled in */
    read_many(INVITEE, (struct numbered){"#", "\nstep = z\n"}, 1, &err);
    assert_string_equal(err.text, "own.flow: step \"z\" of flow \"x\" lacks `on`, the call that makes it");
}

static void a_definition_is_read_as_it_is_written(void **state)
{
    struct flow_defs defs;
    struct str text;
    struct err err;
    (void)state;
    flow_defs_init(&defs);
    str_init(&text, 1 << 12);
    str_puts(&text, "flow = x\ntitle = The x\npatience = 3 s\nof = member\nstep = Signed Up\non = track Signed Up\n"
                    "on = page\nmark = properties.type = invited = yes\nbegins = yes\nstep = Signed\non = visitor\noptional = invited\n"
                    "account = any\nproblem = Signed before Signed Up\ngrade = note\ntext = {gap} too early\ncure = wait\n");
    assert_true(flow_defs_read(&defs, "x", &text, &err));
    const struct flow_def *def = defs.items[0];
    assert_string_equal(def->title, "The x");
    assert_int_equal(def->of, FLOW_OF_MEMBER);
    assert_int_equal(def->patience, 3 * CLOCK_S);
    assert_int_equal(def->step_count, 2);
    assert_string_equal(def->steps[0].on[0].name, "Signed Up");
    assert_null(def->steps[0].on[1].name);
    assert_string_equal(def->steps[0].mark.keys[1], "type");
    assert_string_equal(def->steps[0].mark_value, "invited = yes");
    assert_true(def->steps[1].on[0].visitor && def->steps[1].any_account && def->steps[1].need == FLOW_UNLESS_INVITED);
    assert_int_equal(def->problems[0].step, 1); /* the longest name that fits, and no longer one */
    assert_int_equal(def->problems[0].other, 0);
    assert_int_equal(def->problems[0].grade, FLOW_NOTE);
    str_done(&text);
    flow_defs_done(&defs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_wrong_is_told_with_its_line),
        cmocka_unit_test(everything_has_a_maximum),
        cmocka_unit_test(a_definition_is_read_as_it_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
