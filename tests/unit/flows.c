/* Flows: known numbers, closed forms against small steps, and the orbit of values and scores
 * against the same gradient flow in time, for two losses. */
#include "harness.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "orthant/flow.h"
#include "orthant/link.h"
#include "orthant/simplex.h"

static double relative(double got, double expected)
{
    return fabs(got / expected - 1);
}

static double first_weight(double x)
{
    return 1 / (1 + exp(-x));
}

START_TEST(two_tokens_in_closed_form)
{
    static const struct {
        double time, x, logit, natural;
    } rows[] = {{1, 0.490073068480548, 0.620123645258767, 0.731058578630005},
                {10, 2.68739011696807, 0.936278450318235, 0.999954602131298},
                {100, 5.24447517511236, 0.994751106008941, 1}};
    for (size_t r = 0; r < 3; r++) {
        double x = orth_flow_pair_at(ORTH_FLOW_LOGIT, 0, 1, rows[r].time);
        ck_assert(fabs(x - rows[r].x) <= 1e-14 * 5);
        ck_assert(fabs(first_weight(x) - rows[r].logit) <= 1e-15);
        double natural = orth_flow_pair_at(ORTH_FLOW_NATURAL, 0, 1, rows[r].time);
        ck_assert(fabs(first_weight(natural) - rows[r].natural) <= 1e-15);
    }
    double x = log(.01 / .99);
    ck_assert(relative(orth_flow_pair_time(ORTH_FLOW_LOGIT, x, 0, 1), 54.0900693450841) <= 1e-14);
    ck_assert(relative(orth_flow_pair_time(ORTH_FLOW_NATURAL, x, 0, 1), 4.59511985013459) <= 1e-14);
    ck_assert(relative(orth_flow_pair_time(ORTH_FLOW_LOGIT, -20, 0, 1), 242582617.704895) <= 1e-14);
    ck_assert(orth_flow_pair_time(ORTH_FLOW_SPHERE, -20, 0, 1) == 20);
    test_random random = test_seeded(3);
    for (int t = 0; t < 1000; t++) {
        double from = 60 * test_random_unit(&random) - 30, delta = test_random_unit(&random) - 0.5;
        double to = from + (t % 2 ? 1e-3 : 30) * (test_random_unit(&random) - 0.5);
        double time = orth_flow_pair_time(ORTH_FLOW_LOGIT, from, to, delta);
        ck_assert((time > 0) == ((to - from) / delta > 0));
        ck_assert(fabs(orth_flow_pair_at(ORTH_FLOW_LOGIT, from, delta, time) - to) <=
                  1e-14 * fmax(1, fabs(to)) * exp(fmax(0, fabs(from) - fabs(to))));
    }
    ck_assert(orth_flow_pair_at(ORTH_FLOW_LOGIT, 0, 1, 1e-20) == 0.5e-20);
    ck_assert(orth_flow_pair_at(ORTH_FLOW_LOGIT, 0, -1, 0) == 0);
}
END_TEST

/* The steps themselves, and in the limit of small ones the closed forms. */
START_TEST(steps_of_two_tokens)
{
    const double gradient[] = {0.7, 0.2};
    double w[] = {0.3, 0.7}, next[2];
    double x = log(w[0] / w[1]), delta = 0.5, eta = 0.4;
    orth_flow_step(ORTH_FLOW_LOGIT, next, 2, w, gradient, eta);
    ck_assert(fabs(log(next[0] / next[1]) - (x + 2 * eta * delta * 0.3 * 0.7)) <= 1e-15);
    orth_flow_step(ORTH_FLOW_NATURAL, next, 2, w, gradient, eta);
    ck_assert(fabs(log(next[0] / next[1]) - (x + eta * delta)) <= 1e-15);
    /* what it pays: eta w'.g - log sum w e^(eta g) */
    double paid =
        eta * (next[0] * 0.7 + next[1] * 0.2) - log(w[0] * exp(eta * 0.7) + w[1] * exp(eta * 0.2));
    ck_assert(fabs(orth_simplex_kl(2, next, w) - paid) <= 1e-16);
    orth_flow_step(ORTH_FLOW_SPHERE, next, 2, w, gradient, eta);
    double mean = 0.3 * 0.7 + 0.7 * 0.2, h = sqrt(.3) * (1 + 0.2 * (0.7 - mean)),
           g = sqrt(.7) * (1 + 0.2 * (0.2 - mean));
    ck_assert(fabs(next[0] - h * h / (h * h + g * g)) <= 1e-16);
    for (int flow = ORTH_FLOW_LOGIT; flow <= ORTH_FLOW_SPHERE; flow++) {
        double miss[2];
        for (int fine = 0; fine < 2; fine++) {
            int count = fine ? 2000 : 1000;
            double place[] = {0.3, 0.7};
            for (int k = 0; k < count; k++)
                orth_flow_step(flow, place, 2, place, gradient, 10.0 / count);
            miss[fine] = log(place[0] / place[1]) - orth_flow_pair_at(flow, x, delta, 10);
        }
        ck_assert(fabs(miss[1]) <= 2e-3);
        if (flow == ORTH_FLOW_NATURAL)
            ck_assert(fabs(miss[1]) <= 1e-12);
        else /* first order in the step */
            ck_assert(fabs(miss[0] / miss[1] - 2) <= 0.01);
    }
}
END_TEST

