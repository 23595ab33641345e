/* The windows of schedules: known numbers of a move, and each figure against a search of all
 * windows one by one. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/path.h"
#include "orthant/safety.h"

#define BLOCKS 14
#define WINDOW 5
#define TOKENS 4
#define SCHEDULES 25

static orth_safety *ask(const orth_safety_question *question)
{
    orth_safety *safety;
    orth_error error;
    orth_status status = orth_safety_of(&safety, question, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    return safety;
}

/* ---- the day of 0.5 to 0.9, 7,200 blocks, 30 bp */

#define DAY 7200
static double day[(DAY + 1) * 2];

static orth_safety_question day_of(const char *name, double capital)
{
    static const double from[2] = {0.5, 0.5}, to[2] = {0.9, 0.1};
    orth_move *move;
    orth_path *path;
    ck_assert_int_eq(orth_move_create(&move, 2, from, NULL, to, NULL, NULL), ORTH_OK);
    ck_assert_int_eq(orth_path_create(&path, name, move, DAY, NULL, NULL), ORTH_OK);
    orth_path_fill(path, 0, DAY + 1, day, NULL);
    orth_path_free(path);
    orth_move_free(move);
    orth_safety_question question = {.n = 2,
                                     .blocks = DAY,
                                     .rows = day,
                                     .fee = 0.003,
                                     .window = 40,
                                     .attacker = {capital, 0},
                                     .threads = 1};
    return question;
}

/* A small attacker gains where the blocks' change of log(w_1 / w_2) is over twice the band. */
START_TEST(small_attackers)
{
    static const struct {
        const char *path;
        double blocks;
    } known[] = {{"geodesic", 13.998}, {"linear", 9.74}, {"geometric", 19.69}};
    for (size_t i = 0; i < 3; i++) {
        orth_safety_question question = day_of(known[i].path, 1e-4);
        question.want_speed = true;
        orth_safety *safety = ask(&question);
        double blocks = safety->largest_speed * 40;
        ck_assert_msg(fabs(blocks - known[i].blocks) < 0.04, "%s: %.9g", known[i].path, blocks);
        ck_assert_uint_eq(safety->least_safe_blocks, (size_t)floor(blocks));
        ck_assert(!safety->safe);
        orth_safety_free(safety);
    }
}
END_TEST

/* 39 blocks at the start of the geodesic day are a move of 0.01: 31 bp. */
START_TEST(start_of_the_day)
{
    orth_safety_question question = day_of("geodesic", orth_safety_capital(0.5, 2, 0.003));
    question.window = 39;
    orth_safety *safety = ask(&question);
    const orth_safety_window *first = &safety->windows[0];
    ck_assert_uint_eq(first->blocks, 39);
    ck_assert_double_eq_tol(first->attack.extraction, 0.0031, 0.00005);
    ck_assert_double_eq_tol(first->attack.capital, question.attacker.capital, 1e-14);
    ck_assert_double_eq_tol(safety->displacement[1] - safety->displacement[0],
                            orth_safety_displacement(day[2 * safety->worst.first_block],
                                                     question.attacker.capital, 0.003, 1),
                            1e-12);
    orth_safety_free(safety);
}
END_TEST

/* ---- drawn schedules against all their windows one by one */

typedef struct drawn {
    size_t n;
    double rows[(BLOCKS + 1) * TOKENS], fees[BLOCKS + 1];
    orth_safety_question question;
} drawn;

/* Steps around the threshold for five blocks, up and down, with blocks of rest and a jump. */
static void draw(drawn *d, test_random *random)
{
    double to[TOKENS] = {0}, fee = pow(10, -1.5 - 2 * test_random_unit(random));
    size_t n = d->n = 2 + test_random_below(random, TOKENS - 1);
    bool fees = test_random_below(random, 3) == 0;
    size_t jump = test_random_below(random, 3 * BLOCKS);
    for (size_t i = 0; i < n; i++) {
        d->rows[i] = 0.1 + test_random_unit(random);
        to[i] = (test_random_unit(random) - 0.5) * fee;
    }
    for (size_t k = 0; k <= BLOCKS; k++) {
        double *row = d->rows + k * n, sum = 0;
        double by = test_random_below(random, 4) == 0 ? 0 : 1.2 * test_random_unit(random);
        for (size_t i = 0; i < n; i++) {
            if (k > 0)
                row[i] = row[i - n] * exp(k == jump ? 10 * to[i] : by * to[i]);
            sum += row[i];
        }
        for (size_t i = 0; i < n; i++)
            row[i] /= sum;
        d->fees[k] = fee * (1 + 0.02 * (double)k);
    }
    orth_safety_question question = {.n = n,
                                     .blocks = BLOCKS,
                                     .rows = d->rows,
                                     .fee = fee,
                                     .fees = fees ? d->fees : NULL,
                                     .window = WINDOW,
                                     .attacker = {0.1 + 2 * test_random_unit(random), 0},
                                     .want_fee = true,
                                     .want_speed = true,
                                     .threads = 1};
    d->question = question;
}

