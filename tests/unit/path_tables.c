/* The log-loss tables of the mathematics (60-digit arithmetic, 25 digits kept), and distances. */
#include "harness.h"

#include <math.h>

#include "orthant/path.h"

typedef struct table_row {
    uint64_t steps;
    double linear, geometric, amgm, geodesic, dutch; /* dutch:linear */
} table_row;

static const table_row two_tokens[] = {
    {1, 0.3680642071684970699106821, 0.3680642071684970699106821, 0.3680642071684970699106821,
     0.3680642071684970699106821, 0.3680642071684970699106821},
    {2, 0.1986046350910563471686606, 0.2032723638682806162013953, 0.1982992176028163313571916,
     0.1982992176028163313571916, 0.2607683463395570449372981},
    {3, 0.1365805040695762296908842, 0.1392611581562427063114998, 0.1356773203173411424392389,
     0.1356751561729394135932776, 0.1997004066726932872078408},
    {4, 0.1041584742069712084584236, 0.1058167300134779809376175, 0.1031283244222691887151505,
     0.1031202754973893543398312, 0.1608055163683509140584129},
    {8, 0.05346517829150460556109673, 0.05392350402654015875455754, 0.05263781977377833173000667,
     0.05262492053750170727437066, 0.08871442468075063449089776},
};

static const table_row three_tokens[] = {
    {1, 0.6454920906577828793952561, 0.6454920906577828793952561, 0.6454920906577828793952561,
     0.6454920906577828793952561, 0.6454920906577828793952561},
    {2, 0.3106150014442022620828309, 0.3035952473930768617264655, 0.2969058421225762576815324,
     0.2969058421225762576815324, 0.4576646957879855337541151},
    {4, 0.1504436542859618570804304, 0.1476048024027150351732299, 0.1427155073813990126617075,
     0.1424100433435138957815767, 0.2805218436993214690786744},
    {8, 0.07362670655841465081049712, 0.0727862348227050456173126, 0.07002388060563804428579277,
     0.06985660143666035380890393, 0.1518446276351363963670294},
};

static void check_loss(const char *name, const orth_move *move, uint64_t steps, double exact)
{
    orth_path *path;
    orth_error error;
    ck_assert_msg(orth_path_create(&path, name, move, steps, NULL, &error) == ORTH_OK, "%s",
                  error.text);
    double loss = orth_path_log_loss(path), stored = orth_path_stored_log_loss(path);
    ck_assert_msg(fabs(loss - exact) <= 1e-14 * exact, "%s %llu: %.17g, not %.17g", name,
                  (unsigned long long)steps, loss, exact);
    ck_assert_msg(fabs(stored - exact) <= 1e-13 * exact, "%s stored: %.17g", name, stored);
    orth_path_free(path);
}

static void check_table(const orth_move *move, const table_row *table, size_t rows)
{
    for (size_t r = 0; r < rows; r++) {
        uint64_t steps = table[r].steps;
        check_loss("linear", move, steps, table[r].linear);
        check_loss("power:1", move, steps, table[r].linear);
        check_loss("geometric", move, steps, table[r].geometric);
        check_loss("power:0", move, steps, table[r].geometric);
        check_loss("amgm", move, steps, table[r].amgm);
        check_loss("geodesic", move, steps, table[r].geodesic);
        check_loss("dutch", move, steps, table[r].geometric);
        check_loss("dutch:exponential", move, steps, table[r].geometric);
        check_loss("dutch:linear", move, steps, table[r].dutch);
        check_loss("bisection", move, steps, table[r].geodesic);
    }
}

START_TEST(two_token_table)
{
    /* 0.9 and 0.1 are no doubles: the rest is given, as the scenario room gives it. */
    double start[] = {0.5, 0.5}, target[] = {0.9, 0.1};
    double low[2];
    low[0] = (double)(0.9L - (long double)0.9);
    low[1] = (double)(0.1L - (long double)0.1);
    orth_move *move;
    ck_assert(orth_move_create(&move, 2, start, NULL, target, low, NULL) == ORTH_OK);
    check_table(move, two_tokens, sizeof two_tokens / sizeof two_tokens[0]);
    ck_assert(fabs(orth_move_distance(move) / 0.927295218001612232428512462922 - 1) <= 1e-15);
    orth_move_free(move);
}
END_TEST

START_TEST(three_token_table)
{
    double start[] = {0.05, 0.55, 0.40}, target[] = {0.40, 0.50, 0.10};
    double start_low[3], target_low[3];
    const long double exact_start[] = {0.05L, 0.55L, 0.40L}, exact_target[] = {0.40L, 0.50L, 0.10L};
    for (int i = 0; i < 3; i++) {
        start_low[i] = (double)(exact_start[i] - (long double)start[i]);
        target_low[i] = (double)(exact_target[i] - (long double)target[i]);
    }
    orth_move *move;
    ck_assert(orth_move_create(&move, 3, start, start_low, target, target_low, NULL) == ORTH_OK);
    check_table(move, three_tokens, sizeof three_tokens / sizeof three_tokens[0]);
    ck_assert(fabs(orth_move_distance(move) / 1.04799576917112514140097054011 - 1) <= 1e-15);
    orth_move_free(move);
}
END_TEST

ORTH_TEST_MAIN("path tables", two_token_table, three_token_table)
