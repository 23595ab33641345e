/* A model scored against the parts of the data. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "likeness/subject.h"

static orth_score_data part_of(const orth_likeness_subject *of, size_t first, size_t rows)
{
    const int64_t *times = orth_likeness_times(of->prices);
    return (orth_score_data){.n = of->prices->n,
                             .tokens = of->tokens,
                             .rows = rows,
                             .prices = of->prices->prices + first * of->prices->n,
                             .times = times == NULL ? NULL : times + first};
}

static void note_gaps(orth_likeness_subject *of, const orth_score_part *part)
{
    orth_score_facts facts = orth_score_facts_of(part->score);
    if (facts.gaps > 0)
        orth_likeness_note(
            of,
            "%s: %zu of %zu steps are more than half as long again as the usual "
            "one of %.10g s: returns over these gaps are left out, of the model's "
            "paths too%s",
            part->name, facts.gaps, facts.rows - 1, (double)facts.step * 1e-6,
            strcmp(of->terms.model, "bootstrap") == 0 ? "; the bootstrap does not draw them" : "");
}

static orth_status score_all(orth_likeness_subject *of, orth_error *error)
{
    const orth_score_data trained = part_of(of, 0, of->first.rows);
    const orth_score_terms terms = {
        .horizon_count = of->terms.horizon_count,
        .horizons = of->terms.horizon_count > 0 ? of->terms.horizons : NULL,
        .resamples = of->terms.replicates,
        .paths = orth_score_paths(of->terms.replicates),
        .seed = of->terms.seed,
        .threads = of->terms.threads,
        .fitted = &trained,
        .model_tokens = of->model_tokens,
        .block_seconds = of->block_seconds,
        .stop = of->terms.stop,
    };
    orth_status status = ORTH_OK;
    for (size_t p = 0; status == ORTH_OK && p < of->study.part_count; p++) {
        orth_score_part *part = &of->study.parts[p];
        const orth_score_data data = part_of(of, part->first, part->rows);
        orth_score *score;
        orth_error why;
        status = orth_score_make(&score, &data, of->market, &terms, &why);
        part->score = score;
        if (status != ORTH_OK)
            return orth_fail(error, status, "part %s: %s", part->name, why.text);
        note_gaps(of, part);
    }
    return status;
}

/* Before anything is fitted: the parts must have the rows that the first horizon needs. */
static orth_status part_rows(orth_likeness_subject *of, orth_error *error)
{
    double train = of->terms.train;
    if (!(train > 0 && train <= 1))
        return orth_fail(error, ORTH_DOMAIN,
                         "score: a train share of %g; permitted: above 0, at most 1", train);
    size_t rows = of->prices->rows;
    uint64_t first = of->terms.horizon_count > 0 ? of->terms.horizons[0] : orth_score_horizons[0];
    uint64_t least = orth_score_rows_least(first);
    size_t trained = train < 1 ? orth_score_split(rows, train) : rows;
    of->study.rows = rows;
    of->study.parts[0] = (orth_score_part){train < 1 ? "train" : "all", 0, trained, NULL};
    of->study.parts[1] = (orth_score_part){"test", trained - 1, rows - trained + 1, NULL};
    of->study.part_count = train < 1 ? 2 : 1;
    of->first = *of->prices;
    of->first.rows = trained;
    for (size_t p = 0; p < of->study.part_count; p++)
        if (of->study.parts[p].rows < least)
            return orth_fail(error, ORTH_DOMAIN,
                             "score: part %s has %zu of the %zu rows (train share %g); permitted: "
                             "at least %" PRIu64 ", which are %d returns over %" PRIu64 " block%s",
                             of->study.parts[p].name, of->study.parts[p].rows, rows, train, least,
                             ORTH_SCORE_RETURNS_LEAST, first, first == 1 ? "" : "s");
    return ORTH_OK;
}

static orth_status name_tokens(orth_likeness_subject *of, orth_error *error)
{
    size_t n = of->prices->n;
    of->model_tokens = malloc(n * sizeof *of->model_tokens);
    if (of->model_tokens == NULL)
        return orth_fail_memory(error, (double)n * sizeof *of->model_tokens);
    for (size_t i = 0; i < n; i++)
        of->model_tokens[i] = i;
    return ORTH_OK;
}

orth_status orth_score_study_make(orth_score_study **study, const orth_prices *prices,
                                  const char *const *tokens, const orth_score_study_terms *terms,
                                  orth_error *error)
{
    *study = NULL;
    orth_likeness_subject *of = calloc(1, sizeof *of);
    if (of == NULL)
        return orth_fail_memory(error, sizeof *of);
    of->prices = prices;
    of->tokens = tokens;
    of->terms = *terms;
    orth_status status = part_rows(of, error);
    if (status == ORTH_OK)
        status = orth_likeness_start_notes(of, error);
    if (status == ORTH_OK)
        status = name_tokens(of, error);
    if (status == ORTH_OK)
        status = orth_likeness_make_model(of, error);
    if (status == ORTH_OK)
        status = score_all(of, error);
    if (status == ORTH_OK)
        *study = &of->study;
    else
        orth_score_study_free(&of->study);
    return status;
}

void orth_score_study_free(orth_score_study *study)
{
    if (study == NULL)
        return;
    orth_likeness_subject *of = (orth_likeness_subject *)study; /* its first member */
    for (size_t p = 0; p < study->part_count; p++)
        orth_score_free((orth_score *)study->parts[p].score);
    orth_market_free(of->market);
    orth_market_fit_free(of->fit);
    free(of->model_tokens);
    free(study->notes);
    free(of);
}
