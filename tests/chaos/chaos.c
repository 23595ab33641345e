/* Every allocation of one command line made to fail in turn, alone or with all that follow. Each
 * run must end with exit code 4 and a message, or with 0 and the same output as ever where nothing
 * was lost; never with a crash, a partial file or a temporary one.
 *
 *   chaos PROGRAM SHIM COMMANDS INPUTS NAME
 *
 * runs the line NAME of the file COMMANDS. SHIM (fail_malloc.so) replaces the program's allocator.
 * A mode is one test, a run with one allocation failing a case. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORDS_MAX = 40, RUNS_MAX = 100000, WRONG_MAX = 5, SECONDS_MAX = 60 };

extern char **environ;

static const char *program, *shim, *name;
static char *words[WORDS_MAX]; /* the command's arguments, "orthant" first, NULL behind the last */
static char *modes, *place;    /* place: where the command runs, or NULL */
static char folder[] = "/tmp/orthant-chaos-XXXXXX";
static char out[PATH_MAX], err[PATH_MAX], files[PATH_MAX], written[PATH_MAX], marker[PATH_MAX];

typedef struct bytes {
    char *data;
    size_t size;
} bytes;
static bytes good_out, good_file;
static const bytes old_file = {(char[]){"old\n"}, 4};

static _Noreturn void die(const char *what)
{
    fprintf(stderr, "chaos: %s: %s\n", what, strerror(errno));
    exit(EXIT_FAILURE);
}

static void *must(void *made)
{
    if (made == NULL)
        die("memory");
    return made;
}

static bytes read_all(const char *path)
{
    struct stat status;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0 || fstat(file, &status) != 0)
        die(path);
    bytes all = {must(calloc((size_t)status.st_size + 1, 1)), (size_t)status.st_size};
    if (read(file, all.data, all.size) != status.st_size)
        die(path);
    close(file);
    return all;
}

static void write_old(void)
{
    int file = open(written, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0 || write(file, old_file.data, old_file.size) != (ssize_t)old_file.size)
        die(written);
    close(file);
}

static bool same(bytes a, bytes b)
{
    return a.size == b.size && memcmp(a.data, b.data, a.size) == 0;
}

static bool file_is(const char *path, bytes wanted)
{
    bytes got = read_all(path);
    bool is = same(got, wanted);
    free(got.data);
    return is;
}

/* ---------------------------------------------------------------- the command line */

/* The word with each @ replaced by the folder of inputs. */
static char *expand(const char *word, const char *inputs)
{
    char *made = must(malloc(strlen(word) * (strlen(inputs) + 1) + 1)), *to = made;
    for (; *word != '\0'; word++)
        if (*word == '@')
            to = stpcpy(to, inputs);
        else
            *to++ = *word;
    *to = '\0';
    return made;
}

static void split(char *line, const char *inputs)
{
    size_t n = 0;
    words[n++] = "orthant";
    modes = strtok(line, " ");
    for (char *word; (word = strtok(NULL, " ")) != NULL;) {
        if (n == 1 && place == NULL && strcmp(word, "in") == 0) {
            place = expand(strtok(NULL, " "), inputs);
            continue;
        }
        if (n + 3 >= WORDS_MAX)
            die("too many words");
        words[n++] = expand(word, inputs);
    }
    words[n++] = "-o";
    words[n] = written;
}

static void find_command(const char *commands, const char *inputs)
{
    FILE *file = fopen(commands, "r");
    if (file == NULL)
        die(commands);
    char *line = NULL;
    size_t room = 0, length = strlen(name);
    while (getline(&line, &room, file) > 0)
        if (strncmp(line, name, length) == 0 && line[length] == ' ') {
            line[strcspn(line, "\n")] = '\0';
            split(line + length + 1, inputs);
            fclose(file);
            return; /* the words stay in the line */
        }
    fprintf(stderr, "chaos: %s has no line %s\n", commands, name);
    exit(EXIT_FAILURE);
}

/* ---------------------------------------------------------------- one run */

