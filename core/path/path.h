/* Inside the path room: what a family is, and what a path holds. */
#ifndef ORTH_PATH_PATH_H
#define ORTH_PATH_PATH_H

#include <stdbool.h>

#include "numeric/dd.h"
#include "orthant/path.h"

/* A family: one file in core/path/ that defines one of these, and its line in families.c. */
typedef struct orth_family {
    orth_path_family listed;
    /* The text after the colon is well formed (no file is opened). NULL when there is none. */
    orth_status (*check_argument)(const char *argument, orth_error *error);
    bool argument_optional; /* the name alone is a path too; create gets NULL for it */
    /* Allocates path->state. Never called for a move from a point to itself, unless follows_data.
     */
    orth_status (*create)(orth_path *path, const char *argument, const char *const *tokens,
                          orth_error *error);
    /* Rows first .. first+count-1 and, unless NULL, the displacements to the next rows. The ends
     * are overwritten by the caller. */
    void (*rows)(orth_path *path, uint64_t first, size_t count, double *weights,
                 double *displacements);
    void (*destroy)(orth_path *path); /* frees path->state */
    bool follows_data;                /* the schedule is given, not derived from the ends */
    bool stays_below_one;             /* no weight exceeds both of its ends by much */
    bool steps_by_ratio;              /* displacements come from orth_rows_normalise */
} orth_family;

struct orth_path {
    const orth_family *family;
    const orth_move *move;
    uint64_t steps;
    char *name;
    bool still; /* start equals target: nothing moves */
    void *state;
    char warning[160]; /* "" when there is none */
    char note[400];    /* likewise */
    size_t block_rows; /* how many rows are streamed at a time */
    double *block;     /* (block_rows + 1) rows, twice */
    double *spare;     /* one row */
};

extern const orth_family orth_family_linear, orth_family_geometric, orth_family_amgm,
    orth_family_bisection, orth_family_geodesic, orth_family_power, orth_family_lambertw,
    orth_family_optimum, orth_family_safe, orth_family_dutch, orth_family_file;

/* orth_path_create of a family that is known: the table of families is not asked. */
orth_status orth_path_of(orth_path **path, const orth_family *family, const char *name,
                         const char *argument, const orth_move *move, uint64_t steps,
                         const char *const *tokens, orth_error *error);

/* n * rows doubles in one block of memory, zeroed; NULL when out of memory. */
double *orth_path_doubles(size_t rows, size_t n);

/* Rows of positive raw values become weights (each row divided by its sum), and their relative
 * steps rho = next raw / raw - 1 become displacements of the weights:
 *   sigma = sum w rho,  displacement = w (rho - sigma) / (1 + sigma).
 * rho may be NULL. The loss depends on an error of sigma to second order only while steps are
 * small; 1 + sigma may cancel where they are not, so the family sets steps_by_ratio and large steps
 * are taken from the rows instead. */
void orth_rows_normalise(size_t count, size_t n, double *raw, double *rho);

/* log(target_i / start_i) / steps, and e^that - 1, from the displacement: right to the last bits
 * for moves of any size. */
void orth_move_log_slope(const orth_move *move, uint64_t steps, double *slope_high,
                         double *slope_low, double *growth);

/* Whether any weight differs between the ends. */
bool orth_move_moves(const orth_move *move);

/* log(target_i / start_i), right to the last bits for moves of any size. */
double orth_move_log_ratio(const orth_move *move, size_t i);
orth_dd orth_move_log_ratio_dd(const orth_move *move, size_t i);

/* out_i = start_i exp(k slope_i), k the row: the geometric mean's weights before normalising. */
void orth_geometric_row(const orth_move *move, const double *slope_high, const double *slope_low,
                        double k, double *out);

/* Hellinger coordinates of the ends and half their chord, |eta_target - eta_start| / 2. */
orth_dd orth_move_eta_start(const orth_move *move, size_t i);
orth_dd orth_move_eta_target(const orth_move *move, size_t i);
/* eta_target - eta_start without cancellation. */
orth_dd orth_move_eta_delta(const orth_move *move, size_t i);
orth_dd orth_move_half_chord(const orth_move *move);

#endif
