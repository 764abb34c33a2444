/* The rows of the rule table. */
#ifndef RULES_TABLE_H
#define RULES_TABLE_H

#include "rule.h"

extern const struct rule rule_missing_group_id;
extern const struct rule rule_misplaced_group_id;
extern const struct rule rule_group_id_conflict;
extern const struct rule rule_unlinked_user;
extern const struct rule rule_unknown_account;
extern const struct rule rule_stale_group_id;
extern const struct rule rule_account_renamed;
extern const struct rule rule_group_without_id;
extern const struct rule rule_group_without_user;
extern const struct rule rule_missing_user;
extern const struct rule rule_placeholder_id;
extern const struct rule rule_identify_without_user_id;
extern const struct rule rule_not_identified;
extern const struct rule rule_late_identify;
extern const struct rule rule_user_id_changed;
extern const struct rule rule_anonymous_not_merged;
extern const struct rule rule_email_as_id;
extern const struct rule rule_self_alias;
extern const struct rule rule_track_without_event;
extern const struct rule rule_event_name_near_miss;
extern const struct rule rule_event_name_synonym;
extern const struct rule rule_event_name_variants;
extern const struct rule rule_dynamic_event_name;
extern const struct rule rule_missing_property;
extern const struct rule rule_wrong_type;
extern const struct rule rule_unknown_type;
extern const struct rule rule_misplaced_bag;
extern const struct rule rule_duplicate_message_id;
extern const struct rule rule_message_too_large;
extern const struct rule rule_batch_too_large;
extern const struct rule rule_message_id_too_long;
extern const struct rule rule_too_many_properties;
extern const struct rule rule_bad_timestamp;
extern const struct rule rule_clock_skew;
extern const struct rule rule_duplicate_key;
extern const struct rule rule_unsafe_integer;
extern const struct rule rule_nul_in_string;
extern const struct rule rule_invalid_utf8;
extern const struct rule rule_secret_or_card;
extern const struct rule rule_unplanned_event;
extern const struct rule rule_plan_violation;

#endif
