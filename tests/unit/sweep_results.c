/* What merge writes: known text, known rows of the database, and the same bytes however the points
 * came to be there. What best says: known answers by hand, and the promise of its joint statement
 * over drawn figures. */
#include "harness.h"

#include <inttypes.h>
#include <math.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file_in.h"
#include "orthant/performance.h"
#include "orthant/statistics.h"
#include "orthant/sweep.h"
#include "orthant/sweep_results.h"
#include "sweep/direction.h"
#include "sweep/points_file.h"

/* ---------------------------------------------------------------- folders of points */

static const char small[] =
    "{\"orthant\": 1, \"scenario\": \"scenarios/btc-usdc-with-fee.json\", \"command\": \"compare\","
    " \"vary\": {\"/pool/swap_fee\": [\"0\", \"0.003\", \"0.0030000000000000000001\"],"
    " \"/paths\": [[\"linear\"], [\"amgm\", \"geodesic\"]]},"
    " \"collect\": [\"/results/0/log_loss\", \"/results/0/path\", \"/results/0/cost/mean\"]}";
/* 50 points of one figure. */
static const char many[] =
    "{\"orthant\": 1, \"scenario\": \"scenarios/btc-usdc-with-fee.json\", \"command\": \"compare\","
    " \"vary\": {\"/steps\": {\"from\": 1, \"to\": 50, \"count\": 50}},"
    " \"collect\": [\"/results/0/shortfall\"]}";

typedef struct place {
    char folder[64];
    orth_sweep *sweep;
} place;

