/* The names in a sweep's folder. */
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/limits.h"
#include "sweep/points_file.h"

char *orth_kept_name_of(const char *folder, uint64_t shard, uint64_t shards)
{
    char *name;
    if (asprintf(&name, "%s/points-%" PRIu64 "-of-%" PRIu64 ".jsonl", folder, shard, shards) < 0)
        return NULL;
    return name;
}

char *orth_kept_sweep_name(const char *folder)
{
    char *name;
    return asprintf(&name, "%s/sweep.json", folder) < 0 ? NULL : name;
}

/* Whether the name is exactly one that orth_kept_name_of gives. */
static bool is_name(const char *name, uint64_t *shard, uint64_t *shards)
{
    char again[64];
    if (strlen(name) >= sizeof again ||
        sscanf(name, "points-%6" SCNu64 "-of-%6" SCNu64 ".jsonl", shard, shards) != 2)
        return false;
    snprintf(again, sizeof again, "points-%" PRIu64 "-of-%" PRIu64 ".jsonl", *shard, *shards);
    return strcmp(name, again) == 0 && *shard >= 1 && *shard <= *shards &&
           *shards <= ORTH_SWEEP_SHARDS_MAX;
}

static int compare(const void *left, const void *right)
{
    const orth_kept_name *a = left, *b = right;
    if (a->shards != b->shards)
        return a->shards < b->shards ? -1 : 1;
    return a->shard < b->shard ? -1 : a->shard > b->shard;
}

static orth_status add(orth_kept_name **names, size_t *count, size_t *room, const char *folder,
                       uint64_t shard, uint64_t shards, orth_error *error)
{
    if (*count == *room) {
        size_t more = *room == 0 ? 16 : 2 * *room;
        orth_kept_name *longer = realloc(*names, more * sizeof *longer);
        if (longer == NULL)
            return orth_fail_memory(error, (double)more * sizeof *longer);
        *names = longer;
        *room = more;
    }
    char *file = orth_kept_name_of(folder, shard, shards);
    if (file == NULL)
        return orth_fail_memory(error, (double)strlen(folder));
    (*names)[(*count)++] = (orth_kept_name){shard, shards, file};
    return ORTH_OK;
}

orth_status orth_kept_list(orth_kept_name **names, size_t *count, const char *folder,
                           orth_error *error)
{
    size_t room = 0;
    uint64_t shard, shards;
    *names = NULL;
    *count = 0;
    DIR *open = opendir(folder);
    if (open == NULL)
        return orth_fail(error, ORTH_IO, "%s: cannot open: %s", folder, strerror(errno));
    orth_status status = ORTH_OK;
    errno = 0;
    for (const struct dirent *entry; status == ORTH_OK && (entry = readdir(open)) != NULL;
         errno = 0)
        if (is_name(entry->d_name, &shard, &shards))
            status = add(names, count, &room, folder, shard, shards, error);
    if (status == ORTH_OK && errno != 0)
        status = orth_fail(error, ORTH_IO, "%s: cannot read: %s", folder, strerror(errno));
    closedir(open);
    if (status != ORTH_OK) {
        orth_kept_names_free(*names, *count);
        *names = NULL;
        *count = 0;
        return status;
    }
    if (*count > 1)
        qsort(*names, *count, sizeof **names, compare);
    return ORTH_OK;
}

void orth_kept_names_free(orth_kept_name *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(names[i].file);
    free(names);
}
