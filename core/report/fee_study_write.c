/* The best fee as JSON and as CSV. */
#include <math.h>

#include "base/csv_out.h"
#include "base/json_out.h"
#include "orthant/decimal.h"
#include "orthant/loss.h"
#include "orthant/report.h"
#include "report/fee_study.h"
#include "report/result_head.h"

static void number_or_null(orth_json_out *json, const char *key, double number)
{
    orth_json_known(json, key, !isnan(number), number);
}

static void write_net(orth_json_out *json, const char *key, const orth_fee_study *study,
                      orth_fee_state state, const orth_fee_net *net)
{
    bool moving = state == ORTH_FEE_MOVING;
    double day = study->blocks_a_day, value = orth_fee_study_value(study);
    double sum = orth_fee_study_sum(study, state, net);
    orth_json_open_object(json, key);
    orth_json_double(json, "fee", net->fee);
    orth_json_double(json, "net", net->net);
    orth_json_double(json, "income_bp_day", orth_part_bp(day * net->income));
    orth_json_double(json, "loss_bp_day", orth_part_bp(day * net->loss));
    orth_json_double(json, "net_bp_day", orth_part_bp(day * net->net));
    number_or_null(json, "net_bp_year", moving ? NAN : orth_part_bp(sum));
    number_or_null(json, "net_value_year", moving ? NAN : value * sum);
    number_or_null(json, "net_bp_way", moving ? orth_part_bp(sum) : NAN);
    number_or_null(json, "net_value_way", moving ? value * sum : NAN);
    orth_json_close_object(json);
}

static void write_answer(orth_json_out *json, const orth_fee_study *study, orth_fee_state state)
{
    static const char *const ends[] = {"inside", "least", "most"};
    const orth_fee_answer *answer = &study->answers[state];
    const orth_best_fee *found = &answer->found;
    const char *key = orth_fee_state_name(state);
    if (state == ORTH_FEE_MOVING && !study->moves) {
        orth_json_null(json, key);
        return;
    }
    orth_json_open_object(json, key);
    write_net(json, "best", study, state, &found->best);
    orth_json_bool(json, "earns", found->best.net > 0);
    orth_json_string(json, "end", ends[found->end]);
    if (found->best.net > 0)
        orth_json_doubles(json, "within_one_percent", 2,
                          (double[]){found->flat_low, found->flat_high});
    else
        orth_json_null(json, "within_one_percent");
    if (study->has_present)
        write_net(json, "present", study, state, &answer->present);
    else
        orth_json_null(json, "present");
    number_or_null(json, "given_up_bp_day",
                   study->has_present ? orth_part_bp(study->blocks_a_day * answer->given_up) : NAN);
    if (state == ORTH_FEE_MOVING) {
        orth_json_double(json, "valid_to_fee", study->valid);
        orth_json_bool(json, "valid", found->best.fee <= study->valid);
    }
    orth_json_close_object(json);
}

/* A point of the curve: `fee` in basis points, the rest in those a day. */
static double day_bp(const orth_fee_study *study, double part)
{
    return orth_part_bp(study->blocks_a_day * part);
}

static const char *const columns[ORTH_FEE_STATES][2] = {
    {"loss_at_start_bp_day", "net_at_start_bp_day"},
    {"loss_at_target_bp_day", "net_at_target_bp_day"},
    {"loss_moving_bp_day", "net_moving_bp_day"},
};

static void write_point(orth_json_out *json, const orth_fee_study *study, size_t i)
{
    const orth_fee_net *first = &study->answers[ORTH_FEE_AT_START].found.curve[i];
    orth_json_open_inline_object(json, NULL);
    orth_json_double(json, "fee_bp", orth_part_bp(first->fee));
    orth_json_double(json, "income_bp_day", day_bp(study, first->income));
    for (int state = 0; state < ORTH_FEE_STATES; state++) {
        const orth_fee_net *net = &study->answers[state].found.curve[i];
        bool there = state != ORTH_FEE_MOVING || study->moves;
        number_or_null(json, columns[state][0], there ? day_bp(study, net->loss) : NAN);
        number_or_null(json, columns[state][1], there ? day_bp(study, net->net) : NAN);
    }
    orth_json_close_object(json);
}

void orth_fee_study_write_json(const orth_fee_study *study, FILE *stream)
{
    const orth_scenario *scenario = study->scenario;
    orth_json_out json;
    orth_result_begin(&json, stream, "fee", scenario);
    orth_json_string(&json, "path", study->path);
    orth_json_integer(&json, "steps", (int64_t)study->steps);
    orth_json_integer(&json, "blocks", (int64_t)study->blocks);
    orth_json_double(&json, "block_seconds", study->block_seconds);
    orth_json_double(&json, "block_deviation", study->sigma);
    orth_json_open_inline_object(&json, "demand");
    orth_json_double(&json, "flow", scenario->demand.flow);
    orth_json_double(&json, "elasticity", scenario->demand.elasticity);
    orth_json_close_object(&json);
    orth_json_double(&json, "protocol_share", study->demand.protocol_share);
    for (int state = 0; state < ORTH_FEE_STATES; state++)
        write_answer(&json, study, (orth_fee_state)state);
    orth_json_open_array(&json, "curve");
    for (size_t i = 0; i < ORTH_FEE_POINTS; i++)
        write_point(&json, study, i);
    orth_json_close_array(&json);
    orth_json_end_result(&json);
}

void orth_fee_study_write_csv(const orth_fee_study *study, FILE *stream)
{
    fputs("fee_bp,income_bp_day", stream);
    for (int state = 0; state < ORTH_FEE_STATES; state++)
        fprintf(stream, ",%s,%s", columns[state][0], columns[state][1]);
    fputc('\n', stream);
    for (size_t i = 0; i < ORTH_FEE_POINTS; i++) {
        const orth_fee_net *first = &study->answers[ORTH_FEE_AT_START].found.curve[i];
        orth_csv_double(stream, orth_part_bp(first->fee));
        fputc(',', stream);
        orth_csv_double(stream, day_bp(study, first->income));
        for (int state = 0; state < ORTH_FEE_STATES; state++) {
            const orth_fee_net *net = &study->answers[state].found.curve[i];
            bool there = state != ORTH_FEE_MOVING || study->moves;
            fputc(',', stream);
            if (there)
                orth_csv_double(stream, day_bp(study, net->loss));
            fputc(',', stream);
            if (there)
                orth_csv_double(stream, day_bp(study, net->net));
        }
        fputc('\n', stream);
    }
}
