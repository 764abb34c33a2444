#include "versions.h"

#include "http/certificate.h"
#include "http/sink.h"
#include "model/json.h"
#include "ui/screen.h"
#include "wire/body.h"

#ifndef CALLBOARD_VERSION
#define CALLBOARD_VERSION "unknown"
#endif

const char *versions_own(void)
{
    return CALLBOARD_VERSION;
}

void versions_print(struct str *out)
{
    str_printf(out, "callboard %s\n", versions_own());
    str_printf(out, "libmicrohttpd %s, GnuTLS %s, cJSON %s, %s, zlib %s\n", sink_library(), certificate_library(), json_library(), screen_library(),
               body_library());
}
