/* Definitions of flows, and calls judged by them: up to a line of three dashes it is a definition, behind it are calls. */
#include "fuzz.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "project/world.h"

#define TEXT_MAX ((size_t)1 << 20)
#define CALLS_MAX 64

static void feed(struct world *world, const char *call, size_t n, int64_t received)
{
    struct capture capture;
    capture_init(&capture);
    capture.method = "POST";
    capture.path = "/v1/track";
    capture.status = 200;
    capture.received = received;
    capture.form = CAPTURE_BODY_JSON;
    capture.body = call;
    capture.body_size = n;
    if (jsontext_check(call, n, NULL, NULL)) {
        world_feed(world, &capture);
    }
}

/* Each call that made a step of a flow is said to belong to it. */
static void check_calls(struct world *world, size_t number, const struct flow *flow)
{
    for (size_t i = 0; i < flow->def->step_count && flows_listed(world->flows, number); i++) {
        size_t flows[FLOWS_OF_CALL_MAX], at = 0;
        const struct message *message = store_get(&world->store, flow->points[i].message);
        size_t count = message == NULL ? 0 : flows_of_call(world->flows, flow->points[i].message, message, flows);
        while (at < count && flows[at] != number) {
            at++;
        }
        assert(message == NULL || at < count || count == FLOWS_OF_CALL_MAX);
    }
}

static void look(struct world *world)
{
    struct str words;
    str_init(&words, TEXT_MAX);
    flows_refresh(world->flows);
    for (size_t i = 0; i < flows_count(world->flows); i++) {
        struct flow flow;
        flows_get(world->flows, i, &flow);
        for (size_t j = 0; j < flow.remark_count; j++) {
            flow_remark_text(world->pool, &flow, &flow.remarks[j], &words);
        }
        for (size_t j = 0; j < flow.def->step_count; j++) {
            flow_missing_text(world->pool, &flow, j, &words);
        }
        check_calls(world, i, &flow);
    }
    str_done(&words);
}

/* Lines are calls, a second apart. */
static void feed_all(struct world *world, const char *at, const char *end)
{
    for (int i = 0; i < CALLS_MAX && at < end; i++) {
        const char *feed_at = memchr(at, '\n', (size_t)(end - at));
        const char *stop = feed_at == NULL ? end : feed_at;
        feed(world, at, (size_t)(stop - at), INT64_C(1000000) * (i + 1));
        flows_refresh_some(world->flows);
        if (i % 3 == 0) {
            look(world);
        }
        at = stop + 1;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char mark[] = "---\n";
    struct world *world = world_new(16);
    struct str text;
    struct err err;
    const char *all = (const char *)data;
    const char *calls = memmem(all, size, mark, sizeof mark - 1);
    str_init(&text, TEXT_MAX);
    str_append(&text, all, calls == NULL ? size : (size_t)(calls - all));
    flows_define(world->flows, "fuzz", &text, &err);
    if (calls != NULL) {
        feed_all(world, calls + sizeof mark - 1, all + size);
    }
    world_finish(world);
    look(world);
    str_done(&text);
    world_free(world);
    return 0;
}
