/* A manual page by man, which is run without a shell. */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "help.h"

#define PATH_BYTES 4096

/* Runs it with signals as a program expects them. While it runs Ctrl-C is the pager's. Whether it
 * ended well. */
static bool run(char **words, bool quiet)
{
    extern char **environ;
    posix_spawnattr_t how;
    posix_spawn_file_actions_t files;
    sigset_t usual;
    pid_t child;
    int code = -1;
    if (posix_spawnattr_init(&how) != 0)
        return false;
    if (posix_spawn_file_actions_init(&files) != 0) {
        posix_spawnattr_destroy(&how);
        return false;
    }
    sigemptyset(&usual);
    sigaddset(&usual, SIGINT);
    sigaddset(&usual, SIGQUIT);
    sigaddset(&usual, SIGPIPE);
    sigaddset(&usual, SIGXFSZ);
    posix_spawnattr_setsigdefault(&how, &usual);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGDEF);
    if (quiet) {
        posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    }
    signal(SIGCHLD, SIG_DFL); /* an ignored one would take the code with it */
    struct sigaction ignore = {.sa_handler = SIG_IGN}, interrupt, leave;
    sigaction(SIGINT, &ignore, &interrupt);
    sigaction(SIGQUIT, &ignore, &leave);
    if (posix_spawnp(&child, words[0], &files, &how, words, environ) == 0)
        while (waitpid(child, &code, 0) < 0 && errno == EINTR)
            ;
    sigaction(SIGINT, &interrupt, NULL);
    sigaction(SIGQUIT, &leave, NULL);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&how);
    return code == 0;
}

/* The page beside the program: where it is built, where it is installed, and that compressed. */
static bool find_beside(char path[PATH_BYTES], const char *name, char section)
{
    char program[PATH_BYTES];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length <= 0)
        return false;
    program[length] = '\0';
    const char *folder = dirname(program);
    for (int place = 0; place < 3; place++) {
        int size = place == 0
                       ? snprintf(path, PATH_BYTES, "%s/man/orthant-%s.%c", folder, name, section)
                       : snprintf(path, PATH_BYTES, "%s/../share/man/man%c/orthant-%s.%c%s", folder,
                                  section, name, section, place == 1 ? "" : ".gz");
        if (size > 0 && size < PATH_BYTES && access(path, R_OK) == 0)
            return true;
    }
    return false;
}

bool cli_show_page(const char *name, char section)
{
    static char man[] = "man", only_where[] = "-w";
    char path[PATH_BYTES], page[128], number[] = {section, '\0'};
    char *beside[] = {man, path, NULL}, *where[] = {man, only_where, number, page, NULL},
         *found[] = {man, number, page, NULL};
    fflush(stdout);
    if (find_beside(path, name, section))
        return run(beside, false);
    snprintf(page, sizeof page, "orthant-%s", name);
    return run(where, true) && run(found, false);
}
