/* Cures in the SDK at hand that several rules share. */
#ifndef RULES_CURES_H
#define RULES_CURES_H

#include "rule.h"

extern const struct rule_cure cures_account[]; /* context.groupId with an event, and with all of them where one place will do */
extern const struct rule_cure cures_group[];   /* group */
extern const struct rule_cure cures_identify[];
extern const struct rule_cure cures_reset[];   /* only SDKs that remember somebody */

#endif
