/* The picture of the weights, step by step. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/outside.h"
#include "page/move.h"
#include "page/words.h"

#define POINTS 65
#define EVERY 4   /* of the points is drawn of linear */
#define SEEN 0.01 /* of the height of the picture */

size_t orth_page_most_moved(size_t *tokens, size_t most, const orth_move *move)
{
    size_t count = 0;
    for (size_t i = 0; i < move->n; i++) {
        size_t least = 0;
        for (size_t j = 1; j < count; j++)
            if (fabs(move->delta[tokens[j]]) < fabs(move->delta[tokens[least]]))
                least = j;
        if (count < most) {
            tokens[count++] = i;
        } else if (fabs(move->delta[i]) > fabs(move->delta[tokens[least]])) {
            memmove(tokens + least, tokens + least + 1, (count - least - 1) * sizeof *tokens);
            tokens[count - 1] = i;
        }
    }
    return count;
}

double orth_page_turnover(const orth_move *move)
{
    orth_benchmark_terms none = {0};
    return orth_outside_at_once(move->n, move->start, move->target, &none, 0).turnover;
}

typedef struct sampled {
    size_t n, points;
    uint64_t steps[POINTS];
    double *weights; /* [points][n] */
} sampled;

static orth_status sample(sampled *of, orth_page_work *work, const orth_move *move,
                          const char *name, uint64_t steps, orth_error *error)
{
    orth_path *path;
    orth_status status = orth_path_create(&path, name, move, steps,
                                          (const char *const *)work->scenario->tokens, error);
    if (status != ORTH_OK)
        return status;
    of->n = move->n;
    of->points = steps < POINTS ? (size_t)steps + 1 : POINTS;
    of->weights = malloc(of->points * of->n * sizeof *of->weights);
    if (of->weights == NULL)
        status = orth_fail_memory(error, (double)(of->points * of->n) * sizeof *of->weights);
    for (size_t k = 0; status == ORTH_OK && k < of->points; k++) {
        of->steps[k] = (uint64_t)k * steps / (of->points - 1);
        orth_path_fill(path, of->steps[k], 1, of->weights + k * of->n, NULL);
    }
    orth_path_free(path);
    return status;
}

/* Whether two ways look different in a picture of these tokens. */
static bool differ(const sampled *a, const sampled *b, size_t count, const size_t *tokens)
{
    double low = 1, high = 0, apart = 0;
    for (size_t k = 0; k < a->points; k++)
        for (size_t j = 0; j < count; j++) {
            size_t at = k * a->n + tokens[j];
            low = fmin(low, a->weights[at]);
            high = fmax(high, a->weights[at]);
            apart = fmax(apart, fabs(a->weights[at] - b->weights[at]));
        }
    return apart > SEEN * (high - low);
}

static void draw(orth_facts *facts, json_t *picture, const sampled *of, size_t token,
                 const char *name, bool dotted)
{
    char colour[32];
    snprintf(colour, sizeof colour, "token:%zu", token);
    json_t *series = orth_picture_series(facts, picture, name, colour, dotted ? "points" : "line");
    for (size_t k = 0; k < of->points; k += dotted && of->points == POINTS ? EVERY : 1)
        orth_series_point(facts, series, (double)of->steps[k], of->weights[k * of->n + token]);
}

static void draw_all(orth_page_work *work, json_t *part, const char *path, const sampled *best,
                     const sampled *linear, size_t count, const size_t *tokens)
{
    const orth_scenario *scenario = work->scenario;
    orth_facts *facts = work->facts;
    char describes[400], name[200], token[ORTH_PAGE_NAME_MAX];
    bool beside = linear->weights != NULL && differ(best, linear, count, tokens);
    snprintf(describes, sizeof describes,
             "The weight of each token from the start to the target along the path %s%s%s.",
             orth_page_name(token, path), beside ? "; points: the straight line, linear" : "",
             count < scenario->n ? "; the tokens that move most" : "");
    json_t *picture = orth_part_picture(facts, part, "weights", "Weights, step by step", describes);
    orth_picture_axis(facts, picture, false, "step", ORTH_AS_COUNT, false);
    orth_picture_axis(facts, picture, true, "weight", ORTH_AS_WEIGHT, false);
    for (size_t j = 0; j < count; j++) {
        draw(facts, picture, best, tokens[j], scenario->tokens[tokens[j]], false);
        if (!beside)
            continue;
        snprintf(name, sizeof name, "%s, linear",
                 orth_page_name(token, scenario->tokens[tokens[j]]));
        draw(facts, picture, linear, tokens[j], name, true);
    }
    if (count < scenario->n)
        orth_part_say(facts, part, "The picture has the %zu of %zu tokens that move most.", count,
                      scenario->n);
}

orth_status orth_page_draw_weights(orth_page_work *work, json_t *part, const orth_move *move,
                                   const char *path, uint64_t steps, orth_error *error)
{
    size_t tokens[ORTH_PAGE_DRAWN_TOKENS],
        count = orth_page_most_moved(tokens, ORTH_PAGE_DRAWN_TOKENS, move);
    sampled best = {0}, linear = {0};
    orth_status status = sample(&best, work, move, path, steps, error);
    if (status == ORTH_OK && strcmp(path, "linear") != 0)
        status = sample(&linear, work, move, "linear", steps, error);
    if (status == ORTH_OK)
        draw_all(work, part, path, &best, &linear, count, tokens);
    free(best.weights);
    free(linear.weights);
    return status;
}
