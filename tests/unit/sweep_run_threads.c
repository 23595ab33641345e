/* Running a sweep from C: what is called how often, how a stop ends it, and that each point of each
 * shard runs once, whatever the threads and the stops. */
#include "harness.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "orthant/sweep_run.h"
#include "sweep/changed.h"
#include "sweep/points_file.h"

#define POINTS 90

static char folder[64];
static orth_sweep *sweep;

static void make(void)
{
    static const char text[] =
        "{\"orthant\": 1, \"command\": \"compare\", \"collect\": [\"/results/0/log_loss\"],"
        "\"vary\": {\"/steps\": {\"from\": 1, \"to\": 90, \"count\": 90}}, \"scenario\":"
        "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [\"0.5\", \"0.5\"]},"
        "\"target\": {\"weights\": [\"0.9\", \"0.1\"]}, \"steps\": 10, \"paths\": [\"linear\"]}}";
    orth_error error = {ORTH_OK, ""};
    strcpy(folder, "/tmp/orthant-sweep-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    orth_sweep_parse(&sweep, text, strlen(text), "test", &error);
    ck_assert_msg(sweep != NULL, "%s", error.text);
    ck_assert_uint_eq(orth_sweep_count(sweep), POINTS);
}

static void clear(void)
{
    char name[400];
    DIR *open = opendir(folder);
    for (const struct dirent *entry; (entry = readdir(open)) != NULL;) {
        snprintf(name, sizeof name, "%s/%s", folder, entry->d_name);
        unlink(name);
    }
    closedir(open);
    ck_assert_int_eq(rmdir(folder), 0);
    orth_sweep_free(sweep);
}

typedef struct heard {
    unsigned prepared, points;
    uint64_t most, stop_after;
    volatile sig_atomic_t stop;
} heard;

static void prepared(void *user)
{
    heard *self = user;
    self->prepared++;
}

/* A program's stop is set by the handler of a signal, of which thread sanitizers do not ask that it
 * locks: nor of this. */
__attribute__((noinline, no_sanitize("thread"))) static void set_stop(heard *self)
{
    self->stop = 1;
}

static void progress(void *user, uint64_t done, uint64_t most)
{
    heard *self = user;
    ck_assert_uint_eq(done, ++self->points);
    ck_assert_uint_eq(self->prepared, 1);
    self->most = most;
    if (done == self->stop_after)
        set_stop(self);
}

static orth_status run(heard *user, uint64_t shard, uint64_t shards, unsigned threads,
                       orth_sweep_outcome *outcome)
{
    orth_error error = {ORTH_OK, ""};
    orth_sweep_run_options options = {.folder = folder,
                                      .shard = shard,
                                      .shards = shards,
                                      .threads = threads,
                                      .stop = &user->stop,
                                      .prepared = prepared,
                                      .progress = progress,
                                      .user = user};
    orth_status status = orth_sweep_run(sweep, &options, outcome, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    return status;
}

/* How often each point stands in the folder's files. */
static void count(unsigned times[POINTS])
{
    orth_kept_name *names;
    size_t files;
    memset(times, 0, POINTS * sizeof *times);
    ck_assert_int_eq(orth_kept_list(&names, &files, folder, NULL), ORTH_OK);
    for (size_t i = 0; i < files; i++) {
        orth_kept_reader *reader;
        const orth_kept_point *point;
        bool found;
        orth_kept_open(&reader, &found, names[i].file, "sweep-points", NULL);
        ck_assert(found);
        while (orth_kept_next(reader, &point, NULL) == ORTH_OK && point != NULL) {
            ck_assert_uint_lt(point->point, POINTS);
            ck_assert_uint_eq(point->point % names[i].shards + 1, names[i].shard);
            times[point->point]++;
        }
        ck_assert_uint_eq(orth_kept_dropped(reader, NULL), 0);
        orth_kept_close(reader);
    }
    orth_kept_names_free(names, files);
}

START_TEST(a_stop_keeps_what_is_finished)
{
    orth_sweep_outcome outcome;
    unsigned times[POINTS];
    uint64_t before = 0;
    make();
    for (unsigned turn = 0; before < POINTS; turn++) {
        heard user = {.stop_after = 7 + turn};
        unsigned threads = 1 + turn % 4;
        run(&user, 0, 0, threads, &outcome);
        ck_assert_uint_eq(outcome.points, POINTS);
        ck_assert_uint_eq(outcome.found, before);
        ck_assert_uint_eq(user.most, POINTS - before);
        ck_assert_uint_eq(outcome.ran, user.points);
        ck_assert_uint_le(outcome.ran, 7 + turn + threads - 1); /* those in flight may end */
        before += outcome.ran;
        ck_assert(outcome.partial == (before < POINTS) || before == POINTS);
    }
    heard none = {.stop_after = 0};
    run(&none, 0, 0, 3, &outcome);
    ck_assert_uint_eq(outcome.found, POINTS);
    ck_assert_uint_eq(none.prepared + none.points, 0);
    count(times);
    for (size_t p = 0; p < POINTS; p++)
        ck_assert_uint_eq(times[p], 1);
    clear();
}
END_TEST

/* Seven shards, then four in the same folder, which find all that those had. */
START_TEST(each_shard_has_its_points)
{
    orth_sweep_outcome outcome;
    unsigned times[POINTS];
    uint64_t all = 0;
    make();
    for (uint64_t shard = 1; shard <= 6; shard++) {
        heard user = {.stop_after = 0};
        run(&user, shard, 7, 2, &outcome);
        ck_assert_uint_eq(outcome.points, POINTS / 7 + (shard <= POINTS % 7));
        all += outcome.ran;
    }
    ck_assert_uint_eq(all, POINTS - POINTS / 7);
    for (uint64_t shard = 4; shard >= 1; shard--) {
        heard user = {.stop_after = 0};
        run(&user, shard, 4, 2, &outcome);
        ck_assert_uint_eq(outcome.found + outcome.ran, outcome.points);
        all += outcome.ran;
    }
    ck_assert_uint_eq(all, POINTS);
    count(times);
    for (size_t p = 0; p < POINTS; p++)
        ck_assert_uint_eq(times[p], 1);
    clear();
}
END_TEST

START_TEST(what_changed_is_said)
{
    static const char *const known[][3] = {
        {"{\"a\": 1, \"b\": [1, 2]}", "{\"b\": [1, 2], \"a\": 1}", NULL},
        {"{\"a\": 1}", "{\"a\": 2}", "/a is 2 and was 1"},
        {"{\"a\": 1}", "{\"a\": 1.0}", "/a is 1 and was another one that is written alike here"},
        {"{\"a\": {\"x/y~\": [0, \"p\"]}}", "{\"a\": {\"x/y~\": [0, \"q\"]}}",
         "/a/x~1y~0/1 is \"q\" and was \"p\""},
        {"{\"a\": [1]}", "{\"a\": [1, 2]}", "/a/1 is 2 and was not there"},
        {"{\"a\": 1, \"b\": null}", "{\"a\": 1}", "/b is not there and was null"},
    };
    char text[200];
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        json_t *before = json_loads(known[i][0], 0, NULL), *now = json_loads(known[i][1], 0, NULL);
        const char *said = orth_changed(text, sizeof text, before, now);
        if (known[i][2] == NULL)
            ck_assert_ptr_null(said);
        else
            ck_assert_str_eq(said, known[i][2]);
        json_decref(before);
        json_decref(now);
    }
}
END_TEST

ORTH_TEST_MAIN("sweep run", a_stop_keeps_what_is_finished, each_shard_has_its_points,
               what_changed_is_said)
