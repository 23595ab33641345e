/* Multi-precision: every path, the loss, the distance and the optimum again, in MPFR, sharing no
 * code with the double-precision rooms; and the certificate, which proves how far a schedule is
 * from the best possible one.
 *
 * Inputs are exact rationals, exact until the first irrational operation. Results are enclosures
 * [lower, upper] made with directed rounding, the precision raised until the width is at most
 * 10^-digits relative; so both ends agree with the exact value to `digits` digits. Weights: n >= 2,
 * each > 0, each point summing to exactly 1, else ORTH_DOMAIN. 1 <= digits <=
 * ORTH_EXACT_DIGITS_MAX, else ORTH_DOMAIN. Arrays of mpq_t are read, never written. mpfr_t outputs
 * are initialised by the caller and change their precision to what the digits need. As everywhere
 * with GMP, running out of memory inside a big number ends the process; of larger blocks it is
 * ORTH_NO_MEMORY. */
#ifndef ORTHANT_EXACT_H
#define ORTHANT_EXACT_H

#include <gmp.h>
#include <mpfr.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "orthant/api.h"
#include "orthant/limits.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define ORTH_EXACT_DIGITS_DEFAULT 30

/* Fisher-Rao distance 4 asin(|sqrt u - sqrt w| / 2); [0, 0] exactly when the points are equal. */
ORTH_API orth_status orth_exact_distance(mpfr_t lower, mpfr_t upper, size_t n, mpq_t *start,
                                         mpq_t *target, unsigned digits, orth_error *error);

/* The weights (n enclosures) at step k of `steps` of the family `path`: linear, geometric, amgm,
 * bisection, geodesic, lambertw, dutch, dutch:exponential, dutch:linear, power:P and safe:R with P
 * and R a decimal or a fraction, taken exactly.
 * bisection halves recursively where `steps` is a power of two and takes the limit of the halvings,
 * the geodesic, elsewhere; lambertw has powers of two only (ORTH_BAD_INPUT, as for unknown names).
 * "optimum" is orth_exact_optimum's. */
ORTH_API orth_status orth_exact_path_row(mpfr_t *lower, mpfr_t *upper, const char *path, uint64_t k,
                                         uint64_t steps, size_t n, mpq_t *start, mpq_t *target,
                                         unsigned digits, orth_error *error);

/* sum_k KL(w_k || w_{k-1}) of that family's ideal schedule; "optimum" too. Time O(steps n). */
ORTH_API orth_status orth_exact_path_loss(mpfr_t lower, mpfr_t upper, const char *path,
                                          uint64_t steps, size_t n, mpq_t *start, mpq_t *target,
                                          unsigned digits, orth_error *error);

/* sum_k KL(w_k || w_{k-1}) of the schedule given: steps + 1 rows of n rationals, row-major. */
ORTH_API orth_status orth_exact_loss(mpfr_t lower, mpfr_t upper, uint64_t steps, size_t n,
                                     mpq_t *rows, unsigned digits, orth_error *error);

/* The best single point between start and target (the optimum for two steps) by Lambert's W:
 * w_i = target_i / W(e^(1 - mu) target_i / start_i), with the mu that makes the sum 1, which is
 * also KL(w || start). A route to the optimum that is independent of orth_exact_optimum. The
 * enclosures of the n weights and of mu are as narrow as asked, mu's relative to 1. */
ORTH_API orth_status orth_exact_midpoint(mpfr_t *lower, mpfr_t *upper, mpfr_t mu_lower,
                                         mpfr_t mu_upper, size_t n, mpq_t *start, mpq_t *target,
                                         unsigned digits, orth_error *error);

/* ---------------------------------------------------------------- the optimum, with its proof */

