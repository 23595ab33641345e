/* The line of progress of every command on a terminal, and Ctrl-C of simulations. */
#include "cli.h"

#include <inttypes.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/plural.h"
#include "base/progress.h"
#include "screen.h"

/* Seconds before the first line, and between two. */
#define FIRST 1.0
#define EVERY 0.2

static volatile sig_atomic_t interrupted;
static bool on_terminal;
static double interrupted_at;
static struct sigaction before; /* what Ctrl-C did */
static bool watching;
static bool in_parts; /* what is done until Ctrl-C counts */

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* ---------------------------------------------------------------- progress */

static pthread_mutex_t line_lock = PTHREAD_MUTEX_INITIALIZER;
static bool shown, finished; /* under the lock */

static void write_line(const char *text)
{
    if (write(STDERR_FILENO, text, strlen(text)) < 0)
        return; /* then it goes unseen */
}

void cli_progress_hide(bool for_good)
{
    pthread_mutex_lock(&line_lock);
    if (shown)
        write_line("\r\033[K");
    shown = false;
    finished = finished || for_good;
    pthread_mutex_unlock(&line_lock);
}

/* What is counted now, and since when. */
typedef struct counted {
    const char *things;
    uint64_t done, most;
    double begun;
} counted;

/* Points of a sweep have their rate beside them, as nothing else says how long one takes. */
static void write_rate(char *line, size_t size, const counted *now, double passed)
{
    char rate[48] = "";
    double each = passed > 0 ? (double)now->done / passed : 0;
    if (strncmp(now->things, "point", 5) == 0)
        snprintf(rate, sizeof rate, " %.*f a second,", each < 10 ? 1 : 0, each);
    snprintf(line, size, "\r%" PRIu64 " of %" PRIu64 " %s,%s %.0f s left\033[K", now->done,
             now->most, now->things, rate,
             passed * (double)(now->most - now->done) / (double)now->done);
}

static void show(counted *last, double begun)
{
    counted now = {NULL, 0, 0, seconds()};
    double present = now.begun;
    char line[160];
    orth_progress_read(&now.things, &now.done, &now.most);
    bool same = now.things == last->things && now.most == last->most;
    if (last->things == NULL || (same && now.done >= last->done))
        now.begun = last->begun;
    *last = now;
    if (now.things == NULL || now.most == 0 || now.done == 0 || now.done > now.most)
        snprintf(line, sizeof line, "\r%.0f s\033[K", present - begun);
    else
        write_rate(line, sizeof line, &now, present - now.begun);
    pthread_mutex_lock(&line_lock);
    if (!finished)
        write_line(line);
    shown = !finished;
    pthread_mutex_unlock(&line_lock);
}

static void *tick(void *unused)
{
    (void)unused;
    double begun = seconds(), wait = FIRST;
    counted last = {NULL, 0, 0, begun};
    for (;; wait = EVERY) {
        struct timespec pause = {(time_t)wait, (long)(1e9 * (wait - (double)(time_t)wait))};
        nanosleep(&pause, NULL);
        show(&last, begun);
    }
    return NULL;
}

static void clear_line(void)
{
    cli_progress_hide(true);
}

/* Signals are for the thread that works. Without a thread there is no progress, which nothing
 * depends on. */
void cli_progress_start(void)
{
    pthread_t ticker;
    sigset_t all, old;
    on_terminal = isatty(STDERR_FILENO) == 1;
    if (!on_terminal)
        return;
    atexit(clear_line);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    if (pthread_create(&ticker, NULL, tick, NULL) == 0)
        pthread_detach(ticker);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
}

/* ---------------------------------------------------------------- Ctrl-C */

/* The first ends the run with what is done, one a second or more later at once (`timeout` sends two
 * of them together). */
static void interrupt(int number)
{
    if (interrupted) {
        if (seconds() < interrupted_at + 1)
            return;
        sigaction(number, &before, NULL);
        raise(number);
        return;
    }
    interrupted_at = seconds();
    interrupted = 1;
    if (on_terminal)
        write_line(in_parts ? "\northant: stopping with what is done; Ctrl-C again stops at once\n"
                            : "\northant: stopping without a result; Ctrl-C again stops at once\n");
}

static void show_price_paths(void *user, uint64_t done, uint64_t most)
{
    (void)user;
    orth_progress(orth_plural(most, "price path", "price paths"), done, most);
}

/* Price files are read before: nothing is done then that could be reported, and a pipe may never
 * end, so that Ctrl-C does there what it does in every other command. */
static void begin(bool parts)
{
    struct sigaction first = {.sa_handler = interrupt, .sa_flags = SA_RESTART};
    in_parts = parts;
    if (watching)
        return;
    sigaction(SIGINT, NULL, &before);
    watching = before.sa_handler != SIG_IGN; /* of nohup, or a job in the background */
    if (watching)
        sigaction(SIGINT, &first, NULL);
}

void cli_watch_begin(void *user)
{
    (void)user;
    begin(true);
}

void cli_watch_begin_whole(void)
{
    begin(false);
}

const volatile sig_atomic_t *cli_watch_stop(void)
{
    return &interrupted;
}

void cli_watch(orth_simulate_options *options)
{
    if (!interrupted)
        cli_unwatch();
    options->stop = &interrupted;
    options->prepared = cli_watch_begin;
    options->progress = show_price_paths;
}

void cli_unwatch(void)
{
    if (watching)
        sigaction(SIGINT, &before, NULL);
    watching = false;
}
