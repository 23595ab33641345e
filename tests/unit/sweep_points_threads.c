/* Files of finished points: what is written is read back, and whatever happens to a file, no point
 * comes out of it that was not written so, and going on with it leaves whole lines only. */
#include "harness.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file_in.h"
#include "sweep/points_file.h"
#include "sweep/points_line.h"

static char folder[64], name[128];

static void make_folder(void)
{
    strcpy(folder, "/tmp/orthant-points-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(name, sizeof name, "%s/points-2-of-3.jsonl", folder);
}

static void remove_folder(void)
{
    unlink(name);
    ck_assert_int_eq(rmdir(folder), 0);
}

static orth_kept_header header_of(char last)
{
    orth_kept_header header = {.kind = "sweep-points", .version = "1.2", .shard = 2, .shards = 3};
    memset(header.asked, 'a', 64);
    memset(header.program, 'b', 64);
    header.asked[63] = last;
    return header;
}

/* Texts that a careless reader would cut at the wrong place. */
static const char *const values[][2] = {
    {"0.003", "[1, 2]"},      {"\"a,b]}\\\"\"", "{\"x\": [1, {\"y\": \"]\"}]}"},
    {"null", "true"},         {"-1.5e-300", "\"\""},
    {"\"\\\\\"", "[]"},       {"1", "\"\xc3\xa9\""},
    {"[\"],\", 2]", "false"},
};
static const char *const messages[] = {"a \"quoted\" \\u001b message: 0.5", "", "one\ntwo\x01"};
#define MESSAGES (sizeof messages / sizeof messages[0])
#define KINDS (sizeof values / sizeof values[0])

typedef struct made {
    orth_kept_point point;
    orth_kept_figure figures[3];
    double means[2][32];
} made;

/* Point 3 i + 1, by its number alone. */
static void make(made *out, uint64_t i)
{
    *out = (made){.point = {.point = 3 * i + 1, .value_count = 2, .values = values[i % KINDS]}};
    if (i % 5 == 4) {
        out->point.failed = messages[i / 5 % MESSAGES];
        return;
    }
    for (size_t k = 0; k < 32; k++) {
        out->means[0][k] = (double)(i + 1) / (double)(k + 3);
        out->means[1][k] = k % 2 == 0 ? -0.0 : 1e-310 * (double)k;
    }
    out->figures[0] =
        (orth_kept_figure){.text = "0.12345678901234567", .low = "-1", .high = "1e400"};
    out->figures[1] = (orth_kept_figure){.text = i % 2 == 0 ? NULL : "{\"a\": [1, 2]}"};
    out->figures[2] = (orth_kept_figure){.text = "7", .low = "6", .high = "8"};
    out->figures[0].groups = i % 3 == 0 ? 0 : 32;
    out->figures[0].group_means = out->means[0];
    out->figures[2].groups = 1 + i % 32;
    out->figures[2].group_means = out->means[1];
    out->point.figure_count = 3;
    out->point.figures = out->figures;
}

static void same_text(const char *one, const char *other)
{
    ck_assert((one == NULL) == (other == NULL));
    if (one != NULL)
        ck_assert_str_eq(one, other);
}

static void same(const orth_kept_point *found, uint64_t i)
{
    made wanted;
    make(&wanted, i);
    ck_assert_uint_eq(found->point, wanted.point.point);
    ck_assert_uint_eq(found->value_count, 2);
    for (size_t v = 0; v < 2; v++)
        ck_assert_str_eq(found->values[v], wanted.point.values[v]);
    same_text(found->failed, wanted.point.failed);
    ck_assert_uint_eq(found->figure_count, wanted.point.figure_count);
    for (size_t f = 0; f < found->figure_count; f++) {
        const orth_kept_figure *one = &found->figures[f], *other = &wanted.figures[f];
        same_text(one->text, other->text);
        same_text(one->low, other->low);
        same_text(one->high, other->high);
        ck_assert_uint_eq(one->groups, other->groups);
        if (one->groups > 0)
            ck_assert_mem_eq(one->group_means, other->group_means, one->groups * sizeof(double));
    }
}

#define MOST 4000
typedef struct seen {
    unsigned count, times[MOST];
} seen;

static orth_status see(void *user, const orth_kept_point *point, orth_error *error)
{
    seen *all = user;
    (void)error;
    ck_assert_uint_eq(point->point % 3, 1);
    ck_assert_uint_lt(point->point / 3, MOST);
    same(point, point->point / 3);
    all->times[point->point / 3]++;
    all->count++;
    return ORTH_OK;
}

static orth_kept_file *open_for(seen *all, uint64_t *dropped)
{
    orth_error error = {ORTH_OK, ""};
    orth_kept_header header = header_of('1');
    orth_kept_file *file;
    memset(all, 0, sizeof *all);
    orth_kept_file_open(&file, name, &header, false, "again", see, all, dropped, &error);
    ck_assert_msg(file != NULL, "%s", error.text);
    return file;
}

static void append(orth_kept_file *file, uint64_t i)
{
    made one;
    make(&one, i);
    ck_assert_int_eq(orth_kept_append(file, &one.point, NULL), ORTH_OK);
}

static void write_points(uint64_t count)
{
    static seen all;
    uint64_t dropped;
    orth_kept_file *file = open_for(&all, &dropped);
    for (uint64_t i = 0; i < count; i++)
        append(file, i);
    ck_assert_int_eq(orth_kept_file_close(file, NULL), ORTH_OK);
}

static void put_bytes(const char *bytes, size_t length)
{
    int descriptor = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    ck_assert_int_eq(write(descriptor, bytes, length), (ssize_t)length);
    close(descriptor);
}

static char *get_bytes(size_t *length)
{
    char *bytes;
    ck_assert_int_eq(orth_file_read(&bytes, length, name, 1 << 24, NULL), ORTH_OK);
    return bytes;
}

START_TEST(lines_come_back)
{
    orth_kept_reader *reader;
    const orth_kept_point *point;
    bool found;
    uint64_t places[40];
    make_folder();
    ck_assert_int_eq(orth_kept_open(&reader, &found, name, "sweep-points", NULL), ORTH_OK);
    ck_assert(!found && reader == NULL);
    write_points(40);
    ck_assert_int_eq(orth_kept_open(&reader, &found, name, "sweep-points", NULL), ORTH_OK);
    ck_assert(found);
    ck_assert_str_eq(orth_kept_header_of(reader)->version, "1.2");
    ck_assert_uint_eq(orth_kept_header_of(reader)->shards, 3);
    for (uint64_t i = 0; i < 40; i++) {
        ck_assert_int_eq(orth_kept_next(reader, &point, NULL), ORTH_OK);
        ck_assert_ptr_nonnull(point);
        same(point, i);
        places[i] = orth_kept_place(reader);
    }
    ck_assert_int_eq(orth_kept_next(reader, &point, NULL), ORTH_OK);
    ck_assert_ptr_null(point);
    for (uint64_t i = 40; i-- > 0;) {
        orth_kept_go(reader, places[i]);
        ck_assert_int_eq(orth_kept_next(reader, &point, NULL), ORTH_OK);
        same(point, i);
    }
    ck_assert_uint_eq(orth_kept_dropped(reader, NULL), 0);
    orth_kept_close(reader);
    ck_assert_int_eq(orth_kept_open(&reader, &found, name, "study-points", NULL), ORTH_BAD_INPUT);
    remove_folder();
}
END_TEST

static unsigned newlines(const char *bytes, size_t length)
{
    unsigned n = 0;
    for (size_t i = 0; i < length; i++)
        n += bytes[i] == '\n';
    return n;
}

/* As a kill, a full disk or a power cut leaves it: every length near an end of a line, and
 * others. */
START_TEST(cut_anywhere)
{
    static seen all;
    size_t length, after;
    uint64_t dropped;
    make_folder();
    write_points(7);
    char *bytes = get_bytes(&length);
    test_random random = test_seeded(11);
    for (size_t cut = 0; cut <= length; cut++) {
        bool near = cut < 2 || newlines(bytes + cut - 2, cut + 2 <= length ? 4 : 2) > 0;
        if (!near && test_random_below(&random, 30) > 0)
            continue;
        put_bytes(bytes, cut);
        unsigned whole = newlines(bytes, cut);
        orth_kept_file *file = open_for(&all, &dropped);
        ck_assert_uint_eq(all.count, whole > 0 ? whole - 1 : 0);
        ck_assert_uint_eq(dropped, whole > 0 && cut > 0 && bytes[cut - 1] != '\n');
        for (unsigned i = all.count; i < 7; i++)
            append(file, i);
        ck_assert_int_eq(orth_kept_file_close(file, NULL), ORTH_OK);
        char *again = get_bytes(&after);
        ck_assert_uint_eq(after, length);
        ck_assert_mem_eq(again, bytes, length);
        free(again);
    }
    free(bytes);
    remove_folder();
}
END_TEST

/* A byte that is another one, a line that is gone, bytes that a power cut made zeros. */
START_TEST(damaged_anywhere)
{
    static seen all;
    size_t length;
    uint64_t dropped;
    make_folder();
    write_points(9);
    char *bytes = get_bytes(&length);
    size_t begin = (size_t)((char *)memchr(bytes, '\n', length) - bytes) + 1;
    char *spoilt = malloc(length);
    test_random random = test_seeded(12);
    for (int turn = 0; turn < 200; turn++) {
        memcpy(spoilt, bytes, length);
        size_t at = begin + test_random_below(&random, length - begin);
        size_t run = 1 + (turn % 3 == 0 ? test_random_below(&random, length - at) : 0);
        for (size_t i = at; i < at + run; i++)
            spoilt[i] = turn % 3 == 0 ? 0 : (char)(spoilt[i] ^ (1 << turn % 8));
        put_bytes(spoilt, length);
        orth_kept_file *file = open_for(&all, &dropped);
        ck_assert_uint_lt(all.count, 9);
        ck_assert_uint_ge(dropped, 1);
        for (unsigned i = 0; i < 9; i++) {
            ck_assert_uint_le(all.times[i], 1);
            if (all.times[i] == 0)
                append(file, i);
        }
        ck_assert_int_eq(orth_kept_file_close(file, NULL), ORTH_OK);
        file = open_for(&all, &dropped);
        ck_assert_uint_eq(all.count, 9);
        ck_assert_uint_eq(dropped, 0);
        ck_assert_int_eq(orth_kept_file_close(file, NULL), ORTH_OK);
    }
    free(spoilt);
    free(bytes);
    remove_folder();
}
END_TEST

/* Somebody else's line with a right seal: read or refused, and nothing beyond it is touched. */
START_TEST(sealed_nonsense)
{
    static const char signs[] = "\"\\{}[],:un0af";
    orth_line_room room = {.value_room = 0};
    test_random random = test_seeded(13);
    unsigned read = 0, refused = 0;
    for (int turn = 0; turn < 20000; turn++) {
        made one;
        char *line;
        size_t length;
        make(&one, test_random_below(&random, 40));
        ck_assert_int_eq(orth_kept_line(&line, &length, &one.point, NULL), ORTH_OK);
        length -= ORTH_SEAL_LENGTH;
        for (size_t n = test_random_below(&random, 4); n > 0; n--)
            line[test_random_below(&random, length)] =
                signs[test_random_below(&random, sizeof signs - 1)];
        if (turn % 3 == 0)
            length = 1 + test_random_below(&random, length);
        char *exact = malloc(length + ORTH_SEAL_LENGTH); /* a sanitizer sees a byte too far */
        memcpy(exact, line, length);
        orth_line_seal(exact, length);
        size_t sealed = length + ORTH_SEAL_LENGTH - 1;
        ck_assert(orth_line_sealed(exact, &sealed) && sealed == length);
        orth_kept_point point;
        orth_status status = orth_line_read(&point, &room, exact, length, NULL);
        ck_assert(status == ORTH_OK || status == ORTH_BAD_INPUT);
        *(status == ORTH_OK ? &read : &refused) += 1;
        free(exact);
        free(line);
    }
    ck_assert(read > 1000 && refused > 1000);
    orth_line_room_free(&room);
}
END_TEST

static orth_status open_with(const orth_kept_header *header, bool fresh, orth_error *error)
{
    orth_kept_file *file;
    uint64_t dropped;
    orth_status status =
        orth_kept_file_open(&file, name, header, fresh, "REMEDY", NULL, NULL, &dropped, error);
    ck_assert((file != NULL) == (status == ORTH_OK));
    orth_kept_file_close(file, NULL);
    return status;
}

/* Refused with what changed, and the file as it was. */
START_TEST(other_headers)
{
    static orth_kept_input inputs[] = {{"a.csv", "0"}, {"b.csv", "1"}}, other[] = {{"a.csv", "2"}};
    orth_error error;
    size_t length, after;
    make_folder();
    for (size_t i = 0; i < 2; i++)
        memset(inputs[i].sha256, 'a' + (int)i, 64);
    memset(other[0].sha256, 'f', 64);
    orth_kept_header header = header_of('1');
    header.inputs = inputs;
    header.input_count = 1;
    ck_assert_int_eq(open_with(&header, false, &error), ORTH_OK);
    char *bytes = get_bytes(&length);
    orth_kept_header changed[6];
    static const char *const said[] = {"sweep or study", "program",           "program",
                                       "another a.csv",  "1 files, those of", "shard 2 of 3"};
    for (size_t i = 0; i < 6; i++)
        changed[i] = header;
    changed[0].asked[0] = 'c';
    changed[1].version = "1.3";
    changed[2].program[63] = 'c';
    changed[3].inputs = other;
    changed[4].input_count = 2;
    changed[5].shard = 1;
    for (size_t i = 0; i < 6; i++) {
        ck_assert_int_eq(open_with(&changed[i], false, &error), ORTH_BAD_INPUT);
        ck_assert_msg(strstr(error.text, said[i]) != NULL, "%s", error.text);
        ck_assert(i == 5 || strstr(error.text, "REMEDY") != NULL);
        char *again = get_bytes(&after);
        ck_assert_uint_eq(after, length);
        ck_assert_mem_eq(again, bytes, length);
        free(again);
    }
    ck_assert_int_eq(open_with(&changed[0], true, &error), ORTH_OK);
    ck_assert_int_eq(open_with(&changed[0], false, &error), ORTH_OK);
    free(bytes);
    bytes = get_bytes(&length); /* a damaged header with a line behind it is nobody's */
    bytes[20] ^= 1;
    put_bytes(bytes, length);
    ck_assert_int_eq(open_with(&changed[0], false, &error), ORTH_BAD_INPUT);
    free(bytes);
    remove_folder();
}
END_TEST

/* The lock is there as long as who has it, even when that one is killed. */
START_TEST(one_at_a_time)
{
    static seen all;
    orth_error error;
    uint64_t dropped;
    int ready[2];
    char sign;
    make_folder();
    orth_kept_header header = header_of('1');
    orth_kept_file *file = open_for(&all, &dropped);
    ck_assert_int_eq(open_with(&header, false, &error), ORTH_IO);
    ck_assert_ptr_nonnull(strstr(error.text, "another process"));
    ck_assert_int_eq(open_with(&header, true, &error), ORTH_IO);
    close(open(name, O_RDONLY)); /* POSIX's locks of processes would end here */
    ck_assert_int_eq(open_with(&header, false, &error), ORTH_IO);
    ck_assert_int_eq(orth_kept_file_close(file, NULL), ORTH_OK);
    ck_assert_int_eq(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
        file = open_for(&all, &dropped);
        append(file, 0);
        sign = 'r';
        if (write(ready[1], &sign, 1) != 1)
            _exit(1);
        pause();
    }
    ck_assert_int_eq(read(ready[0], &sign, 1), 1);
    ck_assert_int_eq(open_with(&header, false, &error), ORTH_IO);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    file = open_for(&all, &dropped);
    ck_assert_uint_eq(all.count, 1);
    orth_kept_file_close(file, NULL);
    remove_folder();
}
END_TEST

/* Lines of a file that somebody removes, or whose folder is renamed, are no finished points. */
START_TEST(the_name_is_gone)
{
    static seen all;
    orth_error error;
    uint64_t dropped;
    char other[sizeof folder + 8];
    for (int renamed = 0; renamed < 2; renamed++) {
        make_folder();
        orth_kept_file *file = open_for(&all, &dropped);
        append(file, 0);
        snprintf(other, sizeof other, "%s-moved", folder);
        ck_assert_int_eq(renamed ? rename(folder, other) : unlink(name), 0);
        ck_assert_int_eq(orth_kept_file_close(file, &error), ORTH_IO);
        ck_assert_ptr_nonnull(strstr(error.text, "removed or replaced while it was written"));
        if (renamed)
            ck_assert_int_eq(rename(other, folder), 0);
        remove_folder();
    }
}
END_TEST

/* A pipe by the name of a file of points would be read without end. */
START_TEST(pipes_are_no_files)
{
    orth_kept_reader *reader;
    orth_error error;
    bool found;
    make_folder();
    ck_assert_int_eq(mkfifo(name, 0666), 0);
    alarm(60);
    ck_assert_int_eq(orth_kept_open(&reader, &found, name, "sweep-points", &error), ORTH_IO);
    alarm(0);
    ck_assert_ptr_nonnull(strstr(error.text, "no regular file"));
    ck_assert_ptr_null(reader);
    remove_folder();
}
END_TEST

/* No room in the middle of a line: it is said, the half of it is gone, and all before is there. */
START_TEST(no_more_room)
{
    static seen all;
    struct rlimit before, few;
    struct stat about;
    uint64_t dropped, i = 0;
    orth_error error;
    make_folder();
    signal(SIGXFSZ, SIG_IGN);
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &before), 0);
    for (rlim_t room = 3000; room < 5000; room += 77) {
        unlink(name);
        orth_kept_file *file = open_for(&all, &dropped);
        few = before;
        few.rlim_cur = room;
        ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &few), 0);
        orth_status status = ORTH_OK;
        for (i = 0; status == ORTH_OK && i < 100; i++) {
            made one;
            make(&one, i);
            status = orth_kept_append(file, &one.point, &error);
        }
        ck_assert_int_eq(status, ORTH_IO);
        ck_assert_ptr_nonnull(strstr(error.text, "cannot write: File too large"));
        made one; /* a shorter line would have room, but nothing follows a failure */
        make(&one, 4);
        ck_assert_int_eq(orth_kept_append(file, &one.point, NULL), ORTH_IO);
        ck_assert_int_eq(orth_kept_file_close(file, NULL), ORTH_IO);
        ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &before), 0);
        ck_assert_int_eq(stat(name, &about), 0);
        ck_assert_int_le(about.st_size, (off_t)room);
        file = open_for(&all, &dropped);
        ck_assert_uint_eq(dropped, 0);
        ck_assert_uint_eq(all.count, i - 1);
        orth_kept_file_close(file, NULL);
    }
    remove_folder();
}
END_TEST

