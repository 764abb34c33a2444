#include "player.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/jsontext.h"
#include "base/xalloc.h"

#define BODY_MAX ((size_t)64 << 10)
#define URL_MAX 512
#define HEADERS 6
#define LOOP_PAUSE (4 * CLOCK_S)
/* The next caption stands this long before what it tells of; until then people read about what just happened. */
#define LEAD (1000 * CLOCK_MS)

/* What each sender looks like. Both are what the SDKs themselves send (wire-protocol sections 2 and 3). */
static const struct sender {
    const char *library;
    const char *write_key;
    const char *headers[HEADERS];
    bool batch;
} senders[] = {
    [FROM_BROWSER] = {
        "{\"name\":\"analytics.js\",\"version\":\"npm:next-1.84.3\"}",
        "demoWebKey4f9c",
        {"Content-Type: text/plain", "Authorization: Basic ZGVtb1dlYktleTRmOWM6",
         "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"},
        false,
    },
    [FROM_SERVER] = {
        "{\"name\":\"@segment/analytics-node\",\"version\":\"3.1.0\"}",
        "demoServerKey7b2e",
        {"Content-Type: application/json", "Authorization: Basic ZGVtb1NlcnZlcktleTdiMmU6", "User-Agent: analytics-node/3.1.0"},
        true,
    },
};

struct player {
    struct player_options options;
    struct client *client;
    size_t at;           /* the next act */
    int64_t due;         /* when; while held: how much was left */
    bool held, ended;
    bool announced;      /* the caption is that of the next act */
    uint64_t messages;   /* sent, which their ids count */
    unsigned round;      /* how often the story has been told, this time among them */
    int64_t started;
    char problem[128];
    /* The last request, to be sent again: whose call it carries, when that was made, and how often it went before. */
    const struct act *last;
    int64_t called;
    unsigned tries;
    struct str body, path;
};

static void told(void *to, const struct client_result *result)
{
    struct player *player = to;
    snprintf(player->problem, sizeof player->problem, "%.120s", result->problem);
}

static int64_t wait_of(const struct player *player, size_t act)
{
    return (int64_t)((double)player->options.story->acts[act].wait / player->options.speed);
}

struct player *player_new(const struct player_options *options, int64_t now)
{
    struct player *player = xcalloc(1, sizeof *player);
    player->options = *options;
    player->client = client_new(told, player);
    player->due = now + wait_of(player, 0);
    player->started = now;
    player->round = 1;
    str_init(&player->body, BODY_MAX);
    str_init(&player->path, URL_MAX);
    return player;
}

void player_free(struct player *player)
{
    client_free(player->client);
    str_done(&player->body);
    str_done(&player->path);
    free(player);
}

struct client *player_client(struct player *player)
{
    return player->client;
}

static int64_t announce_at(const struct player *player)
{
    return player->due - (int64_t)((double)LEAD / player->options.speed);
}

int64_t player_due(const struct player *player)
{
    return player->held || player->ended ? CLOCK_NONE : player->announced ? player->due : announce_at(player);
}

/* ---- requests ---- */

static void send_last(struct player *player)
{
    const struct sender *sender = &senders[player->last->from];
    const char *headers[HEADERS + 1] = {NULL};
    char url[URL_MAX], retry[64];
    struct err err;
    size_t count = 0;
    for (; count < HEADERS && sender->headers[count] != NULL; count++) {
        headers[count] = sender->headers[count];
    }
    if (player->tries > 0) {
        snprintf(retry, sizeof retry, "X-Retry-Count: %u", player->tries);
        headers[count] = retry;
    }
    snprintf(url, sizeof url, "%s%s", player->options.url, player->path.data);
    const struct client_request request = {"POST", url, headers, player->body.data, player->body.len};
    if (client_send(player->client, &request, &err) == 0) {
        snprintf(player->problem, sizeof player->problem, "%.120s", err.text);
    }
}

/* The path on which the browser's SDK posts a call: /v1/t for track, by its type's first letter. */
static void set_path(struct player *player, const struct sender *sender, const char *call)
{
    struct json_span type = {"", 0};
    str_clear(&player->path);
    jsontext_member((struct json_span){call, strlen(call)}, "type", &type);
    if (sender->batch || type.n < 3) {
        str_puts(&player->path, "/v1/batch");
    } else {
        str_printf(&player->path, "/v1/%c", type.p[1]);
    }
}

/* Part of a call, its people those of this round. */
static void put_marked(struct player *player, const char *text, size_t n)
{
    for (const char *mark; (mark = memchr(text, '%', n)) != NULL; n -= (size_t)(mark + 1 - text), text = mark + 1) {
        str_append(&player->body, text, (size_t)(mark - text));
        if (player->round > 1) {
            str_printf(&player->body, "-%u", player->round);
        }
    }
    str_append(&player->body, text, n);
}

