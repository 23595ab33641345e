/* Pictures: what they may run (nothing), what they leave behind, and that they repeat. */
#include "harness.h"

#include <dirent.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "orthant/report.h"

static const char *const hostile[] = {"`touch owned`",
                                      "it's \"q\" {/*9 x}_^ @pi %s %d",
                                      "back\\",
                                      "<b> & &amp; &#0; &#x41; &#xz &#X1;",
                                      "two\nlines\tand \x01",
                                      "\xe6\x97\xa5 \xf0\x9f\x92\xb0 \xff\xc0\x80 \xed\xa0\x80",
                                      "$(touch owned)",
                                      "''' ; system('touch owned') #'"};
#define HOSTILE_COUNT (sizeof hostile / sizeof hostile[0])

static char folder[] = "/tmp/orthant-plot-XXXXXX";

/* Every test works in an empty folder of its own, which `leave` finds to hold `expected` files. */
static void enter(void)
{
    strcpy(strrchr(folder, '-') + 1, "XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(chdir(folder), 0);
}

static int count_files(bool and_remove)
{
    DIR *here = opendir(".");
    int count = 0;
    for (struct dirent *entry; (entry = readdir(here)) != NULL;) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            count++;
            if (and_remove)
                remove(entry->d_name);
        }
    }
    closedir(here);
    return count;
}

static void leave(int expected)
{
    ck_assert_int_eq(count_files(true), expected);
    ck_assert_int_eq(chdir("/"), 0);
    ck_assert_int_eq(rmdir(folder), 0);
}

static char *contents(const char *file, size_t *size)
{
    FILE *stream = fopen(file, "rb");
    ck_assert_msg(stream != NULL, "%s is not there", file);
    fseek(stream, 0, SEEK_END);
    *size = (size_t)ftell(stream);
    rewind(stream);
    char *bytes = calloc(1, *size + 1);
    ck_assert(fread(bytes, 1, *size, stream) == *size);
    fclose(stream);
    return bytes;
}

static void assert_same_bytes(const char *one, const char *other)
{
    size_t one_size, other_size;
    char *one_bytes = contents(one, &one_size), *other_bytes = contents(other, &other_size);
    ck_assert_uint_eq(one_size, other_size);
    ck_assert(memcmp(one_bytes, other_bytes, one_size) == 0);
    free(one_bytes);
    free(other_bytes);
}

static int file_holds(const char *file, const char *text)
{
    size_t size;
    char *bytes = contents(file, &size);
    int holds = strstr(bytes, text) != NULL;
    free(bytes);
    return holds;
}

/* ---------------------------------------------------------------- made by hand */

typedef struct made {
    orth_scenario scenario;
    orth_comparison comparison;
    uint64_t steps[4];
    double leading[4];
    orth_comparison_result results[4 * HOSTILE_COUNT];
} made;

/* Loss of path p in f steps: a hundredth of (1 + p / 50) / f; the first path is the best. */
static void make(made *m, size_t steps, size_t paths, double distance)
{
    static const uint64_t some[] = {16, 1, 7200, 4};
    *m = (made){.scenario = {.file = (char *)"made.json", .name = (char *)hostile[1]}};
    m->scenario.step_count = steps;
    m->scenario.steps = m->steps;
    m->scenario.path_count = paths;
    m->scenario.paths = (char **)hostile;
    m->comparison = (orth_comparison){.scenario = &m->scenario,
                                      .distance = distance,
                                      .leading_loss = m->leading,
                                      .count = steps * paths,
                                      .results = m->results};
    for (size_t i = 0; i < steps; i++) {
        m->steps[i] = some[i];
        for (size_t p = 0; p < paths; p++) {
            double loss = distance * distance / 2 * (1 + (double)p / 50) / (double)some[i];
            m->results[i * paths + p] =
                (orth_comparison_result){.path = hostile[p],
                                         .steps = some[i],
                                         .log_loss = loss,
                                         .loss_bp = -1e4 * expm1(-loss),
                                         .excess_over_best = distance > 0 ? (double)p / 50 : 0};
        }
    }
}

