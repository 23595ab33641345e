/* Files by name, for bash: what it has for that would expand a name, and knows no endings. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "complete.h"

static bool ends(const char *text, const char *with)
{
    size_t length = strlen(text), size = strlen(with);
    return length >= size && strcmp(text + length - size, with) == 0;
}

static bool is_folder(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

/* One file of the folder `path`, which the value calls `folder`, "" or with its slash. */
static void offer_file(const char *path, const char *folder, const struct dirent *file,
                       const char *value, const char *ending, bool only_folders)
{
    char *whole, *name;
    bool takes = file->d_type != DT_DIR && !only_folders && ends(file->d_name, ending);
    if (asprintf(&whole, "%s%s", path, file->d_name) < 0)
        return;
    if ((takes || file->d_type == DT_DIR || is_folder(whole)) &&
        asprintf(&name, "%s%s", folder, file->d_name) >= 0) {
        cli_complete_name(name, value);
        free(name);
    }
    free(whole);
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void look_in(const char *path, const char *folder, const char *value, const char *ending,
                    bool only_folders)
{
    const char *begin = value + strlen(folder);
    struct dirent **files;
    int count = scandir(path[0] == '\0' ? "." : path, &files, NULL, by_bytes);
    for (int i = 0; i < count; i++) {
        const char *name = files[i]->d_name;
        bool is_seen = name[0] != '.' ||
                       (begin[0] == '.' && strcmp(name, ".") != 0 && strcmp(name, "..") != 0);
        if (is_seen && strncmp(name, begin, strlen(begin)) == 0)
            offer_file(path, folder, files[i], value, ending, only_folders);
        free(files[i]);
    }
    if (count >= 0)
        free(files);
}

/* ~/ is the home folder, and stays as it is in the answers. */
void cli_complete_look(const char *value, const char *ending, bool only_folders)
{
    const char *slash = strrchr(value, '/'), *home = getenv("HOME");
    char *folder = strndup(value, slash == NULL ? 0 : (size_t)(slash + 1 - value)), *path;
    if (folder == NULL)
        return;
    bool at_home = strncmp(folder, "~/", 2) == 0 && home != NULL;
    if (asprintf(&path, "%s%s", at_home ? home : "", folder + at_home) >= 0) {
        look_in(path, folder, value, ending, only_folders);
        free(path);
    }
    free(folder);
}
