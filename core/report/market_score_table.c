/* A scorecard for people: a sentence on each part, what a reader wants to know by horizon, then
 * every line. All within 100 columns. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/plain_locale.h"
#include "base/plural.h"
#include "orthant/report.h"

#define COLUMNS 100

/* Wrapped where an aspect ends. */
static void write_sentence(const orth_score *score, FILE *stream)
{
    char text[ORTH_SCORE_SENTENCE_MAX];
    int column = 0;
    orth_score_sentence(text, score);
    for (char *from = text, *next; from != NULL; from = next) {
        next = strstr(from, "; ");
        if (next != NULL) {
            next[1] = '\0';
            next += 2;
        }
        if (column > 0 && column + 1 + (int)strlen(from) > COLUMNS) {
            fputc('\n', stream);
            column = 0;
        }
        column += fprintf(stream, "%s%s", column == 0 ? "  " : " ", from);
    }
    fputc('\n', stream);
}

static const char *in_short(orth_score_verdict verdict)
{
    static const char *const words[] = {[ORTH_SCORE_NO_VERDICT] = "-",
                                        [ORTH_SCORE_ALIKE] = "as the data",
                                        [ORTH_SCORE_CLOSER] = "closer",
                                        [ORTH_SCORE_AS_GBM] = "as GBM",
                                        [ORTH_SCORE_WORSE] = "GBM is closer",
                                        [ORTH_SCORE_MISSING] = "missing",
                                        [ORTH_SCORE_FAR] = "far"};
    return words[verdict];
}

/* The same by horizon, in few letters. */
static const char *write_brief(char out[16], const orth_score_summary *sum)
{
    if (sum->verdict == ORTH_SCORE_CLOSER && sum->ratio > 0 && sum->ratio < 9999.5)
        snprintf(out, 16, "%.*fx closer", sum->ratio < 100 ? 1 : 0, sum->ratio);
    else if (sum->verdict == ORTH_SCORE_WORSE && sum->ratio > 1e-4)
        snprintf(out, 16, "%.*fx farther", sum->ratio > 0.01 ? 1 : 0, 1 / sum->ratio);
    else
        snprintf(out, 16, "%s", in_short(sum->verdict));
    return out;
}

static int width_of(orth_score_aspect aspect)
{
    return aspect + 1 < ORTH_SCORE_ASPECTS ? 13 : 0;
}

/* In the place of a horizon's verdicts, where none of its lines has figures for one reason; false:
 * some have. */
static bool write_undefined(const orth_score *score, size_t horizon, FILE *stream)
{
    const orth_score_line *first = NULL;
    for (size_t l = 0; l < orth_score_line_count(score); l++) {
        const orth_score_line *line = orth_score_line_at(score, l);
        if (line->horizon != horizon)
            continue;
        first = first == NULL ? line : first;
        if (line->why != first->why || line->why == ORTH_SCORE_DEFINED)
            return false;
    }
    fprintf(stream, "  not defined: %s", orth_score_why_text(first->why));
    if (first->why == ORTH_SCORE_FEW)
        fprintf(stream, ", this part needs %" PRIu64, first->rows_needed);
    else if (first->why == ORTH_SCORE_GAPS)
        fprintf(stream, ", %d are needed", ORTH_SCORE_RETURNS_LEAST);
    return true;
}

static void write_verdicts(const orth_score *score, const orth_score_facts *facts, FILE *stream)
{
    char words[16];
    fprintf(stream, "\n  %8s", "horizon");
    for (orth_score_aspect a = 0; a < ORTH_SCORE_ASPECTS; a++)
        fprintf(stream, "  %-*s", width_of(a), orth_score_aspect_name(a));
    for (size_t h = 0; h < facts->horizon_count; h++) {
        fprintf(stream, "\n  %8" PRIu64, facts->horizons[h]);
        if (write_undefined(score, h, stream))
            continue;
        for (orth_score_aspect a = 0; a < ORTH_SCORE_ASPECTS; a++) {
            orth_score_summary sum = orth_score_summarise(score, a, h);
            fprintf(stream, "  %-*s", width_of(a), write_brief(words, &sum));
        }
    }
    fputc('\n', stream);
}

/* In 7 letters. */
static void write_number(double value, FILE *stream)
{
    double size = fabs(value);
    if (size >= 99999.5)
        fprintf(stream, " %7.1e", value);
    else
        fprintf(stream, " %7.*f",
                size < 1      ? 4
                : size < 10   ? 3
                : size < 100  ? 2
                : size < 1000 ? 1
                              : 0,
                value);
}

/* The first value of a line (of a list: at lag 1, or of the first pair), or "-". */
static void write_value(const double *values, FILE *stream)
{
    if (values != NULL)
        write_number(values[0], stream);
    else
        fprintf(stream, " %7s", "-");
}

/* Why no line of a horizon and token has figures, or one of them. */
static void write_why(const orth_score_line *line, FILE *stream)
{
    fprintf(stream, " not defined: %s", orth_score_why_text(line->why));
    if (line->why == ORTH_SCORE_FEW)
        fprintf(stream, " (this part would need %" PRIu64 ")", line->rows_needed);
    fputc('\n', stream);
}

static void write_line(const orth_score_line *line, FILE *stream)
{
    fprintf(stream, " %-16s", orth_score_kind_name(line->kind));
    if (line->why != ORTH_SCORE_DEFINED) {
        write_why(line, stream);
        return;
    }
    bool values = line->count > 0;
    write_value(values ? line->data : NULL, stream);
    write_value(values ? line->data_low : NULL, stream);
    write_value(values ? line->data_high : NULL, stream);
    write_value(values ? line->model : NULL, stream);
    write_number(line->distance, stream);
    write_number(line->gbm_distance, stream);
    write_value(line->has_band ? &line->band : NULL, stream);
    write_value(line->has_ratio ? &line->ratio : NULL, stream);
    fprintf(stream, " %s\n", in_short(line->verdict));
}

