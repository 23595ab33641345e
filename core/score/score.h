/* Inside the room: a score, and how its lines are judged. */
#ifndef ORTH_SCORE_SCORE_H
#define ORTH_SCORE_SCORE_H

#include "score/shape.h"

struct orth_score {
    orth_score_shape shape;
    orth_score_facts facts;
    bool is_gbm; /* the model */
    double *mean_lengths;
    size_t left_out[ORTH_SCORE_HORIZONS_MAX];
    /* [value] */
    double *data, *data_low, *data_high, *model, *model_low, *model_high, *gbm;
    /* [line] */
    double *distance, *distance_low, *distance_high, *gbm_distance, *band;
    double *quantiles; /* [horizon][token][data, model, GBM][ORTH_SCORE_QUANTILES] */
    orth_score_volatility *volatility; /* [token] */
    double normal[ORTH_SCORE_QUANTILES];
    orth_score_line *lines;
    double *numbers; /* all of the above, in one piece */
};

/* core/score/setup.c: what is checked, measured and made room for; the room gets the data's
 * returns. The score's shape, facts and memory are there then. */
orth_status orth_score_check(const orth_score_data *data, const orth_market *model,
                             const orth_score_terms *terms, orth_error *error);
orth_status orth_score_set_up(orth_score *score, const orth_score_data *data,
                              const orth_score_terms *terms, orth_error *error);
void orth_score_put_returns(orth_score_room *room, const orth_score_data *data);
void orth_score_put_means(orth_score *score, orth_score_room *room);

/* core/score/gaps.c: by the times of data, which returns span a gap. Sets the facts about it, and
 * of the shape what is left out and kept. ORTH_DOMAIN where too few are at the first horizon, and
 * where the usual step is another than block_seconds, if that is not 0. */
orth_status orth_score_leave_gaps_out(orth_score *score, const orth_score_data *data,
                                      double block_seconds, orth_error *error);

/* core/score/band.c: where each line's band ends, by distances [series][line], the data's first;
 * NaN where a line has none. */
orth_status orth_score_band(size_t series, size_t lines, const double *distances, double *band,
                            orth_error *error);

/* core/score/volatility.c; the room has the data's returns. */
orth_status orth_score_put_volatility(orth_score *score, const orth_score_room *room,
                                      const orth_market *model, const size_t *model_tokens,
                                      orth_error *error);

/* core/score/lines.c */
void orth_score_put_lines(orth_score *score);

#endif
