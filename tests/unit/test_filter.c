/* floor: model */
#include "unit.h"

#include <stdlib.h>

#include "base/clock.h"
#include "model/filter.h"
#include "model/filter_saved.h"

#define MINUTE (60 * CLOCK_S)

/* ---- a small world ---- */

struct known {
    struct strpool *pool;
    uint32_t user, visitor, label; /* the visitor was the user, who is called so */
    bool joined;
};

static size_t names(const void *self, enum filter_thing thing, uint32_t id, uint32_t out[FILTER_MAX_NAMES])
{
    const struct known *known = self;
    size_t count = 0;
    bool person = thing == FILTER_USER || thing == FILTER_VISITOR;
    if (thing == FILTER_SOURCE || thing == FILTER_LIBRARY) {
        out[count++] = strpool_find(known->pool, "analytics.js npm:next-1.84.3", strlen("analytics.js npm:next-1.84.3"));
        return count;
    }
    out[count++] = id;
    if (person && (id == known->user || (known->joined && id == known->visitor))) {
        out[count++] = known->user;
        out[count++] = known->label;
    }
    return count;
}

/* A finding's number is its severity + 1, and its rule the same. */
static void findings(const void *self, const struct message *message, struct filter_findings *out)
{
    (void)self;
    out->worst = (int)message->finding - 1;
    out->rules = message->finding == 0 ? 0 : UINT64_C(1) << (message->finding - 1);
}

static const char *rule(size_t number)
{
    static const char *const rules[] = {"missing-group-id", "group-without-id", "plan-violation", NULL};
    return number < 4 ? rules[number] : NULL;
}

static const char *severity(size_t number)
{
    static const char *const severities[] = {"note", "warning", "error", NULL};
    return number < 4 ? severities[number] : NULL;
}

static void all_known(const void *self, enum filter_thing thing, filter_each *each, void *to)
{
    (void)self;
    if (thing == FILTER_EVENT) {
        each(to, "Signed Up");
        each(to, "Signed In");
        each(to, "Loaded");
        each(to, "50% (half)");
    }
}

static const char *saved(const void *self, const char *name)
{
    (void)self;
    return strcmp(name, "signups") == 0 ? "type:track event:\"Signed Up\"" : strcmp(name, "loop") == 0 ? "a or @loop"
         : strcmp(name, "bad") == 0 ? "type:trak" : NULL;
}

static void saved_names(const void *self, filter_each *each, void *to)
{
    (void)self;
    each(to, "signups");
}

static struct filter_world world_of(struct known *known)
{
    return (struct filter_world){known, known->pool, names, findings, rule, severity, all_known, saved, saved_names};
}

static void known_init(struct known *known)
{
    known->pool = strpool_new(1 << 20);
    known->user = strpool_intern(known->pool, "u_1", 3);
    known->visitor = strpool_intern(known->pool, "a-1", 3);
    known->label = strpool_intern(known->pool, "Ann@acme.io", 11);
    known->joined = true;
    strpool_intern(known->pool, "analytics.js npm:next-1.84.3", strlen("analytics.js npm:next-1.84.3"));
}

/* ---- what is no filter ---- */

static const struct {
    const char *text;
    unsigned column;
    const char *says;
} wrong[] = {
    {"evnt:x", 1, "no such field; event is meant?"},
    {"a evnt:x", 3, "event is meant"},
    {"\xc3\xa9\xc3\xa9 evnt:x", 4, "event is meant"},
    {"https://x", 1, "in quotes"},
    {"type:", 6, "expected a value behind type:"},
    {"type: track", 6, "expected a value behind type:"},
    {"type:trak", 6, "track is meant"},
    {"type<track", 5, "type goes with : = !=, not with <"},
    {"since>5m", 6, "since goes with :, not with >"},
    {"severity>=grave", 11, "note, warning, error"},
    {"rule:missing-group", 6, "missing-group-id is meant"},
    {"is:resend", 4, "resent is meant"},
    {"has:acount", 5, "account is meant"},
    {"status:ok", 8, "status is a number"},
    {"since:yesterday", 7, "is no time"},
    {"before:25:00", 8, "is no time"},
    {"event:\"\"", 7, "-has:event"},
    {"\"\"", 1, "nothing between the quotes"},
    {"a \"b", 3, "not closed"},
    {"\"a\"b", 4, "expected a blank"},
    {"event:f(x)", 8, "in quotes"},
    {"(a", 1, "not closed"},
    {"a)", 2, "closes nothing"},
    {"()", 2, "before )"},
    {"a or", 5, "at the end"},
    {"or a", 1, "before or"},
    {"a and or b", 7, "before or"},
    {"not", 4, "at the end"},
    {"@nobody", 1, "no filter is saved"},
    {"@ a", 2, "name of a saved filter"},
    {"x @loop", 3, "leads back to itself"},
    {"x @bad", 3, "@bad, column 6: no such type"},
    {"a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q:1", 1, "at most 16 parts"},
};

