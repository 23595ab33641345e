// live: a pool's log read back.
#include <nanobind/stl/pair.h>

#include "scenario.hpp"

namespace
{

// A file by its name, or a text in memory under that name.
struct input {
    std::string name;
    std::optional<std::string> text;
};

using given_input = std::optional<std::pair<std::string, std::optional<nb::bytes>>>;

std::optional<input> take(const given_input &from)
{
    if (!from)
        return std::nullopt;
    input made{from->first, std::nullopt};
    if (from->second)
        made.text = std::string(from->second->c_str(), from->second->size());
    return made;
}

// A log, what it says, and its events.
struct subject {
    orth_live_log *log = nullptr;
    orth_live *live = nullptr;
    orth_pool_events *events = nullptr;

    subject() = default;
    subject(const subject &) = delete;
    subject &operator=(const subject &) = delete;
    ~subject()
    {
        orth_pool_events_free(events);
        orth_live_free(live);
        orth_live_log_free(log);
    }
};

struct live_job : job {
    input given;
    std::optional<input> trades, against;
    std::optional<std::string> path, steps;
    orth_live_options how{};
    orth_live_pick pick{};
    bool events = false;
    subject one, other;
    std::string json, arbitrage, no_arbitrage; // or why there is none
    std::vector<uint64_t> blocks;
    std::vector<double> series; // [row from the second on][6], as orth_live_step has them
    std::vector<std::string> notes;

    void tell(char *const *from, size_t first, size_t count)
    {
        for (size_t i = first; status == ORTH_OK && i < count; i++)
            notes.emplace_back(from[i]);
    }

    orth_status look(subject *at, const input &from, const std::optional<input> &beside)
    {
        status = from.text ? orth_live_log_parse(&at->log, from.text->data(), from.text->size(),
                                                 from.name.c_str(), &pick, &error)
                           : orth_live_log_read(&at->log, from.name.c_str(), &pick, &error);
        if (status == ORTH_OK && beside)
            status =
                beside->text
                    ? orth_live_log_parse_trades(at->log, beside->text->data(),
                                                 beside->text->size(), beside->name.c_str(), &error)
                    : orth_live_log_read_trades(at->log, beside->name.c_str(), &error);
        if (status == ORTH_OK)
            tell(at->log->notes, 0, at->log->note_count);
        if (status == ORTH_OK)
            status = orth_live_measure(&at->live, at->log, &how, &error);
        if (status == ORTH_OK)
            tell(at->live->notes, 0, at->live->note_count);
        if (status == ORTH_OK && events)
            status = orth_pool_events_create(&at->events, at->log, at->live, &error);
        return status;
    }

    orth_status look_at_other()
    {
        bool noted = false;
        const size_t before = one.log->note_count;
        if (look(&other, *against, std::nullopt) == ORTH_OK)
            status = orth_pool_events_note_order(&noted, one.log, other.log, &error);
        if (noted)
            tell(one.log->notes, before, one.log->note_count);
        return status;
    }

    static void see(void *user, const orth_live_step *step)
    {
        auto *self = static_cast<live_job *>(user);
        self->keep([&] {
            self->blocks.push_back(step->block);
            for (double value :
                 {step->made, step->best, step->perfect, step->misprice, step->left, step->band})
                self->series.push_back(value);
        });
    }

    orth_status walk()
    {
        blocks.reserve(one.log->rows - 1);
        series.reserve(6 * (one.log->rows - 1));
        return status = orth_live_walk(one.live, one.log, &how, see, this, &error);
    }

    orth_status write_arbitrage()
    {
        memory_stream out;
        if (out.stream() != nullptr)
            status = orth_live_write_arbitrage_to(one.live, &how, out.stream(), &error);
        if (status == ORTH_BAD_INPUT) { // what the log says is a result all the same
            no_arbitrage = error.text;
            return status = ORTH_OK;
        }
        return status = out.take(&arbitrage, &error);
    }

    void work() override
    {
        pick.path = path ? path->c_str() : nullptr;
        pick.steps = steps ? steps->c_str() : nullptr;
        look(&one, given, trades);
        if (status == ORTH_OK && against)
            look_at_other();
        if (status != ORTH_OK || walk() != ORTH_OK || write_arbitrage() != ORTH_OK)
            return;
        const orth_live_report report = {one.log,   &how,         one.live,  one.events,
                                         other.log, other.events, other.live};
        memory_stream out;
        if (out.stream() != nullptr)
            status = orth_live_write_json(&report, out.stream(), &error);
        if (status == ORTH_OK)
            status = out.take(&json, &error);
    }
};

// (JSON, notes, the part arbitrage, why there is none, blocks, [row][6] of orth_live_step)
nb::tuple live(const std::pair<std::string, std::optional<nb::bytes>> &log,
               const given_input &trades, const given_input &against,
               const std::optional<std::string> &path, const std::optional<std::string> &steps,
               double fee, double gas, double cost, double benchmark_fee, int reserves,
               bool only_traded, double block_seconds, bool events)
{
    auto made = std::make_shared<live_job>();
    made->given = *take(log);
    made->trades = take(trades);
    made->against = take(against);
    made->path = path;
    made->steps = steps;
    made->how.fee = fee;
    made->how.gate.gas = gas;
    made->how.gate.cost = cost;
    made->how.benchmark.fee = benchmark_fee;
    made->pick.reserves = static_cast<orth_live_reserves>(reserves);
    made->pick.only_traded = only_traded;
    made->pick.block_seconds = block_seconds;
    made->events = events || against.has_value();
    run(made, nb::none());
    return nb::make_tuple(text(made->json), texts(made->notes), text(made->arbitrage),
                          text(made->no_arbitrage),
                          nb::bytes(made->blocks.data(), made->blocks.size() * sizeof(uint64_t)),
                          nb::bytes(made->series.data(), made->series.size() * sizeof(double)));
}

} // namespace

void define_live(nb::module_ &module)
{
    module.def("live", &live, nb::arg("log"), nb::arg("trades").none(), nb::arg("against").none(),
               nb::arg("path").none(), nb::arg("steps").none(), nb::arg("fee"), nb::arg("gas"),
               nb::arg("cost"), nb::arg("benchmark_fee"), nb::arg("reserves"),
               nb::arg("only_traded"), nb::arg("block_seconds"), nb::arg("events"));
    module.attr("MONEY_MAX") = double(ORTH_MONEY_MAX);
}
