#include "agent.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

/* The first that is named counts: all of these but Firefox name Chrome or Safari too. */
static const struct browser {
    const char *mark;
    const char *name;
} browsers[] = {
    {"Edg/", "Edge"},     {"OPR/", "Opera"},      {"HeadlessChrome/", "HeadlessChrome"}, {"CriOS/", "Chrome"},
    {"Chrome/", "Chrome"}, {"FxiOS/", "Firefox"}, {"Firefox/", "Firefox"},               {"Version/", "Safari"},
};

static const struct browser *find_browser(const char *user_agent, const char **version)
{
    for (size_t i = 0; i < sizeof browsers / sizeof *browsers; i++) {
        const char *at = strstr(user_agent, browsers[i].mark);
        if (at != NULL) {
            *version = at + strlen(browsers[i].mark);
            return &browsers[i];
        }
    }
    return NULL;
}

static char *keep(char out[AGENT_SIZE], const char *text, size_t n)
{
    n = n < AGENT_SIZE ? n : utf8_floor(text, AGENT_SIZE - 1);
    memcpy(out, text, n);
    out[n] = '\0';
    return out;
}

char *agent_summary(const char *user_agent, char out[AGENT_SIZE])
{
    static const char disguise[] = "Mozilla/";
    const char *version;
    const struct browser *browser = strncmp(user_agent, disguise, sizeof disguise - 1) == 0
                                        ? find_browser(user_agent, &version) : NULL;
    if (browser != NULL) {
        int digits = (int)strspn(version, "0123456789");
        snprintf(out, AGENT_SIZE, "%s %.*s", browser->name, digits < 8 ? digits : 8, version);
        return out;
    }
    keep(out, user_agent, strcspn(user_agent, " "));
    char *slash = strchr(out, '/');
    if (slash != NULL && slash > out && slash[1] != '\0') {
        *slash = ' ';
    }
    return out;
}
