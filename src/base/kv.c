#include "kv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define FILE_MAX ((size_t)1 << 20)
#define LINE_LIMIT 4096

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static char *trim(char *text)
{
    while (is_blank(*text)) {
        text++;
    }
    size_t n = strlen(text);
    while (n > 0 && is_blank(text[n - 1])) {
        n--;
    }
    text[n] = '\0';
    return text;
}

static void cut_comment(char *line)
{
    for (char *p = line; (p = strchr(p, '#')) != NULL; p++) {
        if (p == line || (is_blank(p[-1]) && (p[1] == '\0' || is_blank(p[1])))) {
            *p = '\0';
            return;
        }
    }
}

static bool take_line(char *line, kv_pair_fn *pair, void *to, struct err *err)
{
    cut_comment(line);
    char *text = trim(line);
    if (*text == '\0') {
        return true;
    }
    char *equals = strchr(text, '=');
    if (equals == NULL) {
        return err_set(err, "\"%.80s\" is not of the form key = value", text);
    }
    *equals = '\0';
    char *key = trim(text);
    if (*key == '\0') {
        return err_set(err, "nothing stands before the '='");
    }
    return pair(to, key, trim(equals + 1), err);
}

static bool check_line(const char *text, size_t n, struct err *err)
{
    if (memchr(text, '\0', n) != NULL) {
        return err_set(err, "the line holds a NUL byte");
    }
    return n <= LINE_LIMIT || err_set(err, "the line is longer than %d bytes", LINE_LIMIT);
}

bool kv_parse(const char *name, const struct str *text, kv_pair_fn *pair, void *to, struct err *err)
{
    char line[LINE_LIMIT + 1];
    struct err why;
    unsigned number = 1;
    for (size_t at = 0; at < text->len; number++) {
        const char *start = text->data + at;
        const char *feed = memchr(start, '\n', text->len - at);
        size_t length = feed == NULL ? text->len - at : (size_t)(feed - start);
        bool taken = check_line(start, length, &why);
        if (taken) {
            memcpy(line, start, length);
            line[length] = '\0';
            taken = take_line(line, pair, to, &why);
        }
        if (!taken) {
            return err_set(err, "%s:%u: %s", name, number, why.text);
        }
        at += length + 1;
    }
    return true;
}

static bool read_all(FILE *file, struct str *text)
{
    char block[8192];
    size_t n;
    while ((n = fread(block, 1, sizeof block, file)) > 0) {
        if (!str_append(text, block, n)) {
            return false;
        }
    }
    return !ferror(file);
}

bool kv_read(const char *path, kv_pair_fn *pair, void *to, struct err *err)
{
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return err_set(err, "%s: %s", path, strerror(errno));
    }
    struct str text;
    str_init(&text, FILE_MAX);
    bool read = read_all(file, &text);
    fclose(file);
    bool taken = read ? kv_parse(path, &text, pair, to, err)
                      : err_set(err, "%s: cannot be read, or is larger than 1 MiB", path);
    str_done(&text);
    return taken;
}
