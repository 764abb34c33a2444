/* Plan: what the plan says of one event, and what its calls say. */
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/xalloc.h"
#include "planview.h"

#define INDENT 2
#define COUNT_WIDTH 7
#define NAME_MIN 16
#define NAME_MAX 32
#define TYPE_WIDTH 20
#define REQUIRED_WIDTH 10

void planview_detail_init(struct planview_detail *detail)
{
    *detail = (struct planview_detail){0};
    plan_fields_init(&detail->fields);
}

void planview_detail_done(struct planview_detail *detail)
{
    plan_fields_done(&detail->fields);
    free(detail->lines);
}

/* ---- lines ---- */

static void add(struct planview_detail *detail, struct planview_line line)
{
    detail->lines = xgrow(detail->lines, &detail->cap, detail->count + 1, sizeof *detail->lines);
    detail->lines[detail->count++] = line;
}

static void add_text(struct planview_detail *detail, enum role role, const char *text)
{
    add(detail, (struct planview_line){.kind = PLANVIEW_TEXT, .role = role, .text = text});
}

static const char *reading_of(const struct plan_entry *entry)
{
    bool traits = strcmp(plan_bag(entry->type), "traits") == 0;
    return entry->schema == NULL ? "Planned without a schema: anything will do."
           : !entry->of_bag      ? "The schema speaks of the whole call."
           : traits              ? "The schema speaks of its traits."
                                 : "The schema speaks of its properties.";
}

static const char *type_reading_of(const struct coverage_event *event)
{
    static const char *const texts[MESSAGE_TYPES] = {
        [MESSAGE_IDENTIFY] = "The plan says nothing of identify calls.", [MESSAGE_TRACK] = "The plan says nothing of it.",
        [MESSAGE_PAGE] = "The plan says nothing of such pages.",         [MESSAGE_SCREEN] = "The plan says nothing of such screens.",
        [MESSAGE_GROUP] = "The plan says nothing of group calls.",       [MESSAGE_ALIAS] = "Plans say nothing of alias calls.",
        [MESSAGE_UNKNOWN] = "Plans say nothing of calls of this type.",
    };
    return texts[event->type];
}

static void add_unplanned(struct planview_detail *detail, const struct world *world, const struct coverage_event *event)
{
    if (event->planned.nearest != NULL) {
        add(detail, (struct planview_line){.kind = PLANVIEW_NEAREST});
    } else if (plan_is_forwarded(event->type, strpool_text(world->pool, event->name))) {
        add_text(detail, ROLE_DIM, "Protocols sends it when a call elsewhere was not as planned; its properties say which.");
    } else {
        add_text(detail, ROLE_DIM, event->planned.known ? type_reading_of(event) : "It is not in the tracking plan.");
    }
}

static void add_planned(struct planview_detail *detail, const struct plan_entry *entry)
{
    if (entry->description[0] != '\0') {
        add(detail, (struct planview_line){.kind = PLANVIEW_DESCRIPTION});
    }
    add_text(detail, ROLE_DIM, reading_of(entry));
    if (entry->versions > 1) {
        add_text(detail, ROLE_DIM, "Several versions; this is the oldest, which counts unless a call names one.");
    }
}

static void add_reading(struct planview_detail *detail, const struct world *world, const struct coverage_event *event)
{
    if (world->coverage.plan == NULL) {
        add_text(detail, ROLE_DIM, "No tracking plan. One is made from this session, or built in:");
        add_text(detail, ROLE_CODE, "  callboard plan init >plan.json && callboard --plan plan.json");
        add_text(detail, ROLE_CODE, "  callboard --plan b2b");
    } else if (event->planned.entry == NULL) {
        add_unplanned(detail, world, event);
    } else {
        add_planned(detail, event->planned.entry);
    }
}

static bool is_missing(const struct world *world, const struct coverage_breach *breach)
{
    return strcmp(strpool_text(world->pool, breach->keyword), "required") == 0;
}

