/* The streams of random numbers: all that is drawn along price paths, by whichever room. A stream
 * (core/kernel/kernel.h) is a use in the high byte and a token, or a trade, in the rest; no two
 * uses may have the same number, and a number that is given stays, as results depend on it. */
#ifndef ORTH_MARKET_DRAWS_H
#define ORTH_MARKET_DRAWS_H

#include "kernel/kernel.h"
#include "orthant/market.h"

typedef enum orth_draw_use {
    /* core/market; of token 0, 1, ... */
    ORTH_USE_NORMAL = 0,     /* a pair of normals: blocks 2 index + 1 and 2 index + 2 */
    ORTH_USE_JUMP_COUNT = 1, /* two uniforms: the same blocks */
    ORTH_USE_JUMP_SIZE = 2,  /* a normal: block index + 1 */
    ORTH_USE_STUDENT = 3,    /* the same */
    ORTH_USE_BOOTSTRAP = 4,  /* two uniforms: the same; of all tokens, as token 0 */
    /* core/simulate/flow.c: others' trades of block index */
    ORTH_USE_FLOW_COUNT = 16,  /* a uniform: how many, as token 0 */
    ORTH_USE_FLOW_SIZE = 17,   /* a normal; of trade 0, 1, ... of the block */
    ORTH_USE_FLOW_TOKENS = 18, /* two uniforms: the token in, the token out; likewise */
    ORTH_USE_FLOW_SIDE = 25,   /* a uniform: whether its side is that of the one before; likewise */
    /* core/simulate/presence.c */
    ORTH_USE_PRESENCE = 19, /* a uniform: whether an arbitrageur is there in block index */
    /* core/sale/draw.c: of buyer index, as token 0 */
    ORTH_USE_BUYER_ARRIVAL = 20, /* two uniforms: when after the one before; whether he waits */
    ORTH_USE_BUYER_MONEY = 21,   /* a pair of normals: his budget, his reservation price */
    ORTH_USE_BUYER_STUDENT = 22, /* a Student: his reservation price, in place of the normal */
    ORTH_USE_BUYER_FLIPS = 23,   /* a uniform: whether he sells again */
    /* core/score/runs.c: of run index of a resample, its path; as token the horizon's place */
    ORTH_USE_SCORE = 40, /* two uniforms: where a run begins, how long it is */
    /* core/market/hawkes.c: of event index of a path, as token index / 2^32 */
    ORTH_USE_HAWKES = 24, /* two uniforms: what its excess brings, what comes from outside */
    /* 32 is core/cost/walk.c, a room that knows no market: a pair of normals of a token; 33 is
     * core/performance/resample.c, another one: two uniforms of a period, the path its resample */
} orth_draw_use;

static inline uint32_t orth_draw_stream(orth_draw_use use, size_t token)
{
    return (uint32_t)use << 24 | (uint32_t)token;
}

/* The first draw of the walk's next chunk (core/market/draws.c). */
orth_draws orth_market_draws(const orth_market_walk *walk, orth_draw_use use, size_t token);
/* The walk's next ORTH_MARKET_CHUNK blocks: independent normals of one token, [row][lane]. */
void orth_market_normals(orth_market_walk *walk, size_t token, double *out);

#endif
