/* A scorecard for people: what a reader wants to know by horizon in words, then every line. */
#include <inttypes.h>

#include "base/plain_locale.h"
#include "base/plural.h"
#include "orthant/report.h"

static void write_verdicts(const orth_score *score, const orth_score_facts *facts, FILE *stream)
{
    char words[ORTH_SCORE_WORDS_MAX];
    fprintf(stream, "  %-12s", "horizon");
    for (size_t h = 0; h < facts->horizon_count; h++)
        fprintf(stream, "  %-28" PRIu64, facts->horizons[h]);
    fprintf(stream, "  all\n");
    for (orth_score_aspect a = 0; a < ORTH_SCORE_ASPECTS; a++) {
        fprintf(stream, "  %-12s", orth_score_aspect_name(a));
        for (size_t h = 0; h <= facts->horizon_count; h++) {
            orth_score_summary sum = orth_score_summarise(score, a, h);
            orth_score_words(words, sum.verdict, sum.ratio);
            if (h < facts->horizon_count)
                fprintf(stream, "  %-28s", words);
            else
                fprintf(stream, "  %s\n", words);
        }
    }
}

/* A single value of a line, or "-" where it is a list. */
static void write_value(const orth_score_line *line, const double *values, FILE *stream)
{
    if (line->count == 1 && values != NULL)
        fprintf(stream, " %11.5g", values[0]);
    else
        fprintf(stream, " %11s", "-");
}

static void write_line(const orth_score_report *report, const orth_score_facts *facts,
                       const orth_score_line *line, FILE *stream)
{
    char words[ORTH_SCORE_WORDS_MAX];
    const char *token =
        line->token == ORTH_SCORE_NO_TOKEN ? "(pairs)" : report->tokens[line->token];
    fprintf(stream, "  %7" PRIu64 " %-8.8s %-16s", facts->horizons[line->horizon], token,
            orth_score_kind_name(line->kind));
    if (line->why != ORTH_SCORE_DEFINED) {
        fprintf(stream, " not defined: %s", orth_score_why_text(line->why));
        if (line->why == ORTH_SCORE_FEW)
            fprintf(stream, " (%" PRIu64 " are needed)", line->rows_needed);
        fputc('\n', stream);
        return;
    }
    write_value(line, line->data, stream);
    write_value(line, line->data_low, stream);
    write_value(line, line->data_high, stream);
    write_value(line, line->model, stream);
    fprintf(stream, " %11.5g %11.5g", line->distance, line->gbm_distance);
    if (line->has_band)
        fprintf(stream, " %11.5g", line->band);
    else
        fprintf(stream, " %11s", "-");
    fprintf(stream, "  %s%s\n", orth_score_words(words, line->verdict, line->ratio),
            line->by_mean ? " (by the mean of |r|)" : "");
}

static void write_gaps(const orth_score_facts *facts, FILE *stream)
{
    fprintf(stream, "  %zu gap%s between rows; returns over one are left out:", facts->gaps,
            orth_plural(facts->gaps, "", "s"));
    for (size_t h = 0; h < facts->horizon_count; h++)
        fprintf(stream, "%s %zu at horizon %" PRIu64, h == 0 ? "" : ",", facts->left_out[h],
                facts->horizons[h]);
    fputc('\n', stream);
}

static void write_part(const orth_score_report *report, const orth_score_part *part, FILE *stream)
{
    orth_score_facts facts = orth_score_facts_of(part->score);
    fprintf(stream, "\n%s: rows %zu to %zu; %" PRIu64 " resample%s, %" PRIu64 " path%s, %s\n",
            part->name, part->first + 1, part->first + part->rows, facts.resamples,
            orth_plural(facts.resamples, "", "s"), facts.paths, orth_plural(facts.paths, "", "s"),
            facts.paths == 0                 ? "no band"
            : orth_score_inside(part->score) ? "no line is beyond the joint 95 % band"
                                             : "some lines are beyond the joint 95 % band");
    if (facts.gaps > 0)
        write_gaps(&facts, stream);
    if (facts.still > 0)
        fprintf(stream, "  %zu token%s not move\n", facts.still,
                orth_plural(facts.still, " does", "s do"));
    write_verdicts(part->score, &facts, stream);
    fprintf(stream, "\n  %7s %-8s %-16s %11s %11s %11s %11s %11s %11s %11s  %s\n", "horizon",
            "token", "line", "data", "low", "high", "model", "distance", "of GBM", "band",
            "verdict");
    for (size_t i = 0; i < orth_score_line_count(part->score); i++)
        write_line(report, &facts, orth_score_line_at(part->score, i), stream);
}

void orth_score_write_table(const orth_score_report *report, FILE *stream)
{
    orth_locale outer = orth_locale_enter();
    fprintf(stream, "Model %s against %zu rows of %zu token%s\n", report->model, report->rows,
            report->n, orth_plural(report->n, "", "s"));
    for (size_t p = 0; p < report->part_count; p++)
        write_part(report, &report->parts[p], stream);
    orth_locale_leave(outer);
}
