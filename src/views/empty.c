#include "empty.h"

#include <stdio.h>
#include <string.h>

#include "pen.h"

#define LINE_SIZE 256

bool empty_shown(const struct view_env *env)
{
    return env->world->calls == 0 && env->world->refused == 0 && !search_active(env->search);
}

/* %s is the sink's address. A shell reads the two lines of the curl call as one. */
static const struct empty_line {
    enum role role;
    int indent;
    const char *format;
} lines[] = {
    {ROLE_ACCENT, 0, "Waiting for the first call on %s"},
    {ROLE_DEFAULT, 0, ""},
    {ROLE_HEADING, 0, "Try it from another terminal"},
    {ROLE_CODE, 2, "curl -s %s/v1/track \\"},
    {ROLE_CODE, 2, "  -d '{\"userId\":\"u_1\",\"event\":\"Signed Up\"}'"},
    {ROLE_DEFAULT, 0, ""},
    {ROLE_HEADING, 0, "@segment/analytics-node"},
    {ROLE_CODE, 2, "new Analytics({ writeKey: 'any', host: '%s' })"},
    {ROLE_DEFAULT, 0, ""},
    {ROLE_HEADING, 0, "@segment/analytics-next, in the browser"},
    {ROLE_CODE, 2, "AnalyticsBrowser.load({ writeKey: 'any', cdnURL: '%s' })"},
    {ROLE_DEFAULT, 0, ""},
    {ROLE_DIM, 0, "Then: identify the user, group them into an account, and send"},
    {ROLE_DIM, 0, "context.groupId with every track call. What is missing shows up here."},
};

static const char *const recording[] = {"This recording holds no calls.", "Press q to leave."};

static void draw_live(struct canvas *canvas, struct rect area, const char *url)
{
    int count = (int)(sizeof lines / sizeof *lines);
    int top = area.h > count ? (area.h - count) / 3 : 0, left = area.w > 76 ? 3 : 0;
    char text[LINE_SIZE];
    for (int i = 0; i < count && top + i < area.h; i++) {
        const char *before = strstr(lines[i].format, "%s");
        int n = before == NULL ? (int)strlen(lines[i].format) : (int)(before - lines[i].format);
        snprintf(text, sizeof text, "%.*s%s%s", n, lines[i].format, before == NULL ? "" : url,
                 before == NULL ? "" : before + 2);
        int x = left + lines[i].indent;
        canvas_puts(canvas, (struct rect){area.x + x, area.y + top + i, area.w - x, 1}, lines[i].role, text);
    }
}

void empty_draw(struct canvas *canvas, struct rect area, const struct view_env *env)
{
    if (env->world->cleared > 1 || env->url == NULL) {
        const char *first = env->world->cleared > 1 ? "Cleared. New calls will appear here." : recording[0];
        canvas_puts(canvas, (struct rect){area.x + 2, area.y + 1, area.w - 2, 1}, ROLE_DEFAULT, first);
        canvas_puts(canvas, (struct rect){area.x + 2, area.y + 2, area.w - 2, 1}, ROLE_DIM,
                    env->url == NULL ? recording[1] : "What is known of users and accounts is kept.");
        return;
    }
    draw_live(canvas, area, env->url);
}
