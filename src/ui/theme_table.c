#include "theme_table.h"

#include <assert.h>

#define NONE THEME_COLOR_DEFAULT

/* The default theme, for dark backgrounds: one accent (a calm blue), greys for what may be overlooked, amber
 * and red for what may not. */
static const struct theme_row rows[THEME_NAMES] = {
    [ROLE_DEFAULT] = {"default", {NONE, NONE, 0}},
    [ROLE_BAR] = {"bar", {252, NONE, 0}},
    [ROLE_BAR_NAME] = {"bar.name", {110, NONE, THEME_BOLD}},
    [ROLE_BAR_DIM] = {"bar.dim", {248, NONE, 0}},
    [ROLE_TAB] = {"tab", {248, NONE, 0}},
    [ROLE_TAB_ACTIVE] = {"tab.active", {255, 238, THEME_BOLD}},
    [ROLE_FOOTER] = {"footer", {248, NONE, 0}},
    [ROLE_FOOTER_KEY] = {"footer.key", {252, NONE, 0}},
    [ROLE_LINE] = {"line", {239, NONE, 0}},
    [ROLE_HEADING] = {"heading", {248, NONE, THEME_BOLD}},
    [ROLE_NAME] = {"name", {253, NONE, 0}},
    [ROLE_ID] = {"id", {248, NONE, 0}},
    [ROLE_COUNT] = {"count", {250, NONE, 0}},
    [ROLE_TIME] = {"time", {247, NONE, 0}},
    [ROLE_DIM] = {"dim", {247, NONE, 0}},
    [ROLE_ACCENT] = {"accent", {110, NONE, 0}},
    [ROLE_SPARK] = {"spark", {67, NONE, 0}},
    [ROLE_SELECTED] = {"selected", {NONE, 236, 0}},
    [ROLE_SELECTED_IDLE] = {"selected.idle", {NONE, 235, 0}},
    [ROLE_MATCH] = {"match", {222, NONE, THEME_BOLD | THEME_UNDERLINE}},
    [ROLE_CALL_IDENTIFY] = {"call.identify", {109, NONE, 0}},
    [ROLE_CALL_TRACK] = {"call.track", {252, NONE, 0}},
    [ROLE_CALL_PAGE] = {"call.page", {247, NONE, 0}},
    [ROLE_CALL_SCREEN] = {"call.screen", {247, NONE, 0}},
    [ROLE_CALL_GROUP] = {"call.group", {110, NONE, 0}},
    [ROLE_CALL_ALIAS] = {"call.alias", {109, NONE, 0}},
    [ROLE_CALL_UNKNOWN] = {"call.unknown", {214, NONE, 0}},
    [ROLE_CALL_REFUSED] = {"call.refused", {210, NONE, 0}},
    [ROLE_JSON_KEY] = {"json.key", {110, NONE, 0}},
    [ROLE_JSON_STRING] = {"json.string", {252, NONE, 0}},
    [ROLE_JSON_NUMBER] = {"json.number", {180, NONE, 0}},
    [ROLE_JSON_LITERAL] = {"json.literal", {180, NONE, 0}},
    [ROLE_JSON_PUNCT] = {"json.punct", {247, NONE, 0}},
    [ROLE_NOTE] = {"finding.note", {146, NONE, 0}},
    [ROLE_WARNING] = {"finding.warning", {214, NONE, 0}},
    [ROLE_ERROR] = {"finding.error", {210, NONE, 0}},
    [ROLE_LINK_IMPLIED] = {"link.implied", {248, NONE, 0}},
    [ROLE_LINK_DECLARED] = {"link.declared", {109, NONE, 0}},
    [ROLE_LINK_EXPLICIT] = {"link.explicit", {110, NONE, 0}},
    [ROLE_LINK_REMOVED] = {"link.removed", {210, NONE, 0}},
    [ROLE_PLACEHOLDER] = {"placeholder", {182, NONE, 0}},
    [ROLE_CAPTION] = {"caption", {255, 24, 0}},
    [ROLE_BANNER] = {"banner", {231, 124, THEME_BOLD}},
    [ROLE_PROMPT] = {"prompt", {255, NONE, 0}},
    [ROLE_CODE] = {"code", {150, NONE, 0}},
    [ROLE_DIFF_NEW] = {"diff.new", {150, NONE, 0}},
    [ROLE_DIFF_OLD] = {"diff.old", {210, NONE, 0}},
    [ROLE_DIFF_CHANGED] = {"diff.changed", {214, NONE, 0}},
    [GROUP_CALL] = {"call", {NONE, NONE, 0}},
    [GROUP_JSON] = {"json", {NONE, NONE, 0}},
    [GROUP_FINDING] = {"finding", {NONE, NONE, 0}},
    [GROUP_LINK] = {"link", {NONE, NONE, 0}},
    [GROUP_DIFF] = {"diff", {NONE, NONE, 0}},
};

const struct theme_row *theme_row(int number)
{
    assert(number >= 0 && number < THEME_NAMES);
    return &rows[number];
}
