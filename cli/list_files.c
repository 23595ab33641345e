#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "list.h"
#include "orthant/scenario.h"
#include "orthant/sweep.h"
#include "orthant/tune.h"

#define HERE "scenarios"
#define INSTALLED ORTH_SHARE_DIR "/scenarios"

/* ---------------------------------------------------------------- folders */

static int is_scenario_file(const struct dirent *file)
{
    static const char schema[] = ".schema.json";
    size_t length = strlen(file->d_name);
    return length > 5 && strcmp(file->d_name + length - 5, ".json") == 0 &&
           (length < sizeof schema ||
            strcmp(file->d_name + length - (sizeof schema - 1), schema) != 0);
}

/* Sweeps and studies lie beside the scenarios that they are made of, and are none. */
static int may_be_folder(const struct dirent *file)
{
    return file->d_name[0] != '.' && file->d_type != DT_REG &&
           strcmp(file->d_name, "sweeps") != 0 && strcmp(file->d_name, "studies") != 0;
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* A file that is no scenario is named in a note and left out. */
static orth_status add_scenario(list_entries *list, const char *path, orth_error *error)
{
    orth_scenario *scenario;
    orth_status status = orth_scenario_load(&scenario, path, error);
    if (status == ORTH_OK) {
        status = list_add(list, strdup(path), strdup(scenario->name), strdup(scenario->description),
                          error);
    } else if (status != ORTH_NO_MEMORY) {
        cli_note("left out: %s", error->text);
        status = ORTH_OK;
    }
    orth_scenario_free(scenario);
    return status;
}

typedef orth_status visit_function(list_entries *list, const char *path, orth_error *error);

/* What the filter lets through, in order of bytes; none where there is no such folder. */
static orth_status visit_folder(list_entries *list, const char *folder,
                                int (*filter)(const struct dirent *), visit_function *visit,
                                orth_error *error)
{
    struct dirent **files;
    errno = 0;
    int count = scandir(folder, &files, filter, by_bytes);
    if (count < 0 && (errno == ENOENT || errno == ENOTDIR))
        return ORTH_OK;
    if (count < 0 && errno == ENOMEM)
        return orth_fail_memory(error, sizeof(struct dirent));
    if (count < 0)
        return orth_fail(error, ORTH_IO, "%s: cannot list: %s", folder, strerror(errno));
    orth_status status = ORTH_OK;
    for (int i = 0; i < count; i++) {
        char *path = status == ORTH_OK ? list_join(folder, "/", files[i]->d_name) : NULL;
        if (path != NULL)
            status = visit(list, path, error);
        else if (status == ORTH_OK)
            status = orth_fail_memory(error, (double)strlen(folder) + sizeof files[i]->d_name);
        free(path);
        free(files[i]);
    }
    free(files);
    return status;
}

/* A folder within, left out with a note where it cannot be read. */
static orth_status add_folder(list_entries *list, const char *folder, orth_error *error)
{
    orth_status status = visit_folder(list, folder, is_scenario_file, add_scenario, error);
    if (status != ORTH_IO)
        return status;
    cli_note("left out: %s", error->text);
    return ORTH_OK;
}

static orth_status add_tree(list_entries *list, const char *folder, orth_error *error)
{
    orth_status status = visit_folder(list, folder, is_scenario_file, add_scenario, error);
    return status == ORTH_OK ? visit_folder(list, folder, may_be_folder, add_folder, error)
                             : status;
}

/* Whether ./scenarios is the installed folder. */
static bool are_same(void)
{
    struct stat here, installed;
    return stat(HERE, &here) == 0 && stat(INSTALLED, &installed) == 0 &&
           here.st_dev == installed.st_dev && here.st_ino == installed.st_ino;
}

orth_status list_scenarios(list_entries *list, orth_error *error)
{
    orth_status status = add_tree(list, HERE, error);
    if (status == ORTH_OK && !are_same())
        status = add_tree(list, INSTALLED, error);
    if (status == ORTH_OK && list->count == 0)
        cli_note("no scenarios in ./%s nor in %s", HERE, INSTALLED);
    return status;
}

/* ---------------------------------------------------------------- names alone */

/* No file is opened: somebody waits, and one of them may be a pipe. */
static orth_status add_name(list_entries *list, const char *path, orth_error *error)
{
    return list_add(list, strdup(path), strdup(""), strdup(""), error);
}

static orth_status add_names(list_entries *list, const char *folder, orth_error *error)
{
    return visit_folder(list, folder, is_scenario_file, add_name, error);
}

orth_status list_scenario_names(list_entries *list, orth_error *error)
{
    static const char *const places[] = {HERE, INSTALLED};
    orth_status status = ORTH_OK;
    for (size_t i = 0; i < 2 && status == ORTH_OK && list->count == 0; i++) {
        status = add_names(list, places[i], error);
        if (status == ORTH_OK)
            status = visit_folder(list, places[i], may_be_folder, add_names, error);
    }
    return status;
}

orth_status list_sweep_names(list_entries *list, orth_error *error)
{
    orth_status status = add_names(list, HERE "/sweeps", error);
    return status == ORTH_OK && list->count == 0 ? add_names(list, INSTALLED "/sweeps", error)
                                                 : status;
}

orth_status list_study_names(list_entries *list, orth_error *error)
{
    orth_status status = add_names(list, HERE "/studies", error);
    return status == ORTH_OK && list->count == 0 ? add_names(list, INSTALLED "/studies", error)
                                                 : status;
}

/* ---------------------------------------------------------------- sweeps and studies */

/* What was not loaded is named in a note and left out. */
static orth_status left_out(orth_status status, const orth_error *error)
{
    if (status == ORTH_OK || status == ORTH_NO_MEMORY)
        return status;
    cli_note("left out: %s", error->text);
    return ORTH_OK;
}

/* "A: x, y, z", to be freed; NULL without memory. */
static char *with_names(char *text, size_t count, const char *(*name)(const void *of, size_t i),
                        const void *of)
{
    for (size_t i = 0; text != NULL && i < count; i++) {
        char *longer = list_join(text, i == 0 ? ": " : ", ", name(of, i));
        free(text);
        text = longer;
    }
    return text;
}

static const char *sweep_name(const void *sweep, size_t i)
{
    return orth_sweep_parameter(sweep, i);
}

static orth_status add_sweep(list_entries *list, const char *path, orth_error *error)
{
    orth_sweep *sweep;
    orth_status status = orth_sweep_load(&sweep, path, error);
    if (status != ORTH_OK)
        return left_out(status, error);
    char *text;
    if (asprintf(&text, "%s at %" PRIu64 " points", orth_sweep_command(sweep),
                 orth_sweep_count(sweep)) < 0)
        text = NULL;
    text = with_names(text, orth_sweep_parameter_count(sweep), sweep_name, sweep);
    orth_sweep_free(sweep);
    return list_add(list, strdup(path), strdup(""), text, error);
}

static const char *study_name(const void *study, size_t i)
{
    return orth_study_parameter(study, i);
}

static orth_status add_study(list_entries *list, const char *path, orth_error *error)
{
    orth_study *study;
    orth_status status = orth_study_load(&study, path, error);
    if (status != ORTH_OK)
        return left_out(status, error);
    char *text = list_join("tunes ", "", orth_study_scenario_file(study));
    text = with_names(text, orth_study_parameter_count(study), study_name, study);
    orth_study_free(study);
    return list_add(list, strdup(path), strdup(""), text, error);
}

/* Those of one folder within ./scenarios and within the installed one. */
static orth_status add_beside(list_entries *list, const char *within, visit_function *visit,
                              orth_error *error)
{
    static const char *const places[] = {HERE, INSTALLED};
    orth_status status = ORTH_OK;
    size_t count = are_same() ? 1 : 2;
    for (size_t i = 0; i < count && status == ORTH_OK; i++) {
        char *folder = list_join(places[i], "/", within);
        if (folder == NULL)
            return orth_fail_memory(error, (double)strlen(places[i]) + 16);
        status = visit_folder(list, folder, is_scenario_file, visit, error);
        free(folder);
    }
    if (status == ORTH_OK && list->count == 0)
        cli_note("no %s in ./%s/%s nor in %s/%s", within, HERE, within, INSTALLED, within);
    return status;
}

orth_status list_sweeps(list_entries *list, orth_error *error)
{
    return add_beside(list, "sweeps", add_sweep, error);
}

orth_status list_studies(list_entries *list, orth_error *error)
{
    return add_beside(list, "studies", add_study, error);
}
