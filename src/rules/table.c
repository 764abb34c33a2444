#include "table.h"

/* The order of the Warnings view among equals, and the numbers findings carry. */
const struct rule *const rules_table[] = {
    &rule_missing_group_id, &rule_misplaced_group_id, &rule_group_id_conflict,
    &rule_group_without_id, &rule_group_without_user,
    &rule_missing_user, &rule_placeholder_id, &rule_self_alias,
    &rule_track_without_event,
    &rule_duplicate_message_id, &rule_message_too_large,  &rule_batch_too_large,
    &rule_message_id_too_long, &rule_too_many_properties, &rule_unplanned_event,    &rule_plan_violation,
};
_Static_assert(sizeof rules_table / sizeof *rules_table <= RULES_MAX, "sets of rules are words with a bit for each");
const size_t rules_count = sizeof rules_table / sizeof *rules_table;
