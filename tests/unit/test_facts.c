/* floor: model */
#include "unit.h"

#include "base/scan.h"
#include "model/mask.h"

#define ALL (FACT_BIT(FACTS) - 1)
#define TEXT_MAX_BYTES 65536

/* With the call's tree the same is found: the first time, and when its keys are known. */
static void check_with_tree(struct json_span text, const struct call_facts *facts)
{
    struct facts_shapes shapes = {{0}};
    struct call_facts same;
    struct arena arena;
    arena_init(&arena, 4096);
    const struct json *tree = scan_is_plain(text.p, text.p + text.n) ? json_parse(&arena, text) : NULL;
    for (int time = 0; time < 2; time++) {
        facts_of_call(text, tree, ALL, &shapes, &same);
        assert_int_equal(same.found, facts->found);
        for (unsigned fact = 0; fact < FACTS; fact++) {
            bool has = (facts->found & FACT_BIT(fact)) != 0;
            assert_int_equal(has ? same.of[fact].count : 0, has ? facts->of[fact].count : 0);
        }
    }
    arena_done(&arena);
}

/* Everything that is found in a text, as "fact pointer" lines. */
static void check_found(const char *call, const char *expected)
{
    static const char *const names[] = {"duplicate", "integer", "nul", "utf8", "secret", "card"};
    struct json_span text = {call, strlen(call)};
    struct call_facts facts;
    struct str got;
    str_init(&got, TEXT_MAX_BYTES);
    assert_true(jsontext_check(call, text.n, NULL, NULL));
    facts_of(text, ALL, &facts);
    check_with_tree(text, &facts);
    for (unsigned fact = 0; fact < FACTS; fact++) {
        size_t count = (facts.found & FACT_BIT(fact)) == 0 ? 0 : (size_t)facts.of[fact].count;
        for (size_t i = 0; i < count && i < FACTS_KEPT; i++) {
            str_printf(&got, "%s%s ", got.len > 0 ? "; " : "", names[fact]);
            facts_pointer(text, facts.of[fact].first[i].p, &got);
        }
    }
    assert_string_equal(got.data, expected);
    str_done(&got);
}

static void keys_that_stand_twice(void **state)
{
    (void)state;
    check_found("{\"a\":1,\"b\":{\"a\":1},\"c\":[{\"a\":1},{\"a\":2}]}", "");
    check_found("{\"a\":1,\"b\":2,\"a\":3}", "duplicate /a");
    check_found("{ \"x\" : { \"a~/\" : {\"long enough for two words\":1} , \"a~/\" : 3 } }", "duplicate /x/a~0~1");
    check_found("{\"caf\\u00e9\":1,\"caf\xc3\xa9\":2}", "duplicate /caf\xc3\xa9");
    check_found("[{\"k\":[]},{\"k\":{},\"k\":\"\"}]", "duplicate /1/k");
    check_found("{\"\":1,\"\":2}", "duplicate /");
}

static void many_keys(void **state)
{
    (void)state;
    struct str call;
    str_init(&call, TEXT_MAX_BYTES);
    str_putc(&call, '{');
    for (int i = 0; i < 2000; i++) {
        str_printf(&call, "\"feature_%d\":{\"on\":true},", i);
    }
    str_puts(&call, "\"last\":0}");
    check_found(call.data, "");
    str_truncate(&call, call.len - 1);
    str_puts(&call, ",\"feature_77\":1}");
    check_found(call.data, "duplicate /feature_77");
    str_done(&call);
}

static void integers_that_lose_digits(void **state)
{
    (void)state;
    check_found("{\"n\":[9007199254740991,9007199254740992,-9007199254740993,1152921504606846976]}", "integer /n/2; integer /n/3");
    check_found("{\"n\":[10000000000000000,100000000000000000000000,12345678901234567890]}", "integer /n/2");
    check_found("{\"n\":[0.1234567890123456789,1e15,1.5e300,1e-400,1e400,-2E999]}", "integer /n/4; integer /n/5");
    check_found("{\"n\":\"12345678901234567890\",\"12345678901234567890\":1}", "");
}

