/* The members of a journal record, in the order they are written. Inside wire/ only. */
#ifndef WIRE_CAPTURE_FIELDS_H
#define WIRE_CAPTURE_FIELDS_H

#include <stddef.h>

#define CAPTURE_OPENING "{\"v\":1"
#define CAPTURE_JSON ",\"json\":"
#define CAPTURE_TEXT ",\"text\":"
#define CAPTURE_BASE64 ",\"base64\":"

enum capture_field_kind {
    CAPTURE_FIELD_TEXT,  /* const char * */
    CAPTURE_FIELD_COUNT, /* uint64_t */
    CAPTURE_FIELD_SMALL, /* unsigned */
    CAPTURE_FIELD_TIME   /* int64_t, microseconds */
};

struct capture_field {
    const char *intro; /* ,"name": */
    size_t intro_size;
    enum capture_field_kind kind;
    size_t offset; /* in struct capture */
};

extern const struct capture_field capture_fields[];
extern const size_t capture_field_count;

#endif
