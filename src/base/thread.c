#include "thread.h"

#include <signal.h>
#include <string.h>

/* A thread takes over the mask of the one that starts it. */
bool thread_start(pthread_t *thread, void *(*body)(void *context), void *context, struct err *err)
{
    static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
    sigset_t all, before;
    sigfillset(&all);
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) {
        sigdelset(&all, crashes[i]);
    }
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int why = pthread_create(thread, NULL, body, context);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return why == 0 || err_set(err, "a thread cannot be started: %s", strerror(why));
}
