/* The parts of the Warnings view: rules at the top; below, the selected one with what it says, or the calls of which it says one
 * thing. Private to views/warnings*.c. */
#ifndef VIEWS_WARNINGSVIEW_H
#define VIEWS_WARNINGSVIEW_H

#include "model/idlist.h"
#include "pen.h"
#include "ui/list.h"
#include "ui/split.h"
#include "ui/view.h"

enum warnings_part { WARNINGS_RULES, WARNINGS_BELOW };

/* What stands before the list below, and how high each part is; 0: there is no room for it, or nothing to say. */
struct warnings_head {
    int id;     /* the rule's */
    int why, fix;
    int sdk;    /* the cure in the SDK of the selected call */
    int saying; /* what is said of the calls listed */
    int titles; /* of the sayings; before calls as many lines are left empty */
};

struct warnings_layout {
    struct rect rules; /* their rows */
    struct rect below; /* all about the selected one */
    struct rect list;  /* rows of sayings or calls */
    struct warnings_head head;
};

struct warnings_view {
    const struct findings *findings; /* that are shown */
    uint64_t serial;                 /* of the filter they are of */
    enum warnings_part focus;
    bool opened;       /* below stand the calls of the selected saying */
    struct list rules, sayings, calls;
    size_t *rows;      /* rules with findings, gravest and most frequent first */
    size_t row_count;
    size_t rule;       /* selected: row of rules_table; SIZE_MAX: none */
    struct finding_saying *told; /* what it says, gravest and most frequent first; a copy, so that keys may come between frames */
    size_t told_count;
    uint32_t kind;     /* selected saying, by what it is: rows move */
    enum severity severity;
    struct idlist numbers; /* findings of the opened saying */
    uint64_t looked_at;    /* findings below this number were looked through for them */
    uint64_t finding;  /* selected among them */
    struct warnings_layout layout;
    struct split split; /* rules above, what is selected below */
};

uint64_t warnings_total(const struct finding_group *group);
enum severity warnings_worst(const struct finding_group *group);
/* The selected saying, or NULL. */
const struct finding_saying *warnings_saying(const struct warnings_view *view);
/* The finding whose call is at hand: the selected one, or the newest of the selected saying. NULL when it is forgotten. */
const struct finding *warnings_finding(const struct warnings_view *view);
/* The SDK of that call, or when it has no cure of its own, of most calls; SDK_UNKNOWN: none has. A rule is selected. */
enum sdk warnings_sdk(const struct warnings_view *view, const struct world *world);

/* Where everything stands in an area of this size. */
struct warnings_layout warnings_layout(struct warnings_view *view, const struct world *world, int w, int h);
void warnings_draw(const void *view, const struct view_env *env, struct canvas *canvas, struct rect area);

#endif