/* The best schedule as decimal rows, and what is proven about exactly those rows. */
typedef struct orth_exact_optimum {
    size_t n;
    uint64_t steps;
    unsigned digits;
    bool rounded_ends; /* an end was no finite decimal: the proof is for the rounded one */
    bool settled;      /* false: the iteration stopped early; all else is proven all the same */
    /* Decimal texts. The loss of the rows lies within [loss_lower, loss_upper]; no schedule between
     * the same ends in as many steps loses less than lower_bound; the excess of the rows' loss over
     * the least possible, relative to it, is at most relative_gap (all "0" when nothing moves). */
    char *loss_lower, *loss_upper, *lower_bound, *relative_gap;
    /* How uneven the rows' steps are, enclosed: the standard deviation of their losses (over all
     * steps) over the mean; 0 where each step loses the same, or nothing. 6 digits. */
    char *step_cv_lower, *step_cv_upper;
    /* With a running cost (orthant/running.h), else NULL: what it is, J of the rows, a bound below
     * which no schedule's J is, and by how much at most the rows' J is above the least possible.
     * The texts lower_bound and relative_gap are NULL then. */
    const struct orth_exact_running *running;
    char *objective_lower, *objective_upper, *objective_bound, *objective_gap;
    struct orth_exact_rows *rows; /* private */
} orth_exact_optimum;

/* Each row has decimals enough for `digits` significant digits in every weight (more where the move
 * is smaller than the last of them) and sums to exactly 1: all are rounded to nearest and the
 * largest takes the difference. Ends that are finite decimals are kept as they are. The texts have
 * `digits` significant digits, rounded outwards. Method: Newton on the whole chain from the
 * geodesic, stopped by the Frank-Wolfe gap, which by convexity is the proof. Time O(steps n^2 +
 * n^3) a pass, 4 to 10 passes; memory 5 steps n + 2 n^2 numbers; more than the machine has is
 * ORTH_NO_MEMORY.
 * `optimum` is zeroed on failure. */
ORTH_API orth_status orth_exact_optimum_create(orth_exact_optimum *optimum, size_t n, mpq_t *start,
                                               mpq_t *target, uint64_t steps, unsigned digits,
                                               orth_error *error);
ORTH_API void orth_exact_optimum_free(orth_exact_optimum *optimum); /* a zeroed struct is fine */

/* Weight i of row k, exactly, and as text ("0.0125", every digit); free() the text. NULL when there
 * is no memory. */
ORTH_API void orth_exact_optimum_weight(mpq_t weight, const orth_exact_optimum *optimum, uint64_t k,
                                        size_t i);
ORTH_API char *orth_exact_optimum_text(const orth_exact_optimum *optimum, uint64_t k, size_t i);

/* The optimum as the file that orth_exact_certify reads, with `tokens`' n names; and its rows
 * alone, a row a step. Errors of the stream stay in it (ferror). On failure, ORTH_NO_MEMORY, what
 * was written so far is half a file, to be dropped. */
ORTH_API orth_status orth_exact_optimum_write_json(const orth_exact_optimum *optimum,
                                                   const char *const *tokens, FILE *stream,
                                                   orth_error *error);
ORTH_API orth_status orth_exact_optimum_write_csv(const orth_exact_optimum *optimum,
                                                  const char *const *tokens, FILE *stream,
                                                  orth_error *error);

/* A proven lower bound on the loss of every schedule between the same ends in as many steps, from
 * any schedule near the best: its loss less its Frank-Wolfe gap, both rounded outwards; at least 0.
 * `relative` are steps rows of n doubles y (orth_optimum_solve's): row k + 1 is row k times 1 + y,
 * divided by its sum. Below the least loss by the noise of the doubles. Time and memory
 * O(steps n). */
ORTH_API orth_status orth_exact_bound(mpfr_t lower, uint64_t steps, size_t n, mpq_t *start,
                                      mpq_t *target, const double *relative, orth_error *error);

/* ---------------------------------------------------------------- the certificate of a file */

