#include "recording.h"

#include "base/paths.h"
#include "base/str.h"

#define PATH_MAX_BYTES 4096

static struct journal *open_latest(struct err *err)
{
    struct str folder, path;
    struct journal *journal = NULL;
    str_init(&folder, PATH_MAX_BYTES);
    str_init(&path, PATH_MAX_BYTES);
    if (paths_state(&folder, err) && journal_latest(folder.data, &path, err)) {
        journal = journal_open((const char *const[]){path.data}, 1, err);
    }
    str_done(&path);
    str_done(&folder);
    return journal;
}

struct journal *recording_open(const char *const *files, size_t count, struct err *err)
{
    return count == 0 ? open_latest(err) : journal_open(files, count, err);
}
