/* Plans for every target on random moves: integers sum to exactly 1e18, the contract accepts them,
 * and the replay is what the emulated contract's own schedule functions give at every second. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "contract/fixed_point.h"
#include "contract/lbp.h"
#include "contract/quantamm.h"
#include "orthant/plan.h"
#include "orthant/simplex.h"
#include "plan/emulate.h"
#include "plan/plan_bound.h"
#include "plan/target.h"

#define MOVES 1000
#define ONE UINT64_C(1000000000000000000)

typedef struct setting {
    size_t n, calls;
    uint64_t steps;
    orth_plan_clock clock;
    double start[8], target[8];
} setting;

/* Weights of at least 2 % each. */
static void weights(test_random *random, size_t n, double *out)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += out[i] = 0.05 + test_random_unit(random);
    for (size_t i = 0; i < n; i++)
        out[i] = 0.02 + (1 - 0.02 * (double)n) * out[i] / sum;
    orth_simplex_normalise(out, n, out);
}

static orth_plan *made(const setting *s, const char *target)
{
    orth_move *move;
    orth_setpoints *points;
    orth_plan *plan;
    orth_error error;
    orth_setpoint_options options = {true, s->calls <= 3, 0, 0};
    orth_plan_pool pool = {.rails.pool = ONE / 100};
    ck_assert(orth_move_create(&move, s->n, s->start, NULL, s->target, NULL, NULL) == ORTH_OK);
    ck_assert(orth_setpoints_create(&points, move, s->steps, s->calls, &options, &error) ==
              ORTH_OK);
    ck_assert_msg(orth_plan_create(&plan, target, move, points, &s->clock, &pool, &error) ==
                      ORTH_OK,
                  "%s", error.text);
    orth_setpoints_free(points);
    orth_move_free(move);
    return plan;
}

static uint64_t sum_of(const orth_word *words, size_t n)
{
    orth_word sum = orth_word_of(0);
    for (size_t i = 0; i < n; i++)
        sum = orth_word_add(sum, words[i]);
    ck_assert((sum.limb[1] | sum.limb[2] | sum.limb[3]) == 0);
    return sum.limb[0];
}

static orth_replay *replayed(const orth_plan *plan)
{
    orth_replay *replay;
    orth_error error;
    ck_assert_msg(orth_plan_replay(&replay, plan, &error) == ORTH_OK, "%s: %s", plan->target->name,
                  error.text);
    return replay;
}

static setting draw(test_random *random)
{
    setting s = {.n = 2 + test_random_below(random, 7), .calls = 1 + test_random_below(random, 5)};
    s.steps = s.calls * 2 + test_random_below(random, 300);
    /* every second is a block */
    s.clock = (orth_plan_clock){1700000000 + test_random_below(random, 1000000), 1, 1};
    weights(random, s.n, s.start);
    weights(random, s.n, s.target);
    return s;
}

/* Each segment once more, by the gradual update's formula written out. */
static void check_gradual(const setting *s, const char *target)
{
    orth_plan *plan = made(s, target);
    orth_replay *replay = replayed(plan);
    size_t n = s->n, last = plan->calls[0].function->count - 1;
    ck_assert(sum_of(plan->start, n) == ONE && sum_of(plan->wanted, n) == ONE);
    for (size_t c = 0; c < plan->call_count; c++)
        ck_assert(sum_of(plan->calls[c].arguments[last].words, n) == ONE);
    for (size_t c = 0; c < plan->call_count; c++) {
        const orth_plan_call *call = &plan->calls[c];
        const orth_word *from = c == 0 ? plan->start : plan->calls[c - 1].arguments[last].words;
        uint64_t begin = call->arguments[0].words[0].limb[0],
                 end = call->arguments[1].words[0].limb[0];
        ck_assert(begin == call->at);
        for (uint64_t t = begin; t <= end; t++) {
            orth_evm evm = {0};
            orth_word progress =
                orth_fp_div_down(&evm, orth_word_of(t - begin), orth_word_of(end - begin));
            for (size_t i = 0; i < n; i++) {
                uint64_t a = from[i].limb[0], b = call->arguments[last].words[i].limb[0];
                orth_word part =
                    orth_fp_mul_down(&evm, progress, orth_word_of(a < b ? b - a : a - b));
                uint64_t want = a < b ? a + part.limb[0] : a - part.limb[0];
                ck_assert(want == replay->weights[(t - plan->clock.start) * n + i]);
            }
        }
    }
    ck_assert(replay->miss == 0 && replay->sum_drift <= (double)n * 1e-18);
    orth_replay_free(replay);
    orth_plan_free(plan);
}

