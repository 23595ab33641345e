#include "sweep_places.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file_in.h"
#include "harness.h"

const char place_few[] =
    "{\"orthant\": 1, \"scenario\": \"scenarios/btc-usdc-with-fee.json\", \"command\": \"compare\","
    " \"vary\": {\"/pool/swap_fee\": [\"0\", \"0.003\", \"0.0030000000000000000001\"],"
    " \"/paths\": [[\"linear\"], [\"amgm\", \"geodesic\"]]},"
    " \"collect\": [\"/results/0/log_loss\", \"/results/0/path\", \"/results/0/cost/mean\"]}";
const char place_many[] =
    "{\"orthant\": 1, \"scenario\": \"scenarios/btc-usdc-with-fee.json\", \"command\": \"compare\","
    " \"vary\": {\"/steps\": {\"from\": 1, \"to\": 50, \"count\": 50}},"
    " \"collect\": [\"/results/0/shortfall\"]}";

static orth_sweep *parse(const char *text)
{
    orth_sweep *sweep;
    orth_error error = {ORTH_OK, ""};
    orth_status status = orth_sweep_parse(&sweep, text, strlen(text), "sweep.json", &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    return sweep;
}

place place_begin(const char *text)
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

void place_end(place *p)
{
    char command[128];
    snprintf(command, sizeof command, "rm -r %s", p->folder);
    ck_assert_int_eq(system(command), 0);
    orth_sweep_free(p->sweep);
}

orth_kept_header place_header(const place *p, uint64_t shard, uint64_t shards)
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

orth_kept_file *place_open_shard(const place *p, uint64_t shard, uint64_t shards)
{
    orth_kept_header header = place_header(p, shard, shards);
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

void place_shut(orth_kept_file *file)
{
    ck_assert_int_eq(orth_kept_file_close(file, NULL), ORTH_OK);
}

void place_append(const place *p, orth_kept_file *file, orth_kept_point *point)
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

void place_append_small(const place *p, orth_kept_file *file, uint64_t number)
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
    place_append(p, file, &point);
}

char *place_read(const place *p, const char *name, size_t *length)
{
    char path[128], *text;
    snprintf(path, sizeof path, "%s/%s", p->folder, name);
    ck_assert_int_eq(orth_file_read(&text, length, path, 1 << 24, NULL), ORTH_OK);
    return text;
}

bool place_has(const place *p, const char *name)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", p->folder, name);
    return access(path, F_OK) == 0;
}

orth_sweep_tally place_merge(const place *p)
{
    orth_sweep_tally tally;
    orth_error error = {ORTH_OK, ""};
    orth_status status = orth_sweep_merge(p->folder, &tally, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    return tally;
}

place place_small(void)
{
    place p = place_begin(place_few);
    orth_kept_file *file = place_open_shard(&p, 1, 1);
    for (uint64_t point = 0; point < 6; point++)
        place_append_small(&p, file, point);
    place_shut(file);
    return p;
}
