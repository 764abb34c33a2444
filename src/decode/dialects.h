/* The rows of the dialect table. */
#ifndef DECODE_DIALECTS_H
#define DECODE_DIALECTS_H

#include "decode.h"

extern const struct decoder decode_segment_batch;
extern const struct decoder decode_segment_array;
extern const struct decoder decode_segment_call;
extern const struct decoder decode_refused_request;

#endif
