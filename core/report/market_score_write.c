/* A scorecard as JSON. */
#include "base/json_out.h"
#include "orthant/report.h"

static const char *const verdicts[] = {
    [ORTH_SCORE_NO_VERDICT] = "not defined",
    [ORTH_SCORE_ALIKE] = "alike",
    [ORTH_SCORE_CLOSER] = "closer",
    [ORTH_SCORE_AS_GBM] = "as gbm",
    [ORTH_SCORE_WORSE] = "worse",
    [ORTH_SCORE_MISSING] = "missing",
    [ORTH_SCORE_FAR] = "far",
};

static void write_values(orth_json_out *json, const char *key, size_t count, const double *values)
{
    if (values == NULL)
        orth_json_null(json, key);
    else
        orth_json_doubles(json, key, count, values);
}

static void write_figures(orth_json_out *json, const orth_score_line *line)
{
    write_values(json, "data", line->count, line->data);
    write_values(json, "data_low", line->count, line->data_low);
    write_values(json, "data_high", line->count, line->data_high);
    write_values(json, "model", line->count, line->model);
    write_values(json, "model_low", line->count, line->model_low);
    write_values(json, "model_high", line->count, line->model_high);
    write_values(json, "gbm", line->count, line->gbm);
}

static void write_line(orth_json_out *json, const orth_score_report *report,
                       const orth_score_facts *facts, const orth_score_line *line)
{
    bool defined = line->why == ORTH_SCORE_DEFINED;
    char words[ORTH_SCORE_WORDS_MAX];
    orth_json_open_object(json, NULL);
    orth_json_string(json, "line", orth_score_kind_name(line->kind));
    orth_json_string(json, "aspect", orth_score_aspect_name(orth_score_aspect_of(line->kind)));
    orth_json_integer(json, "horizon", (int64_t)facts->horizons[line->horizon]);
    if (line->token == ORTH_SCORE_NO_TOKEN)
        orth_json_null(json, "token");
    else
        orth_json_string(json, "token", report->tokens[line->token]);
    if (defined)
        orth_json_null(json, "reason");
    else
        orth_json_string(json, "reason", orth_score_why_text(line->why));
    if (line->why == ORTH_SCORE_FEW)
        orth_json_integer(json, "rows_needed", (int64_t)line->rows_needed);
    else
        orth_json_null(json, "rows_needed");
    orth_json_bool(json, "by_mean", line->by_mean);
    write_figures(json, line);
    orth_json_known(json, "distance", defined, line->distance);
    orth_json_known(json, "distance_low", line->has_interval, line->distance_low);
    orth_json_known(json, "distance_high", line->has_interval, line->distance_high);
    orth_json_known(json, "gbm_distance", defined, line->gbm_distance);
    orth_json_known(json, "ratio", line->has_ratio, line->ratio);
    orth_json_known(json, "band", line->has_band, line->band);
    if (line->has_band)
        orth_json_bool(json, "inside", line->inside);
    else
        orth_json_null(json, "inside");
    orth_json_bool(json, "gbm_apart", line->gbm_apart);
    orth_json_string(json, "verdict", verdicts[line->verdict]);
    orth_json_string(json, "words", orth_score_line_words(words, line));
    orth_json_close_object(json);
}

static void write_volatility(orth_json_out *json, const orth_score_report *report,
                             const orth_score *score)
{
    orth_json_open_array(json, "volatility");
    for (size_t i = 0; i < report->n; i++) {
        orth_score_volatility of = orth_score_volatility_of(score, i);
        orth_json_open_inline_object(json, NULL);
        orth_json_string(json, "token", report->tokens[i]);
        orth_json_double(json, "data", of.data);
        orth_json_double(json, "model", of.model);
        orth_json_known(json, "ratio", of.data > 0, of.data > 0 ? of.model / of.data : 0);
        orth_json_close_object(json);
    }
    orth_json_close_array(json);
}

