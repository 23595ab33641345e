/* Progress and interruption of simulations. */
#include "cli.h"

#include <inttypes.h>
#include <signal.h>
#include <stdbool.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t interrupted;
static bool on_terminal, shown;
static double begun, interrupted_at;
static void (*before)(int);

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* The first ends the run after its chunk, one a second or more later at once (`timeout` sends two
 * of them together). */
static void interrupt(int number)
{
    static const char text[] = "\northant: finishing a chunk; Ctrl-C again stops at once\n";
    if (interrupted) {
        if (seconds() < interrupted_at + 1)
            return;
        signal(number, SIG_DFL);
        raise(number);
    }
    interrupted_at = seconds();
    interrupted = 1;
    if (on_terminal && write(STDERR_FILENO, text, sizeof text - 1) < 0)
        return; /* then it goes unsaid */
}

static void show_progress(void *user, uint64_t done, uint64_t most)
{
    (void)user;
    fprintf(stderr, "\r%" PRIu64 " of %" PRIu64 " price paths, %.0f s left   ", done, most,
            (seconds() - begun) * (double)(most - done) / (double)done);
    shown = true;
}

void cli_watch(orth_simulate_options *options)
{
    options->stop = &interrupted;
    on_terminal = isatty(STDERR_FILENO) == 1;
    if (on_terminal)
        options->progress = show_progress;
    begun = seconds();
    before = signal(SIGINT, interrupt);
}

void cli_unwatch(void)
{
    if (shown)
        fputs("\r\033[K", stderr);
    shown = false;
    if (before != SIG_ERR)
        signal(SIGINT, before);
}
