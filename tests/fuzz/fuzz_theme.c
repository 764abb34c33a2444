/* Theme files, through the same reader as any key = value file. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "ui/theme.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[] = "/tmp/callboard-theme-XXXXXX";
    int fd = mkstemp(path);
    struct theme theme;
    struct err err;
    theme_default(&theme);
    if (fd >= 0 && write(fd, data, size) == (ssize_t)size) {
        theme_read(&theme, path, &err);
    }
    close(fd);
    unlink(path);
    return 0;
}
