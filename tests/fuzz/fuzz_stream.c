/* The interface while calls come in, settle, leave memory and session and are cleared, and a filter finds them little by
 * little: keys, mouse and filters, frames only now and then, one event for four bytes. The first byte picks the locale and
 * how much is kept, the second one the calls. */
#include "fuzz.h"

#include <locale.h>

#include "base/str.h"
#include "ui/app_private.h"
#include "ui_events.h"
#include "views/table.h"
#include "wire/journal.h"

#define EVENTS_MAX 400
#define EVENT_BYTES 4
#define START (INT64_C(1795442531) * CLOCK_S)
#define BODY_MAX 4096

struct stream {
    struct journal *journal;
    struct journal_reader *intake;
    struct world *world;
    struct screen *screen;
    struct app *app;
    int64_t now;
    uint32_t random;
};

static unsigned below(struct stream *stream, unsigned limit)
{
    stream->random = stream->random * 1664525u + 1013904223u;
    return (stream->random >> 16) % limit;
}

/* ---- what comes in ---- */

static void put_call(struct stream *stream, struct str *body)
{
    static const char *const types[] = {"track", "track", "track", "identify", "group", "page", "alias", "what"};
    static const char *const events[] = {
        "Report Opened", "Signed Up", "Invite Sent", "Account Added User", "signed_up", "",
    };
    static const char *const contexts[] = {
        "", "", ",\"context\":{\"groupId\":\"a_1\"}", ",\"context\":{\"groupId\":\"a_2\"}",
    };
    unsigned n[9];
    for (size_t i = 0; i < sizeof n / sizeof *n; i++) {
        n[i] = below(stream, 1200);
    }
    str_printf(body, "{\"type\":\"%s\",\"event\":\"%s\",\"messageId\":\"m_%u\",", types[n[0] % 8], events[n[1] % 6], n[2] % 100);
    str_printf(body, "\"userId\":\"u_%u\",\"anonymousId\":\"v_%u\",", n[3] % 5, n[4] % 5);
    str_printf(body, "\"groupId\":\"a_%u\",\"previousId\":\"v_%u\",", n[5] % 4, n[6] % 5);
    str_printf(body, "\"traits\":{\"name\":\"N %u\",\"email\":\"u%u@example.com\"},", n[5] % 3, n[3] % 5);
    str_printf(body, "\"properties\":{\"n\":%u}%s}", n[7], contexts[n[8] % 4]);
}

static void put_body(struct stream *stream, struct str *body)
{
    bool batch = below(stream, 3) == 0;
    str_puts(body, batch ? "{\"batch\":[" : "");
    put_call(stream, body);
    for (unsigned more = batch ? below(stream, 4) : 0; more > 0; more--) {
        str_puts(body, ",");
        put_call(stream, body);
    }
    str_puts(body, batch ? "]}" : "");
}

/* Some are refused, some are no JSON. */
static void come(struct stream *stream)
{
    struct str body;
    struct capture capture;
    struct json_facts facts;
    str_init(&body, BODY_MAX);
    put_body(stream, &body);
    if (below(stream, 12) == 0) {
        str_truncate(&body, body.len / 2);
    }
    capture_init(&capture);
    stream->now += below(stream, 4) * 100 * CLOCK_MS;
    capture.method = "POST";
    capture.path = "/v1/batch";
    capture.received = stream->now;
    capture.body = body.data;
    capture.body_size = body.len;
    bool json = jsontext_check(body.data, body.len, &facts, NULL);
    capture.status = json && below(stream, 10) > 0 ? 200 : 400;
    capture.reason = capture.status == 200 ? "" : "refused";
    capture.form = json ? capture_form(body.data, body.len, &facts) : CAPTURE_BODY_TEXT;
    journal_append(stream->journal, &capture, NULL);
    str_done(&body);
}

static void take_in(struct stream *stream)
{
    struct capture capture;
    for (enum journal_next next; (next = journal_next(stream->intake, &capture)) != JOURNAL_END;) {
        if (next == JOURNAL_CAPTURE) {
            world_feed(stream->world, &capture);
        } else if (next == JOURNAL_LOST) {
            stream->world->lost += capture.seq;
        }
    }
}

/* ---- what is done ---- */

static bool filter(struct stream *stream, unsigned which)
{
    static const char *const filters[] = {
        "severity>=note", "type:track", "user:u_1", "account:a_1", "not account:a_2", "since:1s", "Signed",
        "rule:missing-group-id", "account:\"N 1\" or user:u_2", "status:400", "(type:group) severity>=note", "",
    };
    struct err err;
    return app_filter(stream->app, filters[which % (sizeof filters / sizeof *filters)], &err);
}

/* bytes[0]: how many calls come, whether they settle, how far the search gets, whether there is a frame. */
static bool step(struct stream *stream, const uint8_t bytes[EVENT_BYTES])
{
    struct app *app = stream->app;
    bool on = true;
    for (unsigned i = bytes[0] % 8; i > 2; i--) {
        come(stream);
    }
    take_in(stream);
    if ((bytes[0] & 8) != 0) {
        world_settle(stream->world, stream->now - CLOCK_S / 2);
    }
    app->searching = search_active(&app->search);
    if (app->searching && (bytes[0] & 48) != 0) {
        app->searching = !search_step(&app->search, app->scanner, (bytes[0] & 16) != 0 ? 2000 : SIZE_MAX);
    }
    if (bytes[1] == 0xFF) {
        filter(stream, bytes[2]);
    } else {
        on = ui_event(app, stream->screen, bytes + 1);
    }
    if ((bytes[0] & 192) != 0) {
        app_draw(app);
        ui_check_canvas(app_canvas(app));
    }
    return on;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const unsigned memories[] = {15, 60, 300, 2000};
    struct clock clock;
    if (n < 2) {
        return 0;
    }
    setlocale(LC_ALL, "C.UTF-8");
    clock_init(&clock);
    struct journal_options journal = {.max_size = (bytes[0] & 8) != 0 ? 20000 : 64 << 20, .segments = 4, .now = START};
    struct stream stream = {
        .journal = journal_create(&journal, NULL),
        .world = world_new(memories[bytes[0] / 2 % 4]),
        .screen = screen_memory_open(100, 30, bytes[0] % 2 != 0),
        .now = START,
        .random = bytes[1],
    };
    struct app_options options = {
        .screen = stream.screen,
        .world = stream.world,
        .journal = stream.journal,
        .views = views_table,
        .view_count = views_count,
        .clock = &clock,
        .url = "http://127.0.0.1:1", /* where nobody listens, should it send a call again */
    };
    theme_default(&options.theme);
    stream.intake = journal_reader_new(stream.journal);
    stream.app = app_new(&options);
    bool on = true;
    for (size_t at = 2; on && at + EVENT_BYTES <= n && at < EVENTS_MAX * EVENT_BYTES; at += EVENT_BYTES) {
        on = step(&stream, bytes + at);
    }
    app_free(stream.app);
    journal_reader_free(stream.intake);
    world_free(stream.world);
    stream.screen->ops->close(stream.screen);
    journal_close(stream.journal);
    return 0;
}
