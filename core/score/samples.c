/* Two sorted samples against each other, and the median size of one. */
#include <math.h>

#include "base/check.h"
#include "orthant/market_score.h"
#include "score/sort.h"

/* From one value of x to the next the function of y only rises, so that the gap is largest at
 * either end; ties are stepped over on both sides before it is looked at. The integral's terms are
 * all positive, and summed up by such parts first. */
void orth_score_apart(size_t n, const double *x, size_t m, const double *y, double *ks, double *w1)
{
    ORTH_CHECK(n >= 1 && m >= 1);
    double of_x = 1 / (double)n, of_y = 1 / (double)m, largest = 0, area = 0, last = x[0];
    size_t i = 0, j = 0;
    while (i < n) {
        double here = x[i], height = (double)i * of_x, part = 0;
        for (; j < m && y[j] < here; j++) {
            part += fabs(height - (double)j * of_y) * (y[j] - last);
            last = y[j];
        }
        double gap = fabs(height - (double)j * of_y);
        largest = gap > largest ? gap : largest;
        area += part + gap * (here - last);
        last = here;
        while (i < n && x[i] == here)
            i++;
        while (j < m && y[j] == here)
            j++;
        gap = fabs((double)i * of_x - (double)j * of_y);
        largest = gap > largest ? gap : largest;
    }
    double part = 0;
    for (; j < m; j++) {
        part += (1 - (double)j * of_y) * (y[j] - last);
        last = y[j];
    }
    if (ks != NULL)
        *ks = largest;
    if (w1 != NULL)
        *w1 = area + part;
}

double orth_score_ks(size_t n, const double *x, size_t m, const double *y)
{
    double ks;
    orth_score_apart(n, x, m, y, &ks, NULL);
    return ks;
}

double orth_score_w1(size_t n, const double *x, size_t m, const double *y)
{
    double w1;
    orth_score_apart(n, x, m, y, NULL, &w1);
    return w1;
}

/* The k-th smallest |v|, k from 0: sizes of the negative ones and the others are two sorted lists
 * around the first value that is not negative. */
static double size_at(size_t n, const double *sorted, size_t k)
{
    size_t zero = 0, end = n;
    while (zero < end) {
        size_t middle = zero + (end - zero) / 2;
        if (sorted[middle] < 0)
            zero = middle + 1;
        else
            end = middle;
    }
    size_t below = zero, above = n - zero, wanted = k + 1; /* in each list, and of both */
    size_t low = wanted > above ? wanted - above : 0, high = wanted < below ? wanted : below;
    while (low < high) { /* how many of the wanted ones are negative */
        size_t take = low + (high - low) / 2, others = wanted - take;
        if (others > 0 && -sorted[zero - 1 - take] < sorted[zero + others - 1])
            low = take + 1;
        else
            high = take;
    }
    size_t others = wanted - low;
    double size = low > 0 ? -sorted[zero - low] : 0;
    return others > 0 ? fmax(size, sorted[zero + others - 1]) : size;
}

double orth_score_median_size(size_t n, const double *sorted)
{
    if (n % 2 == 1)
        return size_at(n, sorted, n / 2);
    return (size_at(n, sorted, n / 2 - 1) + size_at(n, sorted, n / 2)) / 2;
}
