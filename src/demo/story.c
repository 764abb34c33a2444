#include "story.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/jsontext.h"
#include "base/kv.h"
#include "base/num.h"
#include "base/xalloc.h"

#define ARENA_CHUNK 8192
#define STORY_MAX_BYTES ((size_t)1 << 20)
#define WAIT_MAX 600000u

/* What the next act begins with. */
struct reading {
    struct story *story;
    struct act next;
};

static const char *copy(struct reading *reading, const char *text)
{
    return arena_strndup(&reading->story->arena, text, strlen(text));
}

static bool add(struct reading *reading, enum act_kind kind, const char *text, struct err *err)
{
    struct story *story = reading->story;
    if (story->count == STORY_MAX_ACTS) {
        return err_set(err, "a story has at most %d requests", STORY_MAX_ACTS);
    }
    story->acts = xgrow(story->acts, &story->cap, story->count + 1, sizeof *story->acts);
    struct act *act = &story->acts[story->count++];
    *act = reading->next;
    act->kind = kind;
    act->text = text == NULL ? NULL : copy(reading, text);
    reading->next.wait = 0;
    return true;
}

static bool read_say(struct reading *reading, const char *value, struct err *err)
{
    (void)err;
    reading->next.say = copy(reading, value);
    return true;
}

static bool read_wait(struct reading *reading, const char *value, struct err *err)
{
    size_t digits = strspn(value, "0123456789");
    uint64_t ms;
    if (strcmp(value + digits, " ms") != 0 || !num_parse_u64(value, digits, &ms) || ms > WAIT_MAX) {
        return err_set(err, "wait and pause take milliseconds, as in 1500 ms, at most %u", WAIT_MAX);
    }
    reading->next.wait = (int64_t)ms * CLOCK_MS;
    return true;
}

static bool read_from(struct reading *reading, const char *value, struct err *err)
{
    bool server = strcmp(value, "server") == 0;
    reading->next.from = server ? FROM_SERVER : FROM_BROWSER;
    return server || strcmp(value, "browser") == 0 || err_set(err, "from takes browser or server");
}

static bool read_send(struct reading *reading, const char *value, struct err *err)
{
    struct json_facts facts;
    struct json_error error;
    struct json_span type;
    if (!jsontext_check(value, strlen(value), &facts, &error)) {
        return err_set(err, "column %u of the call: %s", error.column, error.text);
    }
    if (facts.kind != JSON_OBJECT || !jsontext_member((struct json_span){value, strlen(value)}, "type", &type)) {
        return err_set(err, "send takes a call: an object with its type");
    }
    return add(reading, ACT_SEND, value, err);
}

static bool read_raw(struct reading *reading, const char *value, struct err *err)
{
    return add(reading, ACT_RAW, value, err);
}

static bool read_again(struct reading *reading, const char *value, struct err *err)
{
    (void)value;
    return add(reading, ACT_AGAIN, NULL, err);
}

static bool read_fault(struct reading *reading, const char *value, struct err *err)
{
    return add(reading, ACT_FAULT, value, err);
}

static bool read_pause(struct reading *reading, const char *value, struct err *err)
{
    return read_wait(reading, value, err) && add(reading, ACT_PAUSE, NULL, err);
}

static const struct key {
    const char *name;
    bool (*read)(struct reading *reading, const char *value, struct err *err);
} keys[] = {
    {"say", read_say}, {"wait", read_wait}, {"from", read_from}, {"send", read_send},
    {"raw", read_raw}, {"again", read_again}, {"fault", read_fault}, {"pause", read_pause},
};

static bool read_pair(void *to, const char *key, const char *value, struct err *err)
{
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (strcmp(keys[i].name, key) == 0) {
            return keys[i].read(to, value, err);
        }
    }
    return err_set(err, "%.40s is no key of a story: say, wait, from, send, raw, again, fault, pause are", key);
}

bool story_read(struct story *story, const char *name, const struct str *text, struct err *err)
{
    *story = (struct story){0};
    arena_init(&story->arena, ARENA_CHUNK);
    struct reading reading = {.story = story, .next = {.say = ""}};
    if (kv_parse(name, text, read_pair, &reading, err) && add(&reading, ACT_END, NULL, err)) {
        return true;
    }
    story_done(story);
    return false;
}

void story_done(struct story *story)
{
    free(story->acts);
    arena_done(&story->arena);
    *story = (struct story){0};
}

void story_builtin(struct story *story)
{
    static const char text[] =
#include "demo/story.kv.inc"
        ;
    struct str whole;
    struct err err;
    str_init(&whole, STORY_MAX_BYTES);
    str_append(&whole, text, sizeof text - 1);
    bool read = story_read(story, "src/demo/story.kv", &whole, &err);
    assert(read);
    (void)read;
    str_done(&whole);
}
