/* Two sorted samples against each other, and the median size of one. */
#include <math.h>

#include "base/check.h"
#include "orthant/market_score.h"
#include "score/sort.h"

/* Each step of either function is seen at the value where both have taken it: ties count once. */
void orth_score_apart(size_t n, const double *x, size_t m, const double *y, double *ks, double *w1)
{
    ORTH_CHECK(n >= 1 && m >= 1);
    double of_x = 1 / (double)n, of_y = 1 / (double)m, largest = 0, area = 0, rest = 0, last = 0;
    size_t i = 0, j = 0;
    double gap = 0;
    while (i < n || j < m) {
        double here = j >= m || (i < n && x[i] < y[j]) ? x[i] : y[j];
        double term = gap * (here - last), sum = area + term;
        rest += fabs(area) >= fabs(term) ? (area - sum) + term : (term - sum) + area;
        area = sum;
        while (i < n && x[i] == here)
            i++;
        while (j < m && y[j] == here)
            j++;
        gap = fabs((double)i * of_x - (double)j * of_y);
        largest = gap > largest ? gap : largest;
        last = here;
    }
    if (ks != NULL)
        *ks = largest;
    if (w1 != NULL)
        *w1 = area + rest;
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
