/* tests/cases/prices-read: files of every form, alone and together. `read` in a folder says what is
 * read (see read_request); `rows` has the times and prices that come out, `notes` all that is told,
 * and `error`, where there is one, the refusal. With ORTH_TEST_UPDATE set these are written. */
#include "harness.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "market/price_text.h"
#include "orthant/prices.h"

#define FOLDERS "tests/cases/prices-read"
#define MOST 8
#define TEXT_MAX 40000

typedef struct asked {
    char text[4000];
    const char *tokens[MOST];
    orth_price_file files[MOST];
    const char *columns[MOST][MOST], *values[MOST][MOST];
    orth_price_request request;
} asked;

/* KEY=VALUE of a file's line; `where` has COLUMN:VALUE, and ~ stands for a blank. */
static void take_key(asked *a, size_t file, char *key)
{
    char *value = strchr(key, '=');
    ck_assert_msg(value != NULL, "%s", key);
    *value++ = '\0';
    for (char *at = value; *at != '\0'; at++)
        *at = *at == '~' ? ' ' : *at;
    orth_price_file *f = &a->files[file];
    if (strcmp(key, "stamp") == 0)
        f->stamp = strcmp(value, "start") == 0 ? ORTH_STAMP_START : ORTH_STAMP_END;
    else if (strcmp(key, "bar") == 0)
        ck_assert(orth_span_parse(&f->bar, value));
    else if (strcmp(key, "dates") == 0)
        f->dates = strcmp(value, "mdy") == 0 ? ORTH_DATES_MDY : ORTH_DATES_DMY;
    else if (strcmp(key, "time") == 0)
        f->time_column = value;
    else if (strcmp(key, "price") == 0)
        f->price_column = value;
    else if (strcmp(key, "where") == 0) {
        char *colon = strchr(value, ':');
        *colon = '\0';
        a->columns[file][f->where_count] = value;
        a->values[file][f->where_count++] = colon + 1;
    } else
        ck_abort_msg("no key %s", key);
}

/* Lines of `read`: "TOKEN FILE KEY=VALUE ..." for each file, "- FILE" for a panel, and
 * "numeraire TOKEN", "token TOKEN" (of a panel), "every SPAN", "from TIME", "to TIME",
 * "blocks_per_row N", "digest 1". */
static void read_request(asked *a)
{
    memset(a, 0, sizeof *a);
    FILE *file = fopen("read", "r");
    ck_assert_ptr_nonnull(file);
    a->text[fread(a->text, 1, sizeof a->text - 1, file)] = '\0';
    fclose(file);
    orth_price_request *r = &a->request;
    char *lines, *words;
    for (char *line = strtok_r(a->text, "\n", &lines); line; line = strtok_r(NULL, "\n", &lines)) {
        char *first = strtok_r(line, " ", &words), *second = strtok_r(NULL, " ", &words);
        bool numeraire = strcmp(first, "numeraire") == 0;
        if (numeraire || strcmp(first, "token") == 0) {
            a->tokens[r->n++] = second;
            r->numeraire = numeraire ? second : r->numeraire;
        } else if (strcmp(first, "every") == 0)
            ck_assert(orth_span_parse(&r->every, second));
        else if (strcmp(first, "from") == 0)
            ck_assert(orth_price_time_parse(&r->from, second));
        else if (strcmp(first, "to") == 0)
            ck_assert(orth_price_time_parse(&r->to, second));
        else if (strcmp(first, "blocks_per_row") == 0)
            r->blocks_per_row = (uint64_t)atoi(second);
        else if (strcmp(first, "digest") == 0)
            r->digest = true;
        else {
            bool panel = strcmp(first, "-") == 0;
            orth_price_file *f = &a->files[r->count];
            f->file = second;
            f->token = panel ? NULL : first;
            if (!panel)
                a->tokens[r->n++] = first;
            for (char *key; (key = strtok_r(NULL, " ", &words)) != NULL;)
                take_key(a, r->count, key);
            f->where_columns = a->columns[r->count];
            f->where_values = a->values[r->count++];
        }
    }
    r->tokens = a->tokens;
    r->files = a->files;
}

