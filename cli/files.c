/* Whether a command would write over its own input, or write one file twice. */
#include "files.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file_in.h"
#include "base/file_out.h"
#include "cli.h"
#include "orthant/report.h"

/* What tells a file from another: its device and number, or, where it is still to be made, its
 * folder's and its name. */
typedef struct identity {
    bool known, there;
    dev_t device;
    ino_t number;
    char name[256];
} identity;

static identity of_status(const struct stat *status)
{
    return (identity){.known = S_ISREG(status->st_mode),
                      .there = true,
                      .device = status->st_dev,
                      .number = status->st_ino};
}

static identity of_file(const char *file)
{
    char target[ORTH_PATH_MAX], folder[ORTH_PATH_MAX];
    struct stat status;
    if (stat(file, &status) == 0)
        return of_status(&status);
    if (orth_path_follow(target, file, NULL) != ORTH_OK)
        return (identity){.known = false}; /* opening it will say why */
    const char *slash = strrchr(target, '/');
    const char *name = slash == NULL ? target : slash + 1;
    size_t length = (size_t)(name - target);
    memcpy(folder, target, length);
    strcpy(folder + length, length == 0 ? "." : "");
    identity made = {.known = stat(folder, &status) == 0 && strlen(name) < sizeof made.name};
    if (made.known) {
        made.device = status.st_dev;
        made.number = status.st_ino;
        strcpy(made.name, name);
    }
    return made;
}

static identity of_descriptor(int descriptor)
{
    struct stat status;
    return fstat(descriptor, &status) == 0 ? of_status(&status) : (identity){.known = false};
}

static bool is_same(const identity *a, const identity *b)
{
    return a->known && b->known && a->there == b->there && a->device == b->device &&
           a->number == b->number && strcmp(a->name, b->name) == 0;
}

/* The outputs so far; what each is called in messages. */
typedef struct checked {
    size_t count;
    identity outputs[CLI_FILES_MAX + 5];
    const char *names[CLI_FILES_MAX + 5];
    orth_error *error;
} checked;

static orth_status add_output(checked *all, const char *name)
{
    if (name == NULL)
        return ORTH_OK;
    identity file = of_file(name);
    for (size_t i = 0; i < all->count; i++)
        if (is_same(&file, &all->outputs[i]))
            return orth_fail(all->error, ORTH_BAD_INPUT,
                             "%s: would be written twice, as %s too; permitted: a file of its own "
                             "for each output",
                             name, all->names[i]);
    all->outputs[all->count] = file;
    all->names[all->count++] = name;
    return ORTH_OK;
}

static orth_status check_input(const checked *all, const char *name)
{
    if (name == NULL)
        return ORTH_OK;
    identity file = strcmp(name, "-") == 0 ? of_descriptor(STDIN_FILENO) : of_file(name);
    for (size_t i = 0; i < all->count; i++)
        if (is_same(&file, &all->outputs[i]))
            return orth_fail(all->error, ORTH_BAD_INPUT,
                             "%s: is read, and would be written over, as %s; permitted: another "
                             "name for the output",
                             orth_file_label(name), all->names[i]);
    return ORTH_OK;
}

static orth_status check_launch(const checked *all, const orth_scenario_launch *launch)
{
    orth_status status = check_input(all, launch->trades_file);
    if (status == ORTH_OK && launch->reserve_prices != NULL)
        status = check_input(all, launch->reserve_prices->file);
    return status;
}

static orth_status check_scenario(const checked *all, const orth_scenario *scenario)
{
    const orth_market_spec *market = scenario->market;
    orth_status status = check_input(all, scenario->file);
    if (status == ORTH_OK && market != NULL)
        status = check_input(all, market->file);
    for (size_t i = 0; status == ORTH_OK && market != NULL && i < market->file_count; i++)
        status = check_input(all, market->files[i].file);
    if (status == ORTH_OK && scenario->launch != NULL)
        status = check_launch(all, scenario->launch);
    for (size_t i = 0; status == ORTH_OK && i < scenario->path_count; i++)
        if (strncmp(scenario->paths[i], "file:", 5) == 0)
            status = check_input(all, scenario->paths[i] + 5);
    for (size_t i = 0; status == ORTH_OK && i < scenario->strategy_count; i++) {
        status = check_input(all, scenario->strategies[i].supply_file);
        if (status == ORTH_OK)
            status = check_input(all, scenario->strategies[i].targets_file);
    }
    return status;
}

/* The picture, and the script that is kept beside it. */
static orth_status add_plots(checked *all, const cli_files *files,
                             char scripts[2][ORTH_PATH_MAX + 3])
{
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < 2; i++) {
        if (files->plots[i] != NULL)
            status = orth_picture_check(files->plots[i], all->error);
        if (status == ORTH_OK)
            status = add_output(all, files->plots[i]);
        if (status != ORTH_OK || !files->scripts || files->plots[i] == NULL)
            continue;
        snprintf(scripts[i], sizeof scripts[i], "%s.gp", files->plots[i]);
        status = add_output(all, scripts[i]);
    }
    return status;
}

orth_status cli_check_files(const cli_files *files, orth_error *error)
{
    char scripts[2][ORTH_PATH_MAX + 3];
    checked all = {.error = error};
    all.outputs[0] = of_descriptor(STDOUT_FILENO);
    all.names[all.count++] = "standard output";
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < CLI_FILES_MAX; i++)
        status = add_output(&all, files->outputs[i]);
    if (status == ORTH_OK)
        status = add_plots(&all, files, scripts);
    if (status == ORTH_OK)
        status = check_input(&all, files->input);
    if (status == ORTH_OK && files->scenario != NULL)
        status = check_scenario(&all, files->scenario);
    return cli_of_command_line(status);
}
