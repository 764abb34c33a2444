/* The interface as a whole: bars, tabs, prompt, help, the views, and the loop that ties terminal, journal and signals.
 *
 * The app owns its canvas and views; world, journal and screen belong to the caller. Owner thread. */
#ifndef UI_APP_H
#define UI_APP_H

#include <poll.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/os.h"
#include "project/world.h"
#include "screen.h"
#include "theme.h"
#include "view.h"
#include "wire/journal.h"

struct app;

/* Faults the sink simulates, told and set as the text a person writes. */
#define APP_FAULTS_SIZE 320
struct app_faults {
    /* What is left of them; "" = none. Returns `out`. */
    char *(*tell)(void *to, char out[APP_FAULTS_SIZE]);
    /* Others instead. False when the text cannot be read: `err` says why, *column where, from 1. */
    bool (*set)(void *to, const char *text, unsigned *column, struct err *err);
    void *to;
};

/* What calls are judged by and may change under way: a tracking plan's file. */
enum app_news { APP_NOTHING_NEW, APP_NEWS, APP_PROBLEM };
struct app_outside {
    int fd; /* readable when it may have changed; -1: looking is the only way to know */
    /* Called before calls are taken in; has to be cheap when there is nothing new. `text` is what to say: news until the next
     * key, a problem until there is other news. */
    enum app_news (*look)(void *to, struct err *text);
    void *to;
};

/* Something else that goes on in the loop, and tells of it in a line of its own: the demo. */
#define APP_GUEST_FDS 8
#define APP_GUEST_PROGRESS 32
struct app_guest {
    /* What to wait for besides: fills `fds`, returns how many. */
    size_t (*fds)(void *to, struct pollfd fds[APP_GUEST_FDS]);
    /* When it wants to be called even if nothing comes: microseconds since the epoch, CLOCK_NONE = never. */
    int64_t (*due)(void *to, int64_t now);
    /* Does what can be done without waiting. True when what it tells is another thing now. */
    bool (*step)(void *to, int64_t now);
    /* A command that is its own; false when it is none. */
    bool (*command)(void *to, enum command command, int64_t now);
    /* What a command of its own would do now, for the footer; NULL: nothing. */
    const char *(*can)(void *to, enum command command);
    const char *(*caption)(void *to);
    /* How far it has come, "12/40"; returns `out`. */
    char *(*progress)(void *to, char out[APP_GUEST_PROGRESS]);
    void *to;
};

#define APP_PATH_SIZE 1024
struct app_options {
    struct screen *screen;
    struct theme theme;
    bool no_color;
    struct world *world;
    struct journal *journal;
    const struct view_ops *const *views; /* views_table */
    size_t view_count;
    const char *url;           /* the sink's, NULL for a recording */
    const char *tls_url;       /* its https address, NULL without */
    bool strict;               /* the sink refuses what is over the documented limits */
    const struct clock *clock;
    struct os_wake *wake;      /* rung by journal_append; NULL for a recording */
    struct os_signals *signals; /* NULL in scripts */
    /* Called on the owner thread after records were taken in: how far we are (for the sink's status). May be NULL. */
    void (*progress)(void *to, const struct world *world);
    void *progress_to;
    const struct app_faults *faults; /* NULL for a recording */
    const struct app_outside *outside; /* NULL when there is nothing outside */
    const struct app_guest *guest;   /* NULL: none */
    const char *filter;              /* to begin with; NULL: none */
    char clipboard[APP_PATH_SIZE];   /* the file in which is what was copied last; "": none */
    const struct filter_saved *saved; /* filters for @name; NULL: none */
};

struct app *app_new(const struct app_options *options);
void app_free(struct app *app);

/* Runs until q or a signal. Draws at most 40 frames a second, only when something changed; sleeps without waking while
 * nothing happens. */
void app_run(struct app *app);

/* What is remembered from one use to the next: the view, lines between panes, what is listed, colours (`theme`: not when others
 * were asked for), and what was entered. A file that cannot be read is left out, and the footer says so. */
void app_read_state(struct app *app, const char *path, bool theme);
/* Takes the place of the file at once or not at all, readable by its owner alone. */
bool app_write_state(const struct app *app, const char *path, struct err *err);

/* ---- the pieces app_run is made of; scripts and tests use them ---- */

/* Takes in records for at most `budget` microseconds (negative: until the end). True when the end was reached. */
bool app_intake(struct app *app, int64_t budget);
/* Whatever came from the terminal; and each kind of it. False when it means quit. */
bool app_input(struct app *app, const struct input *input);
bool app_key(struct app *app, uint32_t key);
bool app_mouse(struct app *app, const struct mouse *mouse);
/* Text for the prompt; elsewhere it does nothing. */
void app_paste(struct app *app, const char *text, size_t length);
bool app_command(struct app *app, enum command command);
void app_draw(struct app *app);
const struct canvas *app_canvas(const struct app *app);
/* A filter as if it had been typed, and searched to its end. False and why when it is none. */
bool app_filter(struct app *app, const char *text, struct err *err);

#endif
