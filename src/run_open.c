/* callboard open: the interface over what was recorded. */
#include "run.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/os.h"
#include "recording.h"
#include "screen_options.h"
#include "world_options.h"

static bool show(struct journal *journal, const struct options *options, struct err *err)
{
    struct clock clock;
    struct os_signals signals;
    clock_init(&clock);
    if (!os_signals_open(&signals, err)) {
        return false;
    }
    os_signals_add_jobs(&signals);
    struct app_options app_options = {
        .journal = journal,
        .views = views_table,
        .view_count = views_count,
        .clock = &clock,
        .signals = &signals,
    };
    bool opened = screen_options_open(&app_options, options, err);
    if (opened) {
        app_options.world = world_options_new(options);
        world_look_back(app_options.world, journal);
        struct app *app = app_new(&app_options);
        opened = screen_options_run(app, options, err);
        app_free(app);
        world_free(app_options.world);
        app_options.screen->ops->close(app_options.screen);
    }
    os_signals_close(&signals);
    return opened;
}

int run_open(const struct options *options)
{
    struct err err;
    struct journal *journal = recording_open((const char *const *)options->files, options->file_count, &err);
    if (journal == NULL) {
        return run_failed(&err, 2);
    }
    bool shown = show(journal, options, &err);
    journal_close(journal);
    return shown ? EXIT_SUCCESS : run_failed(&err, EXIT_FAILURE);
}
