/* Live: accounts (or sources) at the left, the stream of the selected one, and the selected call in full. Shared by its files. */
#ifndef VIEWS_LIVE_H
#define VIEWS_LIVE_H

#include "callpane.h"
#include "callrow.h"
#include "pen.h"
#include "ui/list.h"
#include "ui/split.h"
#include "ui/view.h"

/* "All", which is no account and no source. */
#define LIVE_ALL SIZE_MAX

enum live_pane { LIVE_SIDE, LIVE_STREAM, LIVE_CALL, LIVE_PANES };
enum live_split { LIVE_SPLIT_SIDE, LIVE_SPLIT_BELOW, LIVE_SPLIT_BESIDE, LIVE_SPLITS };

/* The calls of the selection: a list of ids, or a plain range. */
struct stream {
    const struct idlist *ids; /* NULL: the range */
    size_t start;             /* first index shown */
    uint64_t first;           /* first id of the range */
    size_t count;
};

/* The calls of one row: indices of the stream. More than one when they were folded. */
struct run {
    size_t first, last;
    bool several_users, several_accounts;
};

/* Where things are drawn, relative to the view's area; a pane without room has w or h 0. */
struct live_layout {
    struct rect side, head, stream, call;
    bool beside; /* the call stands beside the stream */
};

struct live {
    enum live_pane focus;
    bool by_source;           /* the side shows sources, not accounts */
    struct list accounts, sources;
    struct list rows;         /* counts calls of the stream, whether each has a row or not */
    size_t account, source;   /* numbers, or LIVE_ALL; the stream is of both */
    uint64_t selected;        /* message id, 0 = none */
    uint64_t top;             /* first message of the first row shown */
    uint64_t seen;            /* newest message that was in sight, or there when the reader stopped to follow */
    size_t newer, held;       /* calls of the selection beyond `seen`; beyond the pause */
    bool unfolded;            /* each call has a row */
    uint64_t firm;            /* ids below this may be folded */
    struct idlist opened;     /* a call in each run that was opened by hand */
    struct idlist marks;      /* calls a person marked */
    uint64_t marked;          /* the one marked last; 0: none */
    struct callrow_form form;
    struct stream stream;
    struct idlist filtered;   /* calls of `account` and `source` that match the filter */
    size_t filtered_account, filtered_source;
    uint64_t filtered_first, filtered_last; /* oldest and newest call looked at, 0 = none */
    uint64_t filtered_firm;   /* what was looked at from here on may change */
    uint64_t serial, revisions; /* of the filter it is for */
    struct callrow_refused *refused; /* what the visible ones say, and some that were */
    size_t refused_cap;
    uint64_t frame;
    struct callpane call;
    struct live_layout layout;
    struct split splits[LIVE_SPLITS];
};

void live_init_splits(struct live *live);
/* Three panes side by side where it is wide; the call below the stream where it is high; else the call takes the place of
 * everything while it has the focus; and where it is small there is only the pane with the focus. */
void live_lay_out(struct live *live, int w, int h);

/* Rows of the accounts list: All, the accounts by first appearance, (no account). */
size_t live_account_rows(const struct world *world);
size_t live_account_of_row(const struct world *world, size_t row);
/* Rows of the sources list: All, the sources by first appearance, (no source). */
size_t live_source_rows(const struct world *world);
size_t live_source_of_row(const struct world *world, size_t row);
/* Whether there is a choice between sources, or they are shown now. */
bool live_has_sources(const struct live *live, const struct world *world);
void live_draw_sources(const struct live *live, const struct view_env *env, struct canvas *canvas, struct rect area);
/* Key and library of one source. */
void live_draw_source(struct pen *pen, const struct world *world, size_t number);
void live_draw_accounts(const struct live *live, const struct view_env *env, struct canvas *canvas, struct rect area);
/* The line above the stream: who is selected. */
void live_draw_head(const struct live *live, const struct view_env *env, struct canvas *canvas, struct rect area);

/* Finds the calls of the selection and filter. Calls, accounts and filters may change afterwards, and what was found then
 * stands no longer: it is called before each use, not for each frame only. */
void live_sync_stream(struct live *live, const struct view_env *env);
/* Reads what the refused requests on the screen say. */
void live_sync_refused(struct live *live, const struct view_env *env);
/* NULL when `id` is none. */
const struct callrow_refused *live_refused(const struct live *live, uint64_t id);
uint64_t live_stream_id(const struct live *live, size_t index);
/* The index of the first call that is not older than `id`. */
size_t live_stream_index(const struct live *live, uint64_t id);
bool live_stream_has(const struct live *live, uint64_t id);

/* ---- rows: calls of one kind with the same finding, one after the other, are folded to one row ---- */

#define LIVE_FOLD_FROM 3u    /* two are no run */
#define LIVE_FOLD_BLOCK 1024u /* a longer run is several rows, so that looking for its ends costs little */
/* The row in which a call of the stream stands. */
struct run live_run(const struct live *live, const struct world *world, size_t index);
/* Rows, selection and scrolling for what the stream holds now. */
void live_sync_rows(struct live *live, const struct view_env *env);
void live_draw_rows(const struct live *live, const struct view_env *env, struct canvas *canvas, struct rect area);
/* Moves by rows; false when the command moves nothing. */
bool live_move_rows(struct live *live, const struct view_env *env, enum command command);
/* False when it concerns none of them. */
bool live_mouse_rows(struct live *live, const struct view_env *env, const struct mouse *mouse);
/* Unfolds the selected row, folds the one it was unfolded from. False when it is none. */
bool live_unfold(struct live *live, const struct world *world);
bool live_fold(struct live *live, const struct world *world);
/* Selects a call of the stream, and stops following. */
void live_select(struct live *live, const struct view_env *env, uint64_t id);

/* This account's calls, or LIVE_ALL; the selected call stays selected when it is one of them. */
void live_show_account(struct live *live, const struct view_env *env, size_t account);

/* ---- from call to call ---- */

#define LIVE_MARKS_MAX 1000u /* past it the oldest goes */
/* True when the list has one in [first, last]. */
bool live_has_between(const struct idlist *list, uint64_t first, uint64_t last);

/* Whether another call than the selected one is marked. */
bool live_marked_other(const struct live *live);

/* False when the command is none of these. */
bool live_jump_command(struct live *live, const struct view_env *env, enum command command, struct reaction *reaction);

#endif
