/* Studies of safety as JSON and as CSV. */
#include <inttypes.h>
#include <math.h>

#include "base/csv_out.h"
#include "base/json_out.h"
#include "orthant/report.h"

static void number_or_null(orth_json_out *json, const char *key, double number)
{
    orth_json_known(json, key, isfinite(number), number);
}

static void write_worst(orth_json_out *json, const orth_safety_study *study,
                        const orth_safety_schedule *schedule)
{
    const orth_safety_window *worst = &schedule->worst;
    orth_json_open_object(json, "worst");
    orth_json_integer(json, "first_block", (int64_t)worst->first_block);
    orth_json_integer(json, "blocks", (int64_t)worst->blocks);
    if (study->n == 2)
        orth_json_double(json, "displacement", schedule->pair_displacement);
    else
        orth_json_doubles(json, "displacement", study->n, schedule->found->displacement);
    orth_json_double(json, "capital", worst->attack.capital);
    orth_json_double(json, "extraction", worst->attack.extraction);
    orth_json_close_object(json);
}

static void write_curve(orth_json_out *json, const orth_safety_schedule *schedule)
{
    orth_json_open_array(json, "by_capital");
    for (size_t i = 0; i < ORTH_SAFETY_CURVE; i++)
        orth_json_doubles(json, NULL, 2,
                          (double[]){schedule->curve[i].capital, schedule->curve[i].extraction});
    orth_json_close_array(json);
}

static void write_schedule(orth_json_out *json, const orth_safety_study *study,
                           const orth_safety_schedule *schedule)
{
    orth_json_open_object(json, NULL);
    orth_json_string(json, "name", schedule->name);
    orth_json_integer(json, "steps", (int64_t)schedule->steps);
    orth_json_integer(json, "blocks", (int64_t)schedule->blocks);
    orth_json_integer(json, "runs", (int64_t)schedule->runs);
    orth_json_integer(json, "worst_run", (int64_t)schedule->run);
    orth_json_double(json, "log_loss", schedule->log_loss);
    orth_json_double(json, "largest_step", schedule->largest_step);
    orth_json_integer(json, "largest_step_block", (int64_t)schedule->largest_at);
    orth_json_bool(json, "safe", schedule->safe);
    write_worst(json, study, schedule);
    orth_json_double(json, "honest", schedule->worst.attack.honest);
    number_or_null(json, "extraction_value", schedule->value);
    number_or_null(json, "multiple_of_cost", schedule->multiple);
    number_or_null(json, "probability", schedule->probability);
    orth_json_integer(json, "least_safe_blocks", (int64_t)schedule->least_safe_blocks);
    orth_json_bool(json, "at_least", schedule->least_safe_blocks == schedule->reach);
    if (schedule->least_safe_blocks == schedule->reach)
        orth_json_null(json, "unsafe_from_block");
    else
        orth_json_integer(json, "unsafe_from_block", (int64_t)schedule->least_safe_at);
    number_or_null(json, "probability_unsafe", schedule->probability_unsafe);
    number_or_null(json, "least_fee", schedule->least_fee);
    number_or_null(json, "largest_speed", schedule->largest_speed);
    write_curve(json, schedule);
    orth_json_close_object(json);
}

static void write_attacker(orth_json_out *json, const orth_safety_study *study)
{
    orth_json_open_object(json, "attacker");
    orth_json_integer(json, "blocks", (int64_t)study->window);
    orth_json_double(json, "capital", study->attacker.capital);
    number_or_null(json, "stake", study->stake);
    number_or_null(json, "swap_limit",
                   study->attacker.swap_limit > 0 ? study->attacker.swap_limit : NAN);
    orth_json_close_object(json);
}

void orth_safety_study_write_json(const orth_safety_study *study, FILE *stream)
{
    static const char *const subjects[] = {"move", "plan", "strategies"};
    orth_json_out json;
    orth_json_begin_result(&json, stream, "safety");
    orth_json_string(&json, "version", ORTH_VERSION);
    orth_json_string(&json, "subject", subjects[study->subject]);
    orth_json_string(&json, "scenario", study->name);
    if (study->scenario != NULL)
        orth_json_string(&json, "scenario_sha256", study->scenario->sha256);
    else
        orth_json_null(&json, "scenario_sha256");
    orth_json_strings(&json, "tokens", study->n, study->tokens);
    orth_json_double(&json, "fee", study->fee);
    orth_json_bool(&json, "fee_moves", study->fee_moves);
    write_attacker(&json, study);
    orth_json_bool(&json, "safe", study->safe);
    orth_json_string(&json, "worst_of", study->schedules[study->worst].name);
    write_worst(&json, study, &study->schedules[study->worst]);
    orth_json_integer(&json, "least_safe_blocks",
                      (int64_t)study->schedules[study->least].least_safe_blocks);
    orth_json_open_array(&json, "schedules");
    for (size_t s = 0; s < study->schedule_count; s++)
        write_schedule(&json, study, &study->schedules[s]);
    orth_json_close_array(&json);
    orth_json_end_result(&json);
}

void orth_safety_study_write_csv(const orth_safety_study *study, FILE *stream)
{
    fputs("name,steps,block,safe_blocks,worst_blocks,extraction,honest,capital,band\n", stream);
    for (size_t s = 0; s < study->schedule_count; s++) {
        const orth_safety_schedule *schedule = &study->schedules[s];
        for (size_t k = 0; k < schedule->found->blocks; k++) {
            const orth_safety_window *window = &schedule->found->windows[k];
            orth_csv_text(stream, schedule->name);
            fprintf(stream, ",%" PRIu64 ",%" PRIu64 ",%zu,%zu,", schedule->steps,
                    schedule->block != NULL ? schedule->block[k] : k,
                    schedule->beyond->safe_blocks[k], window->blocks);
            orth_csv_double(stream, window->attack.extraction);
            fputc(',', stream);
            orth_csv_double(stream, window->attack.honest);
            fputc(',', stream);
            orth_csv_double(stream, window->attack.capital);
            fputc(',', stream);
            orth_csv_double(stream, window->band);
            fputc('\n', stream);
        }
    }
}
