/* A study while it is made: the model, and what was assumed. */
#ifndef CORE_LIKENESS_SUBJECT_H
#define CORE_LIKENESS_SUBJECT_H

#include "orthant/market_fit.h"
#include "orthant/score_study.h"

#define ORTH_LIKENESS_NOTES 4 /* of its own, at most */
#define ORTH_LIKENESS_NOTE_MAX 400

typedef struct orth_likeness_subject {
    orth_score_study study; /* first: what the caller has */
    const orth_prices *prices;
    const char *const *tokens;
    orth_score_study_terms terms;
    orth_prices first;    /* the table of the first part's rows, all of it the caller's */
    orth_market_fit *fit; /* NULL where nothing was fitted */
    orth_market *market;
    size_t *model_tokens; /* [n]: which of the market's each of the data's is */
    double block_seconds; /* what the rows must be apart; 0: anything */
    size_t own_count;
    char own[ORTH_LIKENESS_NOTES][ORTH_LIKENESS_NOTE_MAX];
} orth_likeness_subject;

/* core/likeness/notes.c: room for all notes, the prices' first; to be freed with the subject. */
orth_status orth_likeness_start_notes(orth_likeness_subject *of, orth_error *error);
/* Keeps a text that lives as long as the study, and tells it. */
void orth_likeness_keep(orth_likeness_subject *of, const char *note);
/* The same of a text that is made; `format` is printf's. */
void orth_likeness_note(orth_likeness_subject *of, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* core/likeness/model.c: `market` and what goes with it. */
orth_status orth_likeness_make_model(orth_likeness_subject *of, orth_error *error);

/* Times of the rows, NULL where they are counted. */
static inline const int64_t *orth_likeness_times(const orth_prices *prices)
{
    return prices->dated ? prices->times : NULL;
}

#endif