static void bytes_in_strings(void **state)
{
    (void)state;
    check_found("{\"a\":\"x\\u0000\",\"b\":\"\\\\u0000\",\"c\\u0000\":1}", "nul /a; nul /c");
    check_found("{\"a\":\"caf\xc3\xa9\",\"b\":[\"\xff\"]}", "utf8 /b/0");
}

static void secrets_by_name(void **state)
{
    (void)state;
    check_found("{\"traits\":{\"password\":\"hunter2\",\"New_Password\":\"x\",\"apiKey\":\"sk_live_12345\"}}",
                "secret /traits/password; secret /traits/New_Password; secret /traits/apiKey");
    check_found("{\"access-token\":\"eyJhbGciOi\",\"cvv\":123,\"ssn\":\"078-05-1120\",\"Authorization\":\"Bearer abc\"}",
                "secret /access-token; secret /cvv; secret /ssn; secret /Authorization");
    check_found("{\"password\":[\"a\",{\"b\":1},\"c\"]}", "secret /password/0; secret /password/2");
    check_found("{\"password\":\"\",\"password_hint\":\"x\",\"tokens\":\"123456789\",\"token\":17,\"secret\":true,\"jwt\":null}", "");
    check_found("{\"password\":\"********\",\"token\":\"[FILTERED]\",\"apiKey\":\"ab***********yz\"}", "");
    check_found("{\"context\":{\"device\":{\"token\":\"9f8a7b6c5d4e\"}}}", "");
}

/* Each of them in other spellings too. */
static void every_name_of_a_secret(void **state)
{
    static const char *const names[] = {
        "pwd", "jwt", "cvv", "cvc", "ssn", "cvv2", "token", "passwd", "secret", "apiKey", "idToken", "password", "passcode",
        "apiToken", "apiSecret", "secretKey", "authToken", "passphrase", "privateKey", "resetToken", "newPassword",
        "oldPassword", "accessToken", "bearerToken", "inviteToken", "userPassword", "clientSecret", "refreshToken",
        "sessionToken", "securityCode", "webhookSecret", "signingSecret", "authorization", "currentPassword",
        "confirmPassword", "secretAccessKey", "passwordConfirmation", "socialSecurityNumber",
    };
    struct str call, key, found;
    (void)state;
    str_init(&call, 256);
    str_init(&key, 256);
    str_init(&found, 256);
    for (size_t i = 0; i < sizeof names / sizeof *names * 3; i++) {
        const char *name = names[i / 3], between = " _-"[i % 3];
        str_clear(&key);
        for (const char *c = name; *c != '\0'; c++) {
            if (*c >= 'A' && *c <= 'Z' && i % 3 > 0) {
                str_putc(&key, between);
            }
            str_putc(&key, *c);
        }
        str_clear(&call);
        str_printf(&call, "{\"%s\":\"12345678\",\"%s_\":\"12345678\",\"%sx\":\"12345678\"}", key.data, key.data, key.data);
        str_clear(&found);
        str_printf(&found, "secret /%s", key.data);
        check_found(call.data, found.data);
    }
    str_done(&found);
    str_done(&key);
    str_done(&call);
}

/* So many members with one beginning that they are told apart no more without the bytes. */
static void keys_that_begin_alike(void **state)
{
    struct str call;
    (void)state;
    str_init(&call, TEXT_MAX_BYTES);
    for (int i = 0; i < 300; i++) {
        str_printf(&call, "%c\"subscription_%d_status\":%d", i == 0 ? '{' : ',', i, i);
    }
    str_putc(&call, '}');
    check_found(call.data, "");
    str_truncate(&call, call.len - 1);
    str_puts(&call, ",\"subscription_7_status\":0}");
    check_found(call.data, "duplicate /subscription_7_status");
    str_done(&call);
}

static void card_numbers(void **state)
{
    (void)state;
    check_found("{\"a\":\"4242424242424242\",\"b\":\"paid with 4111 1111 1111 1111.\",\"c\":5555555555554444,"
                "\"d\":\"3782-822463-10005\",\"e\":[\"6011000990139424\"]}",
                "card /a; card /b; card /c; card /d; card /e/0");
    check_found("{\"a\":\"4242424242424241\",\"b\":\"4111 1111-1111 1111\",\"c\":\"x4111111111111111\",\"d\":\"41111111111111112\","
                "\"e\":\"4111111111111111.5\",\"f\":\"-4111111111111111\",\"g\":\"1.4111111111111111\"}", "");
    check_found("{\"userId\":\"4111111111111111\",\"orderIDs\":[4111111111111111],\"timestamp\":4111111111111111,"
                "\"event_id\":\"4111 1111 1111 1111\",\"t\":\"2026-11-23T14:02:11.000Z\"}", "");
    check_found("{\"u\":\"41111111-1111-1111-1111-111111111111\",\"iccid\":\"8944501104169548380\"}", "");
}

