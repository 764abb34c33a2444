/* An expected failure, told in one sentence with place and remedy: functions return false and fill it. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>

struct err {
    char text[512];
};

/* Formats the sentence and returns false, so that `return err_set(err, ...)` reads well. `err` may be NULL. */
bool err_set(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