static orth_status draw(size_t steps, size_t paths, double distance, const char *file, bool excess,
                        bool keep, orth_error *error)
{
    made m;
    make(&m, steps, paths, distance);
    return orth_comparison_plot(&m.comparison, file, excess, keep, error);
}

static orth_status draw_trajectory(size_t n, const char *title, uint64_t steps, const char *file,
                                   bool keep, orth_error *error)
{
    double start[64], target[64];
    const char *tokens[64];
    for (size_t i = 0; i < n; i++) {
        start[i] = 1 / (double)n;
        target[i] = 2 * (double)(i + 1) / (double)(n * (n + 1));
        tokens[i] = hostile[i % HOSTILE_COUNT];
    }
    orth_move *move;
    orth_path *path;
    ck_assert_int_eq(orth_move_create(&move, n, start, NULL, target, NULL, error), ORTH_OK);
    ck_assert_int_eq(orth_path_create(&path, "geodesic", move, steps, NULL, error), ORTH_OK);
    orth_status status = orth_trajectory_plot(path, n, tokens, title, file, keep, error);
    orth_path_free(path);
    orth_move_free(move);
    return status;
}

#define ck_assert_drawn(call)                                                                      \
    do {                                                                                           \
        orth_error error = {0};                                                                    \
        orth_status drawn_status = call;                                                           \
        ck_assert_msg(drawn_status == ORTH_OK, "%s", error.text);                                  \
    } while (0)

static void assert_is_picture(const char *file)
{
    size_t size;
    char *bytes = contents(file, &size);
    if (strstr(file, ".png") != NULL) {
        ck_assert(memcmp(bytes, "\x89PNG", 4) == 0);
    } else {
        ck_assert(strncmp(bytes, "<?xml", 5) == 0);
        ck_assert_ptr_nonnull(strstr(bytes, "</svg>"));
        for (const char *c = bytes; *c != '\0'; c++)
            ck_assert((unsigned char)*c >= 0x20 || *c == '\n' || *c == '\t' || *c == '\r');
    }
    free(bytes);
}

/* ---------------------------------------------------------------- tests */

START_TEST(hostile_names_run_nothing_and_break_nothing)
{
    static const char *const endings[] = {"svg", "png"};
    enter();
    for (int i = 0; i < 2; i++) {
        char file[32];
        for (int excess = 0; excess < 2; excess++) {
            sprintf(file, "bars.%s", endings[i]);
            ck_assert_drawn(draw(1, HOSTILE_COUNT, 1, file, excess, false, &error));
            assert_is_picture(file);
            sprintf(file, "curves.%s", endings[i]);
            ck_assert_drawn(draw(4, HOSTILE_COUNT, 1, file, excess, false, &error));
            assert_is_picture(file);
        }
        sprintf(file, "lines.%s", endings[i]);
        ck_assert_drawn(draw_trajectory(64, hostile[7], 100, file, false, &error));
        assert_is_picture(file);
        sprintf(file, "triangle.%s", endings[i]);
        ck_assert_drawn(draw_trajectory(3, hostile[3], 7, file, false, &error));
        assert_is_picture(file);
    }
    ck_assert(file_holds("lines.svg", "`touch owned`"));
    ck_assert(file_holds("bars.svg", "%s %d"));
    /* as text, not as references to characters */
    ck_assert(file_holds("triangle.svg", "&amp;#0; &#x26;#x41; &#x26;#xz"));
    leave(8);
}
END_TEST

/* Values, drawdowns, weights and distances of strategies with hostile names; `what` leaves out. */
typedef enum left_out { NOTHING, VALUES, WEIGHTS, ALL } left_out;