static void check_masked(const char *text, const char *expected)
{
    struct str copy;
    str_init(&copy, TEXT_MAX_BYTES);
    str_puts(&copy, "before");
    struct json_span masked = mask_json((struct json_span){text, strlen(text)}, &copy);
    assert_int_equal(masked.n, strlen(text));
    assert_memory_equal(masked.p, expected, masked.n);
    if (strcmp(text, expected) == 0) {
        assert_ptr_equal(masked.p, text);
    }
    str_done(&copy);
}

static void a_masked_text_keeps_its_places(void **state)
{
    (void)state;
    check_masked("{\"a\":1}", "{\"a\":1}");
    check_masked("{\"password\":\"hunter2\",\"x\":2}", "{\"password\":\"*******\",\"x\":2}");
    check_masked("{\"token\":\"abcdefghijkl\"}", "{\"token\":\"ab********kl\"}");
    check_masked("{\"token\":\"a\\\"cdefghijkl\"}", "{\"token\":\"*************\"}");
    check_masked("{\"cvv\":123,\"pwd\":7,\"cvc\":1234}", "{\"cvv\":\"*\",\"pwd\":0,\"cvc\":\"**\"}");
    check_masked("{\"n\":\"4111 1111 1111 1111\",\"m\":4111111111111111}",
                 "{\"n\":\"**** **** **** 1111\",\"m\":\"**********1111\"}");
}

static void what_is_no_json_is_masked_too(void **state)
{
    (void)state;
    check_masked("{\"password\":\"hunter2", "{\"password\":\"*******");
    check_masked("{\"password\":\"hunter2\" \"x\"", "{\"password\":\"*******\" \"*\"");
    check_masked("]]}\"4111111111111111\"", "]]}\"************1111\"");
}

static void a_masked_text_that_has_no_room_is_not_shown(void **state)
{
    (void)state;
    struct str copy;
    const char *text = "{\"password\":\"hunter2\"}";
    str_init(&copy, 8);
    assert_int_equal(mask_json((struct json_span){text, strlen(text)}, &copy).n, 0);
    str_done(&copy);
}

static void check_sentence(const char *call, const char *told, const char *expected)
{
    char sentence[128];
    struct call_facts facts;
    facts_of((struct json_span){call, strlen(call)}, ALL, &facts);
    snprintf(sentence, sizeof sentence, "%s", told);
    mask_sentence(&facts, sentence);
    assert_string_equal(sentence, expected);
}

static void sentences_quote_nothing_that_is_masked(void **state)
{
    (void)state;
    const char *call = "{\"password\":\"hunter2-and-more\",\"note\":\"4111 1111 1111 1111\",\"pwd\":\"a\\\"bc\"}";
    check_sentence(call, "found \"hunter2-and-more\"", "found \"hu************re\"");
    check_sentence(call, "found \"hunter2-and...", "found \"***********...");
    check_sentence(call, "found \"4111 1111 1111 1111\", \"a\"bc\"", "found \"**** **** **** 1111\", \"****\"");
    check_sentence(call, "nothing", "nothing");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_that_stand_twice),
        cmocka_unit_test(many_keys),
        cmocka_unit_test(integers_that_lose_digits),
        cmocka_unit_test(bytes_in_strings),
        cmocka_unit_test(secrets_by_name),
        cmocka_unit_test(every_name_of_a_secret),
        cmocka_unit_test(keys_that_begin_alike),
        cmocka_unit_test(card_numbers),
        cmocka_unit_test(a_masked_text_keeps_its_places),
        cmocka_unit_test(what_is_no_json_is_masked_too),
        cmocka_unit_test(a_masked_text_that_has_no_room_is_not_shown),
        cmocka_unit_test(sentences_quote_nothing_that_is_masked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
