/* floor: model */
#include "unit.h"

#include "model/event_name.h"

static void check_meant(const char *name, const char *expected)
{
    struct event_name read;
    event_name_read(name, &read);
    const struct b2b_row *row = b2b_row(read.meant);
    print_message("# %s\n", name);
    assert_string_equal(row == NULL ? "" : row->name, expected);
}

static void other_spellings_of_b2b_events(void **state)
{
    (void)state;
    static const char *const near[][2] = {
        {"signed_up", "Signed Up"}, {"SignedUp", "Signed Up"}, {"Signup", "Signed Up"}, {"Sign Up", "Signed Up"},
        {"User Signed Up", "Signed Up"}, {"signed up ", "Signed Up"}, {"sign-in", "Signed In"}, {"user.signed_out", "Signed Out"},
        {"invite sent", "Invite Sent"}, {"User Invited", "Invite Sent"}, {"Invited User", "Invite Sent"},
        {"Invitation Sent", "Invite Sent"}, {"accountCreated", "Account Created"}, {"Created Account", "Account Created"},
        {"Acount Created", "Account Created"}, {"Account Create", "Account Created"}, {"Account Addded User", ""},
        {"User Added To Account", "Account Added User"}, {"Trial Start", "Trial Started"}, {"TRIAL ENDED", "Trial Ended"},
        {"Trial Strated", ""},
    };
    for (size_t i = 0; i < sizeof near / sizeof *near; i++) {
        check_meant(near[i][0], near[i][1]);
    }
}

static void other_events(void **state)
{
    (void)state;
    for (unsigned event = B2B_NONE + 1; event < B2B_EVENTS; event++) {
        check_meant(b2b_row((enum b2b_event)event)->name, "");
    }
    static const char *const names[] = {
        "Invite Accepted", "Account Upgraded", "Account Updated", "Accounts Created", "Invites Sent", "Signed Up For Webinar",
        "Sign Up Clicked", "Trial Extended", "Trial Edited", "Account Credited", "Account Selected", "Logged In", "Report Opened",
        "User Created", "Signed Document", "Signed Off", "Invite Seen", "Trial Expired", "Account Added", "User Added", "",
        "Account Treated Users", "Workspace Created",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        check_meant(names[i], "");
    }
}

static void other_words_for_b2b_events(void **state)
{
    (void)state;
    static const char *const words[][2] = {
        {"Logged In", "Signed In"}, {"user_logged_out", "Signed Out"}, {"Trial Expired", "Trial Ended"},
        {"User Added", "Account Added User"}, {"Workspace Created", "Account Created"}, {"Workspace Opened", ""},
        {"Login Failed", ""}, {"Team Created", ""}, {"Signup", ""}, {"Signed In", ""},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct event_name read;
        event_name_read(words[i][0], &read);
        const struct b2b_row *row = b2b_row(read.perhaps);
        print_message("# %s\n", words[i][0]);
        assert_string_equal(row == NULL ? "" : row->name, words[i][1]);
    }
}

static void check_value(const char *name, enum name_value value, const char *expected)
{
    struct event_name read;
    event_name_read(name, &read);
    print_message("# %s\n", name);
    assert_int_equal(read.value, value);
    assert_int_equal(read.length, strlen(expected));
    assert_memory_equal(name + read.start, expected, read.length);
}

static void values_in_names(void **state)
{
    (void)state;
    check_value("User Signed Up (11-01-2019)", NAME_DATE, "11-01-2019");
    check_value("Report 2026-11-23 Opened", NAME_DATE, "2026-11-23");
    check_value("Webinar 23.11.2026", NAME_DATE, "23.11.2026");
    check_value("Export 11/23/26 Done", NAME_DATE, "11/23/26");
    check_value("export_2026_11_23", NAME_DATE, "2026_11_23");
    check_value("Invited ann.b+x@acme.io", NAME_EMAIL, "ann.b+x@acme.io");
    check_value("Opened 5f0c3f0e-1b2c-4d5e-8f90-0123456789ab", NAME_UUID, "5f0c3f0e-1b2c-4d5e-8f90-0123456789ab");
    check_value("Order 12345 Placed", NAME_ID, "12345");
    check_value("order_123456_placed", NAME_ID, "123456");
    check_value("ORDER 12345 PLACED", NAME_ID, "12345");
    check_value("Issue #7 Closed", NAME_ID, "7");
    check_value("Opened 5f0c3f0e", NAME_ID, "5f0c3f0e");
    check_value("Clicked undefined", NAME_TEMPLATE, "undefined");
    check_value("Opened {{report.name}}", NAME_TEMPLATE, "{{report.name}}");
    check_value("Opened${id}", NAME_TEMPLATE, "${id}");
    check_value("[object Object] Opened", NAME_TEMPLATE, "[object Object]");
}

static void names_that_only_look_so(void **state)
{
    (void)state;
    static const char *const names[] = {
        "Step 1 Completed", "2FA Enabled", "Web3 Wallet", "Checkout v2", "Checkout v2.1.0", "ISO 27001 Checklist Opened",
        "SOC 2 Report", "Form 1040 Filed", "Windows 11 Installed", "24/7 Support Clicked", "404 Shown", "Report 2024 Opened",
        "Q3 2024 Goals Set", "EN 301549 Audit Started", "Base64 Decoded", "Facade Deface", "Oauth2 Token Refreshed", "S3 Bucket Added",
        "@mention Clicked", "Chat @ Support", "A/B Test", "Undefined Behaviour Found", "1-2-3 Guide Opened", "Version 1.2.3 Installed",
        "RFC 3339 Date Set", "50% Off Shown", "mp4 Played", "1st Report Opened", "",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        check_value(names[i], NAME_FIXED, "");
    }
}

static void spellings_fold_to_one(void **state)
{
    (void)state;
    static const char *const names[] = {"Report Opened", "report_opened", "reportOpened", "REPORT-OPENED", " report  opened!"};
    char folded[EVENT_NAME_FOLDED], long_name[EVENT_NAME_FOLDED + 1];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_int_equal(event_name_fold(names[i], folded), strlen("reportopened"));
        assert_string_equal(folded, "reportopened");
    }
    assert_int_equal(event_name_fold("?!", folded), 0);
    memset(long_name, 'a', sizeof long_name - 1);
    long_name[sizeof long_name - 1] = '\0';
    assert_int_equal(event_name_fold(long_name, folded), 0);
    assert_int_equal(event_name_fold(long_name + 1, folded), EVENT_NAME_FOLDED - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(other_spellings_of_b2b_events),
        cmocka_unit_test(other_events),
        cmocka_unit_test(other_words_for_b2b_events),
        cmocka_unit_test(values_in_names),
        cmocka_unit_test(names_that_only_look_so),
        cmocka_unit_test(spellings_fold_to_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
