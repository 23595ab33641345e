/* Samples for what is only specified: functions of one number, and of points of the simplex. */
#include "audit/sample_parts.h"

#define UNIT ORTH_FP_UNIT

void orth_sample_real(orth_sampler *s, orth_contract_arguments *arguments)
{
    orth_sample_add(arguments, orth_sampler_length(s, 1, 120));
}

void orth_sample_real_exp(orth_sampler *s, orth_contract_arguments *arguments)
{
    orth_sample_add(arguments, orth_sample_flip(s, orth_sampler_length(s, 1, 65)));
}

void orth_sample_real_lambert_w(orth_sampler *s, orth_contract_arguments *arguments)
{
    orth_sample_add(arguments, s->calm || !orth_sampler_one_in(s, 3)
                                   ? orth_sampler_small(s, 0, 10 * UNIT)
                                   : orth_sampler_length(s, 1, 120));
}

void orth_sample_points(orth_sampler *s, orth_contract_arguments *arguments)
{
    orth_word points[2][ORTH_SAMPLE_TOKENS];
    size_t n = 2 + orth_sampler_below(s, 7);
    orth_sample_weights(s, points[0], n);
    orth_sample_weights(s, points[1], n);
    orth_sample_add_array(arguments, points[0], n);
    orth_sample_add_array(arguments, points[1], n);
}

void orth_sample_points_and_time(orth_sampler *s, orth_contract_arguments *arguments)
{
    orth_sample_points(s, arguments);
    orth_sample_add(arguments, orth_sampler_small(s, 0, UNIT));
}