/* By aspect: at each horizon, then over all of them (horizon null). */
static void write_summaries(orth_json_out *json, const orth_score *score,
                            const orth_score_facts *facts)
{
    char words[ORTH_SCORE_WORDS_MAX];
    orth_json_open_array(json, "summary");
    for (orth_score_aspect a = 0; a < ORTH_SCORE_ASPECTS; a++) {
        for (size_t h = 0; h <= facts->horizon_count; h++) {
            orth_score_summary sum = orth_score_summarise(score, a, h);
            orth_json_open_inline_object(json, NULL);
            orth_json_string(json, "aspect", orth_score_aspect_name(a));
            if (h < facts->horizon_count)
                orth_json_integer(json, "horizon", (int64_t)facts->horizons[h]);
            else
                orth_json_null(json, "horizon");
            orth_json_integer(json, "defined", (int64_t)sum.defined);
            orth_json_integer(json, "with_band", (int64_t)sum.with_band);
            orth_json_integer(json, "inside", (int64_t)sum.inside);
            orth_json_integer(json, "gbm_apart", (int64_t)sum.gbm_apart);
            orth_json_integer(json, "missing", (int64_t)sum.missing);
            orth_json_known(json, "ratio", sum.ratio > 0, sum.ratio);
            orth_json_string(json, "verdict", verdicts[sum.verdict]);
            orth_json_string(json, "words", orth_score_summary_words(words, &sum));
            orth_json_close_object(json);
        }
    }
    orth_json_close_array(json);
}

static void write_part(orth_json_out *json, const orth_score_report *report,
                       const orth_score_part *part)
{
    orth_score_facts facts = orth_score_facts_of(part->score);
    char sentence[ORTH_SCORE_SENTENCE_MAX];
    orth_json_open_object(json, NULL);
    orth_json_string(json, "name", part->name);
    orth_json_integer(json, "first_row", (int64_t)part->first + 1);
    orth_json_integer(json, "rows", (int64_t)part->rows);
    orth_json_integer(json, "resamples", (int64_t)facts.resamples);
    orth_json_integer(json, "paths", (int64_t)facts.paths);
    orth_json_integer(json, "reference", (int64_t)facts.reference);
    orth_json_integer(json, "gaps", (int64_t)facts.gaps);
    orth_json_integer(json, "still", (int64_t)facts.still);
    orth_json_open_array(json, "horizons");
    for (size_t h = 0; h < facts.horizon_count; h++) {
        orth_json_open_inline_object(json, NULL);
        orth_json_integer(json, "blocks", (int64_t)facts.horizons[h]);
        orth_json_integer(json, "returns", (int64_t)facts.returns[h]);
        orth_json_integer(json, "left_out", (int64_t)facts.left_out[h]);
        orth_json_known(json, "mean_length", facts.resamples > 0 && facts.mean_lengths[h] > 0,
                        facts.mean_lengths[h]);
        orth_json_close_object(json);
    }
    orth_json_close_array(json);
    if (facts.paths > 0)
        orth_json_bool(json, "inside", orth_score_inside(part->score));
    else
        orth_json_null(json, "inside");
    orth_json_string(json, "verdict", orth_score_sentence(sentence, part->score));
    write_volatility(json, report, part->score);
    write_summaries(json, part->score, &facts);
    orth_json_open_array(json, "lines");
    for (size_t i = 0; i < orth_score_line_count(part->score); i++)
        write_line(json, report, &facts, orth_score_line_at(part->score, i));
    orth_json_close_array(json);
    orth_json_close_object(json);
}

void orth_score_write_json(const orth_score_report *report, FILE *stream)
{
    orth_json_out json;
    orth_json_begin_result(&json, stream, "market-score");
    orth_json_string(&json, "version", ORTH_VERSION);
    orth_json_string(&json, "model", report->model);
    orth_json_strings(&json, "tokens", report->n, report->tokens);
    orth_json_integer(&json, "rows", (int64_t)report->rows);
    orth_json_open_array(&json, "parts");
    for (size_t p = 0; p < report->part_count; p++)
        write_part(&json, report, &report->parts[p]);
    orth_json_close_array(&json);
    orth_json_open_array(&json, "notes");
    for (size_t i = 0; i < report->note_count; i++)
        orth_json_string(&json, NULL, report->notes[i]);
    orth_json_close_array(&json);
    orth_json_end_result(&json);
}