/* The call as the story writes it, with what an SDK adds: its library goes into the context it has or gets. */
static void put_call(struct player *player, const struct sender *sender)
{
    static const char opening[] = "\"context\":{";
    struct str *out = &player->body;
    const char *call = player->last->text, *context = strstr(call, opening);
    char time[CLOCK_ISO_SIZE];
    size_t end = strlen(call) - 1; /* its closing brace */
    if (context != NULL) {
        size_t before = (size_t)(context - call) + sizeof opening - 1;
        put_marked(player, call, before);
        str_printf(out, "\"library\":%s,", sender->library);
        put_marked(player, call + before, end - before);
    } else {
        put_marked(player, call, end);
        str_printf(out, ",\"context\":{\"library\":%s}", sender->library);
    }
    str_printf(out, ",\"messageId\":\"demo-%llx-%llu\",\"timestamp\":\"%s\"", (unsigned long long)player->started,
               (unsigned long long)player->messages, clock_format_iso_ms(player->called, time));
}

/* A call that goes again has its own time and the time it is sent at, as SDKs do it. */
static void send_call(struct player *player, int64_t now)
{
    const struct sender *sender = &senders[player->last->from];
    char time[CLOCK_ISO_SIZE];
    set_path(player, sender, player->last->text);
    str_clear(&player->body);
    str_puts(&player->body, sender->batch ? "{\"batch\":[" : "");
    put_call(player, sender);
    str_printf(&player->body, "%s,\"writeKey\":\"%s\",\"sentAt\":\"%s\"}", sender->batch ? "}]" : "", sender->write_key,
               clock_format_iso_ms(now, time));
    send_last(player);
}

static void send_raw(struct player *player)
{
    str_clear(&player->path);
    str_clear(&player->body);
    str_puts(&player->path, "/v1/track");
    str_puts(&player->body, player->last->text);
    send_last(player);
}

static void send_new(struct player *player, const struct act *act, int64_t now)
{
    player->last = act;
    player->called = now;
    player->tries = 0;
    player->messages += act->kind == ACT_SEND;
}

static void send_again(struct player *player, int64_t now)
{
    if (player->last == NULL) {
        return;
    }
    player->tries++;
    if (player->last->kind == ACT_RAW) {
        send_raw(player);
    } else {
        send_call(player, now);
    }
}

static void perform(struct player *player, const struct act *act, int64_t now)
{
    switch (act->kind) {
    case ACT_SEND:
        send_new(player, act, now);
        send_call(player, now);
        break;
    case ACT_RAW:
        send_new(player, act, now);
        send_raw(player);
        break;
    case ACT_AGAIN:
        send_again(player, now);
        break;
    case ACT_FAULT:
        player->options.fault(player->options.to, act->text);
        break;
    case ACT_PAUSE:
    case ACT_END:
        break;
    }
}

/* ---- the order of things ---- */

static void advance(struct player *player, int64_t now)
{
    const struct story *story = player->options.story;
    const struct act *act = &story->acts[player->at];
    perform(player, act, now);
    player->announced = false;
    if (act->kind != ACT_END) {
        player->at++;
        player->due = now + wait_of(player, player->at);
    } else if (player->options.loop) {
        player->at = 0;
        player->round++;
        player->due = now + wait_of(player, 0) + (int64_t)((double)LOOP_PAUSE / player->options.speed);
    } else {
        player->ended = true;
    }
}

/* A request is on its way before the next begins, so that what the story tells first also arrives first. */
void player_step(struct player *player, int64_t now)
{
    client_step(player->client);
    while (player_due(player) != CLOCK_NONE && player_due(player) <= now && client_pending(player->client) == 0) {
        if (!player->announced) {
            player->announced = true;
            continue;
        }
        advance(player, now);
        client_step(player->client);
    }
}

void player_next(struct player *player, int64_t now)
{
    player->announced = true;
    if (!player->ended && client_pending(player->client) == 0) {
        advance(player, now);
        client_step(player->client);
        player->due = player->held ? wait_of(player, player->at) : player->due;
    }
}

void player_hold(struct player *player, int64_t now)
{
    int64_t left = player->due > now ? player->due - now : 0;
    player->due = player->held ? now + player->due : left;
    player->held = !player->held;
}

bool player_held(const struct player *player)
{
    return player->held;
}

bool player_ended(const struct player *player)
{
    return player->ended;
}

/* ---- what is told ---- */

const char *player_caption(const struct player *player)
{
    const struct story *story = player->options.story;
    size_t next = player->ended ? story->count - 1 : player->at;
    return story->acts[next > 0 && !player->announced && !player->ended ? next - 1 : next].say;
}

size_t player_done(const struct player *player)
{
    return player->ended ? player->options.story->count : player->at;
}

size_t player_acts(const struct player *player)
{
    return player->options.story->count;
}

const char *player_problem(const struct player *player)
{
    return player->problem;
}
