#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/xalloc.h"
#include "journal_parts.h"

#define BLOCK ((size_t)256 << 10)

static ssize_t read_at(int fd, char *to, size_t n, uint64_t offset)
{
    ssize_t got;
    do {
        got = pread(fd, to, n, (off_t)offset);
    } while (got < 0 && errno == EINTR);
    return got;
}

static bool size_of(int fd, struct journal_scan *scan)
{
    struct stat status;
    *scan = (struct journal_scan){0};
    if (fstat(fd, &status) != 0) {
        return false;
    }
    scan->size = (uint64_t)status.st_size;
    return true;
}

static void count_lines(struct journal_scan *scan, uint64_t offset, const char *block, size_t n)
{
    const char *end = block + n, *at = block;
    while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        at++;
        scan->lines++;
        scan->last_line = scan->whole;
        scan->whole = offset + (uint64_t)(at - block);
    }
}

bool journal_scan_all(int fd, struct journal_scan *scan)
{
    bool known = size_of(fd, scan);
    char *block = xmalloc(BLOCK);
    uint64_t offset = 0;
    while (known && offset < scan->size) {
        ssize_t n = read_at(fd, block, BLOCK, offset);
        known = n > 0;
        if (known) {
            count_lines(scan, offset, block, (size_t)n);
            offset += (uint64_t)n;
        }
    }
    free(block);
    return known;
}

bool journal_scan_end(int fd, struct journal_scan *scan)
{
    bool known = size_of(fd, scan);
    char *block = xmalloc(BLOCK);
    uint64_t end = scan->size;
    while (known && end > 0 && scan->whole == 0) {
        uint64_t start = end > BLOCK ? end - BLOCK : 0;
        ssize_t n = read_at(fd, block, (size_t)(end - start), start);
        known = n == (ssize_t)(end - start);
        const char *found = known ? memrchr(block, '\n', (size_t)n) : NULL;
        if (found != NULL) {
            scan->whole = start + (uint64_t)(found - block) + 1;
        }
        end = start;
    }
    free(block);
    return known;
}

bool journal_scan_read(int fd, uint64_t offset, uint64_t n, struct str *out)
{
    if (n > out->max || !str_reserve(out, (size_t)n)) {
        return false;
    }
    uint64_t end = offset + n;
    while (offset < end) {
        ssize_t got = read_at(fd, out->data + out->len, (size_t)(end - offset), offset);
        if (got <= 0) {
            return false;
        }
        offset += (uint64_t)got;
        out->len += (size_t)got;
    }
    out->data[out->len] = '\0';
    return true;
}
