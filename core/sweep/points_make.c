/* Which program this is, and what it reads: the header of a file of points that it begins. */
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/text.h"
#include "sweep/points_file.h"

/* The shared library where this very function lies in one, else the executable: what computes. */
static const char *program_file(void)
{
    Dl_info about;
    static const char here;
    if (dladdr(&here, &about) != 0 && about.dli_fname != NULL &&
        strstr(about.dli_fname, ".so") != NULL)
        return about.dli_fname;
    return "/proc/self/exe";
}

static const char *last_name(const char *file)
{
    const char *slash = strrchr(file, '/');
    return slash == NULL ? file : slash + 1;
}

/* Its name without its folder, which is another one on another machine; as text that JSON takes. */
static orth_status note_input(orth_kept_input *input, const char *file, orth_error *error)
{
    const char *name = last_name(file);
    size_t room = ORTH_ESCAPE_MAX * strlen(name) + 1;
    input->file = malloc(room);
    if (input->file == NULL)
        return orth_fail_memory(error, (double)room);
    orth_escape(input->file, room, name);
    return orth_digest_file(input->sha256, file, error);
}

orth_status orth_kept_header_make(orth_kept_header *header, const char *kind, const char asked[65],
                                  uint64_t shard, uint64_t shards, size_t input_count,
                                  const char *const *inputs, orth_error *error)
{
    *header = (orth_kept_header){.shard = shard, .shards = shards};
    memcpy(header->asked, asked, 64);
    header->kind = strdup(kind);
    header->version = strdup(ORTH_VERSION);
    header->inputs = calloc(input_count + 1, sizeof *header->inputs);
    if (header->kind == NULL || header->version == NULL || header->inputs == NULL)
        return orth_fail_memory(error, (double)input_count * sizeof *header->inputs);
    header->input_count = input_count;
    orth_status status = orth_digest_file(header->program, program_file(), error);
    for (size_t i = 0; status == ORTH_OK && i < input_count; i++)
        status = note_input(&header->inputs[i], inputs[i], error);
    return status;
}