/* ceil(ceil(w M / 1e18) 1e18 / M): what a pool of V2 makes of a weight in so many bits. */
static uint64_t stored(uint64_t weight, unsigned bits)
{
    orth_limb2 most = (UINT64_C(1) << bits) - 1, one = ONE;
    orth_limb2 kept = (weight * most + one - 1) / one;
    return (uint64_t)((kept * one + most - 1) / most);
}

/* Segment by segment, each from where the one before led, in 31 bits, to its weights in 16; and the
 * words of the contract where the replay has its own arithmetic. */
static void check_v2_lbp(const setting *s)
{
    orth_plan *plan = made(s, "balancer-v2-lbp");
    orth_replay *replay = replayed(plan);
    uint64_t from[4], to[4], row[4];
    size_t n = s->n, c = 0;
    orth_emulation run;
    orth_emulation_begin(&run, plan);
    for (size_t i = 0; i < n; i++)
        to[i] = stored(plan->start[i].limb[0], 16);
    uint64_t begin = plan->clock.start, end = begin;
    for (uint64_t k = 0; k <= s->steps; k++) {
        uint64_t now = plan->clock.start + k;
        if (c < plan->call_count && plan->calls[c].at == now) {
            for (size_t i = 0; i < n; i++) {
                from[i] = stored(to[i], 31); /* the last change is over */
                to[i] = stored(plan->calls[c].arguments[2].words[i].limb[0], 16);
            }
            begin = now, end = plan->calls[c++].arguments[1].words[0].limb[0];
        }
        orth_limb2 progress = (orth_limb2)(now - begin) * ONE / (end - begin);
        orth_word words[4];
        orth_evm evm = {0};
        ck_assert(orth_emulation_block(&run, now, row, NULL) == ORTH_OK);
        run.target->read(&evm, &run.state, now, words);
        for (size_t i = 0; i < n; i++) {
            uint64_t gap = from[i] < to[i] ? to[i] - from[i] : from[i] - to[i];
            uint64_t part = (uint64_t)(progress * gap / ONE);
            uint64_t want = from[i] < to[i] ? from[i] + part : from[i] - part;
            ck_assert_uint_eq(want, replay->weights[k * n + i]);
            ck_assert(words[i].limb[0] == want && row[i] == want && orth_word_is_short(words[i]));
        }
    }
    ck_assert(c == plan->call_count && replay->limits.weight_blocks == 0);
    ck_assert(replay->sum_drift > 0 && replay->sum_drift <= (double)n / 65535);
    ck_assert(replay->miss <= 1.0 / 65535);
    orth_replay_free(replay);
    orth_plan_free(plan);
}

/* Each call by `block_weight`, second by second; the weights always sum to exactly 1. */
static void check_quantamm(const setting *s)
{
    orth_plan *plan = made(s, "quantamm");
    orth_replay *replay = replayed(plan);
    size_t n = s->n;
    for (size_t c = 0; c < plan->call_count; c++) {
        const orth_word *values = plan->calls[c].arguments[0].words;
        uint64_t begin = plan->calls[c].at, end = plan->calls[c].arguments[2].words[0].limb[0];
        ck_assert(sum_of(values, n) == ONE);
        for (uint64_t t = begin; t < end; t++)
            for (size_t i = 0; i < n; i++) {
                orth_evm evm = {0};
                orth_word want = orth_quantamm_block_weight(&evm, values[i], values[n + i],
                                                            orth_word_of(t - begin));
                ck_assert(!evm.reverted);
                ck_assert(orth_word_is_short(want));
                ck_assert(want.limb[0] == replay->weights[(t - plan->clock.start) * n + i]);
            }
    }
    ck_assert(replay->sum_drift == 0 && !replay->frozen);
    ck_assert_msg(replay->miss < 1e-6, "%g", replay->miss);
    orth_plan *other = made(s, "quantamm-target");
    orth_replay *same = replayed(other);
    ck_assert(memcmp(same->weights, replay->weights, (s->steps + 1) * n * sizeof *same->weights) ==
              0);
    orth_replay_free(same);
    orth_plan_free(other);
    orth_replay_free(replay);
    orth_plan_free(plan);
}

