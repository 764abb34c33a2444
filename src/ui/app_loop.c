/* Terminal, journal and signals in one loop that sleeps while nothing happens. */
#include <poll.h>

#include "app_private.h"

#define FRAME (25 * CLOCK_MS)
#define KEY_FRAME (5 * CLOCK_MS) /* for who waits for what a key does */
/* Together with a frame they are less than the 16 ms in which a key is to be seen. */
#define INTAKE_BUDGET (5 * CLOCK_MS)
#define SEARCH_BUDGET (4 * CLOCK_MS)
#define RATE_REDRAW (250 * CLOCK_MS)
#define FOREVER INT64_MAX
#define OWN_FDS 5

static bool is_live(const struct app *app)
{
    return app->options.wake != NULL;
}

static bool has_changed(const struct app *app)
{
    return app->dirty || app->drawn_world != app->options.world->generation ||
           app->drawn_search != app->search.generation;
}

static void take_input(struct app *app)
{
    struct screen *screen = app->options.screen;
    struct input input;
    while (!app->quit && screen->ops->input(screen, &input)) {
        app->quit = !app_input(app, &input);
        app->awaited = true;
    }
}

/* Whoever had the terminal in between may have left anything on it. */
static void stop(struct app *app, bool ask)
{
    struct screen *screen = app->options.screen;
    if (ask) {
        screen->ops->suspend(screen);
        os_stop();
    }
    screen->ops->resume(screen);
    app->dirty = true;
}

static void take_signals(struct app *app)
{
    int number = 0;
    while (app->options.signals != NULL && (number = os_signals_read(app->options.signals)) != 0) {
        if (number == SIGTSTP || number == SIGCONT) {
            stop(app, number == SIGTSTP);
        } else {
            app->quit = true;
        }
    }
}

static void step_guest(struct app *app)
{
    const struct app_guest *guest = app->options.guest;
    if (guest != NULL && guest->step(guest->to, clock_now(app->options.clock))) {
        app->dirty = true;
    }
}

/* The search shows its progress, and its end even when it found nothing. */
static void search_on(struct app *app, int64_t budget)
{
    if (app->searching) {
        bool fresh = !search_complete(&app->search);
        app_search(app, budget);
        app->dirty = app->dirty || fresh;
    }
}

static int64_t next_frame(const struct app *app)
{
    return app->drawn_at + (app->awaited ? KEY_FRAME : FRAME);
}

/* A terminal that does not keep up gets no frame until it does, and then the newest: none queue up, and nobody waits. */
static bool takes_frame(const struct app *app)
{
    struct screen *screen = app->options.screen;
    struct pollfd fd = {.fd = screen->ops->out(screen), .events = POLLOUT};
    return fd.fd < 0 || (os_poll(&fd, 1, 0, false) > 0 && fd.revents != 0);
}

static void frame_if_due(struct app *app, int64_t now)
{
    if (is_live(app) && app->drawn_rate > 0 && rate_now(&app->rate, now) != app->drawn_rate) {
        app->dirty = true;
    }
    struct screen *screen = app->options.screen;
    app->blocked = !screen->ops->push(screen);
    if (!app->blocked && has_changed(app) && now >= next_frame(app)) {
        app->blocked = !takes_frame(app);
        if (!app->blocked) {
            app_draw(app);
            app->awaited = false;
            app->blocked = !screen->ops->push(screen);
        }
    }
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* When something must happen even if nothing comes; FOREVER for never. */
static int64_t deadline(const struct app *app, int64_t now)
{
    int64_t when = FOREVER;
    if (!app->drained || app->searching) {
        return now;
    }
    if (has_changed(app) && !app->blocked) {
        when = next_frame(app);
    }
    int64_t due = is_live(app) ? world_due(app->options.world) : CLOCK_NONE;
    if (due != CLOCK_NONE) {
        when = earlier(when, due + SETTLE_SLACK + CLOCK_MS); /* past it, so that the clock has surely reached it */
    }
    if (is_live(app) && app->drawn_rate > 0 && !app->blocked) {
        when = earlier(when, now + RATE_REDRAW);
    }
    const struct app_guest *guest = app->options.guest;
    due = guest == NULL ? CLOCK_NONE : guest->due(guest->to, now);
    if (due != CLOCK_NONE) {
        when = earlier(when, due);
    }
    return when;
}

/* While calls come densely they are fetched frame by frame, and the HTTP thread has no bell to ring; the
 * first one after a pause is seen at once. */
static bool listens(struct app *app, int64_t now, int64_t *when)
{
    if (!is_live(app)) {
        return false;
    }
    if (app->busy && app->drawn_at + FRAME > now) {
        *when = earlier(*when, app->drawn_at + FRAME);
        return false;
    }
    if (app->drained && !journal_reader_wait(app->intake)) {
        *when = now;
        return false;
    }
    return app->drained;
}

static void wait_for_something(struct app *app)
{
    int64_t now = clock_now(app->options.clock);
    int64_t when = deadline(app, now);
    bool listening = listens(app, now, &when);
    struct screen *screen = app->options.screen;
    const struct app_guest *guest = app->options.guest;
    int64_t client_left;
    struct pollfd fds[OWN_FDS + APP_GUEST_FDS + CLIENT_FDS] = {
        {.fd = screen->ops->fd(screen), .events = POLLIN},
        {.fd = listening ? app->options.wake->read_fd : -1, .events = POLLIN},
        {.fd = app->options.signals != NULL ? app->options.signals->fd : -1, .events = POLLIN},
        {.fd = app->options.outside != NULL ? app->options.outside->fd : -1, .events = POLLIN},
        {.fd = app->blocked ? screen->ops->out(screen) : -1, .events = POLLOUT},
    };
    int64_t timeout = when == FOREVER ? -1 : when > now ? when - now : 0;
    size_t others = guest == NULL ? 0 : guest->fds(guest->to, fds + OWN_FDS);
    others += app_client_fds(app, fds + OWN_FDS + others, &client_left);
    timeout = client_left < 0 ? timeout : timeout < 0 ? client_left : earlier(timeout, client_left);
    os_poll(fds, (nfds_t)(OWN_FDS + others), timeout, true);
    if (fds[1].revents != 0) {
        os_wake_clear(app->options.wake);
    }
    if ((fds[0].revents & (POLLHUP | POLLERR | POLLNVAL)) != 0) {
        app->quit = true; /* the terminal is gone */
    }
}

static void look_outside(struct app *app)
{
    const struct app_outside *outside = app->options.outside;
    struct err text;
    enum app_news news = outside == NULL ? APP_NOTHING_NEW : outside->look(outside->to, &text);
    if (news != APP_NOTHING_NEW) {
        app->outside = text;
        app->outside_problem = news == APP_PROBLEM;
        app->news = news == APP_NEWS ? app->outside.text : NULL;
        app->idle = false;
        app->dirty = true;
    }
}

void app_run(struct app *app)
{
    app->quit = false;
    while (!app->quit) {
        take_input(app); /* before there is news, which the next key takes away */
        take_signals(app);
        look_outside(app);
        /* What a key did is shown before there is more to show. */
        bool at_once = app->awaited && clock_now(app->options.clock) >= next_frame(app);
        app->drained = app_intake(app, at_once ? 0 : INTAKE_BUDGET);
        search_on(app, at_once ? 0 : SEARCH_BUDGET);
        step_guest(app);
        app_client_step(app);
        if (!app->quit) {
            frame_if_due(app, clock_now(app->options.clock));
            wait_for_something(app);
        }
    }
}
