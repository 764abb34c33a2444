/* Faults that are simulated: how they are written, and which request gets which.
 *
 *   faults = fault *( ";" fault )             the first that takes a request answers it
 *   fault  = [ which ":" ] what               words are separated by blanks or commas; without `which`: every request
 *   which  = "next" N | N "%"                 the next N requests; a share, exact: 20% is every fifth
 *          | "path=" PATH                     only those whose path ends with these segments
 *          | "settings"                       requests for settings instead of those that carry calls
 *   what   = STATUS                           200 to 299, 400 to 599
 *          | "json" | "empty" | "text" | "{}" its body; json unless said otherwise, text is "ok"
 *          | "retry-after=" SECONDS           the header Retry-After
 *          | "reset=" SECONDS                 the header X-RateLimit-Reset
 *          | "delay=" N [ "s" | "ms" ]        wait first; alone: with the usual answer
 *          | "close"                          close the connection without an answer
 *
 * No thread of its own: who shares faults between threads guards them. */
#ifndef HTTP_FAULT_H
#define HTTP_FAULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/jsontext.h"

#define FAULTS_MAX 8
#define FAULTS_SPEC_MAX 240                                  /* bytes */
#define FAULTS_TEXT_SIZE (FAULTS_SPEC_MAX + 2 * FAULTS_MAX + 1)
#define FAULT_NAME_SIZE 96

enum fault_body { FAULT_JSON, FAULT_EMPTY, FAULT_TEXT, FAULT_OBJECT };

/* Where a text stands in faults.text. */
struct fault_span {
    size_t at, n;
};

struct fault {
    struct fault_span text, digits; /* as it was written; the N of "next N" in it */
    /* Which requests. */
    bool settings;
    bool counted;
    uint64_t left;          /* of "next N" */
    unsigned share;         /* percent; 0: all */
    unsigned owed;          /* percent not served yet */
    struct fault_span path; /* n = 0: any */
    /* What they get. */
    unsigned status;        /* 0: the usual answer */
    enum fault_body body;
    bool has_retry_after, has_reset, close;
    uint64_t retry_after, reset; /* seconds */
    int64_t delay;          /* microseconds */
};

struct faults {
    char text[FAULTS_SPEC_MAX + 1];
    struct fault list[FAULTS_MAX];
    size_t count;
};

/* Blank text: no faults. On failure `err` says "column N: ..." with the remedy, and *column is N, from 1. `column` may be NULL. */
bool faults_read(struct faults *faults, const char *text, unsigned *column, struct err *err);
/* The fault this request gets, counted as given; NULL: none. Valid until the faults change. */
const struct fault *faults_take(struct faults *faults, bool settings, const char *path);
/* What is still to come, in the form it is read in: "next 2: 503; 20%: 500"; "" for nothing. Returns `out`. */
char *faults_print(const struct faults *faults, char out[FAULTS_TEXT_SIZE]);
/* What was done, for the record: "429 Retry-After 2", "200 empty", "503, delay 2 s", "closed". Returns `out`. */
char *fault_name(const struct fault *fault, char out[FAULT_NAME_SIZE]);

#endif
