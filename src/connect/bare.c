/* Without an SDK: plain HTTP, mails, and pages that only load images. */
#include "recipe.h"

static const struct recipe recipes[] = {
    {
        .id = "amp",
        .title = "amp-analytics, type segment",
        .words = "google",
        .versions = "",
        .language = RECIPE_HTML,
        .note = "AMP takes plain http for localhost, 127.0.0.1 and *.localhost only.",
        .lines = "<amp-analytics type=\"segment\">\n"
                 "  <script type=\"application/json\">\n"
                 "    {\n"
                 "      \"requests\": { \"host\": \"@URL@/v1/pixel\" },\n"
                 "      \"vars\": { \"writeKey\": \"@KEY@\", \"name\": \"Pricing\" }\n"
                 "    }\n"
                 "  </script>\n"
                 "</amp-analytics>\n",
    },
    {
        .id = "curl",
        .title = "curl",
        .words = "http shell",
        .versions = "",
        .language = RECIPE_HASH,
        .lines = "curl -s @URL@/v1/track \\\n"
                 "  -d '{\"userId\":\"u_1\",\"event\":\"Signed Up\"}'\n",
        .account = "curl -s @URL@/v1/track -d '\n"
                   "  {\"userId\":\"u_1\",\"event\":\"Report Opened\",\"context\":{\"groupId\":\"acme\"}}'\n",
    },
    {
        .id = "curl-batch",
        .title = "curl, a batch",
        .versions = "",
        .language = RECIPE_HASH,
        .lines = "curl -s @URL@/v1/batch -u @KEY@: -d '{\"batch\": [\n"
                 "  {\"type\": \"identify\", \"userId\": \"u_1\", \"traits\": {\"name\": \"Ann\"}},\n"
                 "  {\"type\": \"group\", \"userId\": \"u_1\", \"groupId\": \"acme\"},\n"
                 "  {\"type\": \"track\", \"userId\": \"u_1\", \"event\": \"Signed Up\",\n"
                 "   \"context\": {\"groupId\": \"acme\"}}\n"
                 "]}'\n",
    },
    {
        .id = "pixel",
        .title = "tracking pixel (Segment)",
        .words = "email image",
        .versions = "",
        .language = RECIPE_HTML,
        .note = "The same as base64 JSON goes into data=, padded or not.",
        .lines = "<img alt=\"\" src=\n"
                 "\"@URL@/v1/pixel/track?writeKey=@KEY@&userId=u_1&event=Email%20Opened\">\n",
        .account = "<img alt=\"\" src=\n"
                   "\"@URL@/v1/pixel/track?userId=u_1&event=Email%20Opened&context.groupId=acme\">\n",
    },
    {
        .id = "rudder-pixel",
        .title = "tracking pixel (RudderStack)",
        .words = "email image",
        .versions = "",
        .language = RECIPE_HTML,
        .lines = "<img alt=\"\" src=\n"
                 "\"@URL@/pixel/v1/track?writeKey=@KEY@&anonymousId=a_1&event=Email%20Opened\">\n",
    },
};

const struct recipe_family recipe_bare = RECIPE_FAMILY("Without an SDK", recipes);