static void add_breaches(struct planview_detail *detail, const struct world *world, const struct coverage_event *event)
{
    if (event->violations == 0) {
        return;
    }
    add(detail, (struct planview_line){.kind = PLANVIEW_BLANK});
    add(detail, (struct planview_line){.kind = PLANVIEW_CALLS});
    for (size_t i = 0; i < event->breach_count; i++) {
        add(detail, (struct planview_line){.kind = PLANVIEW_BREACH, .index = i});
        if (!is_missing(world, &event->breaches[i])) {
            add(detail, (struct planview_line){.kind = PLANVIEW_FOUND, .index = i});
        }
    }
}

static void add_fields(struct planview_detail *detail, const struct coverage *coverage, const struct plan_entry *entry)
{
    if (detail->generation != coverage->generation || detail->entry != entry) {
        detail->generation = coverage->generation;
        detail->entry = entry;
        plan_fields_read(&detail->fields, entry);
    }
    if (detail->fields.count == 0) {
        return;
    }
    add(detail, (struct planview_line){.kind = PLANVIEW_BLANK});
    add(detail, (struct planview_line){.kind = PLANVIEW_FIELDS});
    for (size_t i = 0; i < detail->fields.count; i++) {
        add(detail, (struct planview_line){.kind = PLANVIEW_FIELD, .index = i});
    }
    if (detail->fields.cut) {
        add(detail, (struct planview_line){.kind = PLANVIEW_MORE});
    }
}

void planview_detail_sync(struct planview_detail *detail, const struct world *world, const struct coverage_event *event)
{
    detail->count = 0;
    if (event != NULL) {
        add_reading(detail, world, event);
        add_breaches(detail, world, event);
        add_fields(detail, &world->coverage, event->planned.entry);
    }
    list_set_count(&detail->list, detail->count);
}

uint64_t planview_detail_call(const struct planview_detail *detail, const struct coverage_event *event)
{
    const struct planview_line *line = detail->list.selected < detail->count ? &detail->lines[detail->list.selected] : NULL;
    bool about_breach = line != NULL && (line->kind == PLANVIEW_BREACH || line->kind == PLANVIEW_FOUND);
    bool about_all = line != NULL && line->kind == PLANVIEW_CALLS;
    return about_breach ? event->breaches[line->index].message : about_all ? event->violating : event->message;
}

/* ---- drawing ---- */

static void draw_pooled(struct pen *pen, enum role role, const struct world *world, uint32_t text)
{
    pen_text(pen, role, strpool_text(world->pool, text), strpool_length(world->pool, text));
}

static void draw_breach(struct pen *pen, const struct world *world, const struct coverage_breach *breach)
{
    char count[NUM_TEXT_SIZE];
    pen_puts(pen, ROLE_ERROR, canvas_glyph(pen->canvas, GLYPH_ERROR));
    canvas_right(pen->canvas, (struct rect){pen->left.x, pen->left.y, COUNT_WIDTH - 2, pen->left.w > COUNT_WIDTH}, ROLE_COUNT,
                 num_format(breach->calls, count));
    pen_skip(pen, COUNT_WIDTH);
    bool whole = strpool_length(world->pool, breach->pointer) == 0;
    if (whole) {
        pen_puts(pen, ROLE_JSON_KEY, "the call");
    } else {
        draw_pooled(pen, ROLE_JSON_KEY, world, breach->pointer);
    }
    if (is_missing(world, breach)) {
        pen_puts(pen, ROLE_ERROR, "  is missing");
    }
}

static void draw_found(struct pen *pen, const struct world *world, const struct coverage_breach *breach)
{
    pen_skip(pen, COUNT_WIDTH + 1);
    pen_puts(pen, ROLE_DIM, "expected ");
    draw_pooled(pen, ROLE_DEFAULT, world, breach->expected);
    pen_puts(pen, ROLE_DIM, ", found ");
    draw_pooled(pen, ROLE_ERROR, world, breach->found);
}

