/* Claims held against a proof that is given, at their very edges: what equals the proven end holds,
 * what differs from it in the last digit does not; the allowances of a loss in plain numbers, from
 * both sides; and the texts of certificates, rounded outwards however few digits they have. */
#include "exact.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exact/claims.h"
#include "numeric/decimal.h"
#include "orthant/exact.h"

/* A proof whose parts are set by hand; its rows are (1/2, 1/2), then (3/4, 1/4) where they move. */
typedef struct proof {
    orth_proof is;
    orth_rows rows;
} proof;

static void proof_init(proof *p, int moves)
{
    static const char *const points[2][2] = {{"1/2", "1/2"}, {"3/4", "1/4"}};
    mpq_t w[2];
    memset(p, 0, sizeof *p);
    mpq_inits(w[0], w[1], NULL);
    ck_assert(orth_rows_create(&p->rows, 2, 1, NULL) == ORTH_OK);
    for (size_t k = 0; k < 2; k++) {
        for (size_t i = 0; i < 2; i++)
            mpq_set_str(w[i], points[moves ? k : 0][i], 10);
        orth_rows_set_q(&p->rows, k, w);
    }
    mpq_clears(w[0], w[1], NULL);
    p->is.rows = &p->rows;
    orth_iv_init(&p->is.loss, 200);
    orth_iv_init(&p->is.excess, 200);
    orth_iv_init(&p->is.best.loss, 200);
}

static void proof_clear(proof *p)
{
    orth_iv_clear(&p->is.loss);
    orth_iv_clear(&p->is.excess);
    orth_iv_clear(&p->is.best.loss);
    orth_rows_clear(&p->rows);
}

static void between(orth_iv *x, const char *lo, const char *hi)
{
    mpfr_set_str(x->lo, lo, 10, MPFR_RNDN);
    mpfr_set_str(x->hi, hi, 10, MPFR_RNDN);
}

static void read(orth_claims *claims, const char *text)
{
    orth_error error;
    json_t *root = json_loads(text, JSON_DECODE_INT_AS_REAL, NULL);
    memset(claims, 0, sizeof *claims);
    ck_assert(root != NULL);
    ck_assert_msg(orth_claims_read(claims, root, "f", &error) == ORTH_OK, "%s", error.text);
    json_decref(root);
}

static orth_claim_verdict verdict(const proof *p, const char *text)
{
    orth_claims claims;
    bool decided;
    read(&claims, text);
    ck_assert(claims.count == 1);
    ck_assert(orth_claims_judge(&claims, &p->is, &decided, NULL) == ORTH_OK);
    orth_claim_verdict is = claims.claim[0].verdict;
    ck_assert(decided == (is != ORTH_CLAIM_VERDICT_UNDECIDED));
    orth_claims_clear(&claims);
    return is;
}

/* All ends here are short binary numbers, and decimals too. */
START_TEST(ends_are_within)
{
    static const struct {
        const char *text;
        orth_claim_verdict is;
    } cases[] = {
        {"{\"log_loss\": [\"0.5\", \"0.75\"]}", ORTH_CLAIM_VERDICT_HOLDS},
        {"{\"log_loss\": [\"0.25\", \"1\"]}", ORTH_CLAIM_VERDICT_HOLDS},
        {"{\"log_loss\": [\"0.5000000000000000001\", \"0.75\"]}", ORTH_CLAIM_VERDICT_UNDECIDED},
        {"{\"log_loss\": [\"0.5\", \"0.7499999999999999999\"]}", ORTH_CLAIM_VERDICT_UNDECIDED},
        {"{\"log_loss\": [\"0.75\", \"1\"]}", ORTH_CLAIM_VERDICT_UNDECIDED},
        {"{\"log_loss\": [\"0.7500000000000000001\", \"1\"]}", ORTH_CLAIM_VERDICT_FAILS},
        {"{\"log_loss\": [\"0.25\", \"0.5\"]}", ORTH_CLAIM_VERDICT_UNDECIDED},
        {"{\"log_loss\": [\"0.25\", \"0.4999999999999999999\"]}", ORTH_CLAIM_VERDICT_FAILS},
        {"{\"optimum_lower_bound\": \"0.125\"}", ORTH_CLAIM_VERDICT_HOLDS},
        {"{\"optimum_lower_bound\": \"0.1250000000000000001\"}", ORTH_CLAIM_VERDICT_UNDECIDED},
        {"{\"optimum_lower_bound\": \"0.25\"}", ORTH_CLAIM_VERDICT_UNDECIDED},
        {"{\"optimum_lower_bound\": \"0.2500000000000000001\"}", ORTH_CLAIM_VERDICT_FAILS},
        {"{\"relative_gap_upper_bound\": \"0.0625\"}", ORTH_CLAIM_VERDICT_HOLDS},
        {"{\"relative_gap_upper_bound\": \"0.0624999999999999999\"}", ORTH_CLAIM_VERDICT_UNDECIDED},
        {"{\"relative_gap_upper_bound\": \"0.03125\"}", ORTH_CLAIM_VERDICT_UNDECIDED},
        {"{\"relative_gap_upper_bound\": \"0.0312499999999999999\"}", ORTH_CLAIM_VERDICT_FAILS},
    };
    proof p;
    proof_init(&p, 1);
    between(&p.is.loss, "0.5", "0.75");
    between(&p.is.best.loss, "0.125", "0.25");
    between(&p.is.excess, "0.03125", "0.0625");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        ck_assert_msg(verdict(&p, cases[i].text) == cases[i].is, "%s", cases[i].text);
    proof_clear(&p);
}
END_TEST

