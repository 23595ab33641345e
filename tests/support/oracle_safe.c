/* safe:R by angles. Roots of the weights are A_i sin(lambda + phi_i) along the geodesic's curve, so
 * that the log of the ratio of two weights moves by 2 cot(lambda + phi_i) - 2 cot(lambda + phi_j),
 * which is 2 sin(phi_j - phi_i) / (sin(lambda + phi_i) sin(lambda + phi_j)). */
#include "oracle.h"

#include <math.h>
#include <stdbool.h>

typedef struct curve {
    mpfr_t omega, sine, cosine; /* of the move */
    mpfr_t i, j;                /* phi of the tokens whose ratio moves fastest: least and largest */
    mpfr_t zero, whole;         /* log of sines' ratio at the start; how far it moves */
    mpfr_t length;              /* R whole */
    mpfr_t g, low, high;        /* the inside: its h at the edges, and its angles */
    mpfr_t lambda, t, u, v;
} curve;

static void init(curve *c)
{
    mpfr_inits2(ORACLE_BITS, c->omega, c->sine, c->cosine, c->i, c->j, c->zero, c->whole, c->length,
                c->g, c->low, c->high, c->lambda, c->t, c->u, c->v, (mpfr_ptr)0);
}

static void clear(curve *c)
{
    mpfr_clears(c->omega, c->sine, c->cosine, c->i, c->j, c->zero, c->whole, c->length, c->g,
                c->low, c->high, c->lambda, c->t, c->u, c->v, (mpfr_ptr)0);
}

/* out = 2 log(sin(lambda + phi_i) / sin(lambda + phi_j)) - zero */
static void log_at(mpfr_t out, curve *c, const mpfr_t lambda)
{
    mpfr_add(c->t, lambda, c->i, MPFR_RNDN);
    mpfr_sin(c->t, c->t, MPFR_RNDN);
    mpfr_add(c->u, lambda, c->j, MPFR_RNDN);
    mpfr_sin(c->u, c->u, MPFR_RNDN);
    mpfr_div(c->t, c->t, c->u, MPFR_RNDN);
    mpfr_log(c->t, c->t, MPFR_RNDN);
    mpfr_mul_ui(c->t, c->t, 2, MPFR_RNDN);
    mpfr_sub(out, c->t, c->zero, MPFR_RNDN);
}

/* The lambda of a log: tan lambda = (q sin phi_j - sin phi_i) / (cos phi_i - q cos phi_j). */
static void angle_of(mpfr_t out, curve *c, const mpfr_t moved)
{
    mpfr_add(c->t, moved, c->zero, MPFR_RNDN);
    mpfr_div_ui(c->t, c->t, 2, MPFR_RNDN);
    mpfr_exp(c->t, c->t, MPFR_RNDN);
    mpfr_sin_cos(c->u, c->v, c->j, MPFR_RNDN);
    mpfr_mul(c->u, c->u, c->t, MPFR_RNDN);
    mpfr_mul(c->v, c->v, c->t, MPFR_RNDN);
    mpfr_sin_cos(c->t, out, c->i, MPFR_RNDN);
    mpfr_sub(c->u, c->u, c->t, MPFR_RNDN);
    mpfr_sub(c->v, out, c->v, MPFR_RNDN);
    mpfr_atan2(out, c->u, c->v, MPFR_RNDN);
}

/* The edges of h <= g: cos(2 lambda + phi_i + phi_j) <= cos d - 4 sin d / g, d = phi_j - phi_i. */
static void find_edges(curve *c)
{
    mpfr_sub(c->t, c->j, c->i, MPFR_RNDN);
    mpfr_sin_cos(c->u, c->v, c->t, MPFR_RNDN);
    mpfr_mul_ui(c->u, c->u, 4, MPFR_RNDN);
    mpfr_div(c->u, c->u, c->g, MPFR_RNDN);
    mpfr_sub(c->v, c->v, c->u, MPFR_RNDN);
    mpfr_acos(c->v, c->v, MPFR_RNDN);
    mpfr_add(c->t, c->i, c->j, MPFR_RNDN);
    mpfr_sub(c->low, c->v, c->t, MPFR_RNDN);
    mpfr_div_ui(c->low, c->low, 2, MPFR_RNDN);
    mpfr_const_pi(c->high, MPFR_RNDN);
    mpfr_sub(c->high, c->high, c->t,
             MPFR_RNDN); /* both edges' sum, as they lie around the middle */
    mpfr_sub(c->high, c->high, c->low, MPFR_RNDN);
    if (mpfr_sgn(c->low) < 0)
        mpfr_set_ui(c->low, 0, MPFR_RNDN);
    if (mpfr_cmp(c->high, c->omega) > 0)
        mpfr_set(c->high, c->omega, MPFR_RNDN);
}

