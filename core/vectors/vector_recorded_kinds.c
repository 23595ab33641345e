/* The types of pools whose recorded operations are read. */
#include <string.h>

#include "vectors/vector_recorded.h"

/* A type without "version" is the first of its name, or the one that has no time where the file
 * has none. */
static const orth_recorded_kind kinds[] = {
    {"WEIGHTED",
     1,
     {"vault_swap_exact_in", "vault_swap_exact_out"},
     "pool_join_unbalanced",
     "pool_join_single_exact_bpt",
     "pool_exit_single_exact_bpt",
     "pool_exit_single_exact_out",
     false},
    {"WEIGHTED",
     2,
     {"vault_swap_exact_in_v2", "vault_swap_exact_out_v2"},
     "pool_join_unbalanced_v2",
     "pool_join_single_exact_bpt_v2",
     "pool_exit_single_exact_bpt_v2",
     "pool_exit_single_exact_out_v2",
     false},
    {"QUANT_AMM_WEIGHTED",
     1,
     {"quantamm_swap_exact_in", "quantamm_swap_exact_out"},
     "pool_join_unbalanced",
     "pool_join_single_exact_bpt_quantamm",
     "pool_exit_single_exact_bpt_quantamm",
     "pool_exit_single_exact_out",
     true},
    {"LIQUIDITY_BOOTSTRAPPING",
     3,
     {"lbp_swap_exact_in", "lbp_v3_swap_exact_out"},
     NULL,
     NULL,
     NULL,
     NULL,
     true},
    {"LIQUIDITY_BOOTSTRAPPING",
     4,
     {"lbp_swap_exact_in", "lbp_v4_swap_exact_out"},
     NULL,
     NULL,
     NULL,
     NULL,
     true},
    {"LIQUIDITY_BOOTSTRAPPING",
     1,
     {"vault_swap_exact_in", "vault_swap_exact_out"},
     "pool_join_unbalanced",
     "pool_join_single_exact_bpt",
     "pool_exit_single_exact_bpt",
     "pool_exit_single_exact_out",
     false},
    {"FIXED_PRICE_LBP",
     1,
     {"fixed_price_swap_exact_in", "fixed_price_swap_exact_out"},
     NULL,
     NULL,
     NULL,
     NULL,
     true},
};

static bool has_versions(const char *type)
{
    size_t count = 0;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        count += strcmp(kinds[i].name, type) == 0;
    return count > 1;
}

orth_status orth_recorded_find_kind(orth_recorded *recorded)
{
    const json_t *version = json_object_get(recorded->pool, "version");
    const char *type = json_string_value(json_object_get(recorded->pool, "poolType"));
    const orth_recorded_kind *first = NULL;
    bool timed = json_object_get(recorded->pool, "currentTimestamp") != NULL;
    if (type != NULL && strcmp(type, "Weighted") == 0) /* in older files */
        type = "WEIGHTED";
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0] && type != NULL; i++) {
        if (strcmp(kinds[i].name, type) != 0)
            continue;
        if (first == NULL)
            first = &kinds[i];
        if (version != NULL
                ? json_is_integer(version) && json_integer_value(version) == kinds[i].version
                : !kinds[i].at_a_time || timed) {
            recorded->kind = &kinds[i];
            if (version == NULL && has_versions(type))
                orth_vector_assume(recorded->check,
                                   "%s: taken is version %d, as /pool/version is "
                                   "not there",
                                   type, (int)kinds[i].version);
            return ORTH_OK;
        }
    }
    if (first == NULL)
        return orth_vector_bad(recorded->check, "/pool/poolType",
                               "must be WEIGHTED, QUANT_AMM_WEIGHTED, LIQUIDITY_BOOTSTRAPPING or "
                               "FIXED_PRICE_LBP: other pools are not emulated");
    if (version != NULL)
        return orth_vector_bad(recorded->check, "/pool/version",
                               "must be the number of a version that is emulated: WEIGHTED 1 or 2, "
                               "LIQUIDITY_BOOTSTRAPPING 1, 3 or 4, else 1");
    recorded->kind = first; /* whose time will be found missing */
    return ORTH_OK;
}