static void what_is_wrong_is_told_with_its_column(void **state)
{
    struct known known;
    (void)state;
    known_init(&known);
    struct filter_world world = world_of(&known);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct filter_error error;
        struct filter *filter = filter_new(wrong[i].text, &world, &error);
        if (filter != NULL || error.column != wrong[i].column || strstr(error.text, wrong[i].says) == NULL) {
            fail_msg("%s: %s at %u: %s", wrong[i].text, filter != NULL ? "taken" : "refused", error.column, error.text);
        }
    }
    strpool_free(known.pool);
}

static void a_filter_is_no_larger_than_it_may_be(void **state)
{
    struct known known;
    struct filter_error error;
    char text[2 * FILTER_MAX_TEXT];
    (void)state;
    known_init(&known);
    struct filter_world world = world_of(&known);
    memset(text, 'a', sizeof text);
    text[FILTER_MAX_TEXT + 1] = '\0';
    assert_null(filter_new(text, &world, &error));
    text[0] = '\0';
    for (size_t i = 0; i <= FILTER_MAX_TERMS; i++) {
        memcpy(text + 2 * i, "a ", 3);
    }
    assert_null(filter_new(text, &world, &error));
    assert_non_null(strstr(error.text, "64"));
    assert_int_equal(error.column, 2 * FILTER_MAX_TERMS + 1);
    text[2 * FILTER_MAX_TERMS] = '\0';
    struct filter *filter = filter_new(text, &world, &error);
    assert_non_null(filter);
    filter_free(filter);
    memset(text, '(', FILTER_MAX_DEPTH + 1);
    text[FILTER_MAX_DEPTH + 1] = '\0';
    assert_null(filter_new(text, &world, &error));
    assert_non_null(strstr(error.text, "nest"));
    strpool_free(known.pool);
}

/* ---- what matches ---- */

struct call {
    struct message message;
    const char *text, *context;
};

static bool filter_says(const char *text, const struct filter_world *world, const struct call *call)
{
    struct filter_error error;
    struct filter *filter = filter_new(text, world, &error);
    if (filter == NULL) {
        fail_msg("%s: %s", text, error.text);
    }
    struct filter_text read = {
        .call = {call->text, strlen(call->text)}, .json = true,
        .context = {call->context, call->context == NULL ? 0 : strlen(call->context)}, .record = 1,
    };
    enum filter_answer answer = filter_columns(filter, &call->message, 100 * MINUTE);
    bool matches = answer == FILTER_ASKS_TEXT ? filter_matches_text(filter, &call->message, &read) : answer == FILTER_YES;
    filter_free(filter);
    return matches;
}

