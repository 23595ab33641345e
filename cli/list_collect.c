#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "list.h"
#include "orthant/market.h"
#include "orthant/path.h"
#include "orthant/plan.h"
#include "orthant/scenario.h"

#define HERE "scenarios"
#define INSTALLED ORTH_SHARE_DIR "/scenarios"

/* Takes the three strings, which it frees on failure; a NULL among them is such a failure. */
static orth_status add(list_entries *list, char *name, char *title, char *text, orth_error *error)
{
    list_entry *items = NULL;
    if (name != NULL && title != NULL && text != NULL)
        items = realloc(list->items, (list->count + 1) * sizeof *items);
    if (items == NULL) {
        free(name);
        free(title);
        free(text);
        return orth_fail_memory(error, (double)((list->count + 1) * sizeof *items));
    }
    list->items = items;
    items[list->count++] = (list_entry){name, title, text};
    return ORTH_OK;
}

void list_free(list_entries *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].name);
        free(list->items[i].title);
        free(list->items[i].text);
    }
    free(list->items);
}

static char *join(const char *a, const char *between, const char *b)
{
    char *text;
    return asprintf(&text, "%s%s%s", a, between, b) < 0 ? NULL : text;
}

orth_status list_paths(list_entries *list, orth_error *error)
{
    orth_status status = ORTH_OK;
    const orth_path_family *const *family = orth_path_families();
    for (; status == ORTH_OK && *family != NULL; family++) {
        const char *argument = (*family)->argument;
        status = add(
            list, argument == NULL ? strdup((*family)->name) : join((*family)->name, ":", argument),
            strdup(""), strdup((*family)->summary), error);
    }
    return status;
}

orth_status list_targets(list_entries *list, orth_error *error)
{
    orth_status status = ORTH_OK;
    const orth_plan_target *const *target = orth_plan_targets();
    for (; status == ORTH_OK && *target != NULL; target++)
        status = add(list, strdup((*target)->name), strdup(""), strdup((*target)->summary), error);
    return status;
}

orth_status list_models(list_entries *list, orth_error *error)
{
    orth_status status = ORTH_OK;
    const orth_market_model *const *model = orth_market_models();
    for (; status == ORTH_OK && *model != NULL; model++)
        status = add(list, strdup((*model)->name), strdup(""), strdup((*model)->summary), error);
    return status;
}

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
        status =
            add(list, strdup(path), strdup(scenario->name), strdup(scenario->description), error);
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
        char *path = status == ORTH_OK ? join(folder, "/", files[i]->d_name) : NULL;
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

orth_status list_scenarios(list_entries *list, orth_error *error)
{
    struct stat here, installed;
    bool same = stat(HERE, &here) == 0 && stat(INSTALLED, &installed) == 0 &&
                here.st_dev == installed.st_dev && here.st_ino == installed.st_ino;
    orth_status status = add_tree(list, HERE, error);
    if (status == ORTH_OK && !same)
        status = add_tree(list, INSTALLED, error);
    if (status == ORTH_OK && list->count == 0)
        cli_note("no scenarios in ./%s nor in %s", HERE, INSTALLED);
    return status;
}
