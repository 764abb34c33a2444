#include "cors.h"

#define HOLD_SECONDS "600"

void cors_add(struct MHD_Response *response, const char *origin)
{
    /* One that is no header's value, such as with a stray carriage return, is not taken over. */
    bool named = origin[0] != '\0' &&
                 MHD_add_response_header(response, MHD_HTTP_HEADER_ACCESS_CONTROL_ALLOW_ORIGIN, origin) == MHD_YES;
    if (!named) {
        MHD_add_response_header(response, MHD_HTTP_HEADER_ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    } else {
        /* With credentials the star is refused, so the origin is named, and caches must know that it varies. */
        MHD_add_response_header(response, "Access-Control-Allow-Credentials", "true");
        MHD_add_response_header(response, MHD_HTTP_HEADER_VARY, "Origin");
    }
}

void cors_add_preflight(struct MHD_Response *response, const struct request_headers *headers)
{
    MHD_add_response_header(response, "Access-Control-Allow-Methods", "GET, POST, PUT, HEAD, OPTIONS");
    MHD_add_response_header(response, "Access-Control-Max-Age", HOLD_SECONDS);
    if (headers->cors_headers[0] != '\0') {
        MHD_add_response_header(response, "Access-Control-Allow-Headers", headers->cors_headers);
    }
    if (headers->private_network[0] != '\0') {
        MHD_add_response_header(response, "Access-Control-Allow-Private-Network", "true");
    }
}
