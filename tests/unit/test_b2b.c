/* floor: model */
#include "unit.h"

#include <string.h>

#include "model/b2b.h"
#include "model/sdk.h"

static enum b2b_event event_of(struct strpool *pool, enum message_type type, const char *label)
{
    struct message message = {.type = (uint8_t)type, .label = strpool_intern(pool, label, strlen(label))};
    return b2b_event_of(&message);
}

static void an_event_is_known_by_its_exact_name_and_as_a_track_call(void **state)
{
    struct strpool *pool = strpool_new(1 << 16);
    (void)state;
    b2b_prepare(pool);
    assert_int_equal(event_of(pool, MESSAGE_TRACK, "Account Created"), B2B_ACCOUNT_CREATED);
    assert_int_equal(event_of(pool, MESSAGE_TRACK, "Trial Ended"), B2B_TRIAL_ENDED);
    assert_int_equal(event_of(pool, MESSAGE_PAGE, "Signed Up"), B2B_NONE);
    assert_int_equal(event_of(pool, MESSAGE_TRACK, "signed up"), B2B_NONE);
    assert_int_equal(event_of(pool, MESSAGE_TRACK, ""), B2B_NONE);
    assert_int_equal(event_of(pool, MESSAGE_TRACK, "Something Else"), B2B_NONE);
    assert_string_equal(b2b_row(B2B_INVITE_SENT)->properties[0].name, "invitee_email");
    assert_null(b2b_row(B2B_ACCOUNT_REMOVED_USER)->properties[0].name);
    assert_null(b2b_row(B2B_SIGNED_UP)->properties[B2B_PROPERTIES].name);
    assert_null(b2b_row(B2B_NONE));
    strpool_free(pool);
}

/* The names that real SDKs put on the wire (wire-protocol, captures). */
static void an_sdk_is_known_by_its_library(void **state)
{
    static const struct {
        const char *library;
        enum sdk sdk;
    } cases[] = {
        {"analytics.js npm:next-1.84.3", SDK_BROWSER},
        {"RudderLabs JavaScript SDK 3.34.1", SDK_BROWSER},
        {"@segment/analytics-node 3.1.0", SDK_NODE},
        {"analytics-node", SDK_NODE},
        {"analytics-python 2.3.4", SDK_PYTHON},
        {"analytics-ruby", SDK_RUBY},
        {"analytics-go", SDK_GO},
        {"analytics-php", SDK_PHP},
        {"analytics-java 3.5.4", SDK_JAVA},
        {"Analytics.NET", SDK_DOTNET},
        {"Analytics-CSharp", SDK_DOTNET},
        {"analytics-kotlin", SDK_KOTLIN},
        {"analytics-swift", SDK_SWIFT},
        {"analytics-react-native", SDK_REACT_NATIVE},
        {"analytics_flutter", SDK_FLUTTER},
        {"@jitsu/js 1.11.0", SDK_JITSU},
        {"my-own-client", SDK_UNKNOWN},
        {"", SDK_UNKNOWN},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_string_equal(sdk_name(sdk_of_library(cases[i].library)), sdk_name(cases[i].sdk));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_event_is_known_by_its_exact_name_and_as_a_track_call),
        cmocka_unit_test(an_sdk_is_known_by_its_library),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
