/* Segment's SDKs for browsers. */
#include "recipe.h"

#define TRACK "analytics.track('Report Opened', {}, { context: { groupId: 'acme' } });\n"

static const struct recipe recipes[] = {
    {
        .id = "analytics-next",
        .title = "@segment/analytics-next",
        .versions = "1.70.0, 1.84.3",
        .language = RECIPE_SLASHES,
        .note = "Settings and calls both follow this one option. With deliveryStrategy 'batching', versions before "
                "1.84.0 speak https only.",
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
        .versions = "1.84.3",
        .language = RECIPE_SLASHES,
        .note = "In the snippet, these lines take the place of analytics.load(...). The script itself still comes "
                "from Segment's CDN, so keep your own write key.",
        .lines = "analytics._cdn = '@URL@';\n"
                 "analytics.load('YOUR_WRITE_KEY', {\n"
                 "  integrations: {\n"
                 "    'Segment.io': { apiHost: '@HOST@/v1', protocol: 'http' },\n"
                 "  },\n"
                 "});\n",
        .account = TRACK,
    },
};

const struct recipe_family recipe_browsers = RECIPE_FAMILY("Segment, browsers", recipes);
