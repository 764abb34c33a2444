/* What a person may do to the interface, made of bytes, and what every frame has to be. For fuzz targets. */
#ifndef UI_EVENTS_H
#define UI_EVENTS_H

#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "ui/app.h"

/* Every cell is one whole character, and behind a wide one stands nothing. */
static inline void ui_check_canvas(const struct canvas *canvas)
{
    for (int i = 0; i < canvas->w * canvas->h; i++) {
        const struct cell *cell = &canvas->cells[i];
        assert(utf8_valid(cell->text, strlen(cell->text)));
        assert(cell->width == 0 || cell->text[0] != '\0');
        assert(cell->width != 0 || (i % canvas->w > 0 && canvas->cells[i - 1].width == 2));
        assert(!canvas->ascii || cell->width == 0 || (cell->text[0] & 0x80) == 0);
    }
}

static inline bool ui_press(struct app *app, unsigned a, unsigned b)
{
    static const uint32_t keys[] = {
        KEY_CODE_UP, KEY_CODE_DOWN, KEY_CODE_LEFT, KEY_CODE_RIGHT, KEY_CODE_PAGE_UP, KEY_CODE_PAGE_DOWN, KEY_CODE_HOME,
        KEY_CODE_END, KEY_CODE_WORD_LEFT, KEY_CODE_WORD_RIGHT, KEY_CODE_BACK_TAB, KEY_CODE_BACKSPACE, KEY_CODE_DELETE,
        KEY_CODE_UNKNOWN, '\t', '\r', 0x1B, 0x65E5, 0x301, 0x1F44B, 0xD800, 0x10FFFF};
    return app_key(app, a % 2 == 0 ? b : keys[b % (sizeof keys / sizeof *keys)]);
}

/* A key, a click, a paste or another size. False when it means quit. */
static inline bool ui_event(struct app *app, struct screen *screen, const uint8_t bytes[3])
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
        return ui_press(app, bytes[0] / 8, b);
    }
}

#endif
