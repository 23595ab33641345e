#include "contract_plot.h"

#include <math.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>

#include "report/output.h"
#include "validate/sample.h"

#define POINTS_MAX 20000

extern char **environ;

/* A text in gnuplot's single quotes, where only the quote itself is special. */
static void put_quoted(FILE *stream, const char *text)
{
    fputc('\'', stream);
    for (; *text != '\0'; text++) {
        if (*text == '\'')
            fputc('\'', stream);
        fputc(*text, stream);
    }
    fputc('\'', stream);
}

/* The last argument's first word (the amount, the exponent, the ratio) as a number of 18 decimals.
 */
static double input_of(const orth_audit_request *request, orth_arguments *arguments, uint64_t index,
                       bool is_signed)
{
    mpz_t integer;
    orth_sample(arguments, request->function, request->seed, index, false);
    const orth_contract_value *value = &arguments->values[arguments->count - 1];
    if (value->count == 0)
        return 0;
    mpz_init(integer);
    orth_truth_integer(integer, value->words[0], is_signed);
    double out = mpz_get_d(integer) / 1e18;
    mpz_clear(integer);
    return out;
}

static void write_script(FILE *stream, const char *file, const orth_audit *audit,
                         const orth_audit_request *request)
{
    static orth_arguments arguments;
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX];
    size_t n = orth_contract_signature(request->function, types, NULL), length = strlen(file);
    bool svg = length > 4 && strcmp(file + length - 4, ".svg") == 0;
    uint64_t drawn = 0;
    fputs("$data << EOD\n", stream);
    for (uint64_t i = 0; i < audit->samples && drawn < POINTS_MAX; i++) {
        const orth_audit_point *point = &audit->point[i];
        double input = input_of(request, &arguments, i, types[n - 1].is_signed);
        if (point->state != ORTH_POINT_FINE || point->relative == 0 || input == 0)
            continue;
        fprintf(stream, "%.9g %.9g %.9g\n", fabs(input), fabs(point->relative), point->wei);
        drawn++;
    }
    fputs("EOD\n", stream);
    fprintf(stream, "set terminal %s size 900,600 noenhanced\nset output ",
            svg ? "svg" : "pngcairo");
    put_quoted(stream, file);
    fputs("\nset title ", stream);
    put_quoted(stream, request->function->name);
    fputs("\nset xlabel ", stream);
    put_quoted(stream, types[n - 1].name);
    fputs(
        "\nset ylabel '|result - value| / |value|'\nset logscale xy\nset format '%.0e'\nset grid\n"
        "set key outside top right\n",
        stream);
    if (drawn == 0)
        fputs("set xrange [1e-18:1]\nset yrange [1e-18:1]\nplot 1/0 title 'no error found'\n",
              stream);
    else
        fputs("plot $data using 1:($3 > 0 ? $2 : 1/0) with dots title 'result above', "
              "$data using 1:($3 < 0 ? $2 : 1/0) with dots title 'result below'\n",
              stream);
}

orth_status cli_contract_plot(const char *file, const orth_audit *audit,
                              const orth_audit_request *request, orth_error *error)
{
    static orth_output output;
    char script[ORTH_PATH_MAX];
    pid_t child;
    int outcome;
    if (snprintf(script, sizeof script, "%s.gp", file) >= (int)sizeof script)
        return orth_fail(error, ORTH_IO, "%.200s: the path is too long", file);
    orth_status status = orth_output_open(&output, script, error);
    if (status != ORTH_OK)
        return status;
    write_script(output.stream, file, audit, request);
    status = orth_output_commit(&output, error);
    if (status != ORTH_OK)
        return status;
    char program[] = "gnuplot";
    char *arguments[] = {program, script, NULL};
    int failed = posix_spawnp(&child, program, NULL, NULL, arguments, environ);
    if (failed != 0)
        return orth_fail(error, ORTH_IO, "cannot run gnuplot: %s", strerror(failed));
    if (waitpid(child, &outcome, 0) < 0 || !WIFEXITED(outcome) || WEXITSTATUS(outcome) != 0)
        return orth_fail(error, ORTH_IO, "gnuplot could not draw %.500s", file);
    return ORTH_OK;
}
