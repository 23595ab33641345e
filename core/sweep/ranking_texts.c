/* The texts of a ranking, and its end. */
#include <stdlib.h>
#include <string.h>

#include "sweep/ranking.h"

void orth_texts_free(char **texts, size_t count)
{
    for (size_t i = 0; texts != NULL && i < count; i++)
        free(texts[i]);
    free(texts);
}

char **orth_texts_copy(size_t count, const char *const *from)
{
    char **texts = calloc(count + 1, sizeof *texts);
    for (size_t i = 0; texts != NULL && i < count; i++) {
        texts[i] = strdup(from[i]);
        if (texts[i] == NULL) {
            orth_texts_free(texts, count);
            return NULL;
        }
    }
    return texts;
}

void orth_sweep_ranking_free(orth_sweep_ranking *ranking)
{
    if (ranking == NULL)
        return;
    for (size_t i = 0; ranking->rows != NULL && i < ranking->count; i++)
        orth_texts_free(ranking->rows[i].values, ranking->parameters);
    free(ranking->rows);
    orth_texts_free(ranking->names, ranking->parameters);
    free(ranking->by);
    free(ranking);
}
