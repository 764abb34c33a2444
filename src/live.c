#include "live.h"

#include <stddef.h>

#include "base/paths.h"
#include "http/certificate_store.h"
#include "versions.h"
#include "world_options.h"

#define PATH_MAX_BYTES 4096

static bool open_journal(struct live *live, const struct options *options, struct err *err)
{
    struct str folder;
    str_init(&folder, PATH_MAX_BYTES);
    uint64_t max_size = options->ephemeral ? JOURNAL_MAX_MEMORY : JOURNAL_MAX_DISK;
    bool found = options->ephemeral || paths_state(&folder, err);
    struct journal_options journal = {
        .folder = options->ephemeral ? NULL : folder.data,
        .name = options->session,
        .max_size = options->max_size != 0 ? options->max_size : max_size,
        .keep = (unsigned)options->keep,
        .now = clock_now(&live->clock),
    };
    live->journal = found ? journal_create(&journal, err) : NULL;
    str_done(&folder);
    return live->journal != NULL;
}

static bool start_sink(struct live *live, const struct options *options, const char *tls, struct err *err)
{
    struct faults faults;
    if (!faults_read(&faults, options->faults, NULL, err)) {
        return false;
    }
    struct sink_options sink = {
        .address = options->listen,
        .port = (uint16_t)options->port,
        .tls = tls,
        .tls_port = options->tls_port != ARGS_NO_PORT ? (uint16_t)options->tls_port : SINK_TLS_PORT,
        .max_body = options->max_body,
        .max_inflated = options->max_inflated,
        .strict = options->strict,
        .token = options->token,
        .version = versions_own(),
        .clock = &live->clock,
        .faults = &faults,
    };
    journal_set_wake(live->journal, &live->wake);
    live->sink = sink_start(&sink, live->journal, err);
    return live->sink != NULL;
}

static bool open_sink(struct live *live, const struct options *options, struct err *err)
{
    struct certificate_store store;
    if (!options->tls && options->tls_port == ARGS_NO_PORT) {
        return start_sink(live, options, NULL, err);
    }
    if (!certificate_store_open(&store, NULL, clock_now(&live->clock), false, err)) {
        return false;
    }
    bool started = start_sink(live, options, store.server.data, err);
    certificate_store_done(&store);
    return started;
}

bool live_start(struct live *live, const struct options *options, bool jobs, struct err *err)
{
    *live = (struct live){.plan_watch = {.file = {.fd = -1}}};
    clock_init(&live->clock);
    if (!os_wake_open(&live->wake, err)) {
        return false;
    }
    if (!os_signals_open(&live->signals, err)) {
        os_wake_close(&live->wake);
        return false;
    }
    if (jobs) {
        os_signals_add_jobs(&live->signals);
    }
    live->world = world_options_new(options);
    if (!open_journal(live, options, err) || !open_sink(live, options, err)) {
        live_done(live);
        return false;
    }
    plan_watch_open(&live->plan_watch, options->plan_file);
    world_look_back(live->world, live->journal);
    /* Recording and answering go before looking: the application under test must not wait for its debugger. */
    os_stand_back();
    return true;
}

void live_stop_sink(struct live *live)
{
    if (live->sink != NULL) {
        sink_stop(live->sink);
        live->sink = NULL;
    }
}

void live_done(struct live *live)
{
    live_stop_sink(live);
    if (live->journal != NULL) {
        journal_close(live->journal);
    }
    world_free(live->world);
    plan_watch_close(&live->plan_watch);
    plan_free(live->plan);
    os_signals_close(&live->signals);
    os_wake_close(&live->wake);
}

enum plan_news live_look_at_plan(struct live *live, struct err *text)
{
    struct err why;
    struct plan *plan;
    enum plan_news news = plan_watch_look(&live->plan_watch, &plan, &why);
    if (news == PLAN_CHANGED) {
        world_set_plan(live->world, plan);
        plan_free(live->plan);
        live->plan = plan;
        err_set(text, "the tracking plan was read again: calls are judged by it from now on");
    } else if (news == PLAN_BROKEN) {
        err_set(text, "not read, the one before stays in use: %.440s", why.text);
    }
    return news;
}

void live_progress(void *to, const struct world *world)
{
    struct live *live = to;
    struct sink_progress progress = {
        .processed = world->captures + world->bad_lines + world->lost,
        .calls = world->calls,
        .errors = world->findings.counts[SEVERITY_ERROR],
        .warnings = world->findings.counts[SEVERITY_WARNING],
        .notes = world->findings.counts[SEVERITY_NOTE],
    };
    if (live->sink != NULL) {
        sink_report(live->sink, &progress);
    }
}