static orth_status draw_strategies(size_t strategies, size_t rows, left_out what, const char *file,
                                   orth_error *error)
{
    enum { N = 20, ROWS = 2500 };
    static double blocks[ROWS], values[3 * ROWS], weights[3 * ROWS * N], distances[9];
    static int64_t times[ROWS];
    for (size_t k = 0; k < rows; k++) {
        blocks[k] = 10.0 * (double)k;
        times[k] = (int64_t)(1700000000 + 3600 * k) * 1000000;
        for (size_t s = 0; s < 3; s++)
            values[s * rows + k] = k == 7 ? 75 : 100 + 3 * (double)((k * (s + 3)) % 5);
    }
    for (size_t e = 0; e < 3 * rows * N; e++)
        weights[e] = 1.0 / N;
    for (size_t e = 0; e < 9; e++)
        distances[e] = e % 4 == 0 ? 0 : 0.25;
    orth_strategies_picture of = {.title = hostile[1],
                                  .rows = rows,
                                  .blocks = blocks,
                                  .times = rows % 2 ? times : NULL,
                                  .strategies = strategies,
                                  .names = hostile,
                                  .unit = hostile[3],
                                  .values = what == VALUES || what == ALL ? NULL : values,
                                  .benchmarks = 1,
                                  .benchmark_names = hostile + 4,
                                  .benchmark_values = values + 2 * rows,
                                  .n = N,
                                  .tokens = (const char *[N]){[0] = hostile[0],
                                                              "2",
                                                              "3",
                                                              "4",
                                                              "5",
                                                              "6",
                                                              "7",
                                                              "8",
                                                              "9",
                                                              "10",
                                                              "11",
                                                              "12",
                                                              "13",
                                                              "14",
                                                              "15",
                                                              "16",
                                                              "17",
                                                              "18",
                                                              "19",
                                                              "20"},
                                  .weights = what == WEIGHTS || what == ALL ? NULL : weights,
                                  .distances = distances};
    return orth_strategies_plot(&of, file, true, error);
}

START_TEST(strategies)
{
    static const char *const files[] = {"a.svg", "b.png", "c.svg"};
    enter();
    for (int i = 0; i < 3; i++) {
        ck_assert_drawn(
            draw_strategies(i == 0 ? 3 : 1, i == 0 ? 1299 : 31, (left_out)i, files[i], &error));
        assert_is_picture(files[i]);
    }
    ck_assert(file_holds("a.svg", "`touch owned`"));
    ck_assert(file_holds("a.svg", "2023-1"));
    ck_assert(file_holds("a.svg", "Fisher-Rao distance"));
    ck_assert(file_holds("a.svg.gp", "\n0 1 0.25\n")); /* a cell */
    /* 75 after 112 in row 7, whatever stands for that row */
    ck_assert(file_holds("a.svg.gp", " -33.035714285714"));
    ck_assert(file_holds("c.svg.gp", "70 -33.035714285714"));
    ck_assert(file_holds("c.svg", "drawdown") && !file_holds("c.svg", "Fisher"));
    ck_assert(!file_holds("b.png.gp", "drawdown") && file_holds("b.png.gp", "weight"));
    orth_error error;
    ck_assert(draw_strategies(2, 31, ALL, "x.svg", &error) == ORTH_BAD_INPUT);
    ck_assert(draw_strategies(2, 1, NOTHING, "x.svg", &error) == ORTH_BAD_INPUT);
    ck_assert_str_eq(error.text, "x.svg: nothing to draw: 1 rows of values or weights; at least 2 "
                                 "are needed");
    leave(6);
}
END_TEST

START_TEST(long_names_are_cut)
{
    char title[5001];
    enter();
    for (int i = 0; i < 5000; i += 2)
        memcpy(title + i, "\xc3\xbc", 3);
    ck_assert_drawn(draw_trajectory(2, title, 3, "long.svg", false, &error));
    title[2 * 71] = '\0';
    strcat(title, "\xe2\x80\xa6<");
    ck_assert(file_holds("long.svg", title));
    leave(1);
}
END_TEST

