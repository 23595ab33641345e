/* Names, reasons, verdicts in words, and what the lines of an aspect say together. */
#include <math.h>
#include <stdio.h>

#include "base/plain_locale.h"
#include "base/text.h"
#include "numeric/elementary.h"
#include "score/score.h"

const char *orth_score_kind_name(orth_score_kind kind)
{
    static const char *const names[ORTH_SCORE_KINDS] = {
        "ks",           "w1",         "kurtosis", "hill",        "acf",
        "acf_absolute", "acf_square", "leverage", "correlation", "tail_correlation"};
    return names[kind];
}

const char *orth_score_aspect_name(orth_score_aspect aspect)
{
    static const char *const names[ORTH_SCORE_ASPECTS] = {"shape",      "tails",    "memory",
                                                          "clustering", "leverage", "correlation"};
    return names[aspect];
}

orth_score_aspect orth_score_aspect_of(orth_score_kind kind)
{
    static const orth_score_aspect aspects[ORTH_SCORE_KINDS] = {
        ORTH_SCORE_SHAPE,    ORTH_SCORE_SHAPE,      ORTH_SCORE_TAILS,      ORTH_SCORE_TAILS,
        ORTH_SCORE_MEMORY,   ORTH_SCORE_CLUSTERING, ORTH_SCORE_CLUSTERING, ORTH_SCORE_SKEWED,
        ORTH_SCORE_TOGETHER, ORTH_SCORE_TOGETHER};
    return aspects[kind];
}

const char *orth_score_why_text(orth_score_why why)
{
    switch (why) {
    case ORTH_SCORE_DEFINED:
        break;
    case ORTH_SCORE_FEW:
        return "too few rows";
    case ORTH_SCORE_GAPS:
        return "too few returns that span no gap";
    case ORTH_SCORE_STILL:
        return "the price does not move";
    case ORTH_SCORE_MODEL_STILL:
        return "the price does not move in the model";
    case ORTH_SCORE_ZEROS:
        return "too few returns that differ";
    case ORTH_SCORE_ALONE:
        return "fewer than two prices move";
    }
    return "";
}

const char *orth_score_words(char out[ORTH_SCORE_WORDS_MAX], orth_score_verdict verdict,
                             double ratio)
{
    static const char *const words[] = {
        [ORTH_SCORE_NO_VERDICT] = "not defined", [ORTH_SCORE_ALIKE] = "as the data",
        [ORTH_SCORE_CLOSER] = "closer than GBM", [ORTH_SCORE_AS_GBM] = "no closer than GBM",
        [ORTH_SCORE_WORSE] = "GBM is closer",    [ORTH_SCORE_MISSING] = "missing",
        [ORTH_SCORE_FAR] = "far from the data"};
    orth_locale outer = orth_locale_enter();
    bool alike = verdict == ORTH_SCORE_ALIKE && ratio >= ORTH_SCORE_RATIO_TOLD;
    if (alike || (verdict == ORTH_SCORE_CLOSER && ratio > 0))
        snprintf(out, ORTH_SCORE_WORDS_MAX, "%s%.*f times closer than GBM",
                 alike ? "as the data, " : "", ratio < 100 ? 1 : 0, ratio);
    else if (verdict == ORTH_SCORE_WORSE && ratio > 0)
        snprintf(out, ORTH_SCORE_WORDS_MAX, "GBM is %.*f times closer", ratio > 0.01 ? 1 : 0,
                 1 / ratio);
    else
        snprintf(out, ORTH_SCORE_WORDS_MAX, "%s", words[verdict]);
    orth_locale_leave(outer);
    return out;
}

const char *orth_score_line_words(char out[ORTH_SCORE_WORDS_MAX], const orth_score_line *line)
{
    bool told = line->verdict != ORTH_SCORE_ALIKE || line->gbm_apart;
    return orth_score_words(out, line->verdict, told ? line->ratio : 0);
}

const char *orth_score_summary_words(char out[ORTH_SCORE_WORDS_MAX],
                                     const orth_score_summary *summary)
{
    bool told = summary->verdict != ORTH_SCORE_ALIKE || summary->gbm_apart > 0;
    return orth_score_words(out, summary->verdict, told ? summary->ratio : 0);
}

/* The verdict on several lines. */
static orth_score_verdict together(const orth_score_summary *all, bool is_gbm)
{
    if (all->defined == 0)
        return ORTH_SCORE_NO_VERDICT;
    if (all->with_band > 0 && all->inside == all->with_band)
        return ORTH_SCORE_ALIKE;
    if (2 * all->missing >= all->defined && all->missing > 0)
        return ORTH_SCORE_MISSING;
    if (all->ratio >= ORTH_SCORE_RATIO_TOLD)
        return ORTH_SCORE_CLOSER;
    if (all->ratio > 0 && all->ratio * ORTH_SCORE_RATIO_TOLD <= 1)
        return ORTH_SCORE_WORSE;
    return is_gbm && all->with_band > 0 ? ORTH_SCORE_FAR : ORTH_SCORE_AS_GBM;
}

orth_score_summary orth_score_summarise(const orth_score *score, orth_score_aspect aspect,
                                        size_t horizon)
{
    orth_score_summary all = {0};
    double logs = 0, ratios = 0;
    for (size_t l = 0; l < orth_score_lines(&score->shape); l++) {
        const orth_score_line *line = &score->lines[l];
        bool there = horizon == score->shape.horizon_count || line->horizon == horizon;
        if (!there || orth_score_aspect_of(line->kind) != aspect || line->why != ORTH_SCORE_DEFINED)
            continue;
        all.defined++;
        all.with_band += line->has_band;
        all.inside += line->has_band && line->inside;
        all.gbm_apart += line->gbm_apart;
        all.missing += line->verdict == ORTH_SCORE_MISSING;
        if (line->has_ratio && line->ratio > 0) {
            logs += orth_log(line->ratio);
            ratios++;
        }
    }
    all.ratio = ratios > 0 ? orth_exp(logs / ratios) : 0;
    all.verdict = together(&all, score->is_gbm);
    return all;
}

const char *orth_score_sentence(char out[ORTH_SCORE_SENTENCE_MAX], const orth_score *score)
{
    char words[ORTH_SCORE_WORDS_MAX];
    size_t used = 0;
    for (orth_score_aspect a = 0; a < ORTH_SCORE_ASPECTS; a++) {
        orth_score_summary sum = orth_score_summarise(score, a, score->shape.horizon_count);
        used += (size_t)snprintf(out + used, ORTH_SCORE_SENTENCE_MAX - used, "%s%s: %s",
                                 a == 0 ? "" : "; ", orth_score_aspect_name(a),
                                 orth_score_summary_words(words, &sum));
    }
    return out;
}