#define WRITERS 4
#define EACH 500

typedef struct writer {
    orth_kept_file *file;
    uint64_t first;
} writer;

static void *write_each(void *argument)
{
    const writer *self = argument;
    for (uint64_t i = 0; i < EACH; i++)
        append(self->file, self->first + i * WRITERS);
    return NULL;
}

START_TEST(threads_append)
{
    static seen all;
    uint64_t dropped;
    pthread_t threads[WRITERS];
    writer writers[WRITERS];
    make_folder();
    orth_kept_file *file = open_for(&all, &dropped);
    for (size_t t = 0; t < WRITERS; t++) {
        writers[t] = (writer){file, t};
        ck_assert_int_eq(pthread_create(&threads[t], NULL, write_each, &writers[t]), 0);
    }
    for (size_t t = 0; t < WRITERS; t++)
        pthread_join(threads[t], NULL);
    ck_assert_int_eq(orth_kept_file_close(file, NULL), ORTH_OK);
    file = open_for(&all, &dropped);
    ck_assert_uint_eq(dropped, 0);
    ck_assert_uint_eq(all.count, WRITERS * EACH);
    for (size_t i = 0; i < WRITERS * EACH; i++)
        ck_assert_uint_eq(all.times[i], 1);
    orth_kept_file_close(file, NULL);
    remove_folder();
}
END_TEST