/* Lines first .. end - 1, which are of one horizon and token, under their heading. */
static void write_group(const orth_score_report *report, const orth_score *score, size_t first,
                        size_t end, FILE *stream)
{
    const orth_score_line *line = orth_score_line_at(score, first);
    bool joint = line->token == ORTH_SCORE_NO_TOKEN, alike = line->why != ORTH_SCORE_DEFINED;
    for (size_t l = first; l < end; l++)
        alike = alike && orth_score_line_at(score, l)->why == line->why;
    fprintf(stream, "\n Horizon %" PRIu64 ", %s%.60s",
            orth_score_facts_of(score).horizons[line->horizon],
            joint ? "pairs of tokens" : "token ", joint ? "" : report->tokens[line->token]);
    if (alike) {
        fputc(':', stream);
        write_why(line, stream);
        return;
    }
    if (line->by_mean)
        fprintf(stream, " (most returns are 0: by the mean of |r|, not its median)");
    fputc('\n', stream);
    for (size_t l = first; l < end; l++)
        write_line(orth_score_line_at(score, l), stream);
}

static void write_lines(const orth_score_report *report, const orth_score *score, FILE *stream)
{
    fprintf(stream, "\n %-16s %7s %7s %7s %7s %7s %7s %7s %7s %s\n", "line", "data", "low", "high",
            "model", "apart", "GBM's", "band", "ratio", "verdict");
    for (size_t l = 0, end; l < orth_score_line_count(score); l = end) {
        const orth_score_line *line = orth_score_line_at(score, l);
        for (end = l + 1; end < orth_score_line_count(score); end++) {
            const orth_score_line *next = orth_score_line_at(score, end);
            if (next->horizon != line->horizon || next->token != line->token)
                break;
        }
        write_group(report, score, l, end, stream);
    }
}

/* Of horizons that have figures. */
static void write_gaps(const orth_score_facts *facts, FILE *stream)
{
    int column =
        fprintf(stream, "  %zu gap%s between rows; returns over one are left out:", facts->gaps,
                orth_plural(facts->gaps, "", "s"));
    for (size_t h = 0, told = 0; h < facts->horizon_count; h++) {
        char text[64];
        if (facts->returns[h] == 0)
            continue;
        int length = snprintf(text, sizeof text, "%s %zu at horizon %" PRIu64,
                              told++ == 0 ? "" : ",", facts->left_out[h], facts->horizons[h]);
        if (column + length >= COLUMNS) {
            fprintf(stream, "%s\n   ", text[0] == ',' ? "," : "");
            memmove(text, text + (text[0] == ','), strlen(text));
            column = 3;
        }
        column += fprintf(stream, "%s", text);
    }
    fputc('\n', stream);
}

/* It is in no line. */
static void write_volatility(const orth_score_report *report, const orth_score *score, FILE *stream)
{
    fprintf(stream, "\n  volatility of a block, on which no line depends:\n");
    for (size_t i = 0; i < report->n; i++) {
        orth_score_volatility of = orth_score_volatility_of(score, i);
        fprintf(stream, "    %-12.40s data %.4g, model %.4g", report->tokens[i], of.data, of.model);
        if (of.data > 0)
            fprintf(stream, " (%.3g times)", of.model / of.data);
        fputc('\n', stream);
    }
}

static void write_part(const orth_score_report *report, const orth_score_part *part, FILE *stream)
{
    orth_score_facts facts = orth_score_facts_of(part->score);
    size_t with_band = 0, beyond = 0;
    for (size_t l = 0; l < orth_score_line_count(part->score); l++) {
        const orth_score_line *line = orth_score_line_at(part->score, l);
        with_band += line->has_band;
        beyond += line->has_band && !line->inside;
    }
    fprintf(stream, "\n%s: rows %zu to %zu; %" PRIu64 " resample%s, %" PRIu64 " path%s; ",
            part->name, part->first + 1, part->first + part->rows, facts.resamples,
            orth_plural(facts.resamples, "", "s"), facts.paths, orth_plural(facts.paths, "", "s"));
    if (with_band == 0)
        fprintf(stream, "no band\n");
    else
        fprintf(stream, "%zu of %zu lines beyond the joint 95 %% band\n", beyond, with_band);
    if (facts.gaps > 0)
        write_gaps(&facts, stream);
    if (facts.still > 0)
        fprintf(stream, "  %zu token%s not move\n", facts.still,
                orth_plural(facts.still, " does", "s do"));
    write_sentence(part->score, stream);
    write_verdicts(part->score, &facts, stream);
    write_volatility(report, part->score, stream);
    write_lines(report, part->score, stream);
}

void orth_score_write_table(const orth_score_report *report, FILE *stream)
{
    orth_locale outer = orth_locale_enter();
    fprintf(stream, "Model %s against %zu rows of %zu token%s\n", report->model, report->rows,
            report->n, orth_plural(report->n, "", "s"));
    for (size_t p = 0; p < report->part_count; p++)
        write_part(report, &report->parts[p], stream);
    fputs(
        "\napart: how far the data are from the model; GBM's: from a geometric Brownian motion "
        "fitted to\nthe rows that the model is fitted to; ratio: GBM's over apart, how many times "
        "closer the model is;\nband: how far luck takes a model that is right, in 95 of 100 cases, "
        "all lines together; low, high:\nthe 95 % interval of the data. Of acf and leverage the "
        "figures are those of lag 1, of correlations\nthose of the first pair; apart is the sum "
        "over all.\n",
        stream);
    orth_locale_leave(outer);
}
