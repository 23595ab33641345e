/* The script of a Slurm array. People read it, change it and keep it: so it holds no more than they
 * would have written, and everything that Slurm is told stands in its head. */
#include "orthant/sweep_job.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/plural.h"
#include "base/text.h"
#include "base/text_out.h"
#include "orthant/limits.h"

#define USUAL_SHARDS 16

uint64_t orth_sweep_job_shards(const orth_sweep_job *job)
{
    if (job->shards > 0)
        return job->shards;
    return job->points < USUAL_SHARDS ? job->points : USUAL_SHARDS;
}

/* ---------------------------------------------------------------- what is refused */

static orth_status check_name(const char *what, const char *name, orth_error *error)
{
    char quoted[ORTH_QUOTE_MAX];
    if (orth_is_line(name) && strchr(name, '\\') == NULL)
        return ORTH_OK;
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s is %s; in a job of Slurm it must be " ORTH_LINE " and without a backslash",
                     what, orth_quote(quoted, sizeof quoted, name));
}

/* Digits, then at most `most` times a colon and digits; whatever Slurm reads within a day. */
static const char *pass_clock(const char *at, int most, int *colons)
{
    *colons = 0;
    while (true) {
        size_t digits = strspn(at, "0123456789");
        if (digits == 0 || digits > 9)
            return NULL;
        at += digits;
        if (*at != ':' || *colons == most)
            return at;
        at++;
        (*colons)++;
    }
}

static bool is_time(const char *text)
{
    int colons;
    const char *end = pass_clock(text, 2, &colons);
    if (end != NULL && *end == '-' && colons == 0)
        end = pass_clock(end + 1, 2, &colons);
    return end != NULL && *end == '\0';
}

static bool is_partition(const char *text)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                  "_.+-,";
    return *text != '\0' && *text != '-' && text[strspn(text, letters)] == '\0';
}

static orth_status check_job(const orth_sweep_job *job, orth_error *error)
{
    const struct {
        const char *what, *name;
    } names[] = {{"the program's path", job->program},
                 {"the folder that the job starts in", job->directory},
                 {"the sweep's file", job->file},
                 {"the results' folder", job->folder}};
    char quoted[ORTH_QUOTE_MAX];
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        orth_status status = check_name(names[i].what, names[i].name, error);
        if (status != ORTH_OK)
            return status;
    }
    if (job->shards > job->points)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%" PRIu64 " tasks for %" PRIu64 " point%s; a task must have one at least",
                         job->shards, job->points, orth_plural(job->points, "", "s"));
    if (job->shards > ORTH_SWEEP_SHARDS_MAX)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%" PRIu64 " tasks; permitted: whole numbers from 1 to %d", job->shards,
                         ORTH_SWEEP_SHARDS_MAX);
    if (job->time != NULL && !is_time(job->time))
        return orth_fail(error, ORTH_BAD_INPUT,
                         "a task's time is %s; Slurm reads minutes, minutes:seconds, "
                         "hours:minutes:seconds, days-hours, days-hours:minutes or "
                         "days-hours:minutes:seconds",
                         orth_quote(quoted, sizeof quoted, job->time));
    if (job->partition != NULL && !is_partition(job->partition))
        return orth_fail(error, ORTH_BAD_INPUT,
                         "the partition is %s; it must be a name of letters, digits and _.+-, or "
                         "several with commas",
                         orth_quote(quoted, sizeof quoted, job->partition));
    return ORTH_OK;
}

/* ---------------------------------------------------------------- how names are written */

/* Letters that neither the shell nor Slurm reads as anything else. */
static bool is_plain(const char *text)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                  "_./+-:@,";
    return *text != '\0' && text[strspn(text, letters)] == '\0';
}

/* A word of a shell's command. */
static void write_word(FILE *out, const char *text)
{
    if (is_plain(text)) {
        fputs(text, out);
        return;
    }
    putc('\'', out);
    for (; *text != '\0'; text++)
        if (*text == '\'')
            fputs("'\\''", out);
        else
            putc(*text, out);
    putc('\'', out);
}

/* The value of an option in a line of #SBATCH, between double quotes where it needs them; in a file
 * name of Slurm (`pattern`) a percent sign is written twice. */
static void write_value(FILE *out, const char *text, bool pattern)
{
    for (; *text != '\0'; text++) {
        if (*text == '"')
            putc('\\', out);
        if (*text == '%' && pattern)
            putc('%', out);
        putc(*text, out);
    }
}

