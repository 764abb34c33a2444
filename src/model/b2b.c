#include "b2b.h"

#include <assert.h>
#include <string.h>

/* The first number a pool gives. */
#define FIRST (STRPOOL_OVERFLOW + 1)

static const struct b2b_row rows[B2B_EVENTS] = {
    [B2B_ACCOUNT_CREATED] = {"Account Created", {{"account_name", B2B_STRING}}},
    [B2B_ACCOUNT_DELETED] = {"Account Deleted", {{"account_name", B2B_STRING}}},
    [B2B_SIGNED_UP] = {"Signed Up",
                       {{"type", B2B_STRING},
                        {"first_name", B2B_STRING},
                        {"last_name", B2B_STRING},
                        {"email", B2B_STRING},
                        {"phone", B2B_STRING},
                        {"username", B2B_STRING},
                        {"title", B2B_STRING}}},
    [B2B_SIGNED_IN] = {"Signed In", {{"username", B2B_STRING}}},
    [B2B_SIGNED_OUT] = {"Signed Out", {{"username", B2B_STRING}}},
    [B2B_INVITE_SENT] = {"Invite Sent",
                         {{"invitee_email", B2B_STRING},
                          {"invitee_first_name", B2B_STRING},
                          {"invitee_last_name", B2B_STRING},
                          {"invitee_role", B2B_STRING}}},
    [B2B_ACCOUNT_ADDED_USER] = {"Account Added User", {{"role", B2B_STRING}}},
    [B2B_ACCOUNT_REMOVED_USER] = {"Account Removed User", {{NULL, B2B_STRING}}},
    [B2B_TRIAL_STARTED] = {"Trial Started",
                           {{"trial_start_date", B2B_DATE}, {"trial_end_date", B2B_DATE}, {"trial_plan_name", B2B_STRING}}},
    [B2B_TRIAL_ENDED] = {"Trial Ended",
                         {{"trial_start_date", B2B_DATE}, {"trial_end_date", B2B_DATE}, {"trial_plan_name", B2B_STRING}}},
};

static const struct b2b_property user_traits[] = {
    {"address", B2B_ADDRESS},  {"age", B2B_NUMBER},        {"avatar", B2B_STRING},    {"birthday", B2B_DATE},
    {"company", B2B_COMPANY},  {"createdAt", B2B_DATE},    {"description", B2B_STRING}, {"email", B2B_STRING},
    {"firstName", B2B_STRING}, {"gender", B2B_STRING},     {"id", B2B_STRING_OR_NUMBER}, {"lastName", B2B_STRING},
    {"name", B2B_STRING},      {"phone", B2B_STRING},      {"title", B2B_STRING},     {"username", B2B_STRING},
    {"website", B2B_STRING},   {NULL, B2B_STRING},
};

/* employees is documented as a string and sent as a number, by the documentation's own example too. */
static const struct b2b_property account_traits[] = {
    {"address", B2B_ADDRESS},    {"avatar", B2B_STRING},   {"createdAt", B2B_DATE},
    {"description", B2B_STRING}, {"email", B2B_STRING},    {"employees", B2B_STRING_OR_NUMBER},
    {"id", B2B_STRING_OR_NUMBER}, {"industry", B2B_STRING}, {"name", B2B_STRING},
    {"phone", B2B_STRING},       {"plan", B2B_STRING},     {"website", B2B_STRING},
    {NULL, B2B_STRING},
};

static const struct b2b_property address[] = {
    {"city", B2B_STRING},  {"country", B2B_STRING}, {"postalCode", B2B_STRING_OR_NUMBER},
    {"state", B2B_STRING}, {"street", B2B_STRING},  {NULL, B2B_STRING},
};

static const struct b2b_property company[] = {
    {"name", B2B_STRING},         {"id", B2B_STRING_OR_NUMBER}, {"industry", B2B_STRING},
    {"employee_count", B2B_NUMBER}, {"plan", B2B_STRING},       {NULL, B2B_STRING},
};

const struct b2b_row *b2b_row(enum b2b_event event)
{
    return event == B2B_NONE ? NULL : &rows[event];
}

const struct b2b_property *b2b_traits(bool of_account)
{
    return of_account ? account_traits : user_traits;
}

const struct b2b_property *b2b_members(enum b2b_kind kind)
{
    return kind == B2B_ADDRESS ? address : kind == B2B_COMPANY ? company : NULL;
}

void b2b_prepare(struct strpool *pool)
{
    for (unsigned event = B2B_NONE + 1; event < B2B_EVENTS; event++) {
        uint32_t number = strpool_intern(pool, rows[event].name, strlen(rows[event].name));
        assert(number == FIRST + event - 1);
        (void)number;
    }
}

enum b2b_event b2b_event_of(const struct message *message)
{
    uint32_t event = message->label - FIRST + 1;
    return message->type == MESSAGE_TRACK && event > B2B_NONE && event < B2B_EVENTS ? (enum b2b_event)event : B2B_NONE;
}