/* One statement that the file makes about its weights. */
typedef struct orth_exact_claim {
    const char *name; /* "log_loss", "optimum_lower_bound", "relative_gap_upper_bound",
                         "step_loss_cv"; or "objective", "objective_lower_bound",
                         "objective_gap_upper_bound" */
    bool holds;
    char *claimed; /* as in the file */
} orth_exact_claim;

#define ORTH_EXACT_CLAIMS_MAX 5

/* What is proven about the schedule in a file. Texts are rounded outwards. */
typedef struct orth_exact_certificate {
    char *kind; /* "trajectory" or "optimum" */
    char *path; /* as the file calls it; "" when it does not */
    size_t n;
    char **tokens;
    uint64_t steps;
    unsigned digits;
    /* Row sums: the rows of plain numbers that were scaled to 1, and by how much at most. */
    uint64_t renormalised_rows;
    double renormalised_by;
    /* Why the file is refused, in one line; NULL when its weights are feasible and every claim
     * holds. Of weights that are not feasible nothing else is said: all texts are NULL. */
    char *refusal;
    char *loss_lower, *loss_upper;       /* of the schedule */
    char *optimum_lower, *optimum_upper; /* of the least loss between its ends in its steps */
    char *excess_lower, *excess_upper;   /* of the first over the second, relative */
    char *step_cv_lower, *step_cv_upper; /* of the schedule's steps, as of an optimum's */
    /* Of a file with a running cost, else NULL: J of the schedule. The optimum above is then the
     * least J, and the excess is the difference of the two, not relative. */
    char *objective_lower, *objective_upper;
    size_t claim_count;
    orth_exact_claim claims[ORTH_EXACT_CLAIMS_MAX];
} orth_exact_certificate;

/* Reads `file` ("-" for standard input), which must be JSON with "orthant": 1 and "kind":
 * "trajectory" or "optimum", and trusts nothing in it but the weights. Weights as strings are exact
 * and each row must sum to exactly 1; as plain numbers they are the doubles that they read as, must
 * sum to 1 within 4 n 2^-53, and are scaled to 1 in rationals. The optimum between the file's own
 * ends is found anew. Claims, where present (an "optimum" file must have all but the last):
 *   log_loss [lower, upper] (strings)  must hold the exact loss;
 *   log_loss (a plain number)          must agree with it to 1e-12 relative, and what moving each
 *                                      weight by 16 2^-53 of itself can change it;
 *   optimum_lower_bound (string)       must be at most the proven lower bound;
 *   relative_gap_upper_bound (string)  must be at least the proven excess;
 *   step_loss_cv [lower, upper]        (strings) must hold how uneven the steps' losses are.
 * Of an "optimum" file with a "running_cost" (orthant/running.h) J is checked in the place of the
 * second and third, with that cost, which is a part of what the file says and must be convex:
 *   objective [lower, upper]           (strings) must hold J of the weights;
 *   objective_lower_bound (string)     must be at most the proven lower bound of J;
 *   objective_gap_upper_bound (string) must be at least the proven difference.
 * The precision is raised until each is decided; what still is not is refused as not provable.
 * ORTH_OK also when the file is refused (see refusal). ORTH_BAD_INPUT for a malformed file, with
 * line and column or JSON path, or longer than ORTH_PROOF_BYTES_MAX; ORTH_IO when it cannot be
 * read. */
ORTH_API orth_status orth_exact_certify(orth_exact_certificate *certificate, const char *file,
                                        unsigned digits, orth_error *error);
/* Certifies text in memory, of `length` bytes, in the same way; `file` is for messages. */
ORTH_API orth_status orth_exact_certify_text(orth_exact_certificate *certificate, const char *text,
                                             size_t length, const char *file, unsigned digits,
                                             orth_error *error);
/* The certificate as JSON; `file` is what it calls the file. */
ORTH_API void orth_exact_certificate_write_json(const orth_exact_certificate *certificate,
                                                const char *file, FILE *stream);
ORTH_API void orth_exact_certificate_free(orth_exact_certificate *certificate);

#ifdef __cplusplus
}
#endif
#endif
