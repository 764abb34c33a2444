/* What `run` and `serve` have in common: a session being recorded by a sink. */
#ifndef LIVE_H
#define LIVE_H

#include "args.h"
#include "base/clock.h"
#include "base/os.h"
#include "http/sink.h"
#include "plan_watch.h"
#include "project/world.h"
#include "wire/journal.h"

struct live {
    struct clock clock;
    struct os_wake wake;
    struct os_signals signals;
    struct journal *journal;
    struct sink *sink;
    struct world *world;
    struct plan_watch plan_watch;
    struct plan *plan; /* read again; NULL: the one of the options counts */
};

/* Opens the session, starts the sink. `jobs`: its signals tell of job control too, which a terminal has to be put in order
 * for. On failure everything is undone and `err` says why. */
bool live_start(struct live *live, const struct options *options, bool jobs, struct err *err);
/* Ends the sink first, so that all it answered is in the journal for whoever still reads. */
void live_stop_sink(struct live *live);
void live_done(struct live *live);
/* Reads the tracking plan again when its file has changed: calls that are taken in from now on are judged by it. `text` is what
 * there is to say of PLAN_CHANGED and PLAN_BROKEN; a plan that cannot be read leaves the one before in use. */
enum plan_news live_look_at_plan(struct live *live, struct err *text);
/* Tells the sink how far the owner thread has come. `to` is the struct live; fits app_options.progress. */
void live_progress(void *to, const struct world *world);

#endif