/* Weights at a time in blocks, and the fee. */
static double at_time(double *row, const drawn *d, double time)
{
    size_t block = (size_t)time, n = d->n;
    double part = time - (double)block;
    for (size_t i = 0; i < n; i++) {
        const double *here = d->rows + block * n + i;
        row[i] = part > 0 ? (1 - part) * here[0] + part * here[n] : here[0];
    }
    if (d->question.fees == NULL)
        return d->question.fee;
    const double *fees = d->fees + block;
    return part > 0 ? (1 - part) * fees[0] + part * fees[1] : fees[0];
}

/* The excess of the best attack on any window, at a fee of its own unless that is 0. */
static double excess_of(const drawn *d, double begin, double length, double fee)
{
    double from[TOKENS], to[TOKENS];
    double first = at_time(from, d, begin), back = at_time(to, d, begin + length);
    orth_safety_move move = {d->n, from, to, fee > 0 ? fee : first, fee > 0 ? fee : back};
    orth_safety_attack attack;
    ck_assert_int_eq(orth_safety_best_attack(&attack, NULL, &move, &d->question.attacker, NULL),
                     ORTH_OK);
    return attack.excess;
}

static size_t most_blocks(size_t block)
{
    return BLOCKS - block < WINDOW ? BLOCKS - block : WINDOW;
}

static void hold_windows(const drawn *d, const orth_safety *safety)
{
    size_t least = WINDOW;
    double worst = 0;
    for (size_t k = 0; k < BLOCKS; k++) {
        size_t safe = 0;
        double most = 0;
        while (safe < most_blocks(k) && excess_of(d, k, (double)safe + 1, 0) <= ORTH_SAFETY_EXCESS)
            safe++;
        for (size_t n = 1; n <= most_blocks(k); n++)
            most = fmax(most, excess_of(d, k, (double)n, 0));
        ck_assert_uint_eq(safety->safe_blocks[k], safe);
        ck_assert_double_eq_tol(safety->windows[k].attack.excess, most, 1e-14 + 1e-6 * most);
        least = safe < most_blocks(k) && safe < least ? safe : least;
        worst = fmax(worst, most);
    }
    ck_assert_uint_eq(safety->least_safe_blocks, least);
    ck_assert_int_eq(safety->safe, least == WINDOW);
    ck_assert_double_eq_tol(safety->worst.attack.excess, worst, 1e-14 + 1e-6 * worst);
}

static double greatest(const drawn *d, double fee)
{
    double most = 0;
    for (size_t k = 0; k < BLOCKS; k++)
        for (size_t n = 1; n <= most_blocks(k); n++)
            most = fmax(most, excess_of(d, k, (double)n, fee));
    return most;
}

/* Safe at the least fee and above it, and not below. */
static void hold_fee(const drawn *d, double fee)
{
    ck_assert(fee > 0 && fee < 1);
    ck_assert(greatest(d, fee) <= ORTH_SAFETY_EXCESS);
    ck_assert(greatest(d, fee * (1 - 1e-6)) > ORTH_SAFETY_EXCESS);
    for (double above = 1.01; above < 2; above *= 1.2)
        ck_assert(fee * above >= 1 || greatest(d, fee * above) <= ORTH_SAFETY_EXCESS);
}

static double greatest_of_length(const drawn *d, double length)
{
    double most = 0;
    for (size_t k = 0; (double)k + length <= BLOCKS; k++)
        most = fmax(most, excess_of(d, (double)k, length, 0));
    for (size_t end = BLOCKS; (double)end >= length; end--)
        most = fmax(most, excess_of(d, (double)end - length, length, 0));
    return most;
}

/* The greatest length of which all windows are safe, and all shorter ones. */
static void hold_speed(const drawn *d, double speed)
{
    double length = speed * WINDOW;
    if (isinf(speed)) {
        for (size_t n = 1; n <= BLOCKS; n++)
            ck_assert(greatest_of_length(d, (double)n) <= ORTH_SAFETY_EXCESS);
        return;
    }
    ck_assert(length > 0);
    ck_assert(greatest_of_length(d, length * (1 - 1e-6)) <= ORTH_SAFETY_EXCESS);
    ck_assert(greatest_of_length(d, length * (1 + 1e-6)) > ORTH_SAFETY_EXCESS);
    for (double n = 1; n < length; n++)
        ck_assert(greatest_of_length(d, n) <= ORTH_SAFETY_EXCESS);
}

