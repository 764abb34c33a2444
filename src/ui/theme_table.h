/* The names theme files may use, with the compiled-in looks. Private to ui/. */
#ifndef UI_THEME_TABLE_H
#define UI_THEME_TABLE_H

#include "theme.h"

/* Names that are no role themselves but the dotted parent of some: after the roles in the table. */
enum theme_group { GROUP_CALL = ROLES, GROUP_JSON, GROUP_FINDING, GROUP_LINK, GROUP_DIFF, THEME_NAMES };

struct theme_row {
    const char *name;
    struct style style; /* of a group: unused */
};
/* `number` is an enum role or enum theme_group. */
const struct theme_row *theme_row(int number);

#endif
