/* The app's inside, shared by app*.c and script.c. Private to ui/. */
#ifndef UI_APP_PRIVATE_H
#define UI_APP_PRIVATE_H

#include "app.h"
#include "candidates.h"
#include "canvas.h"
#include "client/client.h"
#include "project/search.h"
#include "prompt.h"
#include "snippet/snippet.h"
#include "wire/journal.h"

#define RATE_STEP (200 * CLOCK_MS)
#define RATE_STEPS 16
#define RATE_WINDOW 15 /* steps counted: 3 s */
#define NO_VIEW SIZE_MAX
#define HITS_MAX 64
#define THEME_NAME_SIZE 64

/* A place that stands for a command: a click there runs it. */
struct hit {
    struct rect at;
    enum command command;
};

/* Calls per second over the last seconds, by their received times. */
struct rate {
    int64_t steps[RATE_STEPS]; /* which step each slot counts */
    uint32_t counts[RATE_STEPS];
};

/* What a prompt may ask for. */
enum asking {
    ASKING_NOTHING,
    ASKING_FILTER,
    ASKING_FIND,    /* what the view takes instead of a filter */
    ASKING_FAULT,
    ASKING_COMMAND, /* the palette */
    ASKING_HELP,    /* its search */
    ASKINGS
};

struct app;
struct asking_row {
    const char *name;  /* of its history */
    const char *label; /* before the text */
    const char *keys;  /* beside it; NULL: how many calls the filter lets through */
    const char *hint;  /* below it while nothing is wrong; NULL: no line for that */
    bool offers;       /* candidates are shown unasked */
    void (*said)(struct app *app, const char *text); /* whenever it changes */
    /* Enter. False: it stays, app->wrong says why. */
    bool (*keep)(struct app *app, const char *text);
    void (*left)(struct app *app); /* Esc */
    void (*complete)(struct app *app, const char *text, size_t cursor, struct candidates *out); /* NULL: nothing is known */
};

struct app {
    struct app_options options;
    struct canvas canvas;
    void **views;
    size_t active;
    size_t came_from;               /* view that jumped to the active one, or was left for one aside; NO_VIEW */
    struct journal_reader *intake;  /* for journal_next */
    struct journal_reader *calls;   /* for the views */
    struct journal_reader *scanner; /* for the search, so that what views hold stays valid */
    struct search search;
    struct matched matched;
    bool searching;                 /* not everything has been looked at yet */
    struct prompt prompt;
    enum asking asking;             /* what it asks for */
    struct recall histories[ASKINGS];
    struct candidates candidates;
    struct rect offered;            /* where they stand, and which is the first there */
    size_t offered_top;
    struct err wrong;               /* why what it says cannot be; "" */
    size_t wrong_at;                /* and from which byte on; SIZE_MAX: all of it */
    int wrong_x;                    /* the column that is in the last frame; -1 */
    int help_top, help_page, help_more; /* first row of the help, rows shown, rows below them */
    struct theme theme_before;      /* the one to go back to */
    bool previewing;
    char theme_name[THEME_NAME_SIZE]; /* chosen here; "": not */
    struct split *dragged;          /* the active view's, while the button is down; NULL */
    bool mouse_off;                 /* left to the terminal */
    struct err forgotten;           /* why nothing was remembered */
    struct err said;                /* what was copied or sent */
    struct client *client;          /* for calls sent again; NULL until there was one */
    bool leaving;                   /* a command said so */
    const char *news;               /* shown until the next key; NULL */
    struct err outside;             /* what was said last of what is outside, */
    bool outside_problem;           /* and that it is a problem */
    bool idle;                      /* it only says that nothing happened */
    enum command asked;             /* to be seen in the next frame; COMMAND_NONE */
    uint64_t seen;                  /* of the frame before it */
    struct hit hits[HITS_MAX];      /* of the last frame */
    size_t hit_count;
    bool notice;                    /* what the journal said at opening is still to be read */
    bool paused;
    uint64_t frozen, frozen_request;
    bool ended;                     /* the recording has been read to its end */
    bool quit;
    int64_t read_since;             /* when reading began */
    uint64_t position;              /* how far into the recording, bytes */
    struct rate rate;
    struct journal_state state;     /* as of the last look */

    /* The loop. */
    bool dirty;                     /* something must be drawn that the generations do not tell */
    bool awaited;                   /* there was input since the last frame */
    bool drained;                   /* the last intake reached the end */
    bool blocked;                   /* the terminal takes none of what is due */
    bool busy;                      /* the last intake found something */
    int64_t drawn_at;               /* when the last frame began */
    uint64_t drawn_world, drawn_search;
    uint64_t drawn_rate;
};

/* Where things stand on a canvas; a part without room has no height. */
struct layout {
    struct rect bar, tabs, banner, view, caption, prompt, footer; /* the prompt: where it has a line of its own above a hint */
};
struct layout app_layout(const struct app *app, int w, int h);
struct view_env app_env(const struct app *app);
const struct view_ops *app_view(const struct app *app);
/* Ids on the screen start here. */
uint64_t app_first(const struct app *app);