static orth_sweep *parse(const char *text)
{
    orth_sweep *sweep;
    orth_error error = {ORTH_OK, ""};
    orth_status status = orth_sweep_parse(&sweep, text, strlen(text), "sweep.json", &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    return sweep;
}

static place begin(const char *text)
{
    place p = {.folder = "/tmp/orthant-merge-XXXXXX", .sweep = parse(text)};
    ck_assert_ptr_nonnull(mkdtemp(p.folder));
    char name[128];
    snprintf(name, sizeof name, "%s/sweep.json", p.folder);
    FILE *file = fopen(name, "w");
    fputs(orth_sweep_text(p.sweep), file);
    ck_assert_int_eq(fclose(file), 0);
    return p;
}

static void end(place *p)
{
    char command[128];
    snprintf(command, sizeof command, "rm -r %s", p->folder);
    ck_assert_int_eq(system(command), 0);
    orth_sweep_free(p->sweep);
}

static orth_kept_header header_of(const place *p, uint64_t shard, uint64_t shards)
{
    static orth_kept_input inputs[] = {{"prices, of a week.csv", "cc"},
                                       {"prices, of a week.csv", "dd"}};
    orth_kept_header header = {.kind = "sweep-points",
                               .version = "1.2",
                               .shard = shard,
                               .shards = shards,
                               .input_count = 2,
                               .inputs = inputs};
    strcpy(header.asked, orth_sweep_sha256(p->sweep));
    memset(header.program, 'b', 64);
    memset(inputs[0].sha256, 'c', 64);
    memset(inputs[1].sha256, 'd', 64);
    return header;
}

static orth_kept_file *open_shard(const place *p, uint64_t shard, uint64_t shards)
{
    orth_kept_header header = header_of(p, shard, shards);
    orth_kept_file *file;
    orth_error error = {ORTH_OK, ""};
    uint64_t dropped;
    char *name = orth_kept_name_of(p->folder, shard, shards);
    orth_status status =
        orth_kept_file_open(&file, name, &header, false, "no remedy", NULL, NULL, &dropped, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    free(name);
    return file;
}

static void shut(orth_kept_file *file)
{
    ck_assert_int_eq(orth_kept_file_close(file, NULL), ORTH_OK);
}

static void append(const place *p, orth_kept_file *file, orth_kept_point *point)
{
    char texts[4][ORTH_SWEEP_VALUE_MAX];
    const char *values[4];
    size_t count = orth_sweep_parameter_count(p->sweep);
    for (size_t i = 0; i < count; i++)
        values[i] = orth_sweep_value(p->sweep, point->point, i, texts[i]);
    point->value_count = count;
    point->values = values;
    ck_assert_int_eq(orth_kept_append(file, point, NULL), ORTH_OK);
}

/* Of the small sweep: one that failed, figures that are not there, texts and intervals. */
static void append_small(const place *p, orth_kept_file *file, uint64_t number)
{
    orth_kept_figure figures[3] = {
        {.text = "0.10000000000000001"},
        {.text = number % 2 == 0 ? "\"linear\"" : "\"amgm, \\\"so\\\"\""},
        {.text = "12", .low = "11.5", .high = "12.5"},
    };
    if (number == 3)
        figures[0] = figures[2] = (orth_kept_figure){0};
    if (number == 4)
        figures[2] = (orth_kept_figure){.text = "0.1000000000000000055511151231257827"};
    orth_kept_point point = {.point = number, .figure_count = 3, .figures = figures};
    if (number == 1)
        point = (orth_kept_point){.point = 1, .failed = "no \"fee\", no gain"};
    append(p, file, &point);
}

static char *read_file(const place *p, const char *name, size_t *length)
{
    char path[128], *text;
    snprintf(path, sizeof path, "%s/%s", p->folder, name);
    ck_assert_int_eq(orth_file_read(&text, length, path, 1 << 24, NULL), ORTH_OK);
    return text;
}

static bool is_there(const place *p, const char *name)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", p->folder, name);
    return access(path, F_OK) == 0;
}

static orth_sweep_tally merge(const place *p)
{
    orth_sweep_tally tally;
    orth_error error = {ORTH_OK, ""};
    orth_status status = orth_sweep_merge(p->folder, &tally, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    return tally;
}

static place small_place(void)
{
    place p = begin(small);
    orth_kept_file *file = open_shard(&p, 1, 1);
    for (uint64_t point = 0; point < 6; point++)
        append_small(&p, file, point);
    shut(file);
    return p;
}

/* ---------------------------------------------------------------- merge */

START_TEST(test_csv)
{
    place p = small_place();
    orth_sweep_tally tally = merge(&p);
    ck_assert(tally.points == 6 && tally.missing == 0 && tally.failed == 1);
    ck_assert(tally.dropped == 0 && tally.files == 1);
    size_t length;
    char *text = read_file(&p, "results.csv", &length);
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
    end(&p);
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
    place p = small_place();
    merge(&p);
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
    end(&p);
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
    place p = begin(text);
    orth_kept_file *file = open_shard(&p, 1, 1);
    orth_kept_figure figure = {.text = "1"};
    for (uint64_t point = 0; point < 2; point++)
        append(&p, file, &(orth_kept_point){.point = point, .figure_count = 1, .figures = &figure});
    shut(file);
    merge(&p);
    gives(&p, "select * from points", "0|1.csv|2.csv\n1|1.csv|3.csv\n");
    gives(&p, "select name, type from pragma_table_info('points')",
          "point|INTEGER\n/market/files/A|TEXT\n/market/files/a (2)|TEXT\n");
    end(&p);
}
END_TEST

/* Three shards, backwards, with a run of one shard before them, a failure that a later run did not
 * have, a line twice and a torn one. */
static place scattered_place(void)
{
    place p = begin(small);
    orth_kept_file *file = open_shard(&p, 1, 1);
    orth_kept_point failed = {.point = 5, .failed = "out of luck"};
    append(&p, file, &failed);
    append_small(&p, file, 2);
    shut(file);
    for (uint64_t shard = 3; shard >= 1; shard--) {
        file = open_shard(&p, shard, 3);
        append_small(&p, file, shard + 2);
        append_small(&p, file, shard - 1);
        append_small(&p, file, shard + 2);
        shut(file);
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
    place one = small_place(), other = scattered_place();
    merge(&one);
    orth_sweep_tally tally = merge(&other);
    ck_assert(tally.files == 4 && tally.failed == 1 && tally.dropped == 1);
    for (size_t i = 0; i < 2; i++) {
        size_t length, other_length;
        char *text = read_file(&one, files[i], &length);
        char *other_text = read_file(&other, files[i], &other_length);
        ck_assert_uint_eq(length, other_length);
        ck_assert_mem_eq(text, other_text, length);
        free(other_text);
        merge(&one); /* over the older files */
        other_text = read_file(&one, files[i], &other_length);
        ck_assert_uint_eq(length, other_length);
        ck_assert_mem_eq(text, other_text, length);
        free(text);
        free(other_text);
    }
    end(&one);
    end(&other);
}
END_TEST

START_TEST(test_missing)
{
    place p = begin(small);
    ck_assert_uint_eq(merge(&p).missing, 6);
    orth_kept_file *file = open_shard(&p, 1, 1);
    for (uint64_t point = 0; point < 6; point++)
        if (point != 2 && point != 4)
            append_small(&p, file, point);
    shut(file);
    orth_sweep_tally tally = merge(&p);
    ck_assert(tally.missing == 2 && tally.first_missing == 2);
    ck_assert(!is_there(&p, "results.csv") && !is_there(&p, "results.sqlite"));
    end(&p);
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
    end(&empty);

    place p = small_place(), foreign = begin(many);
    char *name = orth_kept_name_of(p.folder, 1, 2);
    orth_kept_header header = header_of(&foreign, 1, 2);
    orth_kept_file *file;
    uint64_t dropped;
    ck_assert_int_eq(
        orth_kept_file_open(&file, name, &header, false, "", NULL, NULL, &dropped, NULL), ORTH_OK);
    shut(file);
    refuses(&p, "points of another sweep");
    unlink(name);
    header = header_of(&p, 1, 2);
    header.program[0] = 'a';
    ck_assert_int_eq(
        orth_kept_file_open(&file, name, &header, false, "", NULL, NULL, &dropped, NULL), ORTH_OK);
    shut(file);
    refuses(&p, "program");
    free(name);
    end(&p);
    end(&foreign);
}
END_TEST

/* ---------------------------------------------------------------- best */

#define GROUPS 32
#define POINTS 50

/* Each point's group means. */
static place grouped_place(double (*means)[GROUPS])
{
    place p = begin(many);
    orth_kept_file *file = open_shard(&p, 1, 1);
    for (uint64_t number = 0; number < POINTS; number++) {
        char text[32], low[32], high[32];
        double sum = 0;
        for (size_t g = 0; g < GROUPS; g++)
            sum += means[number][g];
        snprintf(text, sizeof text, "%.17g", sum / GROUPS);
        snprintf(low, sizeof low, "%.17g", sum / GROUPS - 5);
        snprintf(high, sizeof high, "%.17g", sum / GROUPS + 5);
        orth_kept_figure figure = {
            .text = text, .low = low, .high = high, .groups = GROUPS, .group_means = means[number]};
        append(&p, file,
               &(orth_kept_point){.point = number, .figure_count = 1, .figures = &figure});
    }
    shut(file);
    return p;
}

static orth_sweep_ranking *rank(const place *p, const orth_sweep_best_options *options)
{
    orth_sweep_ranking *ranking;
    orth_error error = {ORTH_OK, ""};
    ck_assert_msg(orth_sweep_best(&ranking, p->folder, options, &error) == ORTH_OK, "%s",
                  error.text);
    return ranking;
}

/* Point i lies i above the noise that all share, and 0.5 more in every second group. */
START_TEST(test_paired)
{
    double means[POINTS][GROUPS];
    test_random random = test_seeded(3);
    for (size_t g = 0; g < GROUPS; g++) {
        double noise = 1000 * test_random_unit(&random);
        for (size_t i = 0; i < POINTS; i++)
            means[i][g] = noise + (double)((7 * i) % POINTS) + (g % 2 == 0 ? 0.5 * (double)i : 0);
    }
    place p = grouped_place(means);
    orth_sweep_ranking *ranking = rank(&p, &(orth_sweep_best_options){.by = "shortfall", .top = 3});
    ck_assert(!ranking->maximise && ranking->usual && ranking->basis == ORTH_SWEEP_PAIRED);
    ck_assert(ranking->count == 3 && ranking->ranked == POINTS && ranking->groups == GROUPS);
    ck_assert_double_eq(ranking->joint, orth_student(31, 0.1 / 49));
    const orth_sweep_ranked *row = ranking->rows;
    ck_assert(row[0].point == 0 && row[0].difference == 0 && !row[0].told);
    /* Point 1 lies 7 above, and 0.25 in the mean; point 8, 6 and 2; point 43, 1 and 10.75. */
    ck_assert(row[1].point == 1 && row[2].point == 8);
    ck_assert_double_eq_tol(row[1].difference, 7.25, 1e-9);
    /* Differences are 7 and 7.5, in 16 groups each: s = 0.25 sqrt(32 / 31). */
    double half = orth_student(31, 0.05) * 0.25 * sqrt(32.0 / 31) / sqrt(32);
    ck_assert_double_eq_tol(row[1].difference_high - row[1].difference, half, 1e-9);
    ck_assert_double_eq_tol(row[1].difference - row[1].difference_low, half, 1e-9);
    ck_assert(row[1].told && ranking->not_told == 1);
    ck_assert_str_eq(row[1].values[0], "2");
    orth_sweep_ranking_free(ranking);

    ranking = rank(&p, &(orth_sweep_best_options){.by = "/results/0/shortfall",
                                                  .direction = ORTH_SWEEP_MAXIMISE});
    ck_assert(ranking->maximise && !ranking->usual && ranking->count == POINTS);
    for (size_t i = 1; i < POINTS; i++)
        ck_assert(ranking->rows[i].value <= ranking->rows[i - 1].value);
    orth_sweep_ranking_free(ranking);
    end(&p);
}
END_TEST

/* Of two results that of the figure counts: its points 0 and 3 made too little of the move, so that
 * the best is point 2, although both cost less. Without move_made of that result none is unmade. */
START_TEST(test_unmade)
{
    static const char text[] =
        "{\"orthant\": 1, \"scenario\": \"scenarios/btc-usdc-with-fee.json\", \"command\": \"compare\","
        " \"vary\": {\"/steps\": [1, 2, 3, 4, 5]}, \"collect\": [\"/results/0/move_made\","
        " \"/results/11/move_made/mean\", \"/results/11/shortfall\", \"/results/1/shortfall\"]}";
    static const char *const made[] = {"0.98", "1", "0.99", "0.5", "null"};
    static const char *const costs[] = {"1", "5", "4", "2", "7"};
    static const uint64_t order[] = {2, 1, 4, 0, 3};
    place p = begin(text);
    orth_kept_file *file = open_shard(&p, 1, 1);
    for (uint64_t i = 0; i < 5; i++) {
        orth_kept_figure figures[] = {{.text = "0.1"},
                                      {.text = (char *)(uintptr_t)made[i]},
                                      {.text = (char *)(uintptr_t)costs[i]},
                                      {.text = (char *)(uintptr_t)costs[i]}};
        append(&p, file, &(orth_kept_point){.point = i, .figure_count = 4, .figures = figures});
    }
    shut(file);
    orth_sweep_ranking *ranking =
        rank(&p, &(orth_sweep_best_options){.by = "/results/11/shortfall"});
    ck_assert(ranking->unmade == 2 && ranking->ranked == 5 && ranking->not_told == 1);
    for (size_t i = 0; i < 5; i++) {
        ck_assert_uint_eq(ranking->rows[i].point, order[i]);
        ck_assert(ranking->rows[i].unmade == (i >= 3) && ranking->rows[i].told == (i > 0));
    }
    orth_sweep_ranking_free(ranking);
    ranking = rank(&p, &(orth_sweep_best_options){.by = "/results/1/shortfall"});
    ck_assert(ranking->unmade == 0 && ranking->rows[0].point == 0);
    orth_sweep_ranking_free(ranking);
    end(&p);
}
END_TEST

/* Each figure of an investment has a direction; others where their name says it. */
START_TEST(test_directions)
{
    char pointer[128];
    for (int f = 0; f < ORTH_PERFORMANCE_FIGURES + ORTH_AGAINST_FIGURES; f++) {
        const char *name =
            f < ORTH_PERFORMANCE_FIGURES
                ? orth_performance_name((orth_performance_figure)f)
                : orth_against_name((orth_against_figure)(f - ORTH_PERFORMANCE_FIGURES));
        snprintf(pointer, sizeof pointer, "/results/0/performance/%s/mean", name);
        ck_assert_msg(orth_usual_direction(pointer) != ORTH_SWEEP_USUAL, "%s", name);
    }
    static const struct {
        const char *pointer;
        orth_sweep_direction direction;
    } known[] = {
        {"/results/0/shortfall", ORTH_SWEEP_MINIMISE},
        {"/results/12/shortfall/quantiles/p95", ORTH_SWEEP_MINIMISE},
        {"/curve/3/cost", ORTH_SWEEP_MINIMISE},
        {"/results/0/ledger/arbitrage_fees/mean", ORTH_SWEEP_MAXIMISE},
        {"/results/0/performance/sharpe/value", ORTH_SWEEP_MAXIMISE},
        {"/results/0/final_value/stderr", ORTH_SWEEP_USUAL},
        {"/results/0/turnover", ORTH_SWEEP_USUAL},
        {"/best_steps", ORTH_SWEEP_USUAL},
        {"", ORTH_SWEEP_USUAL},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        ck_assert_msg(orth_usual_direction(known[i].pointer) == known[i].direction, "%s",
                      known[i].pointer);
}
END_TEST

/* Sum of twelve uniform numbers less 6. */
static double draw_normal(test_random *random)
{
    double sum = -6;
    for (int i = 0; i < 12; i++)
        sum += test_random_unit(random);
    return sum;
}

/* All points are alike but for their luck, so each is the true best: point 17 must be among those
 * not told in 95 of 100 draws, and is; with differences as large as their errors most are told. */
START_TEST(test_promise)
{
    test_random random = test_seeded(11);
    int held = 0;
    const int draws = 60;
    for (int draw = 0; draw < draws; draw++) {
        double means[POINTS][GROUPS];
        for (size_t g = 0; g < GROUPS; g++) {
            double common = 30 * draw_normal(&random);
            for (size_t i = 0; i < POINTS; i++)
                means[i][g] =
                    common + draw_normal(&random) + (i == 17 ? 0 : 0.02) + (i > 30 ? 3 : 0);
        }
        place p = grouped_place(means);
        orth_sweep_ranking *ranking = rank(&p, &(orth_sweep_best_options){.by = NULL});
        for (size_t i = 0; i < ranking->count; i++) {
            held += ranking->rows[i].point == 17 && !ranking->rows[i].told;
            ck_assert(ranking->rows[i].point <= 30 || ranking->rows[i].told);
        }
        orth_sweep_ranking_free(ranking);
        end(&p);
    }
    ck_assert_int_ge(held, draws * 95 / 100);
}
END_TEST

/* Without groups: intervals that overlap; without intervals: values. */
START_TEST(test_unpaired)
{
    for (int with = 0; with < 2; with++) {
        place p = begin(many);
        orth_kept_file *file = open_shard(&p, 1, 1);
        for (uint64_t number = 0; number < 40; number++) { /* ten are missing */
            char text[32], low[32], high[32];
            int value = number == 4 ? 0 : (int)number;
            snprintf(text, sizeof text, "%d", value);
            snprintf(low, sizeof low, "%d.5", value - 2);
            snprintf(high, sizeof high, "%d.5", value + 1);
            orth_kept_figure figure = {
                .text = text, .low = with ? low : NULL, .high = with ? high : NULL};
            if (number == 9)
                figure = (orth_kept_figure){.text = "null"};
            orth_kept_point point = {.point = number, .figure_count = 1, .figures = &figure};
            if (number == 8)
                point = (orth_kept_point){.point = number, .failed = "so it is"};
            append(&p, file, &point);
        }
        shut(file);
        orth_sweep_ranking *ranking = rank(&p, &(orth_sweep_best_options){.by = "shortfall"});
        ck_assert(ranking->tally.missing == 10 && ranking->tally.failed == 1);
        ck_assert(ranking->undefined == 1 && ranking->ranked == 38 && ranking->groups == 0);
        ck_assert(ranking->basis == (with ? ORTH_SWEEP_INTERVALS : ORTH_SWEEP_EXACT));
        ck_assert(ranking->rows[0].point == 0 && ranking->rows[1].point == 4);
        /* [-2.5, 1.5] reaches to 0, 4, 1, 2 and, whose interval begins at 1.5, 3. */
        ck_assert_uint_eq(ranking->not_told, with ? 5 : 2);
        ck_assert(isnan(ranking->rows[1].difference) && isnan(ranking->joint));
        orth_sweep_ranking_free(ranking);
        end(&p);
    }
}
END_TEST

static void best_refuses(const place *p, const orth_sweep_best_options *options, const char *words)
{
    orth_sweep_ranking *ranking;
    orth_error error = {ORTH_OK, ""};
    ck_assert_int_eq(orth_sweep_best(&ranking, p->folder, options, &error), ORTH_BAD_INPUT);
    ck_assert_ptr_null(ranking);
    ck_assert_msg(strstr(error.text, words) != NULL, "%s", error.text);
}

START_TEST(test_asked)
{
    place p = small_place();
    bool asked = false;
    best_refuses(&p, &(orth_sweep_best_options){.by = "sharp", .asked = &asked},
                 "\"sharp\": no figure that the sweep collects; it has /results/0/log_loss, ");
    ck_assert(asked);
    best_refuses(&p, &(orth_sweep_best_options){.by = "results", .asked = &asked},
                 "several figures have that name");
    best_refuses(&p, &(orth_sweep_best_options){.by = NULL, .asked = &asked},
                 "say by which figure");
    best_refuses(&p, &(orth_sweep_best_options){.by = "path", .asked = &asked},
                 "Say --maximise or --minimise");
    ck_assert(asked);
    best_refuses(
        &p,
        &(orth_sweep_best_options){.by = "path", .direction = ORTH_SWEEP_MAXIMISE, .asked = &asked},
        "no point has a number there");
    ck_assert(!asked);
    orth_sweep_ranking *ranking = rank(&p, &(orth_sweep_best_options){.by = "cost"});
    ck_assert(!ranking->maximise && ranking->ranked == 4);
    orth_sweep_ranking_free(ranking);
    end(&p);
}
END_TEST

ORTH_TEST_MAIN("sweep results", test_csv, test_database, test_namesakes, test_same_bytes,
               test_missing, test_directions, test_refused, test_paired, test_promise,
               test_unpaired, test_unmade, test_asked)
