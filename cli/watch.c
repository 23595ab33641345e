/* Progress and interruption of simulations. */
#include "cli.h"

#include <inttypes.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t interrupted;

static void interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

static struct timespec begun;

static void show_progress(void *user, uint64_t done, uint64_t most)
{
    (void)user;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    double spent =
        (double)(now.tv_sec - begun.tv_sec) + 1e-9 * (double)(now.tv_nsec - begun.tv_nsec);
    fprintf(stderr, "\r%" PRIu64 " of %" PRIu64 " price paths, %.0f s left   ", done, most,
            spent * (double)(most - done) / (double)done);
    if (done == most)
        fputs("\r\033[K", stderr);
}

void cli_watch(orth_simulate_options *options)
{
    options->stop = &interrupted;
    if (isatty(STDERR_FILENO))
        options->progress = show_progress;
    clock_gettime(CLOCK_MONOTONIC, &begun);
    signal(SIGINT, interrupt);
}
