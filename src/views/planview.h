/* The parts of the Plan view: the list of events, and what the plan says of the selected one. Private to views/plan*.c. */
#ifndef VIEWS_PLANVIEW_H
#define VIEWS_PLANVIEW_H

#include "pen.h"
#include "plan/fields.h"
#include "ui/list.h"
#include "ui/view.h"

enum planview_kind {
    PLANVIEW_TEXT,       /* `text` */
    PLANVIEW_BLANK,
    PLANVIEW_DESCRIPTION, /* the event's, from the plan */
    PLANVIEW_NEAREST,    /* the planned name it nearly has */
    PLANVIEW_CALLS,      /* how many calls are not as planned */
    PLANVIEW_BREACH,     /* where, and how often; `index` into the event's */
    PLANVIEW_FOUND,      /* what was expected there and what came */
    PLANVIEW_FIELDS,     /* the heading */
    PLANVIEW_FIELD,      /* `index` into the fields */
    PLANVIEW_MORE        /* there are more fields than are shown */
};

struct planview_line {
    enum planview_kind kind;
    size_t index;
    const char *text;
    enum role role;
};

struct planview_detail {
    struct plan_fields fields;
    const struct plan_entry *entry; /* whose fields they are, */
    uint64_t generation;            /* and of which coverage: another plan may come to lie where the one before did */
    struct planview_line *lines;
    size_t count, cap;
    struct list list;
};

void planview_detail_init(struct planview_detail *detail);
void planview_detail_done(struct planview_detail *detail);
/* The lines about this event; NULL: about none. */
void planview_detail_sync(struct planview_detail *detail, const struct world *world, const struct coverage_event *event);
void planview_detail_draw(const struct planview_detail *detail, const struct world *world, const struct coverage_event *event,
                          struct canvas *canvas, struct rect area);
/* The call that the selected line is about: the newest that is not as planned there, else the newest of the event. */
uint64_t planview_detail_call(const struct planview_detail *detail, const struct coverage_event *event);

/* Titles, headings and rows of the list; the summary stands above it. */
void planview_summary_draw(const struct world *world, struct canvas *canvas, struct rect area);
void planview_titles_draw(struct canvas *canvas, struct rect area);
void planview_heading_draw(struct pen *pen, const struct world *world, enum coverage_group group, size_t events);
void planview_event_draw(struct pen *pen, const struct world *world, const struct coverage_event *event);

#endif
