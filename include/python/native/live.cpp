// live: a pool's log read back.
#include "scenario.hpp"

namespace
{

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
    std::optional<std::string> given; // the log's text; else it is read
    std::string file;
    std::optional<std::string> trades, against, path, steps;
    orth_live_options how{};
    orth_live_pick pick{};
    bool events = false;
    subject one, other;
    std::string json;
    std::vector<std::string> notes;

    bool stops() const override
    {
        return false;
    }

    orth_status look(subject *at, const char *name, const char *beside)
    {
        status = at == &one && given ? orth_live_log_parse(&at->log, given->data(), given->size(),
                                                           name, &pick, &error)
                                     : orth_live_log_read(&at->log, name, &pick, &error);
        if (status == ORTH_OK && beside != nullptr)
            status = orth_live_log_read_trades(at->log, beside, &error);
        for (size_t i = 0; status == ORTH_OK && i < at->log->note_count; i++)
            notes.emplace_back(at->log->notes[i]);
        if (status == ORTH_OK)
            status = orth_live_measure(&at->live, at->log, &how, &error);
        for (size_t i = 0; status == ORTH_OK && i < at->live->note_count; i++)
            notes.emplace_back(at->live->notes[i]);
        if (status == ORTH_OK && events)
            status = orth_pool_events_create(&at->events, at->log, at->live, &error);
        return status;
    }

    void work() override
    {
        pick.path = path ? path->c_str() : nullptr;
        pick.steps = steps ? steps->c_str() : nullptr;
        look(&one, file.c_str(), trades ? trades->c_str() : nullptr);
        if (status == ORTH_OK && against)
            look(&other, against->c_str(), nullptr);
        if (status != ORTH_OK)
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

nb::tuple live(const std::optional<nb::bytes> &given, const std::string &file,
               const std::optional<std::string> &trades, const std::optional<std::string> &against,
               const std::optional<std::string> &path, const std::optional<std::string> &steps,
               double fee, double gas, double cost, double benchmark_fee, int reserves,
               bool only_traded, double block_seconds, bool events)
{
    auto made = std::make_shared<live_job>();
    if (given)
        made->given = std::string(given->c_str(), given->size());
    made->file = file;
    made->trades = trades;
    made->against = against;
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
    nb::list notes;
    for (const std::string &said : made->notes)
        notes.append(text(said));
    return nb::make_tuple(text(made->json), nb::tuple(notes));
}

} // namespace

void define_live(nb::module_ &module)
{
    module.def("live", &live, nb::arg("text").none(), nb::arg("file"), nb::arg("trades").none(),
               nb::arg("against").none(), nb::arg("path").none(), nb::arg("steps").none(),
               nb::arg("fee"), nb::arg("gas"), nb::arg("cost"), nb::arg("benchmark_fee"),
               nb::arg("reserves"), nb::arg("only_traded"), nb::arg("block_seconds"),
               nb::arg("events"));
}