static void check_lbp(const setting *s, const char *target)
{
    setting two = *s;
    two.n = 2, two.calls = 1;
    orth_simplex_normalise(two.start, 2, two.start);
    orth_simplex_normalise(two.target, 2, two.target);
    orth_plan *plan = made(&two, target);
    orth_replay *replay = replayed(plan);
    uint64_t begin = plan->clock.start;
    for (uint64_t t = 0; t <= two.steps; t++) {
        orth_evm evm = {0};
        orth_word want[2];
        orth_lbp_weights(&evm, plan->start[0], plan->wanted[0], orth_word_of(begin),
                         orth_word_of(begin + two.steps), orth_word_of(begin + t), want);
        ck_assert(orth_word_is_short(want[0]) && orth_word_is_short(want[1]));
        ck_assert(want[0].limb[0] == replay->weights[2 * t]);
        ck_assert(want[1].limb[0] == replay->weights[2 * t + 1]);
    }
    ck_assert(replay->miss == 0 && replay->sum_drift == 0);
    orth_replay_free(replay);
    orth_plan_free(plan);
}

START_TEST(replay_is_the_contract)
{
    test_random random = test_seeded(61);
    for (int k = 0; k < MOVES; k++) {
        setting s = draw(&random);
        check_gradual(&s, k % 2 == 0 ? "generic" : "balancer-v2-managed");
        if (s.n <= 4)
            check_v2_lbp(&s);
        check_quantamm(&s);
        check_lbp(&s, k % 2 == 0 ? "balancer-v3-lbp" : "balancer-v3-lbp-v4");
    }
}
END_TEST

/* +0.1 % in a week: naively 60 % of the way, planned to within 1e-6, in so many calls. */
START_TEST(a_slow_week)
{
    setting s = {2, 1, 50400, {1767225600, 12, 1}, {.5, .5}, {.501, .499}};
    orth_plan *plan = made(&s, "quantamm");
    orth_replay *replay = replayed(plan);
    ck_assert(replay->miss < 1e-6 && plan->call_count == 2);
    orth_replay_free(replay);
    orth_plan_free(plan);
    orth_evm evm = {0};
    orth_quantamm_schedule naive;
    orth_word start[2] = {orth_word_of(ONE / 2), orth_word_of(ONE / 2)}, reached[2];
    orth_word target[2] = {orth_word_of(ONE / 1000 * 501), orth_word_of(ONE / 1000 * 499)};
    orth_quantamm_store(&evm, &naive, (orth_words){2, start}, (orth_words){2, target},
                        orth_word_of(604800), orth_word_of(ONE / 100));
    orth_quantamm_read(&evm, &naive, orth_word_of(604800), reached);
    double part = (double)(reached[0].limb[0] - ONE / 2) / (double)(ONE / 1000);
    ck_assert_msg(part > 0.60 && part < 0.61, "%g", part);
}
END_TEST

