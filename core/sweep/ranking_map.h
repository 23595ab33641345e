/* A ranking over two parameters. */
#ifndef ORTH_SWEEP_RANKING_MAP_H
#define ORTH_SWEEP_RANKING_MAP_H

#include "sweep/ranking_axis.h"

/* Where the legend of a ranking's picture stands. */
#define ORTH_RANKING_KEY "set key bottom outside center horizontal\nset bmargin at screen 0.24\n"

/* Whether the points fill the cells well enough. */
bool orth_ranking_is_grid(const orth_ranking_axis axes[2]);
/* *cells, [y][x], to be freed: the best row of each, SIZE_MAX where there is none. */
orth_status orth_ranking_cells(size_t **cells, const orth_ranking_axis axes[2], orth_error *error);

/* As a heat map; as points where they are, the best ones drawn last. */
void orth_ranking_put_map(orth_plot *plot, const orth_ranking_axis axes[2], const size_t *cells);
void orth_ranking_put_points(orth_plot *plot, const orth_ranking_axis axes[2]);

#endif
