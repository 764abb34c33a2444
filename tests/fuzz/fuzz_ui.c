/* The interface: keys, mouse, pastes and windows of any size, one event for three bytes, over a story; every frame is drawn. The
 * first byte picks the locale. */
#include "fuzz.h"

#include <assert.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "recording.h"
#include "ui/app.h"

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

/* Every cell is one whole character, and behind a wide one stands nothing. */
static void check_canvas(const struct canvas *canvas)
{
    for (int i = 0; i < canvas->w * canvas->h; i++) {
        const struct cell *cell = &canvas->cells[i];
        assert(utf8_valid(cell->text, strlen(cell->text)));
        assert(cell->width == 0 || cell->text[0] != '\0');
        assert(cell->width != 0 || (i % canvas->w > 0 && canvas->cells[i - 1].width == 2));
        assert(!canvas->ascii || cell->width == 0 || (cell->text[0] & 0x80) == 0);
    }
}

static bool press(struct app *app, unsigned a, unsigned b)
{
    static const uint32_t keys[] = {
        KEY_CODE_UP, KEY_CODE_DOWN, KEY_CODE_LEFT, KEY_CODE_RIGHT, KEY_CODE_PAGE_UP, KEY_CODE_PAGE_DOWN, KEY_CODE_HOME, KEY_CODE_END,
        KEY_CODE_WORD_LEFT, KEY_CODE_WORD_RIGHT, KEY_CODE_BACK_TAB, KEY_CODE_BACKSPACE, KEY_CODE_DELETE, KEY_CODE_UNKNOWN,
        '\t', '\r', 0x1B, 0x65E5, 0x301, 0x1F44B, 0xD800, 0x10FFFF};
    return app_key(app, a % 2 == 0 ? b : keys[b % (sizeof keys / sizeof *keys)]);
}

static bool event(struct app *app, struct screen *screen, const uint8_t bytes[3])
{
    unsigned what = bytes[0] % 8, a = bytes[1], b = bytes[2];
    struct mouse mouse = {(enum mouse_kind)(bytes[0] / 8 % (MOUSE_WHEEL_DOWN + 1)), (int)a, (int)b};
    switch (what) {
    case 0:
        screen_memory_resize(screen, 1 + (int)a, 1 + (int)b % 80);
        return app_key(app, KEY_CODE_RESIZE);
    case 1:
    case 2:
        return app_mouse(app, &mouse);
    case 3:
        app_paste(app, "\xE6\x97\xA5 type:track", a % 15);
        return true;
    default:
        return press(app, bytes[0] / 8, b);
    }
}

static void run(struct app *app, struct screen *screen, const uint8_t *bytes, size_t n)
{
    bool on = true;
    for (size_t at = 0; on && at + 3 <= n && at < 3 * EVENTS_MAX; at += 3) {
        on = event(app, screen, bytes + at);
        app_draw(app);
        check_canvas(app_canvas(app));
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
