#include "report/plot_axes.h"

#include <inttypes.h>
#include <math.h>

#include "numeric/elementary.h"

#define TICS_MAX 11

void orth_plot_step_axis(orth_plot *plot, size_t count, const uint64_t *steps)
{
    double first = (double)steps[0], end = (double)steps[count - 1];
    double apart = orth_pow(end / first, 1.0 / TICS_MAX), last = 0;
    fputs("set logscale x\nset xtics (", plot->script);
    for (size_t i = 0; i < count; i++) {
        double here = (double)steps[i];
        if (here < end && (here < last * apart || here * apart > end))
            continue;
        fprintf(plot->script, "%s'%" PRIu64 "' %" PRIu64, last > 0 ? ", " : "", steps[i], steps[i]);
        last = here;
    }
    double margin = end > first ? orth_pow(end / first, 0.03) : 2;
    fprintf(plot->script, ")\nset xrange [%.6g:%.6g]\n", first / margin, end * margin);
}

void orth_plot_logarithmic_axis(orth_plot *plot, double least, double greatest, double highest)
{
    double margin = fmax(1.15, orth_pow(greatest / least, 0.04));
    least /= margin;
    greatest *= margin;
    if (greatest < 6 * least) {
        double middle = sqrt(least) * sqrt(greatest);
        least = middle / sqrt(6);
        greatest = middle * sqrt(6);
    }
    if (greatest > highest) {
        greatest = highest;
        least = fmin(least, highest / 6);
    }
    fprintf(plot->script, "set logscale y\nset format y '%%.6g'\nset yrange [%.6g:%.6g]\n", least,
            greatest);
    if (greatest > 100 * least)
        return;
    double power = orth_pow(10, floor(orth_log(least) / orth_log(10)));
    const char *comma = "";
    fputs("set ytics (", plot->script);
    for (; power < greatest; power *= 10) {
        static const int digits[] = {1, 2, 5};
        for (int i = 0; i < 3; i++, comma = ", ")
            fprintf(plot->script, "%s%.6g", comma, digits[i] * power);
    }
    fputs(")\n", plot->script);
}
