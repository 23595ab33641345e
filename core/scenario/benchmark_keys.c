/* The keys of the portfolio that follows the pool's weights on an exchange. */
#include "scenario/read.h"

static const orth_range rate_range = {0, 1, true, "from 0, below 1"};
static const orth_range share_range = {0, 1, false, "from 0 to 1"};

static orth_status read_fee(orth_reader *reader, const json_t *value)
{
    return orth_read_double(reader, value, &rate_range, &reader->scenario->benchmark.fee);
}

static orth_status read_half_spread(orth_reader *reader, const json_t *value)
{
    return orth_read_double(reader, value, &rate_range, &reader->scenario->benchmark.half_spread);
}

static orth_status read_min_trade(orth_reader *reader, const json_t *value)
{
    return orth_read_double(reader, value, &share_range, &reader->scenario->benchmark.min_trade);
}

orth_status orth_read_benchmark(orth_reader *reader, const json_t *value)
{
    static const orth_key keys[] = {
        {"fee", false, read_fee},
        {"half_spread", false, read_half_spread},
        {"min_trade", false, read_min_trade},
        {NULL, false, NULL},
    };
    orth_status status = orth_read_object(reader, value, keys);
    if (status != ORTH_OK)
        return status;
    double rate = orth_benchmark_rate(&reader->scenario->benchmark);
    reader->scenario->has_benchmark = true;
    if (rate < 1)
        return ORTH_OK;
    return orth_read_fail(reader,
                          "the fee and twice the half-spread are %.12g of what is sold; permitted: "
                          "below 1",
                          rate);
}
