#include "tune/tune_windows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tune/study.h"
#include "tune/words.h"

#define NUMBER_MAX 32
#define WINDOW_WIDTH 10

/* tuned, default and better, in training and out of sample, and the luck expected. */
#define PAIR 3
#define FIGURES (2 * PAIR + 1)

typedef struct columns {
    size_t values, figures; /* how many: 0 values or figures where the other table has them */
    int value_widths[ORTH_SEARCH_DIMENSIONS_MAX], widths[FIGURES];
} columns;

static const char *number_text(char text[NUMBER_MAX], double value, int digits)
{
    if (isfinite(value))
        snprintf(text, NUMBER_MAX, "%.*g", digits, value);
    else
        snprintf(text, NUMBER_MAX, "-");
    return text;
}

static const char *value_text(char text[NUMBER_MAX], const orth_tune_window *window, size_t i)
{
    return window->stayed ? "default" : number_text(text, strtod(window->values[i], NULL), 6);
}

static void figures_of(double figures[FIGURES], const orth_tune_pair *train,
                       const orth_tune_pair *test, double luck)
{
    const double all[FIGURES] = {train->tuned, train->usual, train->better, test->tuned,
                                 test->usual,  test->better, luck};
    memcpy(figures, all, sizeof all);
}

static int wider(int width, const char *text)
{
    int length = (int)strlen(text);
    return length > width ? length : width;
}

static const char *const titles[FIGURES] = {"tuned",   "default", "better",  "tuned",
                                            "default", "better",  "expected"};

static void measure(columns *c, const orth_tune_result *result)
{
    char text[NUMBER_MAX];
    double figures[FIGURES];
    for (size_t f = 0; f < c->figures; f++)
        c->widths[f] = (int)strlen(titles[f]);
    for (size_t w = 0; w <= result->window_count; w++) {
        bool mean = w == result->window_count;
        const orth_tune_window *window = mean ? NULL : &result->windows[w];
        for (size_t i = 0; !mean && i < c->values; i++)
            c->value_widths[i] = wider(c->value_widths[i], value_text(text, window, i));
        figures_of(figures, mean ? &result->train : &window->train,
                   mean ? &result->test : &window->test, mean ? NAN : window->luck.penalty);
        for (size_t f = 0; f < c->figures; f++)
            c->widths[f] = wider(c->widths[f], number_text(text, figures[f], 4));
    }
}

static int values_width(const columns *c)
{
    int width = 0;
    for (size_t i = 0; i < c->values; i++)
        width += 2 + c->value_widths[i];
    return width;
}

static int width_of(const columns *c)
{
    int width = WINDOW_WIDTH + values_width(c);
    for (size_t f = 0; f < c->figures; f++)
        width += 2 + c->widths[f];
    return width;
}

/* "2024-05-01", or nothing where there is one window. */
static void put_window(const orth_tune_result *result, size_t w, FILE *stream)
{
    char text[ORTH_PRICE_TIME_TEXT_MAX];
    bool dated = result->validation == ORTH_TUNE_WALK_FORWARD;
    fprintf(stream, "%-*.10s", WINDOW_WIDTH,
            dated ? orth_price_time_text(text, result->windows[w].test_first) : "");
}

static void write_titles(const columns *c, const orth_tune_result *result, FILE *stream)
{
    static const char *const groups[] = {"in training", "out of sample", "luck"};
    static const size_t ends[] = {PAIR, 2 * PAIR, FIGURES};
    if (c->figures > 0)
        fprintf(stream, "%*s", WINDOW_WIDTH + values_width(c), "");
    for (size_t group = 0, f = 0; f < c->figures; group++) {
        int width = 0;
        for (; f < ends[group]; f++)
            width += 2 + c->widths[f];
        fprintf(stream, "%*s", width, groups[group]);
    }
    fprintf(stream, "%s%-*s", c->figures > 0 ? "\n" : "", WINDOW_WIDTH,
            result->validation == ORTH_TUNE_WALK_FORWARD ? "test from" : "");
    for (size_t i = 0; i < c->values; i++)
        fprintf(stream, "  %*c", c->value_widths[i], orth_tune_axis_letter(i));
    for (size_t f = 0; f < c->figures; f++)
        fprintf(stream, "  %*s", c->widths[f], titles[f]);
    fputc('\n', stream);
}

static void put_figures(const columns *c, const orth_tune_pair *train, const orth_tune_pair *test,
                        double luck, bool with_luck, FILE *stream)
{
    char text[NUMBER_MAX];
    double figures[FIGURES];
    figures_of(figures, train, test, luck);
    for (size_t f = 0; f < c->figures && (f < 2 * PAIR || with_luck); f++)
        fprintf(stream, "  %*s", c->widths[f], number_text(text, figures[f], 4));
}

static void write_columns(const columns *c, const orth_tune_result *result, FILE *stream)
{
    char text[NUMBER_MAX];
    fputc('\n', stream);
    write_titles(c, result, stream);
    for (size_t w = 0; w < result->window_count; w++) {
        const orth_tune_window *window = &result->windows[w];
        put_window(result, w, stream);
        for (size_t i = 0; i < c->values; i++)
            fprintf(stream, "  %*s", c->value_widths[i], value_text(text, window, i));
        put_figures(c, &window->train, &window->test, window->luck.penalty, true, stream);
        fputc('\n', stream);
    }
    if (result->window_count == 1 || c->figures == 0)
        return;
    fprintf(stream, "%-*s%*s", WINDOW_WIDTH, "mean", values_width(c), "");
    put_figures(c, &result->train, &result->test, NAN, false, stream);
    fputc('\n', stream);
}

void orth_tune_write_windows(const orth_tune_result *result, FILE *stream)
{
    columns c = {.values = result->study->axis_count,
                 .figures = result->validation != ORTH_TUNE_EXACT ? FIGURES : PAIR};
    measure(&c, result);
    if (width_of(&c) <= ORTH_TUNE_LINE) {
        write_columns(&c, result, stream);
        return;
    }
    columns values = c;
    values.figures = 0;
    write_columns(&values, result, stream);
    c.values = 0;
    write_columns(&c, result, stream);
}