static int name_width(const struct pen *pen)
{
    int w = pen->left.w - TYPE_WIDTH - REQUIRED_WIDTH;
    w = w / 2 > NAME_MIN ? w / 2 : NAME_MIN;
    return w > NAME_MAX ? NAME_MAX : w;
}

/* The indent is part of the name's column, so that types stand below one another. */
static void draw_field(struct pen *pen, const struct plan_field *field)
{
    int name = name_width(pen), indent = (int)field->depth * INDENT;
    indent = indent < name - 1 ? indent : name - 1;
    pen_skip(pen, indent);
    struct pen cell = *pen;
    cell.left.w = cell.left.w < name - indent - 1 ? cell.left.w : name - indent - 1;
    pen_puts(&cell, ROLE_JSON_KEY, field->name);
    pen_skip(pen, name - indent);
    pen_column(pen, TYPE_WIDTH, field->name[0] == '\0' ? ROLE_DIM : ROLE_DEFAULT, field->type);
    pen_column(pen, REQUIRED_WIDTH, ROLE_ACCENT, field->required ? "required" : "");
    pen_puts(pen, ROLE_JSON_STRING, field->limits);
    if (field->description[0] != '\0') {
        pen_puts(pen, ROLE_DIM, field->limits[0] != '\0' ? "  " : "");
        pen_puts(pen, ROLE_DIM, field->description);
    }
}

static void draw_calls(struct pen *pen, const struct coverage_event *event)
{
    char count[NUM_TEXT_SIZE];
    pen_puts(pen, ROLE_HEADING, "NOT AS PLANNED");
    pen_printf(pen, ROLE_ERROR, "  %s call%s", num_format(event->violations, count), event->violations == 1 ? "" : "s");
}

static void draw_nearest(struct pen *pen, const struct coverage_event *event)
{
    pen_puts(pen, ROLE_WARNING, "It is not in the tracking plan, but \"");
    pen_puts(pen, ROLE_NAME, event->planned.nearest);
    pen_puts(pen, ROLE_WARNING, "\" is: send it so written.");
}

static void draw_line(const struct planview_detail *detail, const struct world *world, const struct coverage_event *event,
                      const struct planview_line *line, struct pen *pen)
{
    switch (line->kind) {
    case PLANVIEW_TEXT:
        pen_puts(pen, line->role, line->text);
        break;
    case PLANVIEW_BLANK:
        break;
    case PLANVIEW_DESCRIPTION:
        pen_puts(pen, ROLE_DEFAULT, ((const struct plan_entry *)event->planned.entry)->description);
        break;
    case PLANVIEW_NEAREST:
        draw_nearest(pen, event);
        break;
    case PLANVIEW_CALLS:
        draw_calls(pen, event);
        break;
    case PLANVIEW_BREACH:
        draw_breach(pen, world, &event->breaches[line->index]);
        break;
    case PLANVIEW_FOUND:
        draw_found(pen, world, &event->breaches[line->index]);
        break;
    case PLANVIEW_FIELDS:
        pen_puts(pen, ROLE_HEADING, "FIELDS");
        break;
    case PLANVIEW_FIELD:
        draw_field(pen, &detail->fields.items[line->index]);
        break;
    case PLANVIEW_MORE:
        pen_puts(pen, ROLE_DIM, "and more");
        break;
    }
}

void planview_detail_draw(const struct planview_detail *detail, const struct world *world, const struct coverage_event *event,
                          struct canvas *canvas, struct rect area)
{
    for (int y = 0; y < area.h && detail->list.top + (size_t)y < detail->count; y++) {
        struct pen pen = pen_at(canvas, (struct rect){area.x, area.y + y, area.w, 1});
        draw_line(detail, world, event, &detail->lines[detail->list.top + (size_t)y], &pen);
    }
}
