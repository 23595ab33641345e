/* The figures of a launch by name. */
#include "orthant/launch.h"

static const char *const names[] = {
    [ORTH_LAUNCH_RAISED] = "raised",
    [ORTH_LAUNCH_SOLD] = "sold",
    [ORTH_LAUNCH_SHARE_LEFT] = "share_left",
    [ORTH_LAUNCH_AVERAGE_PRICE] = "average_price",
    [ORTH_LAUNCH_LAST_PRICE] = "last_price",
    [ORTH_LAUNCH_LAST_TO_VALUE] = "last_to_value",
    [ORTH_LAUNCH_HIGHEST_PRICE] = "highest_price",
    [ORTH_LAUNCH_FIRST_BLOCK] = "first_block",
    [ORTH_LAUNCH_GINI] = "gini",
    [ORTH_LAUNCH_PRICE_DEVIATION] = "price_deviation",
    [ORTH_LAUNCH_UNFILLED] = "unfilled",
    [ORTH_LAUNCH_FEES] = "fees",
    [ORTH_LAUNCH_PROTOCOL] = "protocol",
    [ORTH_LAUNCH_BUYERS] = "buyers",
    [ORTH_LAUNCH_SNIPER_SPENT] = "sniper_spent",
    [ORTH_LAUNCH_SNIPER_TOKENS] = "sniper_tokens",
    [ORTH_LAUNCH_SNIPER_PROFIT] = "sniper_profit",
};

const char *orth_launch_figure_name(orth_launch_figure figure)
{
    return figure < ORTH_LAUNCH_FIGURES ? names[figure] : "";
}

bool orth_launch_figure_is_count(orth_launch_figure figure)
{
    return figure == ORTH_LAUNCH_FIRST_BLOCK || figure == ORTH_LAUNCH_BUYERS;
}
