/* The closed form of the overshoot's mean square. The zeta values are from mpmath at 60 digits,
 * rounded to 40. */
#include "cost/overshoot.h"

#include <math.h>
#include <pthread.h>

#include "kernel/kernel.h"
#include "numeric/elementary.h"
#include "orthant/cost.h"

#define TERMS 36
#define SERIES_END 2.0 /* the 37th term is below 1e-17 of the first */
#define ROOT_TWO_PI 2.506628274631000502415765284811045253007

/* zeta(-1/2 - r) */
static const double zeta[TERMS] = {
    -2.078862249773545660173067253970493022263e-1, -2.548520188983303594954298691070474546902e-2,
    8.516928777850330542358567028344486936276e-3,  4.441011335479431958534658017819775086214e-3,
    -3.091669247215833844824256745130084173464e-3, -2.671458019899224598982381953096792651305e-3,
    2.746767939536868758423027485592150832315e-3,  3.269039572600220021717395316468843185912e-3,
    -4.416032873004889808392485206547305533824e-3, -6.672172296466640756764200247620461638954e-3,
    1.114612247394281413613867547006697608479e-2,  2.039697871594279205555052088194340880586e-2,
    -4.057496748119457841023440280869421426149e-2, -8.717525590621725146910817575637227014276e-2,
    2.011740493842268824349818444471475009034e-1,  4.962712199120576078695353778899918168533e-1,
    -1.303229250705113953899450988404286083676,    -3.629759299774574127859294965403774501391,
    1.068732706902199364076997586389376830264e+1,  3.316832578569460787885429702174558003284e+1,
    -1.08217475058776055404827141928857905977e+2,  -3.703018783754785995408316983415687172668e+2,
    1.326045811749015628105797600869390174242e+3,  4.959598315043043611382146744840822188734e+3,
    -1.933894198837462029112541847215793176853e+4, -7.848614856921768689112686710671223234162e+4,
    3.310236487454503218050696697470968679772e+5,  1.448811370582726429312337193424913188482e+6,
    -6.571686491569957521335963603111480793838e+6, -3.085453347239676360956099443773640652901e+7,
    1.497748712779347548386818575546895747647e+8,  7.508784499937009494232337485549896036316e+8,
    -3.883945551454817014736002546866047469611e+9, -2.070799596181036106498748931821822124446e+10,
    1.13704407197954877699839136053440595018e+11,  6.424299552129207512203349086277260669942e+11,
};

/* What the sums' powers of x^2 are multiplied by. */
static double factors[TERMS], shifts[TERMS];

static void prepare(void)
{
    double power = 2 / ROOT_TWO_PI;
    for (int r = 0; r < TERMS; r++) {
        factors[r] = zeta[r] * power / ((2 * r + 1) * (2 * r + 2));
        shifts[r] = -zeta[r] * power / (4 * (r + 1) * (2 * r + 3));
        power *= -0.5 / (r + 1);
    }
}

static void be_prepared(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, prepare);
}

/* What does not depend on the band. Below SERIES_END (2 rho x + x^2 / 2 - F(x)) / x^3, where F is
 * the mean square with one edge, and (rho - rho(x)) / x^2; above, F(x) and rho(x) themselves. */
typedef struct edge {
    double square, shift;
} edge;

/* The terms fall by x^2 / (4 pi). */
static edge by_series(double x)
{
    int terms = x < 0.1 ? 6 : x < 0.4 ? 10 : x < 1 ? 16 : TERMS;
    double z = x * x, zz = z * z, even = 0, odd = 0, even_shift = 0, odd_shift = 0;
    for (int r = terms - 2; r >= 0; r -= 2) { /* four sums, one beside the other */
        even = even * zz + factors[r];
        odd = odd * zz + factors[r + 1];
        even_shift = even_shift * zz + shifts[r];
        odd_shift = odd_shift * zz + shifts[r + 1];
    }
    return (edge){odd * z + even, odd_shift * z + even_shift};
}

