/* The rows of the rule table. */
#ifndef RULES_TABLE_H
#define RULES_TABLE_H

#include "rule.h"

extern const struct rule rule_missing_group_id;
extern const struct rule rule_misplaced_group_id;
extern const struct rule rule_group_id_conflict;
extern const struct rule rule_group_without_id;
extern const struct rule rule_group_without_user;
extern const struct rule rule_missing_user;
extern const struct rule rule_placeholder_id;
extern const struct rule rule_self_alias;
extern const struct rule rule_track_without_event;
extern const struct rule rule_duplicate_message_id;
extern const struct rule rule_message_too_large;
extern const struct rule rule_batch_too_large;
extern const struct rule rule_message_id_too_long;
extern const struct rule rule_too_many_properties;
extern const struct rule rule_unplanned_event;
extern const struct rule rule_plan_violation;

#endif
