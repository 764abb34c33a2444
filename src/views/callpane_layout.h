/* A text of JSON on its way to rows; shared by the files that lay it out. */
#ifndef VIEWS_CALLPANE_LAYOUT_H
#define VIEWS_CALLPANE_LAYOUT_H

#include "callpane_rows.h"

#define LAYOUT_INDENT 2
#define LAYOUT_NOTED_MAX 16
#define LAYOUT_PLAN_DEPTH (FIELDS_DEPTH_MAX + 2)
/* Rows of the plan's fields: the schema itself, and none. */
#define LAYOUT_PLAN_ROOT SIZE_MAX
#define LAYOUT_UNPLANNED (SIZE_MAX - 1)

/* A finding and where in the text it belongs. */
struct noted {
    uint32_t link;
    const char *at;
};

struct layout {
    struct callpane *pane;
    const struct callpane_json *json;
    struct json_lexer lexer;
    struct noted noted[LAYOUT_NOTED_MAX];
    size_t noted_count;
    size_t depth;            /* of what is laid out next */
    bool empty;              /* the last token opened something that holds nothing */
    struct json_span value;  /* that the row shows; of an object its bracket */
    const char *covered;     /* the end of what is folded on the row; NULL */
    bool in_context;         /* inside the call's context, */
    bool is_traits;          /* at its traits */
    const char *appeared;    /* the end of what appeared with all that is in it, or of the object or array itself; NULL */
    size_t appeared_depth;
    const struct diff_entry *changed; /* what the value on the row was */
    size_t field;            /* what the plan says of the value that comes */
    size_t plan_parents[LAYOUT_PLAN_DEPTH];
};

struct callpane_row *layout_last(const struct layout *layout);
int layout_indent(const struct layout *layout);
/* The value itself, wrapped; a long string may be folded. */
void layout_value(struct layout *layout, struct json_span value);

/* ---- findings ---- */

void layout_note_findings(struct layout *layout);
/* Puts those about the row's value below it. */
void layout_findings(struct layout *layout);

/* ---- what is different ---- */

/* The value that begins here is shown: its row gets a sign, if it differs. */
void layout_begin_diff(struct layout *layout, const char *at);
/* What the row's value was, behind what it is. */
void layout_end_diff(struct layout *layout);
/* A folded row stands for all that is in it. */
void layout_sign_covered(struct layout *layout, const char *open, const char *close);
bool layout_has_vanished(const struct layout *layout, const char *close);
void layout_vanished(struct layout *layout, const char *close);
/* Behind the value, or the object or array, that ends here. */
void layout_leave(struct layout *layout, const char *end);
/* True when something is said about what stands there: a finding, a difference. */
bool layout_says(const struct layout *layout, const char *open, const char *close);

/* ---- the tracking plan ---- */

void layout_meet_key(struct layout *layout, struct json_span key);
void layout_enter_plan(struct layout *layout);
/* What the plan says of the row's value, at its end. */
void layout_plan(struct layout *layout);

#endif
