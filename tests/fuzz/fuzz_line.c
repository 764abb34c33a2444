/* A line of a journal, whatever it holds; and a record written from it reads back the same. */
#include "fuzz.h"

#include <assert.h>
#include <string.h>

#include "wire/capture.h"

#define TEXT_MAX_BYTES ((size_t)1 << 24)

static void write_and_read(const struct capture *capture)
{
    struct str line, tail, scratch;
    struct capture again;
    str_init(&line, TEXT_MAX_BYTES);
    str_init(&tail, TEXT_MAX_BYTES);
    str_init(&scratch, TEXT_MAX_BYTES);
    assert(capture_write(capture, &line, &tail));
    if (capture->form == CAPTURE_BODY_JSON) {
        str_append(&line, capture->body, capture->body_size);
    }
    str_append(&line, tail.data, tail.len);
    assert(memchr(line.data, '\n', line.len - 1) == NULL && line.data[line.len - 1] == '\n');
    assert(capture_read(line.data, line.len - 1, &scratch, &again) == CAPTURE_LINE_RECORD);
    assert(again.seq == capture->seq && again.status == capture->status && again.form == capture->form);
    assert(again.body_size == capture->body_size);
    assert(again.body_size == 0 || memcmp(again.body, capture->body, again.body_size) == 0);
    str_done(&scratch);
    str_done(&tail);
    str_done(&line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str scratch;
    struct capture capture;
    if (memchr(data, '\n', size) != NULL) {
        return 0;
    }
    str_init(&scratch, TEXT_MAX_BYTES);
    if (capture_read((const char *)data, size, &scratch, &capture) == CAPTURE_LINE_RECORD) {
        write_and_read(&capture);
    }
    str_done(&scratch);
    return 0;
}
