/* Segment's SDKs for browsers. */
#include "recipe.h"

#define TRACK "analytics.track('Report Opened', {}, { context: { groupId: 'acme' } });\n"

static const struct recipe recipes[] = {
    {
        .id = "analytics-js-classic",
        .title = "analytics.js (older)",
        .versions = "segmentio 4.4.7",
        .language = RECIPE_SLASHES,
        .note = "It speaks https only, and there is no hook: start callboard with --tls, and see `callboard tls`.",
        .lines = "analytics.initialize({\n"
                 "  'Segment.io': { apiKey: '@KEY@', apiHost: '@TLS@/v1' },\n"
                 "});\n",
    },
    {
        .id = "analytics-next",
        .title = "@segment/analytics-next",
        .words = "javascript typescript browser web react vue",
        .versions = "1.70.0, 1.84.3",
        .language = RECIPE_SLASHES,
        .note = "Settings and calls both follow this one option. With deliveryStrategy 'batching', versions before "
                "1.84.0 speak https only: start callboard with --tls, and set cdnURL to 'https://@TLS@'.",
        .lines = "import { AnalyticsBrowser } from '@segment/analytics-next';\n"
                 "\n"
                 "const analytics = AnalyticsBrowser.load({\n"
                 "  writeKey: '@KEY@',\n"
                 "  cdnURL: '@URL@',\n"
                 "});\n",
        .account = TRACK,
    },
    {
        .id = "analytics-next-inline",
        .title = "@segment/analytics-next, own settings",
        .versions = "1.84.3",
        .language = RECIPE_SLASHES,
        .lines = "import { AnalyticsBrowser } from '@segment/analytics-next';\n"
                 "\n"
                 "const analytics = AnalyticsBrowser.load({\n"
                 "  writeKey: '@KEY@',\n"
                 "  cdnSettings: { integrations: { 'Segment.io': { apiKey: '@KEY@' } } },\n"
                 "}, {\n"
                 "  integrations: {\n"
                 "    'Segment.io': { apiHost: '@HOST@/v1', protocol: 'http' },\n"
                 "  },\n"
                 "});\n",
        .account = TRACK,
    },
    {
        .id = "snippet",
        .title = "analytics.js snippet",
        .words = "html page",
        .versions = "1.84.3",
        .language = RECIPE_SLASHES,
        .note = "In the snippet, these lines take the place of analytics.load(...). Script and settings still come from "
                "Segment's CDN, so keep your own write key; All: false leaves other destinations out.",
        .lines = "analytics.load('YOUR_WRITE_KEY', {\n"
                 "  integrations: {\n"
                 "    All: false,\n"
                 "    'Segment.io': { apiHost: '@HOST@/v1', protocol: 'http' },\n"
                 "  },\n"
                 "});\n",
        .account = TRACK,
    },
};

const struct recipe_family recipe_browsers = RECIPE_FAMILY("Segment, browsers", recipes);
