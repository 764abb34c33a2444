/* Plays a story against a sink over HTTP, as the SDKs in it would send it.
 *
 * The player owns its client; the story is the caller's. Nothing here blocks: whoever owns the loop asks player_due how long
 * it may sleep, waits for the descriptors of player_client meanwhile, and calls player_step. Owner thread. */
#ifndef DEMO_PLAYER_H
#define DEMO_PLAYER_H

#include <stdbool.h>
#include <stdint.h>

#include "client/client.h"
#include "story.h"

struct player;

struct player_options {
    const struct story *story;
    const char *url;  /* of the sink, without a slash at its end */
    double speed;     /* 2: twice as fast; greater than 0 */
    bool loop;        /* begins anew at its end, with new messageIds */
    /* What the sink simulates from now on; `spec` as the story writes it. */
    void (*fault)(void *to, const char *spec);
    void *to;
};

struct player *player_new(const struct player_options *options, int64_t now);
void player_free(struct player *player);

/* When the next act is due; CLOCK_NONE when nothing is: it has ended, or is held. */
int64_t player_due(const struct player *player);
struct client *player_client(struct player *player);
/* Does what is due at `now`, microseconds since the epoch. */
void player_step(struct player *player, int64_t now);

/* The next act at once. */
void player_next(struct player *player, int64_t now);
/* Holds it, or goes on. */
void player_hold(struct player *player, int64_t now);
bool player_held(const struct player *player);
bool player_ended(const struct player *player);

/* What is told now; "" before the first act. */
const char *player_caption(const struct player *player);
/* How far it has come: acts done, and all of them. */
size_t player_done(const struct player *player);
size_t player_acts(const struct player *player);
/* Why the last request had no answer; "" when it had one. */
const char *player_problem(const struct player *player);

#endif
