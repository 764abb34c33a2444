/* Threads: the program has two, the owner (main) and the HTTP thread. */
#ifndef BASE_THREAD_H
#define BASE_THREAD_H

#include <pthread.h>

#include "err.h"

/* Runs body(context) on a thread that is sent no signals but those of its own crashes; pthread_join ends it. */
bool thread_start(pthread_t *thread, void *(*body)(void *context), void *context, struct err *err);

#endif
