#include "simulate.h"

#include <string.h>

#include "reply.h"

void sink_set_faults(struct sink *sink, const struct faults *faults)
{
    pthread_mutex_lock(&sink->faults_lock);
    sink->faults = *faults;
    atomic_store(&sink->has_faults, faults->count > 0);
    pthread_mutex_unlock(&sink->faults_lock);
}

char *sink_faults(struct sink *sink, char out[FAULTS_TEXT_SIZE])
{
    out[0] = '\0';
    if (!atomic_load(&sink->has_faults)) {
        return out;
    }
    pthread_mutex_lock(&sink->faults_lock);
    faults_print(&sink->faults, out);
    pthread_mutex_unlock(&sink->faults_lock);
    return out;
}

bool simulate_take(struct request *request, bool settings, struct fault *fault)
{
    struct sink *sink = request->sink;
    if (!atomic_load(&sink->has_faults)) {
        return false;
    }
    pthread_mutex_lock(&sink->faults_lock);
    const struct fault *found = faults_take(&sink->faults, settings, request->path);
    if (found != NULL) {
        *fault = *found;
    }
    pthread_mutex_unlock(&sink->faults_lock);
    return found != NULL;
}

unsigned simulate_status(const struct fault *fault, unsigned usual)
{
    return fault->close ? 0 : fault->status != 0 ? fault->status : usual;
}

void simulate_answer(struct request *request, const struct fault *fault)
{
    request->hold = fault->delay;
    request->close = fault->close;
    if (fault->status != 0) {
        reply_fault(request, fault);
    }
}