/* The loss in doubles against the proven enclosure of the same integer rows. */
START_TEST(loss_is_enclosed)
{
    setting s = {3, 3, 400, {1767225600, 12, 1}, {.2, .3, .5}, {.5, .3, .2}};
    const orth_plan_target *const *targets = orth_plan_targets();
    for (size_t k = 0; targets[k] != NULL; k++) {
        if (targets[k]->calls_max < s.calls)
            continue;
        orth_plan *plan = made(&s, targets[k]->name);
        orth_replay *replay = replayed(plan);
        mpq_t *rows = orth_plan_rationals(replay->weights, s.steps + 1, s.n);
        mpfr_t lower, upper;
        mpfr_inits2(64, lower, upper, (mpfr_ptr)0);
        ck_assert(orth_exact_loss(lower, upper, s.steps, s.n, rows, 20, NULL) == ORTH_OK);
        ck_assert(fabs(replay->log_loss / mpfr_get_d(lower, MPFR_RNDN) - 1) < 1e-12);
        mpfr_clears(lower, upper, (mpfr_ptr)0);
        orth_plan_rationals_free(rows, (s.steps + 1) * s.n);
        orth_replay_free(replay);
        orth_plan_free(plan);
    }
}
END_TEST

static void refused(orth_plan *plan, const char *why)
{
    orth_replay *replay;
    orth_error error;
    ck_assert(orth_plan_replay(&replay, plan, &error) == ORTH_DOMAIN);
    ck_assert_msg(strstr(error.text, why) != NULL, "%s", error.text);
    orth_plan_free(plan);
}

START_TEST(refusals)
{
    setting s = {2, 2, 100, {1767225600, 12, 1}, {.5, .5}, {.9, .1}};
    orth_plan *plan = made(&s, "generic");
    plan->calls[1].arguments[2].words[0].limb[0]++;
    refused(plan, "call 2 is refused: endWeights: the weights sum to 1000000000000000001");
    plan = made(&s, "generic");
    plan->calls[1].arguments[1].words[0] = orth_word_of(5);
    refused(plan, "endTime is before startTime");
    plan = made(&s, "quantamm");
    plan->calls[0].arguments[0].words[1] = orth_word_of(1);
    refused(plan, "element 2 is 1; the contract takes weights from");
    plan = made(&s, "quantamm");
    plan->calls[0].arguments[0].words[2] = orth_word_of(UINT64_C(3000000000000000000));
    refused(plan, "setWeightsManually reverts: ");
    plan = made(&s, "quantamm");
    plan->calls[0].arguments[2].words[0] = orth_word_of(5); /* freezes before it begins */
    refused(plan, "reverts: Panic(0x11)");
    s.calls = 1;
    plan = made(&s, "balancer-v3-lbp");
    plan->calls[0].arguments[3].words[0] = orth_word_of(1);
    refused(plan, "below the least weight");
    plan = made(&s, "balancer-v3-lbp");
    for (size_t i = 0; i < plan->calls[1].function->count; i++)
        free(plan->calls[1].arguments[i].words);
    plan->call_count = 1; /* no times */
    refused(plan, "made by LBPParams and then LBPCommonParams");
    plan = made(&s, "balancer-v3-lbp");
    plan->calls[1].arguments[1].words[0] = orth_word_of(plan->clock.start - 1);
    refused(plan, "call 2 is refused: the pool's creation reverts: InvalidStartTime(");
}
END_TEST

/* Weights that the chain returned (a launch of V2) are what 16 bits make of them; what the pool
 * does not take is refused with its own code. */
