/* What the C library says of a table, for test_luck.py to find the same bits: doubles from standard
 * input, figures as hexadecimal numbers, a line each. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/luck.h"

static void print(size_t n, const double *figures)
{
    for (size_t i = 0; i < n; i++)
        printf("%a\n", figures[i]);
}

static orth_status overfitting(size_t rows, size_t trials, const double *values, size_t segments,
                               orth_luck_measure measure, orth_error *error)
{
    orth_luck_overfitting of;
    size_t splits = (size_t)orth_luck_splits(segments);
    double *logits = calloc(splits, sizeof *logits);
    orth_status status =
        orth_luck_overfitting_of(&of, trials, rows, values, segments, measure, logits, error);
    if (status == ORTH_OK) {
        print(6, (double[]){of.probability, of.rank, of.loss, of.in, of.out, of.slope});
        print(splits, logits);
    }
    free(logits);
    return status;
}

static orth_status deflated(size_t rows, size_t trials, const double *values, orth_error *error)
{
    orth_luck_deflated of;
    orth_status status = orth_luck_deflated_of(&of, trials, rows, values, error);
    if (status == ORTH_OK)
        print(15, (double[]){(double)of.trials, (double)of.left_out, (double)of.best,
                             of.of_best.sharpe, of.of_best.skewness, of.of_best.kurtosis,
                             of.variance, of.correlation, of.effective, of.threshold,
                             of.probability, of.effective_threshold, of.effective_probability,
                             of.published_threshold, of.published_probability});
    return status;
}

/* `values`: d steps, and the stencil's rows behind them. */
static orth_status optimism(size_t d, size_t observations, const double *values, orth_error *error)
{
    orth_luck_optimism *of;
    orth_status status = orth_luck_optimism_of(&of, d, values, observations, values + d, error);
    if (status != ORTH_OK)
        return status;
    print(7, (double[]){of->optimism, of->optimism_error, of->loss, of->slope.slope,
                        of->slope.stderr_, of->slope.low, of->slope.high});
    print(d, of->gradient);
    print(d, of->gradient_error);
    print(d * d, of->c);
    print(d * d, of->h);
    print(d, of->c_eigen);
    print(d, of->h_eigen);
    orth_luck_optimism_free(of);
    return ORTH_OK;
}

int main(int argc, char **argv)
{
    if (argc != 6)
        return 2;
    size_t rows = strtoul(argv[2], NULL, 10), columns = strtoul(argv[3], NULL, 10);
    size_t segments = strtoul(argv[4], NULL, 10), count = strtoul(argv[5], NULL, 10);
    double *values = malloc(count * sizeof *values);
    orth_error error = {0};
    orth_status status = ORTH_OK;
    if (values == NULL || fread(values, sizeof *values, count, stdin) != count)
        return 2;
    if (strcmp(argv[1], "deflated") == 0)
        status = deflated(rows, columns, values, &error);
    else if (strcmp(argv[1], "optimism") == 0)
        status = optimism(rows, columns, values, &error);
    else
        status =
            overfitting(rows, columns, values, segments,
                        strcmp(argv[1], "sharpe") == 0 ? ORTH_LUCK_SHARPE : ORTH_LUCK_MEAN, &error);
    free(values);
    if (status != ORTH_OK)
        fprintf(stderr, "%s\n", error.text);
    return status == ORTH_OK ? 0 : 1;
}