START_TEST(names_of_a_folder)
{
    static const char *const made_files[] = {"points-10-of-16.jsonl", "points-2-of-16.jsonl",
                                             "points-1-of-1.jsonl",   "points-3-of-2.jsonl",
                                             "points-02-of-16.jsonl", "points-2-of-16.jsonl~",
                                             "points-0-of-4.jsonl",   "points-1-of-1000000.jsonl"};
    orth_kept_name *names;
    size_t count;
    char file[256];
    make_folder();
    for (size_t i = 0; i < sizeof made_files / sizeof made_files[0]; i++) {
        snprintf(file, sizeof file, "%s/%s", folder, made_files[i]);
        close(open(file, O_WRONLY | O_CREAT, 0666));
    }
    ck_assert_int_eq(orth_kept_list(&names, &count, folder, NULL), ORTH_OK);
    ck_assert_uint_eq(count, 3);
    ck_assert_uint_eq(names[0].shards, 1);
    ck_assert_uint_eq(names[1].shard, 2);
    ck_assert_uint_eq(names[2].shard, 10);
    orth_kept_names_free(names, count);
    for (size_t i = 0; i < sizeof made_files / sizeof made_files[0]; i++) {
        snprintf(file, sizeof file, "%s/%s", folder, made_files[i]);
        unlink(file);
    }
    remove_folder();
    ck_assert_int_eq(orth_kept_list(&names, &count, folder, NULL), ORTH_IO);
}
END_TEST

ORTH_TEST_MAIN("sweep points", lines_come_back, cut_anywhere, damaged_anywhere, sealed_nonsense,
               other_headers, one_at_a_time, the_name_is_gone, pipes_are_no_files, no_more_room,
               threads_append, names_of_a_folder)
