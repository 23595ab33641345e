/* The rules of quantammsim, over 12,000 minutes of a pool of three tokens whose weights a momentum
 * rule sets every hour: against that simulator's own figures, with its acceptance test loosened,
 * which sits on the last bit of a profit of zero. The rule is written here from its formulas. */
#include "harness.h"

#include <math.h>
#include <string.h>

#include "orthant/run.h"
#include "simulate/schedule_rows.h"

#define HOUR 60
#define HOURS 200
#define ROWS (HOUR * HOURS - 1)
#define BEGIN (20 * HOUR) /* minutes of prices that the rule sees before the pool starts */
#define LARGEST_CHANGE 3e-4
#define LEAST_WEIGHT (0.1 / 3)

static const double start[3] = {0.3, 0.3, 0.4};

static double price(int token, int minute)
{
    static const double a[] = {60000, 3000, 1.5}, b[] = {0.2, 0.3, 0.12};
    static const double c[] = {0.0009, 0.0017, 0.0031};
    return a[token] * exp(b[token] * sin(c[token] * minute));
}

/* ---- the rule */

/* The slope of an exponentially weighted line through a token's hourly prices, over their mean. */
typedef struct slope {
    double decay, mean, sum;
} slope;

static double slope_next(slope *s, double next)
{
    double keep = s->decay, take = 1 - s->decay;
    s->mean += take * (next - s->mean);
    s->sum = keep * s->sum + (next - s->mean) / take;
    if (fabs(s->sum) < 1e-10)
        s->sum = 0;
    return s->sum * take * take * take / (keep * s->mean);
}

/* Changes of weights that sum to zero; sign -1 is the opposite rule. Speeds are a day's times the
 * memory in days, 2 (C / 1440) (6 decay / (1 - decay)^3)^(1/3). */
static void momentum(double *change, slope *slopes, int hour, double sign)
{
    static const double a_day[3] = {0.15, 0.25, 0.2};
    double speeds[3], slope_of[3], sum = 0, total = 0;
    for (int i = 0; i < 3; i++) {
        double decay = slopes[i].decay;
        speeds[i] = sign * a_day[i] * 2 * (HOUR / 1440.0) * cbrt(6 * decay / pow(1 - decay, 3));
        slope_of[i] = slope_next(&slopes[i], price(i, hour * HOUR));
        sum += speeds[i] * slope_of[i];
        total += speeds[i];
    }
    for (int i = 0; i < 3; i++)
        change[i] = speeds[i] * (slope_of[i] - sum / total);
}

/* Least weights, in one pass, and a sum of 1. */
static void guard(double *w)
{
    double sum = w[0] + w[1] + w[2], rest = 0, total = 0;
    int low = 0, largest = 0;
    bool at_least[3];
    for (int i = 0; i < 3; i++) {
        w[i] /= sum;
        at_least[i] = w[i] < LEAST_WEIGHT;
        low += at_least[i];
        w[i] = fmin(fmax(w[i], LEAST_WEIGHT), 1 - 2 * LEAST_WEIGHT);
        rest += at_least[i] ? 0 : w[i];
    }
    for (int i = 0; i < 3; i++) {
        w[i] *= at_least[i] ? 1 : (1 - low * LEAST_WEIGHT) / rest;
        total += w[i];
        largest = w[i] > w[largest] ? i : largest;
    }
    w[largest] += 1 - total;
}

/* Where an hour's move ends, at no more than the largest change a minute. */
static void move_end(double *end, const double *from, const double *change, int minutes)
{
    double step[3], most = 0,
                    wanted[3] = {from[0] + change[0], from[1] + change[1], from[2] + change[2]};
    guard(wanted);
    for (int i = 0; i < 3; i++) {
        step[i] = (wanted[i] - from[i]) / minutes;
        most = fmax(most, fabs(step[i]));
    }
    double slow = most > LARGEST_CHANGE ? LARGEST_CHANGE / (most + 1e-10) : 1;
    for (int i = 0; i < 3; i++)
        end[i] = from[i] + minutes * (step[i] * slow);
}

/* ---- the rows of weights */

typedef struct strategy {
    double sign; /* of the rule; 0: weights that stay */
    int minutes; /* that a move takes */
    bool amgm;   /* by the library's rows; else linear */
} strategy;

static double weights[ROWS][3], prices[ROWS][3];

static void move_rows(double *rows, const double *from, const double *end, const strategy *of)
{
    if (of->amgm) {
        orth_move *move;
        ck_assert(orth_move_create(&move, 3, from, NULL, end, NULL, NULL) == ORTH_OK);
        orth_schedule_rows_late(move, (uint64_t)of->minutes, 0, (size_t)of->minutes + 1, rows);
        orth_move_free(move);
        return;
    }
    for (int k = 0; k <= of->minutes; k++)
        for (int i = 0; i < 3; i++)
            rows[3 * k + i] = from[i] + k * ((end[i] - from[i]) / of->minutes);
}

