#include "report/gnuplot.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* The child's standard input, output and error: unnamed files, so that nothing can block and
 * nothing is left behind. */
typedef struct streams {
    FILE *in, *out, *err;
} streams;

static orth_status fail(const char *file, const char *doing, int reason, orth_error *error)
{
    return orth_fail(error, reason == ENOMEM ? ORTH_NO_MEMORY : ORTH_IO, "%s: cannot %s: %s", file,
                     doing, strerror(reason));
}

static void close_streams(streams *child)
{
    if (child->out != NULL)
        fclose(child->out);
    if (child->err != NULL)
        fclose(child->err);
}

static orth_status open_streams(streams *child, FILE *script, const char *file, orth_error *error)
{
    *child = (streams){.in = script, .out = tmpfile()};
    if (child->out != NULL)
        child->err = tmpfile();
    if (child->err != NULL && fflush(script) == 0 && fseek(script, 0, SEEK_SET) == 0)
        return ORTH_OK;
    int reason = errno;
    close_streams(child);
    return fail(file, "write a temporary file", reason, error);
}

/* The environment without GNUTERM, which would be a terminal to set up before the script's own.
 * The array is new, its strings are not. */
static char **plain_environment(void)
{
    size_t count = 0;
    while (environ != NULL && environ[count] != NULL)
        count++;
    char **plain = malloc((count + 1) * sizeof *plain);
    if (plain == NULL)
        return NULL;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (strncmp(environ[i], "GNUTERM=", 8) != 0)
            plain[kept++] = environ[i];
    }
    plain[kept] = NULL;
    return plain;
}

/* In the child: nothing here may allocate. The streams go to unused numbers first: the files may
 * themselves be 0, 1 or 2 when the caller has closed its own. Returns where gnuplot cannot be run,
 * with the reason in errno. */
static void become_gnuplot(const streams *child, char **environment, pid_t parent)
{
    static char name[] = "gnuplot", plain[] = "-d", expression[] = "-e", input[] = "-";
    static char to_stdout[] = ORTH_GNUPLOT_TO_STDOUT " = 1";
    char *const arguments[] = {name, plain, expression, to_stdout, input, NULL};
    const int from[] = {fileno(child->in), fileno(child->out), fileno(child->err)};
    int unused = 3;
    for (int i = 0; i < 3; i++)
        unused = from[i] >= unused ? from[i] + 1 : unused;
    signal(SIGPIPE, SIG_DFL);
    signal(SIGXFSZ, SIG_DFL);
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* it ends with its parent, however that ends */
    if (getppid() != parent)
        _exit(EXIT_FAILURE);
    bool fine = true;
    for (int i = 0; i < 3 && fine; i++)
        fine = dup2(from[i], unused + i) >= 0;
    for (int i = 0; i < 3 && fine; i++)
        fine = dup2(unused + i, i) >= 0;
    for (int i = 0; i < 3; i++)
        close(unused + i);
    if (fine)
        execvpe(name, arguments, environment);
}

/* The child's id, or -1. The reason why gnuplot cannot be run, 0 where it can, comes through a pipe
 * that gnuplot's start closes. */
static pid_t spawn(const streams *child, char **environment, int *reason)
{
    int tell[2];
    pid_t parent = getpid();
    if (pipe2(tell, O_CLOEXEC) != 0) {
        *reason = errno;
        return -1;
    }
    int high = fcntl(tell[1], F_DUPFD_CLOEXEC, 64); /* out of the way of the streams' numbers */
    close(tell[1]);
    pid_t id = high < 0 ? -1 : fork();
    *reason = id < 0 ? errno : 0;
    if (id == 0) {
        become_gnuplot(child, environment, parent);
        int why = errno;
        if (write(high, &why, sizeof why) < 0)
            _exit(EXIT_FAILURE);
        _exit(EXIT_FAILURE);
    }
    if (high >= 0)
        close(high);
    while (id > 0 && read(tell[0], reason, sizeof *reason) < 0 && errno == EINTR)
        continue;
    close(tell[0]);
    if (id > 0 && *reason != 0) {
        waitpid(id, NULL, 0);
        id = -1;
    }
    return id;
}

/* gnuplot's last line on standard error, made fit for a message. */
static orth_status fail_as_said(FILE *said, int wait_status, const char *file, orth_error *error)
{
    char line[300], last[300] = "";
    rewind(said);
    while (fgets(line, sizeof line, said) != NULL) {
        char *text = line + strspn(line, " \t\r\n^");
        text[strcspn(text, "\r\n")] = '\0';
        if (text[0] != '\0')
            memmove(last, text, strlen(text) + 1);
    }
    for (char *c = last; *c != '\0'; c++) {
        if ((unsigned char)*c < 0x20 || *c == 0x7f)
            *c = ' ';
    }
    if (WIFSIGNALED(wait_status))
        return orth_fail(error, ORTH_IO, "%s: gnuplot was ended by signal %d", file,
                         WTERMSIG(wait_status));
    if (WEXITSTATUS(wait_status) == 127 && last[0] == '\0')
        return orth_fail(error, ORTH_IO, "%s: cannot run gnuplot", file);
    return orth_fail(error, ORTH_IO, "%s: gnuplot failed (exit code %d)%s%s", file,
                     WEXITSTATUS(wait_status), last[0] != '\0' ? ": " : "", last);
}

static orth_status read_back(char **picture, size_t *size, FILE *out, const char *file,
                             orth_error *error)
{
    long length = fseek(out, 0, SEEK_END) == 0 ? ftell(out) : -1;
    if (length < 0)
        return fail(file, "read a temporary file", errno, error);
    rewind(out);
    *size = (size_t)length;
    *picture = malloc(*size + 1);
    if (*picture == NULL)
        return orth_fail_memory(error, (double)*size + 1);
    if (fread(*picture, 1, *size, out) != *size) {
        int reason = errno;
        free(*picture);
        *picture = NULL;
        return fail(file, "read a temporary file", reason, error);
    }
    return ORTH_OK;
}

static orth_status run(const streams *child, const char *file, orth_error *error)
{
    char **environment = plain_environment();
    if (environment == NULL)
        return orth_fail_memory(error, sizeof *environment);
    int result;
    pid_t child_id = spawn(child, environment, &result);
    free(environment);
    if (result == ENOENT || result == EACCES)
        return orth_fail(error, ORTH_IO, "%s: cannot run gnuplot: %s; is it installed?", file,
                         strerror(result));
    if (result != 0)
        return fail(file, "run gnuplot", result, error);
    int wait_status = 0;
    while (waitpid(child_id, &wait_status, 0) < 0) {
        if (errno != EINTR)
            return fail(file, "wait for gnuplot", errno, error);
    }
    bool fine = WIFEXITED(wait_status) && WEXITSTATUS(wait_status) == 0;
    return fine ? ORTH_OK : fail_as_said(child->err, wait_status, file, error);
}

orth_status orth_gnuplot_run(char **picture, size_t *size, FILE *script, const char *file,
                             orth_error *error)
{
    *picture = NULL;
    *size = 0;
    streams child;
    orth_status status = open_streams(&child, script, file, error);
    if (status != ORTH_OK)
        return status;
    status = run(&child, file, error);
    if (status == ORTH_OK)
        status = read_back(picture, size, child.out, file, error);
    close_streams(&child);
    return status;
}
