#include <stdlib.h>

#include "base/xalloc.h"
#include "clip.h"
#include "screen.h"

struct memory {
    struct screen screen; /* first: a screen is one of these */
    int w, h;
    struct str clipboard;
};

static void memory_size(struct screen *screen, int *w, int *h)
{
    const struct memory *memory = (struct memory *)screen;
    *w = memory->w;
    *h = memory->h;
}

static int memory_fd(struct screen *screen)
{
    (void)screen;
    return -1;
}

static bool memory_push(struct screen *screen)
{
    (void)screen;
    return true;
}

static bool memory_input(struct screen *screen, struct input *input)
{
    (void)screen;
    (void)input;
    return false;
}

static void memory_show(struct screen *screen, const struct canvas *canvas, const struct theme *theme)
{
    (void)screen;
    (void)canvas;
    (void)theme;
}

static void memory_clip(struct screen *screen, const char *text, size_t n)
{
    struct memory *memory = (struct memory *)screen;
    str_clear(&memory->clipboard);
    str_append(&memory->clipboard, text, n);
}

static void memory_spoil(struct screen *screen)
{
    (void)screen;
}

static void memory_mouse(struct screen *screen, bool on)
{
    (void)screen;
    (void)on;
}

static void memory_close(struct screen *screen)
{
    str_done(&((struct memory *)screen)->clipboard);
    free(screen);
}

static const struct screen_ops memory_ops = {
    .size = memory_size,
    .fd = memory_fd,
    .out = memory_fd,
    .push = memory_push,
    .suspend = memory_spoil,
    .resume = memory_spoil,
    .input = memory_input,
    .show = memory_show,
    .clip = memory_clip,
    .spoil = memory_spoil,
    .mouse = memory_mouse,
    .close = memory_close,
};

struct screen *screen_memory_open(int w, int h, bool ascii)
{
    struct memory *memory = xmalloc(sizeof *memory);
    *memory = (struct memory){.screen = {&memory_ops, ascii}, .w = w, .h = h};
    str_init(&memory->clipboard, CLIP_MAX);
    return &memory->screen;
}

const char *screen_memory_clipboard(const struct screen *screen)
{
    return ((const struct memory *)screen)->clipboard.data;
}

bool screen_memory_resize(struct screen *screen, int w, int h)
{
    if (screen->ops != &memory_ops) {
        return false;
    }
    struct memory *memory = (struct memory *)screen;
    memory->w = w;
    memory->h = h;
    return true;
}
