#include "looks.h"

#include <stdbool.h>
#include <string.h>

static bool begins(const char *body, size_t n, const char *with)
{
    return n >= strlen(with) && memcmp(body, with, strlen(with)) == 0;
}

static bool is_wide(const char *body, size_t n, const struct json_error *error)
{
    (void)error;
    return n >= 2 && (begins(body, n, "\xff\xfe") || begins(body, n, "\xfe\xff") || body[0] == '\0' || body[1] == '\0');
}

static bool is_gzip(const char *body, size_t n, const struct json_error *error)
{
    (void)error;
    return begins(body, n, "\x1f\x8b"); /* and yet here, so it has been inflated once */
}

static bool is_zstd(const char *body, size_t n, const struct json_error *error)
{
    (void)error;
    return begins(body, n, "\x28\xb5\x2f\xfd");
}

static bool is_object_text(const char *body, size_t n, const struct json_error *error)
{
    (void)error;
    return begins(body, n, "[object ");
}

static bool is_markup(const char *body, size_t n, const struct json_error *error)
{
    (void)error;
    return begins(body, n, "<");
}

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c != '\0' && strchr("_.-%+[]", c) != NULL);
}

static bool is_form(const char *body, size_t n, const struct json_error *error)
{
    size_t at = 0;
    (void)error;
    while (at < n && is_name_char(body[at])) {
        at++;
    }
    return begins(body, n, "--") || (at > 0 && at < n && body[at] == '=');
}

static bool is_literal(const char *body, size_t n, const struct json_error *error)
{
    return error->offset < n && strstr(error->text, "a member's name") != NULL &&
           (body[error->offset] == '\'' || (is_name_char(body[error->offset]) && body[error->offset] != ']'));
}

static bool is_several(const char *body, size_t n, const struct json_error *error)
{
    return error->offset < n && strstr(error->text, "nothing more") != NULL && strchr("{[", body[error->offset]) != NULL &&
           body[error->offset] != '\0';
}

static const struct look {
    bool (*is)(const char *body, size_t n, const struct json_error *error);
    const char *told;
} looks[] = {
    {is_wide, "It is UTF-16 or UTF-32: send UTF-8"},
    {is_gzip, "It was compressed twice: compress it once"},
    {is_zstd, "It is compressed with zstd: send it with gzip, or without compression"},
    {is_object_text, "It is an object made into text: send what JSON.stringify makes of it"},
    {is_markup, "It is XML or HTML: send JSON"},
    {is_form, "It is a form: send JSON"},
    {is_literal, "It is the object as a program writes it: send what JSON.stringify or json.dumps makes of it"},
    {is_several, "These are several values: send them as {\"batch\":[...]}"},
};

const char *looks_like(const char *body, size_t n, const struct json_error *error)
{
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        if (looks[i].is(body, n, error)) {
            return looks[i].told;
        }
    }
    return "";
}
