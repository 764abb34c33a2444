/* Findings and the plan's words beside the values they are about. */
#include "callpane_layout.h"

#include <stdio.h>
#include <string.h>

#define INDENT_MAX 40
#define OPEN_FINDINGS 3u /* so many are told in full unasked */
#define PLAN_TEXT 160
#define PLAN_GAP 3

struct callpane_row *layout_last(const struct layout *layout)
{
    return &layout->pane->rows[layout->pane->row_count - 1];
}

int layout_indent(const struct layout *layout)
{
    /* Deeper levels stay at one column, so that something can be read. */
    int most = layout->pane->width / 2 < INDENT_MAX ? layout->pane->width / 2 : INDENT_MAX;
    size_t columns = (layout->depth + (layout->json->diff != NULL)) * LAYOUT_INDENT;
    return columns < (size_t)most ? (int)columns : most;
}

/* ---- findings ---- */

/* The value a pointer names, or the nearest around it that is there. */
static struct json_span nearest(struct json_span text, const char *pointer)
{
    char path[256];
    struct json_span found = jsontext_trim(text);
    snprintf(path, sizeof path, "%s", pointer);
    for (char *slash = path + strlen(path); !jsontext_pointer(text, path, &found) && slash != NULL;) {
        slash = strrchr(path, '/');
        if (slash != NULL) {
            *slash = '\0';
        }
    }
    return found;
}

void layout_note_findings(struct layout *layout)
{
    const struct world *world = layout->json->world;
    uint32_t link = layout->json->message == NULL ? 0 : layout->json->message->finding;
    const struct finding *finding = world_finding(world, link);
    for (; finding != NULL && layout->noted_count < LAYOUT_NOTED_MAX; finding = world_finding(world, link)) {
        const char *pointer = strpool_text(world->pool, finding->path);
        layout->noted[layout->noted_count++] = (struct noted){link, nearest(layout->json->text, pointer).p};
        link = finding->next;
    }
}

static void add_finding(struct layout *layout, const struct noted *noted)
{
    struct callpane *pane = layout->pane;
    struct callpane_place place = {CALLPANE_FINDING, noted->link};
    bool folded = callpane_is_folded(pane, place, layout->noted_count > OPEN_FINDINGS);
    bool grave = world_finding(layout->json->world, noted->link)->severity != SEVERITY_NOTE;
    if (grave && pane->mark == SIZE_MAX) {
        pane->mark = pane->row_count;
    }
    callpane_finding(pane, layout->json->world, noted->link, layout_indent(layout) + LAYOUT_INDENT, folded);
}

void layout_findings(struct layout *layout)
{
    const char *from = layout->value.p, *to = layout->covered != NULL ? layout->covered : from;
    for (size_t i = layout->noted_count; i > 0 && from != NULL; i--) {
        if (layout->noted[i - 1].at >= from && layout->noted[i - 1].at <= to) {
            add_finding(layout, &layout->noted[i - 1]);
        }
    }
}

bool layout_says(const struct layout *layout, const char *open, const char *close)
{
    const struct diff *diff = layout->json->diff;
    for (size_t i = 0; i < layout->noted_count; i++) {
        if (layout->noted[i].at > open && layout->noted[i].at <= close) {
            return true;
        }
    }
    for (size_t i = 0; diff != NULL && i < diff->count; i++) {
        if (diff->items[i].at > open && diff->items[i].at <= close) {
            return true;
        }
    }
    return false;
}

/* ---- the tracking plan ---- */

static size_t field_of(const struct layout *layout)
{
    return layout->depth < LAYOUT_PLAN_DEPTH ? layout->plan_parents[layout->depth] : LAYOUT_UNPLANNED;
}

/* The field of this name among those of `parent`. */
static size_t find_field(const struct plan_fields *fields, size_t parent, struct json_span key)
{
    bool root = parent == LAYOUT_PLAN_ROOT;
    unsigned depth = root ? 0 : fields->items[parent].depth + 1;
    for (size_t i = root ? 0 : parent + 1; i < fields->count && (root || fields->items[i].depth >= depth); i++) {
        if (fields->items[i].depth == depth && fields->items[i].name[0] != '\0' && jsontext_equals(key, fields->items[i].name)) {
            return i;
        }
    }
    return LAYOUT_UNPLANNED;
}

void layout_meet_key(struct layout *layout, struct json_span key)
{
    const struct callpane_json *json = layout->json;
    size_t parent = json->plan == NULL ? LAYOUT_UNPLANNED : field_of(layout);
    layout->field = parent == LAYOUT_UNPLANNED ? LAYOUT_UNPLANNED : find_field(json->plan, parent, key);
    if (layout->depth == 1) {
        layout->in_context = json->part == CALLPANE_CALL && jsontext_equals(key, "context");
        if (json->plan != NULL && json->plan_of != NULL && jsontext_equals(key, json->plan_of)) {
            layout->field = LAYOUT_PLAN_ROOT;
        }
    }
    layout->is_traits = jsontext_equals(key, "traits");
}

/* Elements are described where their array is. */
void layout_enter_plan(struct layout *layout)
{
    bool element = layout->depth > 0 && layout->field == LAYOUT_UNPLANNED && layout_last(layout)->count == 1;
    size_t field = element ? field_of(layout) : layout->field;
    if (layout->depth + 1 < LAYOUT_PLAN_DEPTH) {
        layout->plan_parents[layout->depth + 1] = layout->depth == 0 ? layout->plan_parents[0] : field;
    }
    layout->field = LAYOUT_UNPLANNED;
}

static void put_part(struct str *out, const char *text)
{
    str_puts(out, out->len > 0 && text[0] != '\0' ? ", " : "");
    str_puts(out, text);
}

/* Cut at the edge, unless hardly a word would be left. */
void layout_plan(struct layout *layout)
{
    const struct plan_fields *plan = layout->json->plan;
    bool said = layout->value.p != NULL && layout->field != LAYOUT_UNPLANNED && layout->field != LAYOUT_PLAN_ROOT;
    size_t field = layout->field;
    layout->field = LAYOUT_UNPLANNED;
    if (plan == NULL || !said || callpane_row_width(layout->pane) + 16 > layout->pane->width) {
        return;
    }
    struct str text;
    str_init(&text, PLAN_TEXT);
    put_part(&text, plan->items[field].type);
    put_part(&text, plan->items[field].required ? "required" : "");
    put_part(&text, plan->items[field].limits);
    if (text.len > 0) {
        callpane_puts(layout->pane, ROLE_DEFAULT, "   ");
        callpane_add(layout->pane, ROLE_DIM, text.data, text.len);
    }
    str_done(&text);
}
