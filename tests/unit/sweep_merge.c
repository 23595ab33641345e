/* What merge writes: known text, known rows of the database, and the same bytes however the points
 * came to be there, and whatever a merge that was killed has left. */
#include "harness.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "orthant/sweep.h"
#include "orthant/sweep_results.h"
#include "sweep/points_file.h"
#include "sweep_places.h"

START_TEST(test_csv)
{
    place p = place_small();
    orth_sweep_tally tally = place_merge(&p);
    ck_assert(tally.points == 6 && tally.missing == 0 && tally.failed == 1);
    ck_assert(tally.dropped == 0 && tally.files == 1);
    size_t length;
    char *text = place_read(&p, "results.csv", &length);
    ck_assert_str_eq(
        text, "point,/pool/swap_fee,/paths,/results/0/log_loss,/results/0/path,"
              "/results/0/cost/mean,/results/0/cost/mean low,/results/0/cost/mean high\n"
              "0,0,\"[\"\"linear\"\"]\",0.10000000000000001,linear,12,11.5,12.5\n"
              "1,0,\"[\"\"amgm\"\",\"\"geodesic\"\"]\",,,,,\n"
              "2,0.003,\"[\"\"linear\"\"]\",0.10000000000000001,linear,12,11.5,12.5\n"
              "3,0.003,\"[\"\"amgm\"\",\"\"geodesic\"\"]\",,\"amgm, \"\"so\"\"\",,,\n"
              "4,0.0030000000000000000001,\"[\"\"linear\"\"]\",0.10000000000000001,linear,"
              "0.1000000000000000055511151231257827,,\n"
              "5,0.0030000000000000000001,\"[\"\"amgm\"\",\"\"geodesic\"\"]\",0.10000000000000001,"
              "\"amgm, \"\"so\"\"\",12,11.5,12.5\n");
    free(text);
    place_end(&p);
}
END_TEST

static int collect(void *user, int count, char **cells, char **names)
{
    char *text = user;
    (void)names;
    for (int i = 0; i < count; i++)
        sprintf(text + strlen(text), "%s%s", cells[i] != NULL ? cells[i] : "-",
                i + 1 < count ? "|" : "\n");
    return 0;
}