/* A claim is narrowed by its own rounding: its value lies inside what its text says. */
START_TEST(claims_are_narrowed)
{
    test_random random = test_seeded(41);
    mpq_t exact;
    mpq_init(exact);
    for (int k = 0; k < 300; k++) {
        char low[64], text[400];
        orth_claims claims;
        snprintf(low, sizeof low, "0.%llu",
                 (unsigned long long)test_random_bits(&random) >> test_random_below(&random, 60));
        ck_assert(orth_decimal_parse(exact, low, NULL) == ORTH_OK);
        snprintf(text, sizeof text,
                 "{\"log_loss\": [\"%s\", \"%s\"], \"optimum_lower_bound\": \"%s\","
                 " \"relative_gap_upper_bound\": \"%s\"}",
                 low, low, low, low);
        read(&claims, text);
        ck_assert(claims.count == 3);
        for (size_t i = 0; i < 3; i++) {
            orth_iv *value = &claims.claim[i].value;
            ck_assert(mpfr_cmp_q(value->lo, exact) >= 0 && mpfr_cmp_q(value->hi, exact) <= 0);
            if (mpfr_cmp_q(value->lo, exact) > 0) { /* and closely */
                mpfr_nextbelow(value->lo);
                mpfr_nextabove(value->hi);
                ck_assert(mpfr_cmp_q(value->lo, exact) < 0 && mpfr_cmp_q(value->hi, exact) > 0);
            }
        }
        orth_claims_clear(&claims);
    }
    mpq_clear(exact);
}
END_TEST

static orth_claim_verdict of_double(const proof *p, double claimed)
{
    char text[64];
    snprintf(text, sizeof text, "{\"log_loss\": %.17g}", claimed);
    return verdict(p, text);
}

/* 1e-12 of the loss, where the weights do not move and their rounding changes nothing. */
START_TEST(allowance_of_the_loss)
{
    proof p;
    proof_init(&p, 0);
    between(&p.is.loss, "1", "1");
    ck_assert(of_double(&p, 1) == ORTH_CLAIM_VERDICT_HOLDS);
    ck_assert(of_double(&p, 1 + 0.99e-12) == ORTH_CLAIM_VERDICT_HOLDS);
    ck_assert(of_double(&p, 1 - 0.99e-12) == ORTH_CLAIM_VERDICT_HOLDS);
    ck_assert(of_double(&p, 1 + 1.01e-12) == ORTH_CLAIM_VERDICT_FAILS);
    ck_assert(of_double(&p, 1 - 1.01e-12) == ORTH_CLAIM_VERDICT_FAILS);
    proof_clear(&p);
}
END_TEST

/* 16 2^-53 of each weight, times the slopes of the loss along it: by hand, for one step from
 * (1/2, 1/2) to (3/4, 1/4), sum w |g - mean g| at both ends. A proof of 0 leaves only that. */
