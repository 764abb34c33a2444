#include "table.h"

/* The order of the Warnings view among equals, and the numbers findings carry. */
const struct rule *const rules_table[] = {
    &rule_missing_group_id, &rule_misplaced_group_id, &rule_group_id_conflict,
    &rule_unlinked_user, &rule_unknown_account, &rule_stale_group_id,
    &rule_group_without_id, &rule_group_without_user, &rule_account_renamed,
    &rule_missing_user, &rule_placeholder_id, &rule_identify_without_user_id,
    &rule_not_identified, &rule_late_identify, &rule_user_id_changed,
    &rule_anonymous_not_merged, &rule_self_alias, &rule_email_as_id,
    &rule_track_without_event, &rule_event_name_near_miss, &rule_event_name_synonym, &rule_event_name_variants,
    &rule_dynamic_event_name,
    &rule_missing_property, &rule_wrong_type, &rule_unknown_type, &rule_misplaced_bag,
    &rule_duplicate_message_id, &rule_message_too_large,  &rule_batch_too_large,
    &rule_message_id_too_long, &rule_too_many_properties,
    &rule_bad_timestamp, &rule_clock_skew,
    &rule_duplicate_key, &rule_unsafe_integer, &rule_nul_in_string, &rule_invalid_utf8, &rule_secret_or_card,
    &rule_unplanned_event,    &rule_plan_violation,
};
_Static_assert(sizeof rules_table / sizeof *rules_table <= RULES_MAX, "sets of rules are words with a bit for each");
const size_t rules_count = sizeof rules_table / sizeof *rules_table;
