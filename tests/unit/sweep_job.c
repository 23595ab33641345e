/* The script of a Slurm array: its whole text, its names as the shell reads them, and what is
 * refused. Slurm itself reads it in tests/cluster. */
#include "harness.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/sweep_job.h"

static const orth_sweep_job usual = {
    .program = "/usr/bin/orthant",
    .directory = "/home/ada",
    .file = "studies/fees.json",
    .folder = "runs/",
    .points = 64,
};

static char *script(const orth_sweep_job *job)
{
    char *text = NULL;
    orth_error error = {ORTH_OK, ""};
    ck_assert_msg(orth_sweep_job_script(&text, job, &error) == ORTH_OK, "%s", error.text);
    ck_assert_ptr_nonnull(text);
    return text;
}

static bool holds(const orth_sweep_job *job, const char *words)
{
    char *text = script(job);
    bool found = strstr(text, words) != NULL;
    free(text);
    return found;
}

START_TEST(test_whole_text)
{
    orth_sweep_job job = usual;
    job.shards = 10;
    job.cpus = 4;
    job.time = "1-12:30";
    job.partition = "short,long";
    char *text = script(&job);
    ck_assert_str_eq(
        text,
        "#!/bin/sh\n"
        "# Sweep studies/fees.json: 64 points in 10 tasks, at most 7 a task.\n"
        "# A task computes what the file of its share does not hold yet: it may be killed, requeued\n"
        "# and submitted again.\n"
        "#\n"
        "# All tasks:            sbatch job.sh\n"
        "# Some of them again:   sbatch --array=1,10 job.sh\n"
        "# When they are done:   orthant sweep merge runs/\n"
        "#\n"
        "# A task should work for 30 seconds or more, since its start and end cost some. Where it\n"
        "# does not, make this script again with fewer --shards. Options given to sbatch before the\n"
        "# script's name count more than these.\n"
        "\n"
        "#SBATCH --job-name=fees\n"
        "#SBATCH --array=1-10\n"
        "#SBATCH --ntasks=1\n"
        "#SBATCH --cpus-per-task=4\n"
        "#SBATCH --time=1-12:30\n"
        "#SBATCH --partition=short,long\n"
        "#SBATCH --chdir=/home/ada\n"
        "#SBATCH --output=runs/slurm-%A-%a.log\n"
        "#SBATCH --open-mode=append\n"
        "#SBATCH --requeue\n"
        "\n"
        "exec /usr/bin/orthant sweep studies/fees.json -o runs/ \\\n"
        "    --shard \"$SLURM_ARRAY_TASK_ID/10\" --threads \"$SLURM_CPUS_PER_TASK\"\n");
    free(text);
}
END_TEST

START_TEST(test_what_is_not_given)
{
    orth_sweep_job job = usual;
    ck_assert_uint_eq(orth_sweep_job_shards(&job), 16);
    ck_assert(holds(&job, "64 points in 16 tasks, 4 a task.\n"));
    ck_assert(holds(&job, "--array=1-16\n"));
    ck_assert(holds(&job, "--cpus-per-task=1\n"));
    ck_assert(!holds(&job, "--time"));
    ck_assert(!holds(&job, "--partition"));
    job.points = 1;
    ck_assert_uint_eq(orth_sweep_job_shards(&job), 1);
    ck_assert(holds(&job, "1 point in 1 task, 1 a task.\n"));
    ck_assert(holds(&job, "--array=1-1\n"));
    ck_assert(!holds(&job, "again:"));
    job.folder = "runs";
    job.file = "a name.json";
    ck_assert(holds(&job, "--output=runs/slurm-%A-%a.log\n"));
    ck_assert(holds(&job, "--job-name=orthant-sweep\n"));
}
END_TEST

/* What the shell makes of names in which every sign that it obeys stands: the program is printf,
 * which prints the words it is given. */