START_TEST(allowance_of_the_weights)
{
    double g = log(1.5), h = log(0.5), mean = 0.75 * g + 0.25 * h;
    double slopes = 0.5 * 0.5 + 0.5 * 0.5 + 0.75 * (g - mean) + 0.25 * (mean - h);
    double allowed = 16 * 0x1p-53 * slopes;
    proof p;
    proof_init(&p, 1);
    between(&p.is.loss, "0", "0");
    ck_assert(of_double(&p, allowed * 0.9999) == ORTH_CLAIM_VERDICT_HOLDS);
    ck_assert(of_double(&p, allowed * 1.0001) == ORTH_CLAIM_VERDICT_FAILS);
    proof_clear(&p);
    /* to second order, 4 (16 2^-53)^2 a step: all there is where nothing moves */
    double rest = 4 * 256 * 0x1p-106;
    proof_init(&p, 0);
    between(&p.is.loss, "0", "0");
    ck_assert(of_double(&p, rest * 0.9999) == ORTH_CLAIM_VERDICT_HOLDS);
    ck_assert(of_double(&p, rest * 1.0001) == ORTH_CLAIM_VERDICT_FAILS);
    proof_clear(&p);
}
END_TEST

/* What a refusal says was found holds it: twenty digits, rounded outwards, of 1/3 and of 2/3. */
START_TEST(refusals_are_rounded_outwards)
{
    static const struct {
        const char *claim, *found;
    } cases[] = {
        {"{\"log_loss\": [\"0.5\", \"0.75\"]}",
         "the loss is within [0.33333333333333333333, 0.33333333333333333334]"},
        {"{\"optimum_lower_bound\": \"0.75\"}",
         "the least loss is within [0.66666666666666666666, 0.66666666666666666667]"},
        {"{\"relative_gap_upper_bound\": \"0.03125\"}",
         "the excess is within [0.33333333333333333333, 0.66666666666666666667]"},
    };
    proof p;
    proof_init(&p, 1);
    mpfr_set_ui(p.is.loss.lo, 1, MPFR_RNDN);
    mpfr_div_ui(p.is.loss.lo, p.is.loss.lo, 3, MPFR_RNDN);
    mpfr_set(p.is.loss.hi, p.is.loss.lo, MPFR_RNDN);
    mpfr_mul_ui(p.is.best.loss.lo, p.is.loss.lo, 2, MPFR_RNDN);
    mpfr_set(p.is.best.loss.hi, p.is.best.loss.lo, MPFR_RNDN);
    mpfr_set(p.is.excess.lo, p.is.loss.lo, MPFR_RNDN);
    mpfr_set(p.is.excess.hi, p.is.best.loss.hi, MPFR_RNDN);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        orth_claims claims;
        orth_exact_certificate certificate;
        bool decided;
        memset(&certificate, 0, sizeof certificate);
        read(&claims, cases[i].claim);
        ck_assert(orth_claims_judge(&claims, &p.is, &decided, NULL) == ORTH_OK && decided);
        ck_assert(orth_claims_report(&claims, &certificate, &p.is, NULL) == ORTH_OK);
        ck_assert_msg(certificate.refusal != NULL &&
                          strstr(certificate.refusal, cases[i].found) != NULL,
                      "%s", certificate.refusal);
        orth_exact_certificate_free(&certificate);
        orth_claims_clear(&claims);
    }
    proof_clear(&p);
}
END_TEST

/* ------------------------------------------------------------------- texts of few digits */

static void value_of(mpq_t out, const char *text)
{
    ck_assert(orth_decimal_parse(out, text, NULL) == ORTH_OK);
}

/* lower <= fine_lower, fine_upper <= upper, and both within one unit of the digits. */
static void check_outwards(const char *lower, const char *upper, const char *fine_lower,
                           const char *fine_upper, unsigned digits)
{
    mpq_t a, b, c, d;
    mpq_inits(a, b, c, d, NULL);
    value_of(a, lower), value_of(b, fine_lower), value_of(c, fine_upper), value_of(d, upper);
    if (mpq_cmp(a, b) > 0 || mpq_cmp(b, c) > 0 || mpq_cmp(c, d) > 0)
        ck_abort_msg("[%s, %s] does not hold [%s, %s]", lower, upper, fine_lower, fine_upper);
    double width = (mpq_get_d(d) - mpq_get_d(a)) / mpq_get_d(d);
    if (mpq_sgn(d) > 0 && !(width <= 2.01 * pow(10, 1 - (double)digits)))
        ck_abort_msg("[%s, %s] is wider than %u digits", lower, upper, digits);
    mpq_clears(a, b, c, d, NULL);
}

