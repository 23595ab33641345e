/* A plan made, written, read back and certified through the public headers alone, and a figure of
 * it forged. Its argument is a file that it may write; prints what run_install.sh expects. */
#include <orthant/plan_file.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char scenario_text[] =
    "{\"orthant\": 1, \"tokens\": [\"BTC\", \"USDC\"], \"start\": {\"weights\": [\"0.5\", \"0.5\"]},"
    " \"target\": {\"weights\": [\"0.9\", \"0.1\"]}, \"steps\": 200,"
    " \"pool\": {\"value\": 1000000, \"unit\": \"USD\"}}";

static void check(orth_status status, const orth_error *error)
{
    if (status == ORTH_OK)
        return;
    fprintf(stderr, "%s: %s\n", orth_status_name(status), error->text);
    exit(EXIT_FAILURE);
}

static void write_plan(const char *file, const char *target)
{
    orth_error error;
    orth_scenario *scenario;
    orth_move *move;
    orth_plan_study *study;
    check(orth_scenario_parse(&scenario, scenario_text, strlen(scenario_text), "text", &error),
          &error);
    check(orth_scenario_move(&move, scenario, &error), &error);
    orth_plan_study_options options = orth_plan_study_options_of(scenario);
    options.target = target;
    options.gas = 12; /* USD a call */
    check(orth_plan_study_create(&study, move, &options, &error), &error);
    printf("%s: %zu set points, %zu calls\n", target, study->chosen, study->plan->call_count);
    FILE *stream = fopen(file, "w");
    if (stream == NULL)
        exit(EXIT_FAILURE);
    check(orth_plan_study_write_json(study, stream, &error), &error);
    if (fclose(stream) != 0)
        exit(EXIT_FAILURE);
    orth_plan_study_free(study);
    orth_move_free(move);
    orth_scenario_free(scenario);
}

static void certify(const char *file)
{
    orth_error error;
    orth_plan_file *in;
    orth_plan_certificate certificate;
    orth_replay *replay;
    check(orth_plan_file_read(&in, file, &error), &error);
    check(orth_plan_replay(&replay, in->plan, &error), &error);
    check(orth_plan_certify(&certificate, in, 20, &error), &error);
    printf("%s%s\n", certificate.refusal[0] == '\0' ? "holds" : "refused: ", certificate.refusal);
    if (!(replay->log_loss >= certificate.loss_lower * (1 - 1e-11) &&
          replay->log_loss <= certificate.loss_upper * (1 + 1e-11)))
        exit(EXIT_FAILURE);
    orth_plan_certificate_clear(&certificate);
    orth_replay_free(replay);
    orth_plan_file_free(in);
}

/* Makes the gas of the whole plan less than that of its calls. */
static void forge(const char *file)
{
    static char text[1 << 20];
    FILE *stream = fopen(file, "r+");
    if (stream == NULL)
        exit(EXIT_FAILURE);
    text[fread(text, 1, sizeof text - 1, stream)] = '\0';
    char *gas = strstr(text, "\"gas\": ");
    if (gas == NULL)
        exit(EXIT_FAILURE);
    gas[strlen("\"gas\": ")] = '1';
    rewind(stream);
    fputs(text, stream);
    if (fclose(stream) != 0)
        exit(EXIT_FAILURE);
}

int main(int argc, char **argv)
{
    static const char *const targets[] = {"generic", "quantamm"};
    for (size_t t = 0; argc == 2 && t < 2; t++) {
        write_plan(argv[1], targets[t]);
        certify(argv[1]);
        forge(argv[1]);
        certify(argv[1]);
    }
    return argc == 2 ? EXIT_SUCCESS : EXIT_FAILURE;
}