START_TEST(first_generation)
{
    ck_assert_uint_eq(stored(UINT64_C(990000000000000000), 16), UINT64_C(990005340657663844));
    ck_assert_uint_eq(stored(UINT64_C(10000000000000000), 16), UINT64_C(10009918364232853));
    setting s = {2, 1, 100, {1767225600, 12, 1}, {.5, .5}, {.99, .01}};
    orth_plan *plan = made(&s, "balancer-v2-lbp");
    orth_replay *replay = replayed(plan);
    ck_assert_uint_eq(replay->weights[200], UINT64_C(990005340657663844));
    ck_assert_uint_eq(replay->weights[201], UINT64_C(10009918364232853));
    orth_replay_free(replay);
    static const struct {
        size_t argument, word;
        uint64_t value;
        const char *why[2];
    } wrong[] = {
        {2, 1, ONE / 100 - 1, {"Error(\"BAL#302\")", "BAL#302"}},
        {2, 1, ONE / 100 + 1, {"Error(\"BAL#308\")", "BAL#308"}},
        {1, 0, 1767225599, {"Error(\"BAL#326\")", "BAL#326"}},
        {1, 0, UINT64_C(1) << 32, {"beyond the 32 bits", "beyond the 32 bits"}},
    };
    orth_plan_free(plan);
    for (size_t k = 0; k < 8; k++) {
        plan = made(&s, k < 4 ? "balancer-v2-lbp" : "balancer-v2-managed");
        size_t argument = wrong[k % 4].argument == 2 && k >= 4 ? 3 : wrong[k % 4].argument;
        plan->calls[0].arguments[argument].words[wrong[k % 4].word] =
            orth_word_of(wrong[k % 4].value);
        refused(plan, wrong[k % 4].why[k / 4]);
    }
    s.calls = 2;
    plan = made(&s, "balancer-v2-managed");
    plan->calls[1].arguments[2].words[1] = orth_word_of(7);
    refused(plan, "call 2 is refused: BAL#520: token 2 is another one");
    plan = made(&s, "balancer-v2-managed");
    for (size_t c = 0; c < 2; c++)
        plan->calls[c].arguments[2].words[0] = orth_word_of(7);
    refused(plan, "call 1 is refused: BAL#520: the address of token 2 is not above");
}
END_TEST

/* The third version moves a start that is past up to the pool's creation, as every gradual update;
 * the fourth wants an hour of notice, and to the second. */
START_TEST(the_hour)
{
    setting s = {2, 1, 100, {1767225600, 12, 1}, {.9, .1}, {.5, .5}};
    orth_plan *plan = made(&s, "balancer-v3-lbp");
    ck_assert_uint_eq(plan->calls[0].at, s.clock.start);
    plan->calls[1].arguments[0].words[0] = orth_word_of(s.clock.start - 1200);
    orth_replay *late = replayed(plan);
    ck_assert(late->weights[0] == plan->start[0].limb[0] && late->miss == 0);
    orth_replay_free(late);
    orth_plan_free(plan);
    plan = made(&s, "balancer-v3-lbp-v4");
    ck_assert_uint_eq(plan->calls[0].at, s.clock.start - 3600);
    ck_assert_uint_eq(plan->calls[1].at, s.clock.start - 3600);
    ck_assert_uint_eq(orth_plan_transactions(plan), 1);
    plan->calls[0].at = plan->calls[1].at = s.clock.start - 5000; /* an hour and more */
    orth_replay_free(replayed(plan));
    plan->calls[0].at = plan->calls[1].at = s.clock.start - 3599;
    refused(plan, "call 2 is refused: the pool's creation reverts: InvalidStartTime(");
    plan = made(&s, "balancer-v3-lbp-v4");
    plan->calls[1].arguments[0].words[0] = orth_word_of(s.clock.start - 1);
    refused(plan, "call 2 is refused: the pool's creation reverts: InvalidStartTime(");
}
END_TEST

/* Against the encoding written out by hand from the ABI's rules. */
START_TEST(calldata)
{
    setting s = {2, 1, 10, {16, 1, 1}, {.5, .5}, {.75, .25}};
    orth_plan *plan = made(&s, "generic");
    char *text = orth_plan_calldata(&plan->calls[0]);
    ck_assert_str_eq(text, "0x3e569205"
                           "0000000000000000000000000000000000000000000000000000000000000010"
                           "000000000000000000000000000000000000000000000000000000000000001a"
                           "0000000000000000000000000000000000000000000000000000000000000060"
                           "0000000000000000000000000000000000000000000000000000000000000002"
                           "0000000000000000000000000000000000000000000000000a688906bd8b0000"
                           "00000000000000000000000000000000000000000000000003782dace9d90000");
    free(text);
    orth_plan_free(plan);
}
END_TEST

ORTH_TEST_MAIN("plan targets", replay_is_the_contract, a_slow_week, loss_is_enclosed, refusals,
               first_generation, the_hour, calldata)
