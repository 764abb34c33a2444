#include "table.h"

#include "places.h"

static void check(const struct rule_input *input, struct remarks *remarks)
{
    struct rule_place places[RULE_MAX_REMARKS];
    size_t count = rule_places(input, FACT_BAD_UTF8, places);
    for (size_t i = 0; i < count; i++) {
        remarks_add(remarks, SEVERITY_ERROR, places[i].path,
                    "%.120s holds the byte 0x%02X, which is no UTF-8: the call is refused, or the character lost",
                    rule_place_name(&places[i]), (unsigned)(unsigned char)places[i].where.p[0]);
        remarks_kind(remarks, "%.120s holds bytes that are no UTF-8: the call is refused, or the character lost",
                     rule_place_name(&places[i]));
    }
}

static const struct rule_cure cures[] = {
    {SDK_PHP, "mb_convert_encoding($text, 'UTF-8', 'Windows-1252')"},
    {SDK_RUBY, "text.encode('UTF-8', 'Windows-1252')"},
    {SDK_GO, "strings.ToValidUTF8(text, \"\") // or decode it: x/text/encoding"},
    {SDK_PYTHON, "raw.decode('windows-1252')"},
    {SDK_JAVA, "new String(bytes, Charset.forName(\"windows-1252\"))"},
    {SDK_UNKNOWN, NULL},
};

/* RFC 8259, section 8.1. */
const struct rule rule_invalid_utf8 = {
    .id = "invalid-utf8",
    .category = RULES_HYGIENE,
    .gravest = SEVERITY_ERROR,
    .title = "bytes that are no UTF-8",
    .why = "JSON is UTF-8 and nothing else. Strict readers refuse the whole request, lenient ones put U+FFFD in place of what they "
           "cannot read: names arrive with a hole in them, and two that differed may be one.",
    .cure = "Convert text to UTF-8 where it enters the program: from files, old databases and forms, usually from Windows-1252 "
            "or Latin-1. Cut long text between characters, not between bytes.",
    .cures = cures,
    .types = RULE_ALL_CALLS,
    .facts = FACT_BIT(FACT_BAD_UTF8),
    .time = RULE_ON_ARRIVAL,
    .check = check,
};