static const struct {
    const char *text;
    bool matches;
} asked[] = {
    /* columns */
    {"type:track", true}, {"type:TRACK", true}, {"type:pag*", false}, {"-type:page", true}, {"type!=track", false},
    {"event:\"Signed Up\"", true}, {"event:\"signed up\"", true}, {"event:\"Signed up\"", false}, {"event:signed*", true},
    {"event:\"Signed ??\"", true}, {"event:*d*p", true}, {"event=Signed*", false}, {"name:signed*", false},
    {"account:acme", true}, {"account:Acme", false}, {"account!=acme", false}, {"has:account", true}, {"has:name", false},
    {"user:u_1", true}, {"user:ann@acme.io", true}, {"user:Ann@*", true}, {"user:a-1", true}, {"user:u_2", false},
    {"anonymous:a-1", true}, {"anonymous:u_1", false},
    {"source:analytics.js", true}, {"library:*1.84*", true}, {"library:analytics", false},
    {"rule:group-without-id", true}, {"rule:missing-group-id", false}, {"rule:*-id", true}, {"severity:warning", true},
    {"severity>=warning", true}, {"severity>warning", false}, {"severity:>=warning", true}, {"severity:!=warning", false}, {"severity<=note", false}, {"severity!=none", true},
    {"has:finding", true}, {"status:200", true}, {"status:2*", true}, {"status>=400", false}, {"status!=200", false},
    {"is:retry", true}, {"is:resent", false}, {"is:unsettled", true}, {"-is:batched", true},
    {"since:5m", true}, {"since:30s", false}, {"before:30s", true}, {"since:01:38", true}, {"after:01:39:30", false},
    {"before:1970-01-01T01:40Z", true}, {"before:1970-01-01", false}, {"since:1970-01-01T01:30", true},
    /* together */
    {"type:page or event:s*", true}, {"type:page event:s*", false}, {"not type:page and not is:resent", true},
    {"-(type:page or is:retry)", false}, {"--type:track", true}, {"type:page type:track or account:acme", true},
    {"type:page (type:track or account:acme)", false}, {"@signups", true}, {"-@signups", false}, {"@signups SEATS", true}, {"@signups TYPE", false},
    /* words */
    {"seats", true}, {"SEATS", true}, {"caf\xc3\xa9", true}, {"\"\\\\u00e9\"", true}, {"\"open the\"", true}, {"open missing", false},
    {"trac", true}, {"\"say \\\"hi\\\"\"", true}, {"10.0.0.7", true}, {"zzz", false}, {"-zzz", true},
    /* paths */
    {"properties.seats>10", true}, {"properties.seats>12.5", false}, {"properties.seats:12.5", true},
    {"properties.seats:125e-1", true}, {"properties.seats=12.50", true}, {"properties.seats<=12.499999999999999999999", false},
    {"/properties/seats>10", true}, {"properties.plan:free", true}, {"properties.plan!=free", false},
    {"properties.plan:FREE", false}, {"properties.none:1", false}, {"properties.none!=1", true}, {"properties.none<1", false},
    {"properties.big>9007199254740992", true}, {"properties.big:9007199254740993", true}, {"properties.big<9007199254740993.1", true},
    {"properties.neg<-1", true}, {"properties.neg>-1e1", true}, {"properties.neg>0", false}, {"properties.zero:0", true},
    {"properties.tags:vip", true}, {"properties.tags:two", true}, {"properties.tags:none", false}, {"properties.tags.1:two", true},
    {"properties.\"First Name\":ann", true}, {"/properties/a~1b:1", true}, {"properties.on:true", true}, {"properties.nil:null", true},
    {"properties.day>2026-01-01", true}, {"properties.day<2026-05-05T00:00:00+02:00", true}, {"properties.day<2026-05-04", false},
    {"properties.num>9", true}, {"properties.plan>f", true}, {"properties.star:\"a\\*b\"", true}, {"properties.star:a*", true},
    {"has:properties.nil", true}, {"has:properties.none", false}, {"has:/properties", true}, {"/properties:x", false},
    {"id:m-1", true}, {"id:m-*", true}, {"id=m-*", false}, {"properties.last:2", true}, {"properties.esc:\"a\\\"b\"", true},
    /* the envelope's context counts under the call's own */
    {"context.ip:10.0.0.7", true}, {"context.library.name:x", true}, {"context.library.version:1", false}, {"has:context.ip", true},
};

