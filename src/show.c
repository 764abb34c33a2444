#include "show.h"

#include "screen_options.h"

_Static_assert(APP_FAULTS_SIZE >= FAULTS_TEXT_SIZE, "the interface shows all of a text of faults");

static char *tell_faults(void *to, char out[APP_FAULTS_SIZE])
{
    struct live *live = to;
    return sink_faults(live->sink, out);
}

static bool set_faults(void *to, const char *text, unsigned *column, struct err *err)
{
    struct live *live = to;
    struct faults faults;
    if (!faults_read(&faults, text, column, err)) {
        return false;
    }
    sink_set_faults(live->sink, &faults);
    return true;
}

static enum app_news look_outside(void *to, struct err *text)
{
    static const enum app_news news[] = {
        [PLAN_SAME] = APP_NOTHING_NEW, [PLAN_CHANGED] = APP_NEWS, [PLAN_BROKEN] = APP_PROBLEM};
    return news[live_look_at_plan(to, text)];
}

bool show_live(struct live *live, const struct options *options, const struct app_guest *guest, struct err *err)
{
    const struct app_faults faults = {tell_faults, set_faults, live};
    const struct app_outside outside = {live->plan_watch.file.fd, look_outside, live};
    struct app_options app_options = {
        .faults = &faults,
        .outside = &outside,
        .guest = guest,
        .world = live->world,
        .journal = live->journal,
        .views = views_table,
        .view_count = views_count,
        .url = sink_url(live->sink),
        .tls_url = sink_tls_url(live->sink),
        .strict = options->strict,
        .clock = &live->clock,
        .wake = &live->wake,
        .signals = &live->signals,
        .progress = live_progress,
        .progress_to = live,
    };
    if (!screen_options_open(&app_options, options, err)) {
        return false;
    }
    struct app *app = app_new(&app_options);
    bool ran = screen_options_run(app, options, err);
    app_free(app);
    app_options.screen->ops->close(app_options.screen);
    return ran;
}