/* A certificate's texts at few digits hold those at many. */
START_TEST(certificates_of_few_digits)
{
    test_random random = test_seeded(42);
    for (int k = 0; k < 40; k++) {
        orth_exact_certificate few, many;
        char text[400];
        unsigned digits = 1 + (unsigned)test_random_below(&random, 8), row[3];
        for (int i = 0; i < 3; i++)
            row[i] = 1 + (unsigned)test_random_below(&random, 999);
        if (row[2] == row[0]) /* it moves */
            row[2] = 1000 - row[0] == row[0] ? 1 : 1000 - row[0];
        snprintf(text, sizeof text,
                 "{\"orthant\": 1, \"kind\": \"trajectory\", \"weights\": [[\"%u/1000\", "
                 "\"%u/1000\"], [\"%u/1000\", \"%u/1000\"], [\"%u/1000\", \"%u/1000\"]]}",
                 row[0], 1000 - row[0], row[1], 1000 - row[1], row[2], 1000 - row[2]);
        ck_assert(orth_exact_certify_text(&few, text, strlen(text), "f", digits, NULL) == ORTH_OK);
        ck_assert(orth_exact_certify_text(&many, text, strlen(text), "f", 50, NULL) == ORTH_OK);
        check_outwards(few.loss_lower, few.loss_upper, many.loss_lower, many.loss_upper, digits);
        check_outwards(few.optimum_lower, few.optimum_upper, many.optimum_lower, many.optimum_upper,
                       digits);
        mpq_t less, more;
        mpq_inits(less, more, NULL);
        value_of(less, few.excess_lower), value_of(more, many.excess_lower);
        ck_assert(mpq_cmp(less, more) <= 0);
        value_of(less, many.excess_upper), value_of(more, few.excess_upper);
        ck_assert(mpq_cmp(less, more) <= 0);
        mpq_clears(less, more, NULL);
        /* loss / optimum - 1 from the many digits of both, outwards to its own 6 */
        mpq_t least, most, optimum, shown;
        mpq_inits(least, most, optimum, shown, NULL);
        value_of(least, many.loss_lower), value_of(optimum, many.optimum_upper);
        mpq_sub(least, least, optimum), mpq_div(least, least, optimum);
        value_of(most, many.loss_upper), value_of(optimum, many.optimum_lower);
        mpq_sub(most, most, optimum), mpq_div(most, most, optimum);
        value_of(shown, many.excess_lower);
        ck_assert(mpq_cmp(shown, least) <= 0 || mpq_sgn(shown) == 0);
        ck_assert(mpq_get_d(shown) >= mpq_get_d(least) * (1 - 1.01e-5) - 1e-40);
        value_of(shown, many.excess_upper);
        ck_assert(mpq_cmp(shown, most) >= 0);
        ck_assert(mpq_get_d(shown) <= mpq_get_d(most) * (1 + 1.01e-5) + 1e-40);
        mpq_clears(least, most, optimum, shown, NULL);
        orth_exact_certificate_free(&few);
        orth_exact_certificate_free(&many);
    }
}
END_TEST

/* A schedule of three rows that goes out of its way, and its certificate with this claim. */
static void certify(orth_exact_certificate *c, const unsigned row[3], const char *claim,
                    unsigned digits)
{
    char text[600];
    snprintf(text, sizeof text,
             "{\"orthant\": 1, \"kind\": \"trajectory\", %s \"weights\": [[\"%u/1000\", "
             "\"%u/1000\"], [\"%u/1000\", \"%u/1000\"], [\"%u/1000\", \"%u/1000\"]]}",
             claim, row[0], 1000 - row[0], row[1], 1000 - row[1], row[2], 1000 - row[2]);
    ck_assert(orth_exact_certify_text(c, text, strlen(text), "f", digits, NULL) == ORTH_OK);
}

/* Of a true value, known to sixty digits, the part 1 + `off` is claimed where one digit is asked.
 * A claim that is too good must never hold, and one that is true never be said not to. */