/* dw/dt = J^2 g or J g, by a small step, and that the same number added to g changes nothing. */
START_TEST(steps_follow_their_metric)
{
    test_random random = test_seeded(5);
    for (int t = 0; t < 300; t++) {
        enum { N = 5 };
        double w[N], g[N], next[N], shifted[N], again[N], eta = 1e-6, mean = 0, second = 0;
        test_random_weights(&random, N, w);
        for (size_t i = 0; i < N; i++) {
            g[i] = test_random_unit(&random) - 0.5;
            shifted[i] = g[i] + 1000;
            mean += w[i] * g[i];
        }
        for (size_t i = 0; i < N; i++)
            second += w[i] * w[i] * (g[i] - mean);
        for (int flow = ORTH_FLOW_LOGIT; flow <= ORTH_FLOW_SPHERE; flow++) {
            orth_flow_step(flow, next, N, w, g, eta);
            orth_flow_step(flow, again, N, w, shifted, eta);
            for (size_t i = 0; i < N; i++) {
                double natural = w[i] * (g[i] - mean);
                double slope = flow == ORTH_FLOW_LOGIT ? w[i] * (natural - second) : natural;
                ck_assert(fabs((next[i] - w[i]) / eta - slope) <= 1e-6);
                ck_assert(fabs(next[i] - again[i]) <= 1e-16);
            }
        }
        /* far steps stay in the simplex */
        for (size_t i = 0; i < N; i++)
            g[i] = 3000 * (test_random_unit(&random) - 0.5);
        for (int flow = ORTH_FLOW_LOGIT; flow <= ORTH_FLOW_SPHERE; flow++) {
            orth_flow_step(flow, next, N, w, g, 1);
            double sum = 0;
            for (size_t i = 0; i < N; i++) {
                ck_assert(next[i] >= 0);
                sum += next[i];
            }
            ck_assert(fabs(sum - 1) <= 1e-15);
        }
    }
}
END_TEST

START_TEST(time_to_turn)
{
    static const struct {
        double difference, half, three_quarters, one;
    } rows[] = {{5, 58.1561855669, 60.9293878018, 79.2032105778},
                {10, 540.240533256, 937.010773224, 11023.2328747},
                {20, 6590.12631224, 26491.4072397, 242582617.705}};
    for (size_t r = 0; r < 3; r++) {
        double d = rows[r].difference;
        ck_assert(relative(orth_flow_turn_time(.5, d), rows[r].half) <= 2e-12);
        ck_assert(relative(orth_flow_turn_time(.75, d), rows[r].three_quarters) <= 2e-12);
        ck_assert(relative(orth_flow_turn_time(1, d), rows[r].one) <= 4e-12);
        ck_assert(relative(orth_flow_turn_time(1, d),
                           orth_flow_pair_time(ORTH_FLOW_LOGIT, -d, 0, 1)) <= 1e-13);
    }
    ck_assert(orth_flow_turn_time(.5, 0) == 0);
    /* by steps: the difference shrinks by 2 h a unit of time, h = dw / dx of the link */
    double x = -5, time = 0, step = 1e-3;
    while (x < 0) {
        double w[2], derivative[4];
        const double scores[] = {x, 0};
        orth_link_weights(w, 2, .5, NULL, scores);
        orth_link_derivative(derivative, 2, .5, NULL, w);
        x += 2 * derivative[0] * step;
        time += step;
    }
    ck_assert(relative(time, 58.1561855669) <= 1e-3);
}
END_TEST

