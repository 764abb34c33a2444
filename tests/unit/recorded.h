/* For tests of what looks at a world and the journal it was made from. */
#ifndef RECORDED_H
#define RECORDED_H

#include "project/world.h"
#include "unit.h"
#include "wire/journal.h"

/* A request that was taken, with well-formed JSON. */
static inline void recorded_append(struct journal *journal, int64_t received, const char *body)
{
    struct capture capture;
    struct json_facts facts;
    capture_init(&capture);
    capture.method = "POST";
    capture.path = "/v1/batch";
    capture.status = 200;
    capture.received = received;
    capture.body = body;
    capture.body_size = strlen(body);
    assert_true(jsontext_check(body, strlen(body), &facts, NULL));
    capture.form = capture_form(body, strlen(body), &facts);
    assert_int_equal(journal_append(journal, &capture, NULL), JOURNAL_RECORDED);
}

/* The same, and with all that was recorded before it taken into the world. */
static inline void recorded_post(struct journal *journal, struct journal_reader *intake, struct world *world, int64_t received,
                                 const char *body)
{
    struct capture capture;
    recorded_append(journal, received, body);
    while (journal_next(intake, &capture) == JOURNAL_CAPTURE) {
        world_feed(world, &capture);
    }
}

#endif