/* Newton's method for g from above. False where the geodesic keeps the cap by itself. */
static bool find_inside(curve *c)
{
    mpfr_t found, part;
    mpfr_inits2(ORACLE_BITS, found, part, (mpfr_ptr)0);
    mpfr_div(c->g, c->length, c->omega, MPFR_RNDN);
    bool capped = false;
    for (int round = 0; round < 400; round++) {
        find_edges(c);
        log_at(found, c, c->low);
        log_at(part, c, c->high);
        mpfr_sub(part, c->whole, part, MPFR_RNDN);
        mpfr_add(found, found, part, MPFR_RNDN);
        mpfr_sub(part, c->high, c->low, MPFR_RNDN);
        mpfr_mul(c->t, part, c->g, MPFR_RNDN);
        mpfr_add(found, found, c->t, MPFR_RNDN);
        mpfr_sub(found, found, c->length, MPFR_RNDN);
        capped = capped || mpfr_cmp_d(found, 1e-60 * mpfr_get_d(c->length, MPFR_RNDN)) > 0;
        mpfr_div(found, found, part, MPFR_RNDN);
        mpfr_sub(c->g, c->g, found, MPFR_RNDN);
        mpfr_div(found, found, c->g, MPFR_RNDN);
        if (fabs(mpfr_get_d(found, MPFR_RNDN)) < 1e-75)
            break;
    }
    mpfr_clears(found, part, (mpfr_ptr)0);
    return capped;
}

/* lambda of row k of f */
static void find_lambda(mpfr_t out, curve *c, bool least, uint64_t k, uint64_t f)
{
    mpfr_t gone, edge;
    mpfr_inits2(ORACLE_BITS, gone, edge, (mpfr_ptr)0);
    mpfr_mul_ui(gone, c->length, k, MPFR_RNDN);
    mpfr_div_ui(gone, gone, f, MPFR_RNDN);
    if (least) {
        angle_of(out, c, gone);
    } else if (!find_inside(c)) {
        mpfr_mul_ui(out, c->omega, k, MPFR_RNDN);
        mpfr_div_ui(out, out, f, MPFR_RNDN);
    } else {
        log_at(edge, c, c->low);
        mpfr_sub(out, gone, edge, MPFR_RNDN);
        mpfr_div(out, out, c->g, MPFR_RNDN);
        mpfr_add(out, out, c->low, MPFR_RNDN);
        if (mpfr_cmp(gone, edge) <= 0) {
            angle_of(out, c, gone);
        } else if (mpfr_cmp(out, c->high) > 0) {
            mpfr_sub(gone, gone, c->length, MPFR_RNDN);
            mpfr_add(gone, gone, c->whole, MPFR_RNDN);
            angle_of(out, c, gone);
        }
    }
    mpfr_clears(gone, edge, (mpfr_ptr)0);
}

/* phi of each token by root of target / root of start = cos + sin cot phi; the least and the most.
 */
static void find_pair(curve *c, size_t n, mpfr_t *start, mpfr_t *target)
{
    for (size_t i = 0; i < n; i++) {
        mpfr_div(c->t, target[i], start[i], MPFR_RNDN);
        mpfr_sqrt(c->t, c->t, MPFR_RNDN);
        mpfr_sub(c->t, c->t, c->cosine, MPFR_RNDN);
        mpfr_atan2(c->t, c->sine, c->t, MPFR_RNDN);
        if (i == 0 || mpfr_cmp(c->t, c->i) < 0)
            mpfr_set(c->i, c->t, MPFR_RNDN);
        if (i == 0 || mpfr_cmp(c->t, c->j) > 0)
            mpfr_set(c->j, c->t, MPFR_RNDN);
    }
}

void oracle_safe_row(size_t n, mpfr_t *row, const char *factor, mpfr_t *start, mpfr_t *target,
                     uint64_t k, uint64_t f)
{
    curve c;
    init(&c);
    oracle_angle(c.omega, n, start, target);
    mpfr_sin_cos(c.sine, c.cosine, c.omega, MPFR_RNDN);
    find_pair(&c, n, start, target);
    mpfr_set_ui(c.zero, 0, MPFR_RNDN);
    mpfr_set_ui(c.length, 0, MPFR_RNDN);
    log_at(c.zero, &c, c.length);
    log_at(c.whole, &c, c.omega);
    mpfr_set_str(c.length, factor, 10, MPFR_RNDN);
    bool least = mpfr_cmp_ui(c.length, 1) == 0;
    mpfr_mul(c.length, c.length, c.whole, MPFR_RNDN);
    find_lambda(c.lambda, &c, least, k, f);
    mpfr_sub(c.u, c.omega, c.lambda, MPFR_RNDN);
    mpfr_sin(c.u, c.u, MPFR_RNDN);
    mpfr_sin(c.v, c.lambda, MPFR_RNDN);
    for (size_t i = 0; i < n; i++) {
        mpfr_sqrt(c.t, start[i], MPFR_RNDN);
        mpfr_mul(c.t, c.t, c.u, MPFR_RNDN);
        mpfr_sqrt(row[i], target[i], MPFR_RNDN);
        mpfr_mul(row[i], row[i], c.v, MPFR_RNDN);
        mpfr_add(row[i], row[i], c.t, MPFR_RNDN);
        mpfr_div(row[i], row[i], c.sine, MPFR_RNDN);
        mpfr_sqr(row[i], row[i], MPFR_RNDN);
    }
    clear(&c);
}