START_TEST(to_the_rail_and_back)
{
    const double start[] = {0.5, 0.5}, gradient[] = {1, 0};
    orth_flow_leg out, back;
    double place[4], eta = 1e-2, rail = 0.01;
    orth_flow_trip(ORTH_FLOW_NATURAL, 2, start, gradient, eta, rail, 100000, &out, &back, place);
    double time = log(.99 / .01);
    ck_assert(out.steps == (uint64_t)ceil(time / eta));
    ck_assert(back.steps == out.steps || back.steps == out.steps + 1);
    double w = 1 / (1 + exp(-eta * (double)out.steps)),
           angle = 2 * fabs(asin(sqrt(w)) - asin(sqrt(.5)));
    ck_assert(relative(out.length, angle) <= 1e-12); /* two tokens move along one line */
    ck_assert(relative(out.effective, exp(-w * log(w) - (1 - w) * log1p(-w))) <= 1e-12);
    ck_assert(fabs(back.effective - 2) <= 1e-4);
    /* sum of eta w'.g - log sum w e^(eta g) */
    double paid = 0;
    for (uint64_t k = 0; k < out.steps; k++) {
        double x = eta * (double)k;
        paid += eta / (1 + exp(-x - eta)) - log((exp(x + eta) + 1) / (exp(x) + 1));
    }
    ck_assert(relative(out.log_loss, paid) <= 1e-9);

    orth_flow_trip(ORTH_FLOW_LOGIT, 2, start, gradient, eta, rail, 100000, &out, &back, place);
    double long_time = orth_flow_pair_time(ORTH_FLOW_LOGIT, 0, time, 1);
    ck_assert(fabs(eta * (double)out.steps - long_time) <= 0.1);
    ck_assert(fabs(eta * (double)back.steps - long_time) <= 0.2);
    ck_assert(fabs(place[0] + place[1] - 1) <= 1e-15 && place[0] <= 0.5);

    orth_flow_trip(ORTH_FLOW_LOGIT, 2, start, gradient, eta, rail, 100, &out, &back, place);
    ck_assert(out.steps == UINT64_MAX && back.steps == 0 && place[0] > 0.6);
    orth_flow_trip(ORTH_FLOW_SPHERE, 2, start, gradient, eta, rail, 100000, &out, &back, place);
    ck_assert(fabs(eta * (double)out.steps - time) <= 0.05);
}
END_TEST

/* Runs the orbit until m is reached: tau by Newton, since dm / dtau = sum s^2 + var_s V. */
static double orbit(double *values, double *scores, double goal, double *s)
{
    double work[18], tau = 0, m = orth_flow_mean(s, 3, values, scores);
    for (int i = 0; i < 400 && fabs(goal - m) > 1e-14; i++) {
        double slope = 0;
        for (size_t j = 0; j < 3; j++)
            slope += s[j] * s[j] + s[j] * (values[j] - m) * (values[j] - m);
        double step = fmin((goal - m) / slope, 0.1);
        orth_flow_values(3, values, scores, step, 40, work);
        tau += step;
        m = orth_flow_mean(s, 3, values, scores);
    }
    return tau;
}

static const struct {
    double values[3], scores[3], m, tau, s[3], effective;
} orbits[] = {
    {{0},
     {.1, 0, -.1},
     1,
     2.964626405622,
     {.3865950883093, .3285160495214, .2848888621693},
     2.976737},
    {{0},
     {.1, 0, -.1},
     2,
     5.761072365397,
     {.4650765718135, .3023146883635, .2326087398230},
     2.877529},
    {{0},
     {.1, 0, -.1},
     4,
     9.403838276976,
     {.7652154416387, .1392677074182, .0955168509432},
     2.021082},
    {{0},
     {.1, 0, -.1},
     8,
     13.65180515118,
     {.9569926332766, .0245668183714, .0184405483520},
     1.229687},
    {{.1, .2, .3},
     {0},
     2,
     5.234653697503,
     {.2505375583584, .3142257403356, .4352367013060},
     2.922970},
    {{.1, .2, .3},
     {0},
     8,
     13.47603518991,
     {.0196033679015, .0266949792102, .9537016528883},
     1.244849},
};

