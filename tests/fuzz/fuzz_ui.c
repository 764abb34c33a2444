/* The interface: keys, mouse, pastes and windows of any size, one event for three bytes, over a story; every frame is drawn. The
 * first byte picks the locale. */
#include "fuzz.h"

#include <assert.h>
#include <locale.h>
#include <stdlib.h>

#include "base/clock.h"
#include "recording.h"
#include "ui_events.h"

#define EVENTS_MAX 200
#define STORY "tests/screens/data/story.ndjson"

static struct journal *open_story(void)
{
    static const char *const names[] = {STORY};
    struct err err;
    struct journal *journal = recording_open(names, 1, &err);
    assert(journal != NULL);
    return journal;
}

static void run(struct app *app, struct screen *screen, const uint8_t *bytes, size_t n)
{
    bool on = true;
    for (size_t at = 0; on && at + 3 <= n && at < 3 * EVENTS_MAX; at += 3) {
        on = ui_event(app, screen, bytes + at);
        app_draw(app);
        ui_check_canvas(app_canvas(app));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct clock clock;
    if (n < 1) {
        return 0;
    }
    setlocale(LC_ALL, "C.UTF-8");
    clock_init(&clock);
    struct journal *journal = open_story();
    struct app_options options = {
        .screen = screen_memory_open(80, 24, bytes[0] % 2 != 0),
        .world = world_new(1000),
        .journal = journal,
        .views = views_table,
        .view_count = views_count,
        .clock = &clock,
    };
    theme_default(&options.theme);
    world_look_back(options.world, journal);
    struct app *app = app_new(&options);
    app_intake(app, -1);
    run(app, options.screen, bytes + 1, n - 1);
    app_free(app);
    world_free(options.world);
    options.screen->ops->close(options.screen);
    journal_close(journal);
    return 0;
}