START_TEST(kept_script_draws_the_same_picture)
{
    static const char *const files[] = {"a.svg", "b.png", "c.svg", "d.png", "e.svg"};
    enter();
    for (int i = 0; i < 5; i++) {
        orth_status status = ORTH_OK;
        orth_error error = {0};
        if (i < 2)
            status = draw(i == 0 ? 1 : 4, HOSTILE_COUNT, 1, files[i], false, true, &error);
        else
            status = draw_trajectory((size_t)i, "title", 7200, files[i], true, &error);
        ck_assert_msg(status == ORTH_OK, "%s", error.text);
        char command[64];
        rename(files[i], "first");
        sprintf(command, "gnuplot -d %s.gp", files[i]);
        ck_assert_int_eq(system(command), 0);
        assert_same_bytes("first", files[i]);
    }
    ck_assert(!file_holds("c.svg.gp", "owned`\"")); /* the script holds texts in ' ' only */
    leave(11);
}
END_TEST

START_TEST(hostile_file_names_are_names)
{
    static const char *const files[] = {
        "|touch owned;.svg",  "~.svg", "it's `touch owned`.png", "'' it.svg", "a\\.svg",
        "100%s {x} \xff.svg", "-e.svg"};
    enter();
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        ck_assert_drawn(draw(1, 2, 1, files[i], false, true, &error));
        char script[64];
        sprintf(script, "%s.gp", files[i]);
        rename(files[i], "first");
        rename(script, "script");
        ck_assert_int_eq(system("gnuplot -d script"), 0);
        assert_same_bytes("first", files[i]);
        remove(files[i]);
        remove("first");
        remove("script");
    }
    leave(0);
}
END_TEST

START_TEST(same_bytes_every_time_and_everywhere)
{
    enter();
    ck_assert_drawn(draw(4, 3, 1, "one.svg", false, false, &error));
    ck_assert_drawn(draw(4, 3, 1, "one.png", false, false, &error));
    setenv("GNUTERM", "no-such-terminal", 1);
    setenv("LC_ALL", "de_DE.UTF-8", 1);
    setlocale(LC_ALL, "");
    ck_assert_drawn(draw(4, 3, 1, "two.svg", false, false, &error));
    ck_assert_drawn(draw(4, 3, 1, "two.png", false, false, &error));
    setlocale(LC_ALL, "C");
    unsetenv("GNUTERM");
    unsetenv("LC_ALL");
    assert_same_bytes("one.svg", "two.svg");
    assert_same_bytes("one.png", "two.png");
    leave(4);
}
END_TEST

START_TEST(nothing_moves)
{
    enter();
    for (int excess = 0; excess < 2; excess++) {
        ck_assert_drawn(draw(1, 2, 0, "bars.png", excess, false, &error));
        ck_assert_drawn(draw(4, 2, 0, "curves.svg", excess, false, &error));
        assert_is_picture("curves.svg");
        ck_assert(file_holds("curves.svg", excess ? "No path loses more" : "Nothing moves"));
    }
    leave(2);
}
END_TEST

START_TEST(the_best_is_not_on_the_logarithmic_axis)
{
    made m;
    enter();
    make(&m, 4, 3, 1);
    m.scenario.paths = (char *[]){(char *)"first", (char *)"second", (char *)"third"};
    m.results[1].excess_over_best = 1e-15; /* rounding, not a difference */
    ck_assert_drawn(orth_comparison_plot(&m.comparison, "x.svg", true, true, &error));
    ck_assert(file_holds("x.svg", "loses least everywhere, so that it has no excess: first"));
    ck_assert(!file_holds("x.svg", "excess: first, second"));
    ck_assert(!file_holds("x.svg.gp", "keyentry")); /* no legend entry without a curve */
    ck_assert(file_holds("x.svg.gp", "16 NaN\n"));
    ck_assert(file_holds("x.svg.gp", "$path2 << EOD\n1 2\n4 2\n16 NaN\n7200 2\nEOD\n"));
    leave(2);
}
END_TEST

START_TEST(letters_that_no_font_has)
{
    static char private_use[] = "\xf3\xb0\x80\x80 token"; /* U+F0000 */
    made m;
    enter();
    make(&m, 1, 1, 1);
    m.scenario.paths = (char *[]){private_use};
    ck_assert_drawn(orth_comparison_plot(&m.comparison, "x.svg", false, true, &error));
    ck_assert_str_eq(orth_picture_note(), "");
    ck_assert(file_holds("x.svg.gp", private_use));
    ck_assert_drawn(orth_comparison_plot(&m.comparison, "x.png", false, true, &error));
    ck_assert_msg(strstr(orth_picture_note(), "x.png: no font here has U+F0000 of ") ==
                      orth_picture_note(),
                  "%s", orth_picture_note());
    ck_assert(file_holds("x.png.gp", "'? token'"));
    leave(4);
}
END_TEST

