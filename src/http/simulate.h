/* Simulated faults in place of answers. HTTP thread only. */
#ifndef HTTP_SIMULATE_H
#define HTTP_SIMULATE_H

#include "request.h"

/* The fault this request is to suffer, counted as given; false when none. */
bool simulate_take(struct request *request, bool settings, struct fault *fault);
/* What a request that would be answered `usual` is answered with this fault; 0: nothing. */
unsigned simulate_status(const struct fault *fault, unsigned usual);
/* Decides the answer, after the usual one was decided. */
void simulate_answer(struct request *request, const struct fault *fault);

#endif