struct rect app_view_area(const struct app *app);
/* The view's rows for the area it has now. */
void app_sync_view(struct app *app, size_t number);
void app_show_view(struct app *app, size_t number);
/* Gives the view a command, and acts on its reaction. */
void app_to_view(struct app *app, enum command command);
void app_react(struct app *app, struct reaction reaction, enum command command);
/* Takes back what the last key made the footer say. */
void app_quiet(struct app *app);
/* If the next frame looks like the last one, the footer is to say why the command did nothing: app_tell_idle, when all
 * above the footer has been drawn. */
void app_ask(struct app *app, enum command command);
void app_tell_idle(struct app *app);
/* A click at `at` is that command, until the next frame. */
void app_mark(struct app *app, struct rect at, enum command command);

void app_draw_bar(struct app *app, struct rect at);
void app_draw_tabs(struct app *app, struct rect at);
void app_draw_banner(struct app *app, struct rect at);
/* Asks for the faults to simulate, those there are to begin with; and sets them: false with why, and at which byte
 * (SIZE_MAX: none). */
void app_ask_faults(struct app *app);
bool app_keep_faults(struct app *app, const char *text);
bool app_set_faults(struct app *app, const char *text, size_t *at, struct err *err);
/* What is simulated now, "" for nothing. Returns `out`. */
char *app_tell_faults(const struct app *app, char out[APP_FAULTS_SIZE]);

/* What the guest tells. */
/* True when the command was the guest's. */
bool app_guest_command(struct app *app, enum command command);
void app_draw_caption(struct app *app, struct rect at);

/* False when the command moves no line; when the mouse is at none and moves none. */
bool app_split_command(struct app *app, enum command command);
bool app_split_mouse(struct app *app, const struct mouse *mouse);

/* ---- the call that is selected ---- */

#define APP_NO_SINK "a recording has no sink to send to"

struct app_call {
    uint64_t id;
    const struct message *message;
    struct world_call call; /* valid until a call is read again */
    struct str pointer;     /* of the value that is selected */
};
void app_call_init(struct app_call *found);
void app_call_done(struct app_call *found);
bool app_find_call(struct app *app, struct app_call *found, struct err *err);
struct snippet_call app_snippet(const struct app *app, const struct app_call *found);
/* Copies what is called so. False with why. */
bool app_copy(struct app *app, const char *name, size_t *at, struct err *err);
void app_offer_copies(struct app *app, const char *typed, struct candidates *out);
/* Sends it again, "new" or the "same". */
bool app_resend(struct app *app, const char *name, size_t *at, struct err *err);
void app_offer_ways(struct app *app, const char *typed, struct candidates *out);
/* What is waited for while it is under way; microseconds to `timeout`, -1: no need. */
size_t app_client_fds(struct app *app, struct pollfd fds[CLIENT_FDS], int64_t *timeout);
void app_client_step(struct app *app);
/* Another file takes the place of the old one, which is whole until then; readable by its owner alone. */
bool app_replace_file(const char *path, const struct str *text, struct err *err);

/* ---- prompts ---- */

const struct asking_row *app_asking(const struct app *app);
const char *app_asking_name(enum asking asking);
void app_prompt_open(struct app *app, enum asking asking, const char *text);
/* As Esc does. */
void app_prompt_leave(struct app *app);
void app_prompt_key(struct app *app, uint32_t key);
void app_prompt_paste(struct app *app, const char *text, size_t length);
/* False when it is none of what the prompt offers. */
bool app_prompt_click(struct app *app, const struct mouse *mouse);
bool app_prompt_has_hint(const struct app *app);
void app_draw_prompt(struct app *app, struct rect at);
void app_draw_hint(struct app *app, struct rect at);
/* What may be meant, over the end of the view. */
void app_draw_candidates(struct app *app, struct rect view);
/* The filter that holds; returns the column behind it. */
int app_draw_filter(struct app *app, struct rect at);

void app_ask_command(struct app *app);
bool app_set_theme(struct app *app, const char *name, struct err *err);
/* "on" or "off": then the terminal selects text without Shift. */
bool app_set_mouse(struct app *app, const char *name, struct err *err);
void app_palette_said(struct app *app, const char *text);
/* Enter would run the first candidate. */
bool app_palette_runs_first(const struct app *app);
bool app_palette_keep(struct app *app, const char *text);
void app_palette_left(struct app *app);
void app_palette_complete(struct app *app, const char *text, size_t cursor, struct candidates *out);
/* A command with what it takes, as in "theme light". False with why, and at which byte. */
bool app_run_line(struct app *app, const char *line, size_t *at, struct err *err);

/* Esc leads up from here, as the status line shows it. */
bool app_is_below(const struct app *app);
void app_draw_footer(struct app *app, struct rect at);
void app_open_help(struct app *app);
void app_draw_help(struct app *app, struct rect at);
void app_help_said(struct app *app, const char *text);
/* False when the key does not scroll. */
bool app_help_scroll(struct app *app, uint32_t key);

/* Looks at recorded calls for at most `budget` microseconds (negative: to the end). */
void app_search(struct app *app, int64_t budget);

void rate_add(struct rate *rate, int64_t received, uint64_t calls);
/* Per second, rounded up, so that a single call is seen. */
uint64_t rate_now(const struct rate *rate, int64_t now);

#endif