static void a_call_matches_by_columns_and_text(void **state)
{
    struct known known;
    (void)state;
    known_init(&known);
    struct filter_world world = world_of(&known);
    const struct call call = {
        .message = {.received = 99 * MINUTE, .label = strpool_intern(known.pool, "Signed Up", 9), .user = known.user,
                    .anonymous = known.visitor, .account = strpool_intern(known.pool, "acme", 4), .source = 1, .finding = 2,
                    .status = 200, .type = MESSAGE_TRACK, .flags = MESSAGE_RETRY},
        .text = "{\"event\":\"Signed Up\",\"messageId\":\"m-1\",\"context\":{\"library\":{\"name\":\"x\"}},\"properties\":{"
                "\"seats\":12.5,\"plan\":\"free\",\"big\":9007199254740993,\"neg\":-2,\"zero\":-0.0,\"tags\":[\"vip\",\"two\"],"
                "\"First Name\":\"Ann\",\"a/b\":1,\"on\":true,\"nil\":null,\"day\":\"2026-05-04\",\"num\":\"10\",\"star\":\"a*b\","
                "\"caf\\u00e9\":\"open the door\",\"quote\":\"say \\\"hi\\\"\",\"last\":1,\"last\":2,\"esc\":\"a\\\"b\"}}",
        .context = "{\"ip\":\"10.0.0.7\",\"library\":{\"name\":\"y\",\"version\":\"1\"}}",
    };
    setenv("TZ", "UTC", 1);
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        if (filter_says(asked[i].text, &world, &call) != asked[i].matches) {
            fail_msg("%s should %smatch", asked[i].text, asked[i].matches ? "" : "not ");
        }
    }
    strpool_free(known.pool);
}

static void what_is_cheap_is_asked_first(void **state)
{
    struct known known;
    struct filter_error error;
    (void)state;
    known_init(&known);
    struct filter_world world = world_of(&known);
    const struct message page = {.type = MESSAGE_PAGE};
    struct filter *filter = filter_new("refund (properties.x:1 or type:track)", &world, &error);
    assert_int_equal(filter_columns(filter, &page, 0), FILTER_ASKS_TEXT);
    filter_free(filter);
    filter = filter_new("refund type:track", &world, &error);
    assert_int_equal(filter_columns(filter, &page, 0), FILTER_NO);
    filter_free(filter);
    filter = filter_new("refund or properties.x:1 or type:page", &world, &error);
    assert_int_equal(filter_columns(filter, &page, 0), FILTER_YES);
    filter_free(filter);
    strpool_free(known.pool);
}

static void a_name_that_changes_changes_the_answer(void **state)
{
    struct known known;
    struct filter_error error;
    (void)state;
    known_init(&known);
    known.joined = false;
    struct filter_world world = world_of(&known);
    const struct message call = {.type = MESSAGE_PAGE, .anonymous = known.visitor};
    struct filter *filter = filter_new("user:u_1", &world, &error);
    assert_true(filter_asks_names(filter));
    assert_false(filter_renamed(filter, FILTER_VISITOR, known.visitor)); /* nobody has asked yet */
    assert_int_equal(filter_columns(filter, &call, 0), FILTER_NO);
    assert_false(filter_renamed(filter, FILTER_VISITOR, known.visitor));
    known.joined = true;
    assert_true(filter_renamed(filter, FILTER_VISITOR, known.visitor));
    assert_int_equal(filter_columns(filter, &call, 0), FILTER_YES);
    filter_free(filter);
    strpool_free(known.pool);
}

static void words_are_found_in_other_texts(void **state)
{
    struct known known;
    struct filter_error error;
    (void)state;
    known_init(&known);
    struct filter_world world = world_of(&known);
    const struct message refused = {.type = MESSAGE_REFUSED};
    struct filter *filter = filter_new("type:refused /v1/t expected", &world, &error);
    struct filter_text text = {.words = filter_words(filter, "/V1/track")};
    assert_int_equal(text.words, 1);
    assert_int_equal(filter_columns(filter, &refused, 0), FILTER_ASKS_TEXT);
    assert_false(filter_matches_text(filter, &refused, &text));
    text.words |= filter_words(filter, "expected a value");
    assert_int_equal(filter_columns(filter, &refused, 0), FILTER_ASKS_TEXT);
    assert_true(filter_matches_text(filter, &refused, &text));
    filter_free(filter);
    strpool_free(known.pool);
}

/* ---- completion ---- */

