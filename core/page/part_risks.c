/* What could go wrong, and what this program does not know. */
#include "page/risks.h"

static void say_limits(orth_page_work *work, json_t *part)
{
    static const char *const all[] = {
        "What orthant does not know. It signs and sends nothing and reads no chain: whether a "
        "contract has the code that is assumed, who owns it, and what a call does there is for you "
        "to check before you send it.",
        "No price is forecast, and no event: a token that fails, a chain that stops, a stablecoin "
        "that leaves its price, an exchange that closes are in none of these figures.",
        "Prices are those given or a model's. If the pool or whoever moves its weights reads an "
        "oracle that is wrong or late, arbitrage takes the difference, whatever this page says.",
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        orth_part_say(work->facts, part, "%s", all[i]);
}

static orth_status write_risks(orth_page_work *work, json_t *part, orth_error *error)
{
    const orth_scenario *scenario = work->scenario;
    orth_status status = scenario->launch != NULL ? orth_page_risks_of_sale(work, part, error)
                         : scenario->strategy_count > 0
                             ? orth_page_risks_of_strategies(work, part, error)
                             : orth_page_risks_of_move(work, part, error);
    if (status == ORTH_OK)
        say_limits(work, part);
    return status;
}

const orth_page_part orth_part_risks = {"risks", "What could go wrong", orth_part_of_all,
                                        write_risks};