START_TEST(other_endings_are_refused)
{
    static const char *const files[] = {"a.pdf", "svg", ".svg", "", "a.svg ", "a.svg/b", "a\n.svg"};
    enter();
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        orth_error error = {0};
        ck_assert_int_eq(draw(1, 2, 1, files[i], false, true, &error), ORTH_BAD_INPUT);
        ck_assert(strlen(error.text) > 0 && strchr(error.text, '\n') == NULL);
        ck_assert_int_eq(draw_trajectory(3, "", 10, files[i], true, &error), ORTH_BAD_INPUT);
    }
    leave(0);
}
END_TEST

static void write_program(const char *name, const char *text)
{
    FILE *stream = fopen(name, "w");
    fputs(text, stream);
    fclose(stream);
    chmod(name, 0755);
}

/* A drawing that must fail for want of a good gnuplot, saying `reason`, and leave `older` alone. */
static void assert_fails_saying(const char *reason)
{
    static const char older[] = "an older picture\n";
    orth_error error = {0};
    write_program("older.svg", older);
    ck_assert_int_eq(draw(4, 2, 1, "older.svg", false, true, &error), ORTH_IO);
    ck_assert_msg(strstr(error.text, reason) != NULL, "%s", error.text);
    ck_assert_ptr_nonnull(strstr(error.text, "older.svg"));
    ck_assert_ptr_null(strchr(error.text, '\n'));
    ck_assert(file_holds("older.svg", older));
    remove("older.svg");
}

START_TEST(gnuplot_missing_or_failing)
{
    char *path = strdup(getenv("PATH"));
    enter();
    setenv("PATH", "no-such-folder", 1);
    assert_fails_saying("cannot run gnuplot");
    setenv("PATH", folder, 1);
    write_program("gnuplot", "#!/bin/sh\necho 'first line' >&2\necho '  last\tline' >&2\nexit 3\n");
    assert_fails_saying("exit code 3): last line");
    write_program("gnuplot", "#!/bin/sh\necho '<svg>'\n");
    assert_fails_saying("no whole picture");
    write_program("gnuplot", "#!/bin/sh\nkill -9 $$\n");
    assert_fails_saying("signal 9");
    setenv("PATH", path, 1);
    free(path);
    leave(1);
}
END_TEST

START_TEST(nothing_is_left_where_nothing_can_be_written)
{
    orth_error error = {0};
    enter();
    ck_assert_int_eq(draw(4, 2, 1, "no/such.svg", false, true, &error), ORTH_IO);
    ck_assert_int_eq(mkdir("folder.svg", 0777), 0);
    ck_assert_int_eq(draw(4, 2, 1, "folder.svg", false, true, &error), ORTH_IO);
    ck_assert_int_eq(mkdir("taken.svg.gp", 0777), 0);
    ck_assert_int_eq(draw(4, 2, 1, "taken.svg", false, true, &error), ORTH_IO);
    ck_assert_int_eq(symlink("/dev/full", "full.svg"), 0);
    ck_assert_int_eq(draw(4, 2, 1, "full.svg", false, true, &error), ORTH_IO);
    ck_assert_ptr_nonnull(strstr(error.text, "No space"));
    leave(3);
}
END_TEST

ORTH_TEST_MAIN("plot", hostile_names_run_nothing_and_break_nothing, strategies, long_names_are_cut,
               kept_script_draws_the_same_picture, hostile_file_names_are_names,
               same_bytes_every_time_and_everywhere, nothing_moves,
               the_best_is_not_on_the_logarithmic_axis, letters_that_no_font_has,
               other_endings_are_refused, gnuplot_missing_or_failing,
               nothing_is_left_where_nothing_can_be_written)