static void what_may_be_meant_is_offered(void **state)
{
    static const struct {
        const char *text;
        size_t from;
        size_t count;
        const char *first;
    } rows[] = {
        {"ev", 0, 1, "event:"},           {"a -ev", 3, 1, "event:"},
        {"type:", 5, 8, "identify"},      {"type:t", 5, 1, "track"},
        {"type!=t", 6, 1, "track"},       {"rule:m", 5, 1, "missing-group-id"},
        {"severity>=", 10, 4, "none"},    {"is:re", 3, 3, "resent"},
        {"event:", 6, 4, "\"50% (half)\""}, {"event:\"Signed", 6, 2, "\"Signed In\""},
        {"(event:l", 7, 1, "Loaded"},     {"has:ac", 4, 1, "account"},
        {"@", 0, 1, "@signups"},          {"@si", 0, 1, "@signups"},
        {"zzz", 0, 0, NULL},              {"zzz:a", 4, 0, NULL},
        {"\"event:", 0, 0, NULL},         {"properties.a:x", 13, 0, NULL},
    };
    struct known known;
    (void)state;
    known_init(&known);
    struct filter_world world = world_of(&known);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct filter_candidates out;
        filter_complete(rows[i].text, strlen(rows[i].text), &world, &out);
        bool right = out.count == rows[i].count && (out.count == 0 || out.from == rows[i].from) &&
                     (out.count == 0 || strcmp(out.items[0].text, rows[i].first) == 0);
        if (!right) {
            fail_msg("%s: %zu from %zu, first %s", rows[i].text, out.count, out.from, out.count > 0 ? out.items[0].text : "-");
        }
        filter_candidates_done(&out);
    }
    strpool_free(known.pool);
}

/* Its help cannot show what it does not take. */
static void every_field_takes_its_example(void **state)
{
    struct known known;
    struct str help;
    (void)state;
    known_init(&known);
    str_init(&help, 1 << 16);
    filter_print_help(&help, false);
    struct filter_world world = world_of(&known);
    for (size_t i = 0; i < filter_field_count; i++) {
        struct filter_error error;
        struct filter *filter = filter_new(filter_fields[i].example, &world, &error);
        if (filter == NULL) {
            fail_msg("%s: %s", filter_fields[i].example, error.text);
        }
        assert_non_null(strstr(help.data, filter_fields[i].example));
        filter_free(filter);
    }
    str_done(&help);
    strpool_free(known.pool);
}

static void saved_filters_have_names(void **state)
{
    struct filter_saved filters;
    struct err err;
    struct known known;
    (void)state;
    known_init(&known);
    struct filter_world world = world_of(&known);
    filter_saved_init(&filters);
    assert_true(filter_saved_add(&filters, "mine", "type:track", &err));
    assert_true(filter_saved_add(&filters, "mine", "type:page", &err));
    assert_string_equal(filter_saved_find(&filters, "mine"), "type:page");
    assert_null(filter_saved_find(&filters, "yours"));
    assert_false(filter_saved_add(&filters, "a b", "x", &err));
    assert_false(filter_saved_add(&filters, "", "x", &err));
    assert_false(filter_saved_add(&filters, "empty", "  ", &err));
    assert_true(filter_saved_check(&filters, &world, &err));
    assert_true(filter_saved_add(&filters, "wrong", "a type:x", &err));
    assert_false(filter_saved_check(&filters, &world, &err));
    assert_non_null(strstr(err.text, "wrong, column 8"));
    filter_saved_done(&filters);
    strpool_free(known.pool);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_wrong_is_told_with_its_column),
        cmocka_unit_test(a_filter_is_no_larger_than_it_may_be),
        cmocka_unit_test(a_call_matches_by_columns_and_text),
        cmocka_unit_test(what_is_cheap_is_asked_first),
        cmocka_unit_test(a_name_that_changes_changes_the_answer),
        cmocka_unit_test(words_are_found_in_other_texts),
        cmocka_unit_test(what_may_be_meant_is_offered),
        cmocka_unit_test(every_field_takes_its_example),
        cmocka_unit_test(saved_filters_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