static void print_rows(char *out, const orth_prices *prices)
{
    size_t used = 0;
    for (size_t k = 0; k < prices->rows && used + 400 < TEXT_MAX; k++) {
        char time[ORTH_TIME_TEXT_MAX];
        if (prices->dated)
            used += (size_t)sprintf(out + used, "%s", orth_time_text(time, prices->times[k]));
        else
            used += (size_t)sprintf(out + used, "%jd", (intmax_t)prices->times[k] / 1000000);
        for (size_t i = 0; i < prices->n; i++)
            used += (size_t)sprintf(out + used, " %.17g", prices->prices[k * prices->n + i]);
        used += (size_t)sprintf(out + used, "\n");
    }
    for (size_t i = 0; i < prices->source_count; i++)
        if (prices->sources[i].sha256[0] != '\0')
            used += (size_t)sprintf(out + used, "%s %s\n", prices->sources[i].sha256,
                                    prices->sources[i].file);
}

static void print_notes(char *out, const orth_prices *prices)
{
    size_t used = 0;
    for (size_t i = 0; i < prices->note_count && used + 1200 < TEXT_MAX; i++)
        used += (size_t)sprintf(out + used, "%s\n", prices->notes[i]);
}

/* What a file should have; an absent file is "". */
static bool holds(const char *folder, const char *name, const char *got)
{
    static char expected[TEXT_MAX];
    if (getenv("ORTH_TEST_UPDATE") != NULL) {
        unlink(name);
        if (got[0] != '\0') {
            FILE *out = fopen(name, "w");
            ck_assert(out != NULL && fputs(got, out) >= 0 && fclose(out) == 0);
        }
        return true;
    }
    FILE *file = fopen(name, "r");
    expected[0] = '\0';
    if (file != NULL) {
        expected[fread(expected, 1, sizeof expected - 1, file)] = '\0';
        fclose(file);
    }
    bool good = strcmp(expected, got) == 0;
    if (!good)
        printf("%s/%s:\n  expected %s\n  got      %s\n", folder, name, expected, got);
    return good;
}

static bool is_read_right(const char *folder)
{
    static asked a;
    static char rows[TEXT_MAX], notes[TEXT_MAX], refusal[ORTH_ERROR_TEXT_MAX + 2];
    orth_prices *prices;
    orth_error error = {.text = ""};
    rows[0] = notes[0] = refusal[0] = '\0';
    read_request(&a);
    orth_status status = orth_prices_load(&prices, &a.request, &error);
    ck_assert((status == ORTH_OK) == (prices != NULL));
    if (status == ORTH_OK) {
        print_rows(rows, prices);
        print_notes(notes, prices);
    } else {
        snprintf(refusal, sizeof refusal, "%s\n", error.text);
        ck_assert_msg(status == ORTH_BAD_INPUT, "%s: %s", folder, error.text);
    }
    orth_prices_free(prices);
    bool good = holds(folder, "rows", rows);
    good = holds(folder, "notes", notes) && good;
    return holds(folder, "error", refusal) && good;
}

START_TEST(files_are_read_right)
{
    DIR *folders = opendir(FOLDERS);
    ck_assert_msg(folders != NULL, "run from the folder that holds tests/");
    int seen = 0, good = 0;
    for (struct dirent *entry; (entry = readdir(folders)) != NULL;) {
        char folder[400];
        if (entry->d_name[0] == '.')
            continue;
        snprintf(folder, sizeof folder, FOLDERS "/%s", entry->d_name);
        ck_assert(chdir(folder) == 0);
        good += is_read_right(entry->d_name);
        ck_assert(chdir("../../../..") == 0);
        seen++;
    }
    closedir(folders);
    printf("%d of %d cases hold\n", good, seen);
    ck_assert_int_eq(good, seen);
    ck_assert_int_ge(seen, 80);
}
END_TEST

ORTH_TEST_MAIN("price_reading", files_are_read_right)
