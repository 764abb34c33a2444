/* A body, as the sink took it, all the way through the model. The first byte picks the path it came on. */
#include "fuzz.h"

#include "base/clock.h"
#include "base/jsontext.h"
#include "project/world.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const paths[] = {"/v1/batch", "/v1/t", "/v1/group", "/v1/i", "/odd", "", "/v1/alias/"};
    struct json_facts facts;
    if (size == 0) {
        return 0;
    }
    struct capture capture;
    capture_init(&capture);
    capture.body = (const char *)data + 1;
    capture.body_size = size - 1;
    bool json = jsontext_check(capture.body, capture.body_size, &facts, NULL);
    capture.form = capture_form(capture.body, capture.body_size, json ? &facts : NULL);
    capture.method = "POST";
    capture.path = paths[data[0] % (sizeof paths / sizeof *paths)];
    capture.status = json ? 200 : 400;
    capture.received = CLOCK_S;
    struct world *world = world_new(64); /* small, so that eviction is exercised */
    world_feed(world, &capture);
    capture.received += CLOCK_S;
    world_feed(world, &capture);
    world_clear(world);
    world_feed(world, &capture);
    world_finish(world);
    world_free(world);
    return 0;
}