static void gives(const place *p, const char *sql, const char *wanted)
{
    char path[128], text[4096] = "", *message = NULL;
    sqlite3 *db;
    snprintf(path, sizeof path, "%s/results.sqlite", p->folder);
    ck_assert_int_eq(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    ck_assert_msg(sqlite3_exec(db, sql, collect, text, &message) == SQLITE_OK, "%s", message);
    sqlite3_close(db);
    ck_assert_str_eq(text, wanted);
}

START_TEST(test_database)
{
    place p = place_small();
    place_merge(&p);
    gives(&p, "pragma integrity_check", "ok\n");
    gives(&p, "select name from sqlite_schema where type = 'table' order by name",
          "exact\nfailures\nfigures\nmeta\npoints\n");
    gives(
        &p,
        "select point, \"/pool/swap_fee\", typeof(\"/pool/swap_fee\"), \"/paths\" from points "
        "where point < 3",
        "0|0.0|real|[\"linear\"]\n1|0.0|real|[\"amgm\",\"geodesic\"]\n2|0.003|real|[\"linear\"]\n");
    gives(&p, "select count(*) from points where \"/pool/swap_fee\" = 0.003", "4\n");
    gives(&p, "select name, type from pragma_table_info('points')",
          "point|INTEGER\n/pool/swap_fee|REAL\n/paths|TEXT\n");
    gives(&p, "select figure, value, typeof(value), low, high from figures where point = 0",
          "/results/0/cost/mean|12.0|real|11.5|12.5\n/results/0/log_loss|0.1|real|-|-\n"
          "/results/0/path|linear|text|-|-\n");
    gives(&p, "select figure, value from figures where point = 3",
          "/results/0/cost/mean|-\n/results/0/log_loss|-\n/results/0/path|amgm, \"so\"\n");
    gives(&p, "select count(*) from figures where point = 1", "0\n");
    gives(&p, "select * from failures", "1|no \"fee\", no gain\n");
    /* The fee becomes another number, and so does the long figure; 17 digits of a double do not. */
    gives(&p, "select * from exact order by point, pointer",
          "4|/pool/swap_fee|0.0030000000000000000001\n"
          "4|/results/0/cost/mean|0.1000000000000000055511151231257827\n"
          "5|/pool/swap_fee|0.0030000000000000000001\n");
    gives(&p, "select name from meta",
          "command\nfailed\ninput_sha256 prices, of a week.csv\n"
          "input_sha256 prices, of a week.csv/2\northant\npoints\nprogram_sha256\n"
          "scenario_sha256\nsweep\nsweep_sha256\nversion\n");
    gives(&p, "select value from meta where name in ('points', 'failed', 'version', 'command')",
          "compare\n1\n6\n1.2\n");
    place_end(&p);
}
END_TEST

/* SQLite takes names that differ by capitals alone for the same. */
START_TEST(test_namesakes)
{
    static const char text[] =
        "{\"orthant\": 1, \"command\": \"simulate\", \"vary\": {\"/market/files/A\": [\"1.csv\"],"
        " \"/market/files/a\": [\"2.csv\", \"3.csv\"]}, \"collect\": [\"/results/0/shortfall\"],"
        " \"scenario\": {\"orthant\": 1, \"tokens\": [\"A\", \"a\"], \"steps\": 2,"
        " \"start\": {\"weights\": [\"0.5\", \"0.5\"]}, \"target\": {\"weights\": [\"0.6\", \"0.4\"]},"
        " \"pool\": {\"value\": 1, \"unit\": \"USD\"},"
        " \"market\": {\"model\": \"files\", \"files\": {\"A\": \"1.csv\", \"a\": \"2.csv\"}}}}";
    place p = place_begin(text);
    orth_kept_file *file = place_open_shard(&p, 1, 1);
    orth_kept_figure figure = {.text = "1"};
    for (uint64_t point = 0; point < 2; point++)
        place_append(&p, file,
                     &(orth_kept_point){.point = point, .figure_count = 1, .figures = &figure});
    place_shut(file);
    place_merge(&p);
    gives(&p, "select * from points", "0|1.csv|2.csv\n1|1.csv|3.csv\n");
    gives(&p, "select name, type from pragma_table_info('points')",
          "point|INTEGER\n/market/files/A|TEXT\n/market/files/a (2)|TEXT\n");
    place_end(&p);
}
END_TEST

/* Three shards, backwards, with a run of one shard before them, a failure that a later run did not
 * have, a line twice and a torn one. */
static place scattered_place(void)
{
    place p = place_begin(place_few);
    orth_kept_file *file = place_open_shard(&p, 1, 1);
    orth_kept_point failed = {.point = 5, .failed = "out of luck"};
    place_append(&p, file, &failed);
    place_append_small(&p, file, 2);
    place_shut(file);
    for (uint64_t shard = 3; shard >= 1; shard--) {
        file = place_open_shard(&p, shard, 3);
        place_append_small(&p, file, shard + 2);
        place_append_small(&p, file, shard - 1);
        place_append_small(&p, file, shard + 2);
        place_shut(file);
    }
    char *name = orth_kept_name_of(p.folder, 2, 3);
    FILE *torn = fopen(name, "a");
    fputs("{\"point\":4,\"values\":[\"0.003", torn);
    fclose(torn);
    free(name);
    return p;
}

START_TEST(test_same_bytes)
{
    static const char *const files[] = {"results.csv", "results.sqlite"};
    place one = place_small(), other = scattered_place();
    place_merge(&one);
    orth_sweep_tally tally = place_merge(&other);
    ck_assert(tally.files == 4 && tally.failed == 1 && tally.dropped == 1);
    for (size_t i = 0; i < 2; i++) {
        size_t length, other_length;
        char *text = place_read(&one, files[i], &length);
        char *other_text = place_read(&other, files[i], &other_length);
        ck_assert_uint_eq(length, other_length);
        ck_assert_mem_eq(text, other_text, length);
        free(other_text);
        place_merge(&one); /* over the older files */
        other_text = place_read(&one, files[i], &other_length);
        ck_assert_uint_eq(length, other_length);
        ck_assert_mem_eq(text, other_text, length);
        free(text);
        free(other_text);
    }
    place_end(&one);
    place_end(&other);
}
END_TEST

START_TEST(test_missing)
{
    place p = place_begin(place_few);
    ck_assert_uint_eq(place_merge(&p).missing, 6);
    orth_kept_file *file = place_open_shard(&p, 1, 1);
    for (uint64_t point = 0; point < 6; point++)
        if (point != 2 && point != 4)
            place_append_small(&p, file, point);
    place_shut(file);
    orth_sweep_tally tally = place_merge(&p);
    ck_assert(tally.missing == 2 && tally.first_missing == 2);
    ck_assert(!place_has(&p, "results.csv") && !place_has(&p, "results.sqlite"));
    place_end(&p);
}
END_TEST

static void refuses(const place *p, const char *words)
{
    orth_sweep_tally tally;
    orth_error error = {ORTH_OK, ""};
    ck_assert_int_eq(orth_sweep_merge(p->folder, &tally, &error), ORTH_BAD_INPUT);
    ck_assert_msg(strstr(error.text, words) != NULL, "%s", error.text);
}

START_TEST(test_refused)
{
    place empty = {.folder = "/tmp/orthant-merge-XXXXXX"};
    ck_assert_ptr_nonnull(mkdtemp(empty.folder));
    refuses(&empty, "no sweep.json");
    place_end(&empty);

    place p = place_small(), foreign = place_begin(place_many);
    char *name = orth_kept_name_of(p.folder, 1, 2);
    orth_kept_header header = place_header(&foreign, 1, 2);
    orth_kept_file *file;
    uint64_t dropped;
    ck_assert_int_eq(
        orth_kept_file_open(&file, name, &header, false, "", NULL, NULL, &dropped, NULL), ORTH_OK);
    place_shut(file);
    refuses(&p, "points of another sweep");
    unlink(name);
    header = place_header(&p, 1, 2);
    header.program[0] = 'a';
    ck_assert_int_eq(
        orth_kept_file_open(&file, name, &header, false, "", NULL, NULL, &dropped, NULL), ORTH_OK);
    place_shut(file);
    refuses(&p, "program");
    free(name);
    place_end(&p);
    place_end(&foreign);
}
END_TEST

/* The lock that a merge has on what it writes. */
static int hold(const char *name)
{
    struct flock far = {
        .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = (off_t)1 << 62, .l_len = 1};
    int descriptor = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    ck_assert_int_ge(descriptor, 0);
    ck_assert_int_eq(write(descriptor, "half", 4), 4);
    ck_assert_int_eq(fcntl(descriptor, F_OFD_SETLK, &far), 0);
    return descriptor;
}

/* What a merge writes to while it is not whole is the next one's, unless somebody is at it. */
START_TEST(test_killed)
{
    static const char *const files[] = {"results.csv", "results.sqlite"};
    place p = place_small();
    place_merge(&p);
    for (size_t i = 0; i < 2; i++) {
        char half[128], name[32];
        size_t length, other_length;
        char *text = place_read(&p, files[i], &length);
        snprintf(name, sizeof name, ".orthant-%s", files[i]);
        snprintf(half, sizeof half, "%s/%s", p.folder, name);
        int descriptor = hold(half);
        orth_sweep_tally tally;
        orth_error error = {ORTH_OK, ""};
        ck_assert_int_eq(orth_sweep_merge(p.folder, &tally, &error), ORTH_IO);
        ck_assert_msg(strstr(error.text, files[i]) != NULL &&
                          strstr(error.text, "another process is writing it") != NULL,
                      "%s", error.text);
        ck_assert(place_has(&p, name) &&
                  !place_has(&p, i == 0 ? ".orthant-results.sqlite" : ".orthant-results.csv"));
        close(descriptor);
        place_merge(&p);
        ck_assert(!place_has(&p, name));
        char *again = place_read(&p, files[i], &other_length);
        ck_assert_uint_eq(other_length, length);
        ck_assert_mem_eq(again, text, length);
        free(text);
        free(again);
    }
    place_end(&p);
}
END_TEST

/* A pipe by the name of sweep.json would be waited for without end. */
START_TEST(test_pipe)
{
    place p = place_small();
    char name[128];
    orth_sweep_tally tally;
    orth_error error = {ORTH_OK, ""};
    snprintf(name, sizeof name, "%s/sweep.json", p.folder);
    ck_assert_int_eq(unlink(name), 0);
    ck_assert_int_eq(mkfifo(name, 0666), 0);
    alarm(60);
    ck_assert_int_eq(orth_sweep_merge(p.folder, &tally, &error), ORTH_IO);
    alarm(0);
    ck_assert_msg(strstr(error.text, "sweep.json: no regular file") != NULL, "%s", error.text);
    place_end(&p);
}
END_TEST

ORTH_TEST_MAIN("sweep merge", test_csv, test_database, test_namesakes, test_same_bytes,
               test_missing, test_refused, test_killed, test_pipe)
