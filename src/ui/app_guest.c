/* The guest in the loop: what it tells stands above the footer. */
#include <string.h>

#include "app_private.h"

bool app_guest_command(struct app *app, enum command command)
{
    const struct app_guest *guest = app->options.guest;
    return guest != NULL && guest->command(guest->to, command, clock_now(app->options.clock));
}

void app_draw_caption(struct app *app, struct rect at)
{
    const struct app_guest *guest = app->options.guest;
    char progress[APP_GUEST_PROGRESS];
    struct canvas *canvas = &app->canvas;
    if (guest == NULL || at.h < 1) {
        return;
    }
    guest->progress(guest->to, progress);
    int taken = (int)strlen(progress) + 2;
    canvas_fill(canvas, at, ROLE_CAPTION);
    canvas_puts(canvas, (struct rect){at.x + 1, at.y, at.w - 1 - taken, 1}, ROLE_CAPTION, guest->caption(guest->to));
    canvas_right(canvas, (struct rect){at.x, at.y, at.w - 1, 1}, ROLE_CAPTION, progress);
}