START_TEST(drawn_schedules)
{
    test_random random = test_seeded(21);
    int safe = 0;
    for (int k = 0; k < SCHEDULES; k++) {
        drawn d;
        draw(&d, &random);
        orth_safety *safety = ask(&d.question);
        hold_windows(&d, safety);
        hold_fee(&d, safety->least_fee);
        hold_speed(&d, safety->largest_speed);
        safe += safety->safe;
        orth_safety_free(safety);
    }
    ck_assert_int_gt(safe, 2);
    ck_assert_int_lt(safe, SCHEDULES - 2);
}
END_TEST

START_TEST(same_bytes_on_threads)
{
    test_random random = test_seeded(22);
    for (int k = 0; k < 10; k++) {
        drawn d;
        draw(&d, &random);
        orth_safety *one = ask(&d.question);
        d.question.threads = 3;
        orth_safety *three = ask(&d.question);
        ck_assert_mem_eq(one->windows, three->windows, BLOCKS * sizeof *one->windows);
        ck_assert_mem_eq(one->safe_blocks, three->safe_blocks, BLOCKS * sizeof *one->safe_blocks);
        ck_assert_mem_eq(one->displacement, three->displacement, d.n * sizeof(double));
        ck_assert_mem_eq(&one->least_fee, &three->least_fee, sizeof(double));
        ck_assert_mem_eq(&one->largest_speed, &three->largest_speed, sizeof(double));
        orth_safety_free(one);
        orth_safety_free(three);
    }
}
END_TEST

/* Without a fee nothing is safe that moves, even by so little that it gains nothing. */
START_TEST(no_fee)
{
    double rows[6] = {0.5, 0.5, 0.5, 0.5, 0.5 + 1e-15, 0.5 - 1e-15};
    orth_safety_question question = {.n = 2,
                                     .blocks = 2,
                                     .rows = rows,
                                     .fee = 0,
                                     .window = 2,
                                     .attacker = {0.1, 0},
                                     .want_fee = true,
                                     .want_speed = true,
                                     .threads = 1};
    orth_safety *safety = ask(&question);
    ck_assert(!safety->safe);
    ck_assert_uint_eq(safety->safe_blocks[0], 1);
    ck_assert_uint_eq(safety->safe_blocks[1], 0);
    ck_assert_double_eq(safety->largest_speed, 0);
    ck_assert(safety->least_fee > 0 && safety->least_fee <= ORTH_PART_MIN);
    orth_safety_free(safety);
    question.blocks = question.window = 1;
    safety = ask(&question);
    ck_assert(safety->safe);
    ck_assert_double_eq(safety->least_fee, 0);
    ck_assert(isinf(safety->largest_speed));
    orth_safety_free(safety);
}
END_TEST

/* Where a small weight falls alone, a small attack pays from where its log moves by two bands, and
 * where it rises, from 2 (e^band - 1) of it on. With large fees both are far from the first order,
 * which has 2 band of it for both. */
START_TEST(small_weights_and_large_fees)
{
    static const double fees[] = {0.02, 0.1, 0.25, 0.5, 0.8}, logs[] = {0.99, 1.01};
    for (size_t n = 2; n <= 3; n++)
        for (size_t f = 0; f < 5; f++)
            for (int rises = -1; rises <= 1; rises += 2)
                for (size_t k = 0; k < 2; k++) {
                    double keep = 1 - fees[f], u = 1e-4, rows[6];
                    double by = logs[k] * (rises < 0 ? -2 * log(keep) : log(2 / keep - 1));
                    double times = exp(rises * by), whole = 1 - u + u * times;
                    for (size_t i = 0; i < n; i++) {
                        rows[i] = i == 0 ? u : (1 - u) / (double)(n - 1);
                        rows[n + i] = rows[i] * (i == 0 ? times : 1) / whole;
                    }
                    orth_safety_question question = {.n = n,
                                                     .blocks = 1,
                                                     .rows = rows,
                                                     .fee = fees[f],
                                                     .window = 1,
                                                     .attacker = {1e-7, 0},
                                                     .threads = 1};
                    orth_safety *safety = ask(&question);
                    ck_assert_msg(safety->safe == (k == 0), "%zu tokens, fee %g, %d, %g", n,
                                  fees[f], rises, logs[k]);
                    orth_safety_free(safety);
                }
}
END_TEST

/* Where fees change from block to block, a window whose fee back is high is not taken for one that
 * gains much. */