/* The exit code, or 128 and the signal's number. */
static int run(void)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, out, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addopen(&actions, 2, err, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (place != NULL)
        posix_spawn_file_actions_addchdir_np(&actions, place);
    pid_t child;
    int status;
    errno = posix_spawn(&child, program, &actions, NULL, words, environ);
    if (errno != 0 || waitpid(child, &status, 0) != child)
        die(program);
    posix_spawn_file_actions_destroy(&actions);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void complain(const char *mode, unsigned long k, const char *format, ...)
{
    printf("%s, allocation %lu, mode %s: ", name, k, mode);
    va_list arguments;
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    bytes said = read_all(err);
    printf("\n%s\n", said.data);
    free(said.data);
}

/* A file beside the one that was asked for, removed; false where there is none. */
static bool left_over(char *found, size_t room)
{
    DIR *all = opendir(files);
    if (all == NULL)
        die(files);
    bool any = false;
    for (struct dirent *entry; (entry = readdir(all)) != NULL;)
        if (strcmp(entry->d_name, "out.json") != 0 && strcmp(entry->d_name, ".") != 0 &&
            strcmp(entry->d_name, "..") != 0) {
            snprintf(found, room, "%s", entry->d_name);
            unlinkat(dirfd(all), entry->d_name, 0);
            any = true;
        }
    closedir(all);
    return any;
}

static bool has_message(void)
{
    bytes said = read_all(err);
    bool has = strncmp(said.data, "orthant: ", 9) == 0 || strstr(said.data, "\northant: ") != NULL;
    free(said.data);
    return has;
}

static bool holds(const char *mode, unsigned long k, int code)
{
    char found[NAME_MAX + 1];
    if (left_over(found, sizeof found))
        complain(mode, k, "a file is left: %s", found);
    else if (access(written, F_OK) != 0)
        complain(mode, k, "the older file is gone");
    else if (code == 0 && (!file_is(out, good_out) || !file_is(written, good_file)))
        complain(mode, k, "exit code 0 and other output than ever");
    else if (code != 0 && code != 4)
        complain(mode, k, "exit code %d", code);
    else if (code == 4 && !has_message())
        complain(mode, k, "no message");
    else if (code == 4 && !file_is(written, old_file) && !file_is(written, good_file))
        complain(mode, k, "a partial file");
    else
        return true;
    return false;
}

/* ---------------------------------------------------------------- all runs */

/* Fails allocation 1, 2, ... until a run makes no more; their count goes to *cases. */
static bool chaos(const char *mode, unsigned long *cases)
{
    if (strcmp(mode, "rest") == 0)
        setenv("FAIL_MALLOC_ALL", "1", 1);
    else
        unsetenv("FAIL_MALLOC_ALL");
    unsigned long k = 1, wrong = 0;
    int code;
    for (;; k++) {
        char number[32];
        snprintf(number, sizeof number, "%lu", k);
        setenv("FAIL_MALLOC", number, 1);
        unlink(marker);
        write_old();
        code = run();
        wrong += !holds(mode, k, code);
        if (access(marker, F_OK) != 0 || k == RUNS_MAX || wrong == WRONG_MAX)
            break;
    }
    if (wrong == 0 && code != 0) {
        complain(mode, k, "the untouched run has exit code %d", code);
        wrong++;
    }
    if (k == 1) {
        printf("%s: no allocation failed; a sanitizer's allocator cannot be replaced\n", name);
        wrong++;
    }
    printf("%s: %lu allocations, mode %s\n", name, k - 1, mode);
    *cases += k;
    return wrong == 0;
}

static bool keep_good_output(void)
{
    write_old();
    int code = run();
    if (code != 0) {
        complain("none", 0, "fails by itself with exit code %d", code);
        return false;
    }
    good_out = read_all(out);
    good_file = read_all(written);
    return true;
}

static void make_folder(void)
{
    if (mkdtemp(folder) == NULL)
        die(folder);
    snprintf(out, sizeof out, "%s/out", folder);
    snprintf(err, sizeof err, "%s/err", folder);
    snprintf(marker, sizeof marker, "%s/mark", folder);
    snprintf(files, sizeof files, "%s/files", folder);
    snprintf(written, sizeof written, "%s/files/out.json", folder);
    if (mkdir(files, 0700) != 0)
        die(files);
}

static void remove_folder(void)
{
    const char *all[] = {out, err, marker, written};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        unlink(all[i]);
    rmdir(files);
    rmdir(folder);
}

static char *whole_path(const char *path)
{
    char *whole = realpath(path, NULL);
    if (whole == NULL)
        die(path); /* the loader would go on without a shim */
    return whole;
}

int main(int count, char **arguments)
{
    if (count != 6) {
        fprintf(stderr, "usage: chaos PROGRAM SHIM COMMANDS INPUTS NAME\n");
        return 2;
    }
    program = whole_path(arguments[1]);
    shim = whole_path(arguments[2]);
    name = arguments[5];
    make_folder();
    atexit(remove_folder);
    find_command(arguments[3], whole_path(arguments[4]));
    /* A run that does not end is stopped, and is a failure. */
    setrlimit(RLIMIT_CPU, &(struct rlimit){SECONDS_MAX, SECONDS_MAX});

    int passed = 0, failed = 0;
    unsigned long cases = 0;
    if (keep_good_output()) {
        setenv("LD_PRELOAD", shim, 1);
        setenv("FAIL_MALLOC_MARK", marker, 1);
        for (char *mode = strtok(modes, ","); mode != NULL; mode = strtok(NULL, ","))
            if (chaos(mode, &cases))
                passed++;
            else
                failed++;
    } else {
        failed++;
    }
    printf("%d passed, %d failed, %lu cases\n", passed, failed, cases);
    return failed == 0 && passed > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