/* Spitzer's sums. */
static edge by_identity(double x)
{
    double square = 0, ruin = 0;
    for (int n = 1; n * x * x < 80; n++) {
        double root = sqrt(n), t = x * root;
        double density = orth_exp(-t * t / 2) / ROOT_TWO_PI, beyond = orth_erfc(t * M_SQRT1_2) / 2;
        square += (density - t * beyond) / root;
        ruin += beyond / n;
    }
    return (edge){1 + x * x - 2 * x * square, (orth_log(2 * x * x) + 2 * ruin) / (2 * x)};
}

/* t coth t - 1 = (t cosh t - sinh t) / sinh t for t < 1, by the series of both divided by t: no two
 * terms cancel, and what follows the ninth is below 1e-17. */
static double small_cotangent(double t)
{
    static const double above[] = {1.0 / 3,
                                   1.0 / 30,
                                   1.0 / 840,
                                   1.0 / 45360,
                                   1.0 / 3991680,
                                   1.0 / 518918400,
                                   1.0 / 93405312000,
                                   1.0 / 22230464256000,
                                   1.0 / 6758061133824000};
    static const double below[] = {1,
                                   1.0 / 6,
                                   1.0 / 120,
                                   1.0 / 5040,
                                   1.0 / 362880,
                                   1.0 / 39916800,
                                   1.0 / 6227020800,
                                   1.0 / 1307674368000,
                                   1.0 / 355687428096000};
    double z = t * t, top = above[8], bottom = below[8];
    for (int k = 7; k >= 0; k--) {
        top = top * z + above[k];
        bottom = bottom * z + below[k];
    }
    return z * top / bottom;
}

static double beta_of(const edge *at, double x, double band)
{
    return band + (x < SERIES_END ? ORTH_COST_RHO - x * x * at->shift : at->shift);
}

/* With t = 2 x beta; `growth` is e^(2t) - 1, used from t = 1 on. */
static double excess_of(double x, const edge *at, double band, double growth)
{
    double beta = beta_of(at, x, band), still = band + ORTH_COST_RHO, t = 2 * x * beta;
    if (x >= SERIES_END)
        return at->square + (2 * at->square - x * x) / growth - ORTH_COST_RHO / still;
    double cotangent = t < 1 ? small_cotangent(t) : t - 1 + 2 * t / growth;
    double rest = ORTH_COST_RHO / beta;
    return rest * cotangent +
           x * x * (0.5 + rest * at->shift / still - at->square * (1 + cotangent) / (2 * beta));
}

#define TOGETHER 256

static void some(size_t count, double *out, double band, const double *speeds)
{
    edge edges[TOGETHER];
    for (size_t k = 0; k < count; k++) {
        edges[k] = speeds[k] < SERIES_END ? by_series(speeds[k]) : by_identity(speeds[k]);
        out[k] = 4 * speeds[k] * beta_of(&edges[k], speeds[k], band);
    }
    orth_kernels_in_use()->expm1(count, out, out);
    for (size_t k = 0; k < count; k++)
        out[k] = excess_of(speeds[k], &edges[k], band, out[k]);
}

void orth_overshoot_excess(size_t count, double *out, double band, const double *speeds)
{
    be_prepared();
    for (size_t first = 0; first < count; first += TOGETHER)
        some(count - first < TOGETHER ? count - first : TOGETHER, out + first, band,
             speeds + first);
}

double orth_overshoot_beta(double band, double speed)
{
    be_prepared();
    edge at = speed < SERIES_END ? by_series(speed) : by_identity(speed);
    return beta_of(&at, speed, band);
}

double orth_cost_overshoot(double band, double speed)
{
    double excess;
    orth_overshoot_excess(1, &excess, band, &speed);
    return ORTH_COST_RHO / (band + ORTH_COST_RHO) + excess;
}
