#include "scenario.hpp"

#include <cstring>

#include "orthant/path.h"
#include "orthant/scenario_cost.h"

std::vector<const char *> options::list(const char *name) const
{
    std::vector<const char *> made;
    auto found = lists.find(name);
    if (found != lists.end())
        for (const std::string &one : found->second)
            made.push_back(one.c_str());
    return made;
}

void scenario_job::note(const char *what)
{
    if (what != nullptr && what[0] != '\0')
        notes.emplace_back(what);
}

orth_status scenario_job::read()
{
    const bool normalise = of.count("normalise") != 0;
    if (from_file)
        return status = normalise ? orth_scenario_load_normalised(&scenario, file.c_str(),
                                                                  ORTH_TOKENS_MAX, &error)
                                  : orth_scenario_load(&scenario, file.c_str(), &error);
    return status = (normalise ? orth_scenario_parse_normalised : orth_scenario_parse)(
               &scenario, given_text.data(), given_text.size(), file.c_str(), &error);
}

orth_status scenario_job::check_strategies()
{
    const char *steps = of.text("steps"), *paths = of.text("paths");
    if (scenario->strategy_count == 0)
        return ORTH_OK;
    if (!takes_strategies())
        return orth_scenario_require_move(scenario, &error);
    if (steps == nullptr && paths == nullptr)
        return ORTH_OK;
    return orth_fail(&error, ORTH_BAD_INPUT,
                     "%s: strategies move the weights of %s, which has no move",
                     steps != nullptr ? "steps" : "paths", scenario->file);
}

orth_status scenario_job::set_prices()
{
    if (prices.values == nullptr)
        return ORTH_OK;
    if (prices.columns != scenario->n)
        return orth_fail(&error, ORTH_BAD_INPUT,
                         "prices: %zu columns; permitted: one for each of the %zu tokens of %s",
                         prices.columns, scenario->n, scenario->file);
    orth_status made = orth_prices_borrow(&table, "prices", scenario->n, scenario->tokens,
                                          prices.rows, prices.values, prices.times, &error);
    return made == ORTH_OK ? orth_scenario_set_price_table(scenario, table, &error) : made;
}

// What normalising does to the rows of files, which are read once more for that.
void scenario_job::note_rows()
{
    orth_error unsaid; // said by whoever makes the path for its work
    orth_move *move;
    if (orth_scenario_move(&move, scenario, &unsaid) != ORTH_OK)
        return;
    for (size_t p = 0; p < scenario->path_count; p++) {
        orth_path *path;
        if (std::strncmp(scenario->paths[p], "file:", 5) != 0 ||
            orth_path_create(&path, scenario->paths[p], move, scenario->steps[0], scenario->tokens,
                             &unsaid) != ORTH_OK)
            continue;
        note(orth_path_note(path));
        orth_path_free(path);
    }
    orth_move_free(move);
}

void scenario_job::note_scenario()
{
    for (size_t i = 0; i < scenario->note_count; i++)
        note(scenario->notes[i]);
    if (scenario->launch != nullptr && !sells())
        note(scenario->launch->value_note);
    if (of.count("normalise") != 0 && scenario->strategy_count == 0)
        note_rows();
}

void scenario_job::note_arbitrage(bool moves)
{
    char assumed[ORTH_ARBITRAGE_NOTE_MAX];
    note(orth_scenario_arbitrage_note(scenario, moves, assumed));
    if (moves)
        note(orth_scenario_noise_note(scenario));
}

orth_status scenario_job::load()
{
    const char *steps = of.text("steps"), *paths = of.text("paths");
    if (read() == ORTH_OK)
        status = check_strategies();
    if (status == ORTH_OK && steps != nullptr)
        status = orth_scenario_set_steps(scenario, steps, &error);
    if (status == ORTH_OK && paths != nullptr)
        status = orth_scenario_set_paths(scenario, paths, &error);
    if (status == ORTH_OK)
        status = set_prices();
    if (status != ORTH_OK)
        return status;
    scenario->price_paths = of.count("price_paths", scenario->price_paths);
    scenario->seed = of.count("seed", scenario->seed);
    note_scenario();
    return status;
}

void scenario_job::work()
{
    if (load() == ORTH_OK)
        compute();
}

orth_status scenario_job::set_volatility()
{
    const char *list = of.text("price_volatility");
    if (list != nullptr)
        status = orth_scenario_set_price_volatility(scenario, list, &error);
    return status;
}

static void tell(void *user, uint64_t now, uint64_t of)
{
    auto *self = static_cast<scenario_job *>(user);
    self->most = of;
    self->done = now;
}

orth_simulate_options scenario_job::simulate_options()
{
    orth_simulate_options how{};
    how.threads = threads();
    how.stop = &stop;
    how.progress = tell;
    how.user = this;
    return how;
}
