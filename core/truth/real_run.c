/* A rule's run, or the guard, as the real values of one result after the other: the whole is
 * evaluated once for a precision, and kept as long as the arguments stay. */
#include "base/check.h"
#include "truth/evaluate.h"
#include "truth/prepare.h"
#include "truth/real.h"

struct orth_truth_run {
    orth_real_kind kind;
    const orth_contract_value *arguments; /* of the value that was prepared */
    size_t output;
    orth_real real; /* of what is kept: */
    size_t count;
    mpz_t key; /* the arguments that it was evaluated for, 0 at first */
    orth_iv value[ORTH_CONTRACT_WORDS_MAX];
};

/* Appends so many bits of a number. */
static void append(mpz_t key, const mpz_t number, size_t bits)
{
    mpz_mul_2exp(key, key, bits);
    mpz_add(key, key, number);
}

/* All arguments as one number, from which they could be read again. */
static void key_of(mpz_t key, const orth_truth_run *run)
{
    size_t count = run->kind == ORTH_REAL_GUARD ? 4 : 8;
    mpz_t number;
    mpz_init(number);
    mpz_set_ui(key, 1 + run->kind);
    for (size_t i = 0; i < count; i++) {
        const orth_contract_value *argument = &run->arguments[i];
        mpz_set_ui(number, argument->count);
        append(key, number, 64);
        for (size_t k = 0; argument->dimensions == 2 && k < argument->rows; k++) {
            mpz_set_ui(number, argument->lengths[k]);
            append(key, number, 64);
        }
        for (size_t k = 0; k < argument->count; k++) {
            orth_truth_integer(number, argument->words[k], false);
            append(key, number, 256);
        }
    }
    mpz_clear(number);
}

static size_t count_of(const orth_truth_run *run)
{
    if (run->kind == ORTH_REAL_GUARD)
        return run->arguments[0].count;
    return run->arguments[7].count;
}

static void guard(orth_truth_run *run)
{
    orth_iv given[ORTH_REAL_TOKENS_MAX + 2];
    orth_iv *previous = given + 2;
    for (size_t i = 0; i < run->count + 2; i++)
        orth_iv_init(&given[i], run->real.precision);
    orth_real_set(&given[0], run->arguments[2].words[0]);
    orth_real_set(&given[1], run->arguments[3].words[0]);
    for (size_t i = 0; i < run->count; i++) {
        orth_real_set(&run->value[i], run->arguments[0].words[i]);
        orth_real_set(&previous[i], run->arguments[1].words[i]);
    }
    orth_real_guard(&run->real, run->count, run->value, previous, &given[0], &given[1]);
    for (size_t i = 0; i < run->count + 2; i++)
        orth_iv_clear(&given[i]);
}

static void clear_values(orth_truth_run *run)
{
    for (size_t i = 0; i < run->count; i++)
        orth_iv_clear(&run->value[i]);
    run->count = 0;
}

static void evaluate_at(orth_truth_run *run, mpfr_prec_t precision)
{
    mpz_t key;
    mpz_init(key);
    key_of(key, run);
    if (run->real.precision != precision || mpz_cmp(key, run->key) != 0) {
        clear_values(run);
        mpz_set(run->key, key);
        run->real = (orth_real){precision, true};
        run->count = count_of(run);
        for (size_t i = 0; i < run->count; i++)
            orth_iv_init(&run->value[i], precision);
        if (run->kind == ORTH_REAL_GUARD)
            guard(run);
        else
            orth_real_rule(&run->real, run->kind, run->arguments, run->value);
    }
    mpz_clear(key);
}

bool orth_truth_evaluate_run(orth_truth *truth, mpfr_prec_t precision, const mpz_t result)
{
    orth_truth_run *run = truth->run;
    evaluate_at(run, precision);
    const orth_iv *value = &run->value[run->output];
    mpfr_set_prec(truth->value, precision + (mpfr_prec_t)mpz_sizeinbase(result, 2) + 64);
    mpfr_set_prec(truth->error, 64);
    mpfr_set_prec(truth->term, 64);
    mpfr_z_sub(truth->value, result, value->hi, MPFR_RNDD);
    mpfr_sub(truth->error, value->hi, value->lo, MPFR_RNDU);
    if (!mpfr_zero_p(truth->error) || !mpfr_zero_p(truth->value)) {
        mpfr_abs(truth->term, truth->value, MPFR_RNDU); /* the subtraction's own rounding */
        mpfr_mul_2si(truth->term, truth->term, -(long)precision, MPFR_RNDU);
        mpfr_add(truth->error, truth->error, truth->term, MPFR_RNDU);
    }
    return run->real.told;
}

void orth_truth_run_free(orth_truth_run *run)
{
    void (*release)(void *, size_t);
    if (run == NULL)
        return;
    clear_values(run);
    mpz_clear(run->key);
    mp_get_memory_functions(NULL, NULL, &release);
    release(run, sizeof *run);
}

/* GMP's memory, as for every other number here: what it cannot have ends the program. */
static orth_truth_run *create(void)
{
    void *(*allocate)(size_t);
    mp_get_memory_functions(&allocate, NULL, NULL);
    orth_truth_run *run = allocate(sizeof *run);
    run->count = 0;
    run->real = (orth_real){0, false};
    mpz_init(run->key);
    return run;
}

static bool prepare(orth_truth *truth, orth_real_kind kind, const orth_contract_value *arguments,
                    size_t output)
{
    if (truth->run == NULL)
        truth->run = create();
    truth->kind = ORTH_TRUTH_RUN;
    truth->run->kind = kind;
    truth->run->arguments = arguments;
    truth->run->output = output;
    ORTH_CHECK(output < count_of(truth->run));
    return kind != ORTH_REAL_GUARD || arguments[0].count <= ORTH_REAL_TOKENS_MAX;
}

#define RUN(name, kind)                                                                            \
    ORTH_TRUTH_PREPARE(name)                                                                       \
    {                                                                                              \
        return prepare(truth, kind, arguments, output);                                            \
    }

RUN(guard, ORTH_REAL_GUARD)
RUN(momentum, ORTH_REAL_MOMENTUM)
RUN(anti_momentum, ORTH_REAL_ANTI_MOMENTUM)
RUN(power_channel, ORTH_REAL_POWER_CHANNEL)
RUN(channel_following, ORTH_REAL_CHANNEL_FOLLOWING)
RUN(difference_momentum, ORTH_REAL_DIFFERENCE_MOMENTUM)
RUN(minimum_variance, ORTH_REAL_MINIMUM_VARIANCE)
