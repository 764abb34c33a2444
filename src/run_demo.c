/* callboard demo: the interface, its sink, and a story that plays into it over HTTP. */
#include "run.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "demo/player.h"
#include "live.h"
#include "show.h"

/* What the interface calls back. */
struct playing {
    struct live *live;
    struct player *player;
    size_t told; /* acts done when it was drawn last */
    const char *caption;
};

static size_t player_poll(void *to, struct pollfd fds[APP_GUEST_FDS])
{
    struct playing *playing = to;
    _Static_assert(APP_GUEST_FDS >= CLIENT_FDS, "there is room for what the client waits for");
    return client_fds(player_client(playing->player), fds);
}

static int64_t player_when(void *to, int64_t now)
{
    struct playing *playing = to;
    int64_t due = player_due(playing->player), timeout = client_timeout(player_client(playing->player));
    if (client_pending(player_client(playing->player)) > 0) {
        return timeout < 0 ? CLOCK_NONE : now + timeout; /* what is under way comes first */
    }
    return due;
}

static bool player_go_on(void *to, int64_t now)
{
    struct playing *playing = to;
    player_step(playing->player, now);
    bool news = playing->told != player_done(playing->player) || playing->caption != player_caption(playing->player);
    playing->told = player_done(playing->player);
    playing->caption = player_caption(playing->player);
    return news;
}

static bool player_command(void *to, enum command command, int64_t now)
{
    struct playing *playing = to;
    if (command == COMMAND_SCENE_NEXT) {
        player_next(playing->player, now);
    } else if (command == COMMAND_SCENE_HOLD) {
        player_hold(playing->player, now);
    }
    return command == COMMAND_SCENE_NEXT || command == COMMAND_SCENE_HOLD;
}

static const char *player_can(void *to, enum command command)
{
    const struct playing *playing = to;
    if (player_ended(playing->player)) {
        return NULL;
    }
    return command == COMMAND_SCENE_NEXT ? "next" : player_held(playing->player) ? "go on" : "hold";
}

static const char *player_tells(void *to)
{
    struct playing *playing = to;
    const char *problem = player_problem(playing->player);
    return problem[0] != '\0' ? problem : player_caption(playing->player);
}

static char *player_progress(void *to, char out[APP_GUEST_PROGRESS])
{
    struct playing *playing = to;
    bool held = player_held(playing->player) && !player_ended(playing->player);
    snprintf(out, APP_GUEST_PROGRESS, "%s%zu/%zu", held ? "held  " : "", player_done(playing->player),
             player_acts(playing->player));
    return out;
}

static void set_fault(void *to, const char *spec)
{
    struct playing *playing = to;
    struct faults faults;
    struct err err;
    if (faults_read(&faults, spec, NULL, &err)) {
        sink_set_faults(playing->live->sink, &faults);
    }
}

static bool play(struct live *live, const struct options *options, struct err *err)
{
    struct story story;
    struct playing playing = {.live = live};
    story_builtin(&story);
    const struct player_options player = {
        .story = &story,
        .url = sink_url(live->sink),
        .speed = (double)options->speed / 100,
        .loop = options->loop,
        .fault = set_fault,
        .to = &playing,
    };
    playing.player = player_new(&player, clock_now(&live->clock));
    if (options->step) {
        player_hold(playing.player, clock_now(&live->clock));
    }
    const struct app_guest guest = {
        player_poll, player_when, player_go_on, player_command, player_can, player_tells, player_progress, &playing,
    };
    bool shown = show_live(live, options, &guest, err);
    player_free(playing.player);
    story_done(&story);
    return shown;
}

/* The usual port is not waited for: whoever has a callboard running already sees the demo beside it. */
static bool start(struct live *live, struct options *options, struct err *err)
{
    struct err ignored;
    if (live_start(live, options, true, err)) {
        return true;
    }
    if (options->port != SINK_PORT) {
        return false;
    }
    options->port = 0;
    return live_start(live, options, true, &ignored);
}

/* Kept only when it is given a name. */
int run_demo(const struct options *given)
{
    struct err err;
    struct live live;
    struct options options = *given;
    options.ephemeral = options.session == NULL;
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        err_set(&err, "the demo needs a terminal");
        return run_failed(&err, EXIT_FAILURE);
    }
    if (!start(&live, &options, &err)) {
        return run_failed(&err, EXIT_FAILURE);
    }
    bool shown = play(&live, &options, &err);
    live_done(&live);
    return shown ? EXIT_SUCCESS : run_failed(&err, EXIT_FAILURE);
}
