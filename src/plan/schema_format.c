/* The keyword `format`: the formats that plans name. Others say nothing. */
#include "schema_parts.h"

#include <arpa/inet.h>
#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* `n` digits; -1 when there are fewer. */
static int number_at(const char *text, size_t n)
{
    int number = 0;
    for (size_t i = 0; i < n; i++) {
        if (!is_digit(text[i])) {
            return -1;
        }
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

/* RFC 3339, 5.6. Each returns how long what it looks for is, 0: it is not there. */
static size_t date_at(const char *text)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (strnlen(text, 10) < 10 || text[4] != '-' || text[7] != '-') {
        return 0;
    }
    int year = number_at(text, 4), month = number_at(text + 5, 2), day = number_at(text + 8, 2);
    if (year < 0 || month < 1 || month > 12) {
        return 0;
    }
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return day >= 1 && day <= days[month - 1] + (month == 2 && leap) ? 10 : 0;
}

static size_t offset_at(const char *text)
{
    if (text[0] == 'Z' || text[0] == 'z') {
        return 1;
    }
    if ((text[0] != '+' && text[0] != '-') || strnlen(text, 6) < 6 || text[3] != ':') {
        return 0;
    }
    int hours = number_at(text + 1, 2), minutes = number_at(text + 4, 2);
    return hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60 ? 6 : 0;
}

static size_t time_at(const char *text)
{
    if (strnlen(text, 8) < 8 || text[2] != ':' || text[5] != ':') {
        return 0;
    }
    int hours = number_at(text, 2), minutes = number_at(text + 3, 2), seconds = number_at(text + 6, 2);
    size_t n = 8;
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 60) {
        return 0;
    }
    if (text[n] == '.' && is_digit(text[n + 1])) {
        n += 1 + strspn(text + n + 1, "0123456789");
    }
    size_t offset = offset_at(text + n);
    return offset == 0 ? 0 : n + offset;
}

static bool is_date(const char *text)
{
    return date_at(text) == strlen(text) && text[0] != '\0';
}

static bool is_time(const char *text)
{
    return time_at(text) == strlen(text) && text[0] != '\0';
}

static bool is_date_time(const char *text)
{
    size_t n = date_at(text);
    return n > 0 && (text[n] == 'T' || text[n] == 't') && is_time(text + n + 1);
}

static bool is_email(const char *text)
{
    const char *at = strrchr(text, '@');
    return at != NULL && at > text && at[1] != '\0' && strpbrk(text, " \t\r\n<>") == NULL;
}

/* RFC 3986: a scheme, and no character that has to be escaped. */
static bool is_uri(const char *text)
{
    size_t n = 0;
    while (is_letter(text[n]) || (n > 0 && (is_digit(text[n]) || strchr("+-.", text[n]) != NULL) && text[n] != '\0')) {
        n++;
    }
    if (n == 0 || text[n] != ':') {
        return false;
    }
    for (const char *c = text; *c != '\0'; c++) {
        if ((unsigned char)*c <= ' ' || (unsigned char)*c >= 0x7F || strchr("<>\"{}|\\^`", *c) != NULL) {
            return false;
        }
    }
    return true;
}

static bool is_uuid(const char *text)
{
    static const char form[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    for (size_t i = 0; form[i] != '\0'; i++) {
        bool hex = is_digit(text[i]) || ((text[i] | 0x20) >= 'a' && (text[i] | 0x20) <= 'f');
        if (form[i] == 'x' ? !hex : text[i] != '-') {
            return false;
        }
    }
    return text[sizeof form - 1] == '\0';
}

static bool is_ipv4(const char *text)
{
    struct in_addr address;
    return inet_pton(AF_INET, text, &address) == 1;
}

static bool is_ipv6(const char *text)
{
    struct in6_addr address;
    return inet_pton(AF_INET6, text, &address) == 1;
}

static const struct format {
    const char *name;
    bool (*is_of)(const char *text);
    const char *expected;
} formats[] = {
    {"date-time", is_date_time, "a date and time with its zone, such as 2026-11-23T14:02:11Z"},
    {"date", is_date, "a date, such as 2026-11-23"},
    {"time", is_time, "a time with its zone, such as 14:02:11Z"},
    {"email", is_email, "an e-mail address"},
    {"uri", is_uri, "a URI, such as https://example.com/"},
    {"uuid", is_uuid, "a UUID"},
    {"ipv4", is_ipv4, "an IPv4 address"},
    {"ipv6", is_ipv6, "an IPv6 address"},
};
#define FORMATS (sizeof formats / sizeof *formats)

static bool compile_format(struct schema_compiler *compiler, struct schema_rule *rule, const struct json *schema,
                           struct schema_place place)
{
    const char *name = json_string(rule->value);
    (void)schema;
    if (name == NULL) {
        return schema_refuse(compiler, schema_below(compiler, place, "format"), "a string is meant");
    }
    rule->format = formats;
    while (rule->format < formats + FORMATS && strcmp(rule->format->name, name) != 0) {
        rule->format++;
    }
    rule->format = rule->format == formats + FORMATS ? NULL : rule->format;
    return true;
}

static bool check_format(struct schema_checker *checker, const struct schema_rule *rule, const struct json *value,
                         const struct schema_path *path)
{
    const char *text = json_string(value);
    if (text == NULL || rule->format == NULL || rule->format->is_of(text)) {
        return true;
    }
    schema_expect(checker, "%s", rule->format->expected);
    return schema_violated(checker, "format", value, path, NULL);
}

const struct schema_keyword schema_keywords_format[] = {
    {{"format"}, compile_format, check_format},
    {{NULL}, NULL, NULL},
};