static void write_option(FILE *out, const char *option, const char *value)
{
    bool plain = is_plain(value);
    fprintf(out, "#SBATCH --%s=%s", option, plain ? "" : "\"");
    write_value(out, value, false);
    fputs(plain ? "\n" : "\"\n", out);
}

/* The sweep's file without folder and ending: what a queue shows. */
static void write_name(FILE *out, const char *file)
{
    const char *slash = strrchr(file, '/');
    const char *base = slash == NULL ? file : slash + 1;
    size_t length = strlen(base);
    if (length > 5 && strcmp(base + length - 5, ".json") == 0)
        length -= 5;
    char name[65];
    snprintf(name, sizeof name, "%.*s", (int)(length < 64 ? length : 64), base);
    if (is_plain(name))
        fprintf(out, "#SBATCH --job-name=%s\n", name);
    else
        fputs("#SBATCH --job-name=orthant-sweep\n", out);
}

/* With its last slash: the folder as a place for files. */
static const char *slash_after(const char *folder)
{
    size_t length = strlen(folder);
    return length > 0 && folder[length - 1] == '/' ? "" : "/";
}

/* ---------------------------------------------------------------- the script */

static void write_remarks(FILE *out, const orth_sweep_job *job, uint64_t shards)
{
    uint64_t most = (job->points + shards - 1) / shards;
    fprintf(out, "#!/bin/sh\n# Sweep %s: %" PRIu64 " point%s in %" PRIu64 " task%s, ", job->file,
            job->points, orth_plural(job->points, "", "s"), shards, orth_plural(shards, "", "s"));
    fprintf(out, "%s%" PRIu64 " a task.\n", job->points % shards == 0 ? "" : "at most ", most);
    fputs(
        "# A task computes what the file of its share does not hold yet: it may be killed, requeued\n"
        "# and submitted again.\n"
        "#\n"
        "# All tasks:            sbatch job.sh\n",
        out);
    if (shards > 1)
        fprintf(out, "# Some of them again:   sbatch --array=1,%" PRIu64 " job.sh\n", shards);
    fputs("# When they are done:   orthant sweep merge ", out);
    write_word(out, job->folder);
    fprintf(
        out,
        "\n#\n# A task should work for %d seconds or more, since its start and end cost some. Where it\n"
        "# does not, make this script again with fewer --shards. Options given to sbatch before the\n"
        "# script's name count more than these.\n\n",
        ORTH_SWEEP_TASK_SECONDS);
}

static void write_head(FILE *out, const orth_sweep_job *job, uint64_t shards)
{
    write_name(out, job->file);
    fprintf(out, "#SBATCH --array=1-%" PRIu64 "\n", shards);
    fprintf(out, "#SBATCH --ntasks=1\n#SBATCH --cpus-per-task=%u\n",
            job->cpus == 0 ? 1 : job->cpus);
    if (job->time != NULL)
        write_option(out, "time", job->time);
    if (job->partition != NULL)
        write_option(out, "partition", job->partition);
    write_option(out, "chdir", job->directory);
    bool plain = is_plain(job->folder);
    fprintf(out, "#SBATCH --output=%s", plain ? "" : "\"");
    write_value(out, job->folder, true);
    fprintf(out, "%sslurm-%%A-%%a.log%s\n", slash_after(job->folder), plain ? "" : "\"");
    fputs("#SBATCH --open-mode=append\n#SBATCH --requeue\n\n", out);
}

static void write_command(FILE *out, const orth_sweep_job *job, uint64_t shards)
{
    fputs("exec ", out);
    write_word(out, job->program);
    fputs(" sweep ", out);
    write_word(out, job->file);
    fputs(" -o ", out);
    write_word(out, job->folder);
    fprintf(out,
            " \\\n    --shard \"$SLURM_ARRAY_TASK_ID/%" PRIu64
            "\" --threads \"$SLURM_CPUS_PER_TASK\"\n",
            shards);
}

orth_status orth_sweep_job_script(char **text, const orth_sweep_job *job, orth_error *error)
{
    *text = NULL;
    orth_status status = check_job(job, error);
    if (status != ORTH_OK)
        return status;
    size_t length;
    orth_text_out out;
    status = orth_text_open(&out, error);
    if (status != ORTH_OK)
        return status;
    uint64_t shards = orth_sweep_job_shards(job);
    write_remarks(out.stream, job, shards);
    write_head(out.stream, job, shards);
    write_command(out.stream, job, shards);
    return orth_text_close(&out, text, &length, error);
}