static void claim_beside(const unsigned row[3], const char *name, const mpfr_t value, double off)
{
    char claim[200];
    mpfr_t claimed;
    orth_exact_certificate c;
    mpfr_init2(claimed, 200);
    mpfr_mul_d(claimed, value, off, MPFR_RNDN);
    mpfr_add(claimed, claimed, value, MPFR_RNDN);
    mpfr_snprintf(claim, sizeof claim, "\"%s\": \"%.50Re\",", name, claimed);
    certify(&c, row, claim, 1);
    bool is_true = strcmp(name, "optimum_lower_bound") == 0 ? off < 0 : off > 0;
    ck_assert(c.claim_count == 1);
    if (c.claims[0].holds && !is_true)
        ck_abort_msg("%s %g holds", claim, off);
    if (is_true && c.refusal != NULL && strstr(c.refusal, "does not hold") != NULL)
        ck_abort_msg("%g: %s", off, c.refusal);
    orth_exact_certificate_free(&c);
    mpfr_clear(claimed);
}

START_TEST(claims_beside_the_truth)
{
    static const unsigned rows[][3] = {
        {500, 900, 510}, {500, 300, 900}, {10, 990, 20}, {100, 150, 700}, {333, 600, 901}};
    mpfr_t loss, least, excess;
    mpfr_inits2(250, loss, least, excess, (mpfr_ptr)0);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        orth_exact_certificate many;
        certify(&many, rows[i], "", 60);
        mpfr_set_str(loss, many.loss_lower, 10, MPFR_RNDN);
        mpfr_set_str(least, many.optimum_lower, 10, MPFR_RNDN);
        mpfr_sub(excess, loss, least, MPFR_RNDN);
        mpfr_div(excess, excess, least, MPFR_RNDN);
        for (int k = 6; k <= 44; k += 2) { /* far beyond the digits of the first proof */
            double off = pow(10, -k);
            claim_beside(rows[i], "optimum_lower_bound", least, off);
            claim_beside(rows[i], "optimum_lower_bound", least, -off);
            claim_beside(rows[i], "relative_gap_upper_bound", excess, off);
            claim_beside(rows[i], "relative_gap_upper_bound", excess, -off);
        }
        orth_exact_certificate_free(&many);
    }
    mpfr_clears(loss, least, excess, (mpfr_ptr)0);
}
END_TEST

/* The optimum's texts likewise, and its gap from the numbers that are shown. */
START_TEST(optima_of_few_digits)
{
    test_random random = test_seeded(43);
    for (int k = 0; k < 60; k++) {
        test_ends ends;
        orth_exact_optimum few, many;
        unsigned digits = 1 + (unsigned)test_random_below(&random, 6);
        char start[64], target[64];
        unsigned a = 1 + (unsigned)test_random_below(&random, 999);
        unsigned b = 1 + (unsigned)test_random_below(&random, 999);
        snprintf(start, sizeof start, "%u/1000 %u/1000", a, 1000 - a);
        snprintf(target, sizeof target, "%u/1000 %u/1000", b == a ? 1000 - a : b,
                 b == a ? a : 1000 - b);
        test_ends_set(&ends, start, target);
        ck_assert(orth_exact_optimum_create(&few, 2, ends.start, ends.target, 3, digits, NULL) ==
                  ORTH_OK);
        ck_assert(orth_exact_optimum_create(&many, 2, ends.start, ends.target, 3, 40, NULL) ==
                  ORTH_OK);
        mpq_t lower, upper, bound, gap, least;
        mpq_inits(lower, upper, bound, gap, least, NULL);
        value_of(lower, few.loss_lower), value_of(upper, few.loss_upper);
        value_of(bound, few.lower_bound), value_of(gap, few.relative_gap);
        value_of(least, many.loss_upper);
        ck_assert(mpq_cmp(lower, upper) <= 0 && mpq_cmp(bound, least) <= 0);
        ck_assert(mpq_cmp(upper, least) >= 0);
        if (mpq_sgn(upper) > 0) {
            mpq_sub(upper, upper, bound);
            mpq_div(upper, upper, bound);
            ck_assert_msg(mpq_cmp(gap, upper) >= 0, "%s", few.relative_gap);
            ck_assert(mpq_get_d(gap) <= mpq_get_d(upper) * 1.0101);
        }
        mpq_clears(lower, upper, bound, gap, least, NULL);
        orth_exact_optimum_free(&few);
        orth_exact_optimum_free(&many);
        test_ends_clear(&ends);
    }
}
END_TEST

ORTH_TEST_MAIN("exact_claims", ends_are_within, claims_are_narrowed, allowance_of_the_loss,
               allowance_of_the_weights, refusals_are_rounded_outwards, certificates_of_few_digits,
               claims_beside_the_truth, optima_of_few_digits)