START_TEST(values_and_scores_polarise)
{
    for (size_t r = 0; r < sizeof orbits / sizeof orbits[0]; r++) {
        double values[3], scores[3], s[3];
        memcpy(values, orbits[r].values, sizeof values);
        memcpy(scores, orbits[r].scores, sizeof scores);
        double tau = orbit(values, scores, orbits[r].m, s);
        ck_assert(fabs(tau - orbits[r].tau) <= 2e-11);
        for (size_t i = 0; i < 3; i++)
            ck_assert(fabs(s[i] - orbits[r].s[i]) <= 1e-12);
        ck_assert(fabs(exp(orth_simplex_entropy(3, s)) - orbits[r].effective) <= 1e-6);
    }
}
END_TEST

/* sum a stays and sum V grows by tau, however coarse the steps are. */
START_TEST(what_an_orbit_keeps)
{
    double values[] = {.1, .2, .3}, scores[] = {.5, 0, -.5}, work[18];
    orth_flow_values(3, values, scores, 12, 64, work);
    ck_assert(fabs(scores[0] + scores[1] + scores[2]) <= 1e-14);
    ck_assert(fabs(values[0] + values[1] + values[2] - 12.6) <= 1e-13);
    ck_assert(scores[0] > 1);
}
END_TEST

/* 1 - s is about const / tau^2. */
START_TEST(the_late_orbit_is_a_power)
{
    static const double taus[] = {100, 1000, 3000}, expected[] = {1.592, 1.356, 1.341};
    double values[3] = {0}, scores[] = {.1, 0, -.1}, work[18], s[3], tau = 0;
    for (size_t k = 0; k < 3; k++) {
        orth_flow_values(3, values, scores, taus[k] - tau, (uint64_t)(taus[k] - tau) * 20, work);
        tau = taus[k];
        orth_flow_mean(s, 3, values, scores);
        ck_assert(fabs((1 - s[0]) * tau * tau - expected[k]) <= 6e-4);
    }
}
END_TEST

/* The gradient flow in time of a loss of m, all of it written out here: at equal m the same s. */
START_TEST(no_loss_leaves_the_orbit)
{
    for (int logistic = 0; logistic < 2; logistic++) {
        double x[6] = {0, 0, 0, .1, 0, -.1}, goal = 2, m = 0, s[3], step = 1e-3;
        for (int k = 0; k < 200000 && goal - m > 1e-12; k++) {
            double slope[4][6], at[6];
            for (int stage = 0; stage < 4; stage++) {
                double total = 0, mean = 0;
                for (size_t i = 0; i < 6; i++)
                    at[i] = stage == 0 ? x[i]
                                       : x[i] + (stage == 3 ? 1 : 0.5) * step * slope[stage - 1][i];
                for (size_t i = 0; i < 3; i++)
                    total += exp(at[3 + i]);
                for (size_t i = 0; i < 3; i++)
                    mean += exp(at[3 + i]) / total * at[i];
                double g = logistic ? -1 / (1 + exp(mean)) : mean - 3;
                for (size_t i = 0; i < 3; i++) {
                    double share = exp(at[3 + i]) / total;
                    slope[stage][i] = -share * g;
                    slope[stage][3 + i] = -share * (at[i] - mean) * g;
                    if (stage == 0)
                        s[i] = share;
                }
                if (stage == 0) { /* the last step goes just so far */
                    double rate = 0;
                    for (size_t i = 0; i < 3; i++)
                        rate += s[i] * slope[0][i] + slope[0][3 + i] * s[i] * (at[i] - mean);
                    m = mean;
                    step = fmin(1e-2, (goal - m) / rate);
                }
            }
            for (size_t i = 0; i < 6 && goal - m > 1e-12; i++)
                x[i] += step / 6 * (slope[0][i] + 2 * slope[1][i] + 2 * slope[2][i] + slope[3][i]);
        }
        for (size_t i = 0; i < 3; i++)
            ck_assert(fabs(s[i] - orbits[1].s[i]) <= 1e-9);
    }
}
END_TEST

ORTH_TEST_MAIN("flows", two_tokens_in_closed_form, steps_of_two_tokens, steps_follow_their_metric,
               time_to_turn, to_the_rail_and_back, values_and_scores_polarise, what_an_orbit_keeps,
               the_late_orbit_is_a_power, no_loss_leaves_the_orbit)
