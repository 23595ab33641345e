/* The keys of a plan: when blocks come, and what its weights must keep. */
#include <math.h>

#include "base/text.h"
#include "numeric/decimal.h"
#include "scenario/read.h"

/* A whole number, as JSON writes it, within [0, most]. */
static orth_status read_whole(orth_reader *reader, const json_t *value, double most,
                              const char *range, uint64_t *out)
{
    if (!json_is_number(value))
        return orth_read_fail_type(reader, value, "a whole number");
    double number = json_number_value(value);
    if (!(number >= 0 && number <= most && number == floor(number)))
        return orth_read_fail_range(reader, value, range);
    *out = (uint64_t)number;
    return ORTH_OK;
}

/* A number above 0 and at most 1 in wei. */
static uint64_t to_wei(const mpq_t number, bool up)
{
    mpz_t wei;
    mpz_init(wei);
    mpz_mul_ui(wei, mpq_numref(number), UINT64_C(1000000000000000000));
    if (up)
        mpz_cdiv_q(wei, wei, mpq_denref(number));
    else
        mpz_fdiv_q(wei, wei, mpq_denref(number));
    uint64_t value = mpz_fits_ulong_p(wei) ? mpz_get_ui(wei) : 0;
    mpz_clear(wei);
    return value;
}

/* The double nearest a number in (0, most], and its wei. */
static orth_status read_part(orth_reader *reader, const json_t *value, double most,
                             const char *range, double *out, uint64_t wei[2])
{
    mpq_t number;
    mpq_init(number);
    orth_status status = orth_read_number(reader, value, number);
    if (status == ORTH_OK) {
        *out = orth_rational_to_double(number);
        wei[0] = to_wei(number, false);
        wei[1] = to_wei(number, true);
    }
    mpq_clear(number);
    /* a number just below a wei may be one as a double */
    if (status == ORTH_OK && !(*out >= ORTH_PART_MIN && wei[0] > 0 && *out <= most))
        return orth_read_fail_range(reader, value, range);
    return status;
}

/* As a fraction of whole numbers: 12, 0.25, 1/3. */
static orth_status read_block_time(orth_reader *reader, const json_t *value)
{
    mpq_t number;
    mpq_init(number);
    orth_status status = orth_read_number(reader, value, number);
    bool fits = status == ORTH_OK && mpq_sgn(number) > 0 &&
                mpz_cmp_ui(mpq_numref(number), ORTH_BLOCK_TIME_MAX) <= 0 &&
                mpz_cmp_ui(mpq_denref(number), ORTH_BLOCK_TIME_MAX) <= 0;
    if (fits) {
        reader->scenario->block_seconds = mpz_get_ui(mpq_numref(number));
        reader->scenario->block_per = mpz_get_ui(mpq_denref(number));
        reader->scenario->has_block_time = true;
    }
    mpq_clear(number);
    if (status == ORTH_OK && !fits)
        return orth_read_fail_range(reader, value,
                                    "seconds above 0, a fraction whose numerator and denominator "
                                    "are at most " ORTH_LIMIT_TEXT(ORTH_BLOCK_TIME_MAX));
    return status;
}

static orth_status read_start_time(orth_reader *reader, const json_t *value)
{
    reader->scenario->has_start_time = true;
    return read_whole(reader, value, ORTH_START_TIME_MAX,
                      "Unix seconds from 0 to " ORTH_LIMIT_TEXT(ORTH_START_TIME_MAX),
                      &reader->scenario->start_time);
}

static orth_status read_block_present(orth_reader *reader, const json_t *value)
{
    uint64_t unused[2];
    return read_part(reader, value, 1, "probabilities above 0, at most 1",
                     &reader->scenario->block_present, unused);
}

static orth_status read_block_seed(orth_reader *reader, const json_t *value)
{
    return read_whole(reader, value, ORTH_SEED_MAX,
                      "whole numbers from 0 to " ORTH_LIMIT_TEXT(ORTH_SEED_MAX),
                      &reader->scenario->block_seed);
}

static orth_status read_trade_limit(orth_reader *reader, const json_t *value)
{
    double unused;
    uint64_t wei[2] = {0, 0};
    orth_status status =
        read_part(reader, value, 0.3, "parts of a reserve above 0, at most 0.3", &unused, wei);
    reader->scenario->trade_limit = wei[0];
    return status;
}

orth_status orth_read_chain(orth_reader *reader, const json_t *value)
{
    static const orth_key keys[] = {
        {"block_time", false, read_block_time},       {"start_time", false, read_start_time},
        {"block_present", false, read_block_present}, {"seed", false, read_block_seed},
        {"trade_limit", false, read_trade_limit},     {NULL, false, NULL},
    };
    return orth_read_object(reader, value, keys);
}

/* In wei, rounded to the strict side. */
static orth_status read_rail(orth_reader *reader, const json_t *value, double most,
                             const char *range, bool up, uint64_t *rail)
{
    double unused;
    uint64_t wei[2] = {0, 0};
    orth_status status = read_part(reader, value, most, range, &unused, wei);
    *rail = wei[up];
    return status;
}

static orth_status read_minimum_weight(orth_reader *reader, const json_t *value)
{
    return read_rail(reader, value, 0.5, "weights above 0, at most 0.5", true,
                     &reader->scenario->minimum_weight);
}

static orth_status read_largest_move(orth_reader *reader, const json_t *value)
{
    return read_rail(reader, value, 1, "moves of a weight above 0, at most 1", false,
                     &reader->scenario->largest_move);
}

orth_status orth_read_guard_rails(orth_reader *reader, const json_t *value)
{
    static const orth_key keys[] = {
        {"minimum_weight", false, read_minimum_weight},
        {"largest_move", false, read_largest_move},
        {NULL, false, NULL},
    };
    return orth_read_object(reader, value, keys);
}