START_TEST(test_names_in_the_shell)
{
    static const char hard[] = "a 'b' \"c\" $HOME `d` #e & ; | * ? ~ % ! <f> (g) {h} - é";
    char path[] = "/tmp/sweep-job-XXXXXX", line[512];
    orth_sweep_job job = usual;
    job.program = "/usr/bin/printf";
    job.file = hard;
    job.folder = hard;
    job.shards = 8;
    char *text = script(&job), *words = strstr(text, " sweep '");
    int file = mkstemp(path);
    ck_assert_int_ge(file, 0);
    FILE *stream = fdopen(file, "w");
    ck_assert_ptr_nonnull(words);
    fprintf(stream, "%.*s '[%%s]'%s", (int)(words - text), text, words);
    ck_assert_int_eq(fclose(stream), 0);
    snprintf(line, sizeof line, "SLURM_ARRAY_TASK_ID=3 SLURM_CPUS_PER_TASK=2 sh %s", path);
    FILE *shell = popen(line, "r");
    ck_assert_ptr_nonnull(shell);
    char want[512], got[512];
    snprintf(want, sizeof want, "[sweep][%s][-o][%s][--shard][3/8][--threads][2]", hard, hard);
    got[fread(got, 1, sizeof got - 1, shell)] = '\0';
    ck_assert_int_eq(pclose(shell), 0);
    ck_assert_str_eq(got, want);
    remove(path);
    free(text);
}
END_TEST

START_TEST(test_names_in_the_head)
{
    orth_sweep_job job = usual;
    job.directory = "/home/a \"b\" 5%";
    job.folder = "ru ns 5%";
    ck_assert(holds(&job, "#SBATCH --chdir=\"/home/a \\\"b\\\" 5%\"\n"));
    ck_assert(holds(&job, "#SBATCH --output=\"ru ns 5%%/slurm-%A-%a.log\"\n"));
}
END_TEST

static void refused(const orth_sweep_job *job, const char *words)
{
    char *text = "not touched";
    orth_error error = {ORTH_OK, ""};
    ck_assert_int_eq(orth_sweep_job_script(&text, job, &error), ORTH_BAD_INPUT);
    ck_assert_ptr_null(text);
    ck_assert_msg(strstr(error.text, words) != NULL, "'%s' lacks '%s'", error.text, words);
}

START_TEST(test_refused)
{
    orth_sweep_job job = usual;
    job.shards = 65;
    refused(&job, "65 tasks for 64 points");
    job.points = 1000000;
    job.shards = 100001;
    refused(&job, "100001 tasks; permitted");
    job = usual;
    job.directory = "/home/a\n#SBATCH --uid=0";
    refused(&job, "the folder that the job starts in is \"/home/a\\u000a");
    job = usual;
    job.folder = "a\\b";
    refused(&job, "the results' folder");
    job = usual;
    job.file = "\x1b[2J";
    refused(&job, "the sweep's file");
    job = usual;
    job.program = "\xff";
    refused(&job, "the program's path");
    static const char *const partitions[] = {"", "a b", "a\nb", "-p", "a\"b"};
    for (size_t i = 0; i < sizeof partitions / sizeof partitions[0]; i++) {
        job = usual;
        job.partition = partitions[i];
        refused(&job, "the partition is");
    }
}
END_TEST

START_TEST(test_times)
{
    static const char *const fine[] = {"90", "90:30", "1:30:00", "2-0", "2-0:30", "2-0:30:15"};
    static const char *const wrong[] = {"",   "1h",    "1:",        ":1",         "1:2:3:4", "1-",
                                        "-1", "1-2-3", "1:2-3",     "1 ",         "1\n",     "1d",
                                        "+1", "1.5",   "1-1:1:1:1", "12345678901"};
    orth_sweep_job job = usual;
    for (size_t i = 0; i < sizeof fine / sizeof fine[0]; i++) {
        char line[64];
        snprintf(line, sizeof line, "#SBATCH --time=%s\n", fine[i]);
        job.time = fine[i];
        ck_assert(holds(&job, line));
    }
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        job.time = wrong[i];
        refused(&job, "a task's time is");
    }
}
END_TEST

ORTH_TEST_MAIN("sweep_job", test_whole_text, test_what_is_not_given, test_names_in_the_shell,
               test_names_in_the_head, test_refused, test_times)