static void make_rows(const strategy *of)
{
    slope slopes[3] = {{.decay = 0.86}, {.decay = 0.93}, {.decay = 0.96}};
    double at[3], end[3], change[3], moving[3 * (HOUR + 1)];
    for (int i = 0; i < 3; i++)
        slopes[i].mean = price(i, 0);
    for (int hour = 1; hour <= BEGIN / HOUR; hour++)
        momentum(change, slopes, hour, 1);
    memcpy(at, start, sizeof at);
    for (int row = 0; row < ROWS; row++) {
        for (int i = 0; i < 3; i++)
            prices[row][i] = price(i, BEGIN + row);
        int minute = row % HOUR;
        if (row >= HOUR && minute == 0 && of->sign != 0) {
            momentum(change, slopes, BEGIN / HOUR + row / HOUR, of->sign);
            move_end(end, at, change, of->minutes);
            move_rows(moving, at, end, of);
            memcpy(at, end, sizeof at);
        }
        bool moves = row >= HOUR && of->sign != 0;
        int k = minute < of->minutes ? minute : of->minutes; /* the last row is held */
        memcpy(weights[row], moves ? moving + 3 * k : at, sizeof at);
    }
}

static double final_value(double fee, double gas, double cost)
{
    orth_pool_rules rules = {.fee = fee, .gate = {gas, cost}, .pairs = true};
    orth_run *run;
    ck_assert(orth_run_create(&run, 3, &rules, NULL) == ORTH_OK);
    orth_run_start(run, weights[0], prices[0], 1e6);
    orth_run_blocks(run, ROWS - 1, prices[1], weights[1], NULL);
    double value = orth_run_outcome(run).final_value;
    orth_run_free(run);
    return value;
}

static void check(strategy of, const double known_weights[][4], size_t count, double without_fee,
                  double with_fee, double with_gas)
{
    make_rows(&of);
    for (size_t c = 0; c < count; c++)
        for (int i = 0; i < 3; i++)
            ck_assert_double_eq_tol(weights[(int)known_weights[c][0]][i], known_weights[c][i + 1],
                                    1e-13);
    test_worst("without fee", final_value(0, 0, 0) / without_fee - 1);
    test_worst("with a fee", final_value(0.003, 0, 0) / with_fee - 1);
    test_worst("with gas", final_value(0.003, 1, 0.0005) / with_gas - 1);
    ck_assert_double_eq_tol(final_value(0, 0, 0) / without_fee, 1, 1e-12);
    ck_assert_double_eq_tol(final_value(0.003, 0, 0) / with_fee, 1, 1e-10);
    ck_assert_double_eq_tol(final_value(0.003, 1, 0.0005) / with_gas, 1, 1e-10);
}

START_TEST(weights_that_stay)
{
    check((strategy){.sign = 0}, NULL, 0, 829161.1708030154, 831943.6173319451, 831932.9992122555);
}
END_TEST

START_TEST(linear_moves)
{
    static const double known[][4] = {
        {61, 0.30000860058661577, 0.3000298845954389, 0.3999615148179454},
        {90, 0.3002580175984728, 0.30089653786316767, 0.39884544453835963},
        {3000, 0.2998743479830372, 0.24350728600788785, 0.456618366009075},
        {9030, 0.31190526128707413, 0.2509775197048754, 0.4371172190080505},
        {11998, 0.26368882009005923, 0.28085627306814276, 0.45545490684179807},
    };
    check((strategy){.sign = 1, .minutes = 60}, known, 5, 740994.5800036712, 743275.1562869491,
          742943.1101717679);
    check((strategy){.sign = -1, .minutes = 60}, NULL, 0, 927708.9835722528, 930556.9215555901,
          930378.0335417658);
}
END_TEST

START_TEST(late_moves_that_arrive)
{
    static const double known[][4] = {
        {61, 0.30001697521686305, 0.30005878026786864, 0.39992424451526826},
        {90, 0.3005160351969456, 0.30179307572633535, 0.3976908890767191},
        {3000, 0.2998743479830372, 0.24350728600788785, 0.456618366009075},
        {9030, 0.31182906636969604, 0.24947432071114892, 0.43869661291915507},
        {11998, 0.2636954441060403, 0.2808332903586272, 0.45547126553533257},
    };
    check((strategy){.sign = 1, .minutes = 30, .amgm = true}, known, 5, 740246.8669225068,
          742497.4644342936, 742134.3739790674);
}
END_TEST

/* From (.5, .5) to (.9, .1) in two steps: the middle row by hand, the last one to the bit. */
START_TEST(the_last_row_is_the_target)
{
    double ends[2][2] = {{0.5, 0.5}, {0.9, 0.1}}, rows[3][2];
    orth_move *move;
    ck_assert(orth_move_create(&move, 2, ends[0], NULL, ends[1], NULL, NULL) == ORTH_OK);
    orth_schedule_rows_late(move, 2, 0, 3, rows[0]);
    double one = 0.7 + 0.5 * cbrt(1.8), two = 0.3 + 0.5 * cbrt(0.2);
    ck_assert_double_eq_tol(rows[0][0], 0.5, 1e-16);
    ck_assert_double_eq_tol(rows[1][0], one / (one + two), 1e-15);
    ck_assert_mem_eq(rows[2], move->target, sizeof rows[2]);
    double last[2];
    orth_schedule_rows_late(move, 2, 2, 1, last);
    ck_assert_mem_eq(last, move->target, sizeof last);
    orth_move_free(move);
}
END_TEST

ORTH_TEST_MAIN("compat", weights_that_stay, linear_moves, late_moves_that_arrive,
               the_last_row_is_the_target)