START_TEST(worst_window_under_a_fee_that_moves)
{
    double rows[] = {0.5, 0.5, 0.501, 0.499, 0.50375, 0.49625, 0.505375, 0.494625};
    double fees[] = {0.001, 0.9, 0.002, 0.02};
    orth_safety_question question = {.n = 2,
                                     .blocks = 3,
                                     .rows = rows,
                                     .fees = fees,
                                     .window = 3,
                                     .attacker = {1e-4, 0},
                                     .threads = 1};
    orth_safety *safety = ask(&question);
    ck_assert_uint_eq(safety->worst.first_block, 0);
    ck_assert_uint_eq(safety->worst.blocks, 2);
    orth_safety_free(safety);
}
END_TEST

/* The worst attack keeps each token within the swap limit, also where what is put in of one is
 * exchanged for another and a third makes up for it. */
START_TEST(worst_window_keeps_the_swap_limit)
{
    double rows[] = {0.021855619267802034, 0.4692577210288675,   0.3248310682548089,
                     0.1840555914485216,   0.021855283721888608, 0.4691876838964804,
                     0.3248987418511875,   0.18405829053044354};
    double fees[] = {1.761232303068586e-06, 3.1379529206567667e-06}, limit = 0.5502500768520897;
    orth_safety_question question = {.n = 4,
                                     .blocks = 1,
                                     .rows = rows,
                                     .fees = fees,
                                     .window = 1,
                                     .attacker = {0.36728018069858326, limit},
                                     .threads = 1};
    orth_safety *safety = ask(&question);
    for (size_t i = 0; i < 4; i++) {
        ck_assert_double_le(safety->displacement[i], log1p(limit) * (1 + 1e-11));
        ck_assert_double_ge(safety->displacement[i], log1p(-limit) * (1 + 1e-11));
    }
    orth_safety_free(safety);
}
END_TEST

/* A jump that is to be made slowly moves fastest where its weights are most uneven, at its end. */
START_TEST(speed_of_a_jump)
{
    double rows[2][4] = {{0.5, 0.5, 0.9, 0.1}, {0.1, 0.9, 0.5, 0.5}};
    for (size_t way = 0; way < 2; way++) {
        orth_safety_question question = {.n = 2,
                                         .blocks = 1,
                                         .rows = rows[way],
                                         .fee = 0.003,
                                         .window = 1,
                                         .attacker = {0.1, 0},
                                         .want_speed = true,
                                         .threads = 1};
        orth_safety *safety = ask(&question);
        double speed = safety->largest_speed;
        orth_safety_free(safety);
        for (int slower = 0; slower < 2; slower++) {
            size_t steps = (size_t)(1 / speed) + 2 * (size_t)slower - 1;
            double *slow = calloc(2 * (steps + 1), sizeof *slow);
            for (size_t k = 0; k <= steps; k++)
                for (size_t i = 0; i < 2; i++)
                    slow[2 * k + i] = rows[way][i] +
                                      (double)k / (double)steps * (rows[way][2 + i] - rows[way][i]);
            question.blocks = steps;
            question.rows = slow;
            safety = ask(&question);
            ck_assert_msg(safety->safe == slower, "%zu steps", steps);
            orth_safety_free(safety);
            free(slow);
        }
    }
}
END_TEST

static void refused(const orth_safety_question *question, orth_status status, const char *says)
{
    orth_error error;
    orth_safety *safety;
    ck_assert_int_eq(orth_safety_of(&safety, question, &error), status);
    ck_assert_ptr_null(safety);
    ck_assert_msg(strstr(error.text, says) != NULL, "'%s' without '%s'", error.text, says);
}

START_TEST(bad_questions_are_refused)
{
    test_random random = test_seeded(23);
    drawn d;
    draw(&d, &random);
    orth_safety_question usual = d.question, bad = usual;
    bad.window = BLOCKS + 1;
    refused(&bad, ORTH_BAD_INPUT, "windows of 15 blocks; permitted: 1 to 14");
    bad.window = 0;
    refused(&bad, ORTH_BAD_INPUT, "windows of 0 blocks; permitted: 1 to 14");
    bad = usual;
    bad.attacker.capital = 0;
    refused(&bad, ORTH_BAD_INPUT, "capital is 0 of the pool's value; permitted: above 0");
    bad = usual;
    bad.fee = 1;
    refused(&bad, ORTH_DOMAIN, "the fee is 1; permitted: from 0, below 1");
    bad = usual;
    bad.fees = d.fees;
    d.fees[3] = -1;
    refused(&bad, ORTH_DOMAIN, "the fee of block 3 is -1");
    d.fees[3] = 0.003;
    d.rows[2 * d.n] = -0.5;
    refused(&usual, ORTH_DOMAIN, "block 2: ");
}
END_TEST

ORTH_TEST_MAIN("safety_windows", small_attackers, start_of_the_day, drawn_schedules,
               same_bytes_on_threads, no_fee, small_weights_and_large_fees,
               worst_window_under_a_fee_that_moves, worst_window_keeps_the_swap_limit,
               speed_of_a_jump, bad_questions_are_refused)
