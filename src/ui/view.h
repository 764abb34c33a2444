/* A view: one full-screen way to look at the world. One file and one row in views/table.c each.
 *
 * `sync` recomputes rows when the world's generation, the filter or the size changed; `draw` only paints; `command` never draws or
 * quits but returns a reaction, and the app acts. */
#ifndef UI_VIEW_H
#define UI_VIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "canvas.h"
#include "keymap.h"
#include "mouse.h"
#include "split.h"
#include "project/matched.h"
#include "project/search.h"
#include "project/world.h"
#include "wire/journal.h"

/* What a view may look at. */
struct view_env {
    const struct world *world;
    struct journal_reader *reader; /* for world_read */
    const struct search *search;   /* the filter; search_active() says whether there is one */
    const struct matched *matched; /* what its calls are of, for views that say `matched`; meant only with a filter */
    const char *url;               /* of the sink; NULL when showing a recording */
    const char *tls_url;           /* its https address; NULL without */
    const char *name;              /* session name */
    bool paused;                   /* the stream stands still: show ids below `frozen`, and requests likewise, only */
    uint64_t frozen, frozen_request;
};

enum reaction_kind {
    REACTION_IGNORED, /* not my command */
    REACTION_DONE,    /* redraw */
    REACTION_JUMP,    /* show message `id` in Live */
    REACTION_TO       /* show what `to` says of message `id` */
};
/* What a view can be asked to show. */
enum view_target { VIEW_OF_CALLS, VIEW_OF_FLOWS };
struct reaction {
    enum reaction_kind kind;
    uint64_t id;
    enum view_target to;
    const char *say; /* for the footer until the next key: why nothing happened, or what is so now; NULL: nothing */
};

#define VIEW_SPLITS_MAX 4

struct view_ops {
    const char *name;  /* "live" */
    const char *title; /* "Live" */
    const char *about; /* for the help: "Live: calls by account" */
    void *(*open)(void);
    void (*close)(void *view);
    /* The area it will draw in next, so that rows can be computed. */
    void (*sync)(void *view, const struct view_env *env, int w, int h);
    bool matched; /* it shows what the calls of a filter are of */
    /* True when that was too much for one frame: what it has is drawn, and there will be another. NULL: never. */
    bool (*unfinished)(const void *view, const struct view_env *env);
    void (*draw)(const void *view, const struct view_env *env, struct canvas *canvas, struct rect area);
    struct reaction (*command)(void *view, const struct view_env *env, enum command command);
    /* Selects message `id`, or of the flows it is a step of the one begun last, as `shows` says; NULL when it cannot. */
    void (*jump)(void *view, const struct view_env *env, uint64_t id);
    enum view_target shows;
    /* Shown behind the title in its tab: a count, 0 = nothing. NULL = never. */
    uint64_t (*badge)(const struct view_env *env);
    /* The command that shows it, when it stands aside: it has no number, its tab is there only while it is shown, and
     * Esc and q lead back to where one was. COMMAND_NONE: it is shown by its number. */
    enum command aside;
    /* What `command` would do now: NULL = nothing, so that it is not offered; "" = what the table of commands says; else a
     * word for the footer. NULL: everything in the table may do something. */
    const char *(*can)(const void *view, const struct view_env *env, enum command command);
    /* A click or the wheel, at a place relative to the view's area; after a click that comes a second time the app sends
     * COMMAND_OPEN. NULL: the wheel moves up and down. */
    struct reaction (*mouse)(void *view, const struct view_env *env, const struct mouse *mouse);
    /* The lines between its panes, for the app to move; returns how many. NULL: none. */
    size_t (*splits)(void *view, struct split *out[VIEW_SPLITS_MAX]);
    /* Which of several things it lists (COMMAND_SWITCH), by a name that lasts; with `name`, that one from now on. NULL: there is
     * one only. */
    const char *(*choice)(void *view, const char *name);
    /* How its rows are shown, as words that last, appended to `out`; or with `text`, from now on like that, as far as it is
     * understood. NULL: there is one way only. */
    void (*shown)(void *view, const char *text, struct str *out);
    /* What has been gone down to, where the view does not show it itself, from the top. NULL: nothing. */
    void (*trail)(const void *view, const struct view_env *env, void (*part)(void *to, const char *text), void *to);
    /* The call that is selected, and the JSON Pointer of the value in it that is, appended to `pointer`; 0: none. NULL: it has
     * no calls. */
    uint64_t (*selected)(const void *view, const struct view_env *env, struct str *pointer);
    /* A command with what it takes, from the palette. False with why, when it cannot be. NULL: it has none of its own. */
    bool (*take)(void *view, enum command command, const char *text, struct err *err);
    /* What may stand there. */
    void (*offer)(const void *view, enum command command, void (*one)(void *to, const char *text, const char *help), void *to);
    /* What the prompt says while this view is shown; NULL when the prompt is the filter of calls. */
    void (*find)(void *view, const char *text);
};

extern const struct view_ops *const views_table[];
extern const size_t views_count;

#endif
