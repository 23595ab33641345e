// replay, certify, safety and batches: what is made of a plan's file, or a schedule's.
#include <mpfr.h>

#include "job.hpp"
#include "orthant/exact.h"
#include "orthant/plan_file.h"
#include "orthant/report.h"
#include "orthant/safety_study.h"

namespace
{

// A file's text, which the Python side has read.
struct file_job : job {
    std::string given, file, json;
    std::vector<std::string> notes;

    // The plan by its calldata, which is what is `done`: a note where the arguments say otherwise.
    orth_status read_calldata(orth_plan_file **in, const char *done)
    {
        char difference[ORTH_ERROR_TEXT_MAX];
        status = orth_plan_file_parse(in, given.data(), given.size(), file.c_str(), &error);
        if (status == ORTH_OK)
            status = orth_plan_file_use_calldata(*in, file.c_str(), difference, &error);
        if (status == ORTH_OK && difference[0] != '\0')
            notes.push_back(file + ": what is " + done +
                            " is the calldata, which is not what the arguments say: " + difference);
        return status;
    }

    template <typename writer> void take_json(writer write)
    {
        memory_stream out;
        if (out.stream() != nullptr)
            write(out.stream());
        if (status == ORTH_OK)
            status = out.take(&json, &error);
    }
};

struct replay_job : file_job {
    double present = 0;
    uint64_t seed = 0, trade_limit = 0; // 0: the plan's
    orth_plan_file *in = nullptr;
    orth_replay *replay = nullptr;
    orth_plan_missed_summary missed{};

    ~replay_job() override
    {
        orth_replay_free(replay);
        orth_plan_file_free(in);
    }

    void work() override
    {
        if (read_calldata(&in, "run") != ORTH_OK)
            return;
        if (trade_limit > 0)
            in->plan->trade_limit = trade_limit;
        status = orth_plan_replay(&replay, in->plan, &error);
        if (status != ORTH_OK)
            return;
        orth_plan_missing missing = in->missing;
        if (present > 0)
            missing = {present, seed, ORTH_PLAN_MISSED_RUNS};
        if (missing.runs > 0)
            status = orth_plan_missed_summarise(&missed, in->plan, &missing, &error);
        if (status == ORTH_OK)
            take_json([this](FILE *stream) {
                orth_replay_write_json(in->plan, replay, &missed,
                                       const_cast<const char *const *>(in->tokens), stream);
            });
    }
};

struct certify_job : file_job {
    unsigned digits = 0;
    uint64_t trade_limit = 0; // 0: as the plan says
    bool holds = false;
    std::string refusal;

    void work() override
    {
        bool is_plan = false;
        status = orth_plan_file_is(&is_plan, given.data(), given.size(), &error);
        if (status == ORTH_OK && is_plan)
            certify_plan();
        else if (status == ORTH_OK)
            certify_schedule();
        mpfr_free_cache();
    }

    void certify_plan()
    {
        orth_plan_file *in;
        orth_plan_certificate certificate;
        status = orth_plan_file_parse(&in, given.data(), given.size(), file.c_str(), &error);
        if (status != ORTH_OK)
            return;
        status = orth_plan_certify(&certificate, in, digits, &error);
        if (status == ORTH_OK && trade_limit > 0)
            status = orth_plan_certify_trades(&certificate, in, trade_limit, &error);
        if (status == ORTH_OK) {
            refusal = certificate.refusal;
            holds = refusal.empty();
            take_json([&](FILE *stream) {
                orth_plan_certificate_write_json(&certificate, in, file.c_str(), stream);
            });
        }
        orth_plan_certificate_clear(&certificate);
        orth_plan_file_free(in);
    }

    void note_scaled(const orth_exact_certificate &of)
    {
        const bool one = of.renormalised_rows == 1;
        char by[32];
        std::snprintf(by, sizeof by, "%.2g", of.renormalised_by);
        notes.push_back(file + ": " + std::to_string(of.renormalised_rows) +
                        (one ? " row of plain numbers was" : " rows of plain numbers were") +
                        " scaled to sum to 1 (by " + by + " at most) and " + (one ? "is" : "are") +
                        " certified as such");
    }

    void certify_schedule()
    {
        if (trade_limit > 0)
            notes.push_back("trade_limit says nothing of a file that is no plan");
        orth_exact_certificate certificate;
        status = orth_exact_certify_text(&certificate, given.data(), given.size(), file.c_str(),
                                         digits, &error);
        if (status != ORTH_OK)
            return;
        holds = certificate.refusal == nullptr;
        refusal = holds ? "" : certificate.refusal;
        if (holds && certificate.renormalised_rows > 0)
            note_scaled(certificate);
        take_json([&](FILE *stream) {
            orth_exact_certificate_write_json(&certificate, file.c_str(), stream);
        });
        orth_exact_certificate_free(&certificate);
    }
};

// What the library says of an option, behind the option's name.
[[noreturn]] void raise_of(const char *option, const orth_error &error)
{
    orth_error named;
    orth_fail(&named, error.status, "%s: %s", option, error.text);
    raise(named);
}

uint64_t limit_of(const std::optional<std::string> &given)
{
    uint64_t limit = 0;
    orth_error error;
    if (given && orth_plan_trade_limit_parse(&limit, given->c_str(), &error) != ORTH_OK)
        raise_of("trade_limit", error);
    return limit;
}

// Whether a plan's calls are safe from who builds blocks in a row.
struct plan_safety_job : file_job {
    orth_safety_options attacker = orth_safety_options_usual();
    std::vector<std::pair<std::string, std::string>> numbers; // options by their names
    orth_plan_file *in = nullptr;
    orth_safety_study *study = nullptr;

    ~plan_safety_job() override
    {
        orth_safety_study_free(study);
        orth_plan_file_free(in);
    }

    void work() override
    {
        for (const auto &[name, value] : numbers)
            if (status == ORTH_OK)
                status = orth_safety_options_set(&attacker, name.c_str(), value.c_str(), &error);
        if (status != ORTH_OK || read_calldata(&in, "looked at") != ORTH_OK)
            return;
        status = orth_safety_study_of_plan(&study, in, &attacker, &error);
        if (status != ORTH_OK)
            return;
        notes.insert(notes.end(), study->notes, study->notes + study->note_count);
        take_json([this](FILE *stream) { orth_safety_study_write_json(study, stream); });
    }
};

// One batch of a plan's calls, for a multisig.
struct batch_job : file_job {
    orth_plan_batch batch{};
    std::string name;
    size_t batches = 0;
    bool counted = false; // only how many there are

    void work() override
    {
        orth_plan_file *in;
        status = orth_plan_file_parse(&in, given.data(), given.size(), file.c_str(), &error);
        if (status != ORTH_OK)
            return;
        batches = orth_plan_batches(in->plan);
        batch.name = name.c_str();
        if (!counted)
            take_json([&](FILE *stream) {
                status = orth_plan_write_safe_batch(in->plan, &batch, stream, &error);
            });
        orth_plan_file_free(in);
    }
};

template <typename made_job>
std::shared_ptr<made_job> job_of(const nb::bytes &given, const std::string &file)
{
    auto made = std::make_shared<made_job>();
    made->given.assign(given.c_str(), given.size());
    made->file = file;
    return made;
}

// (JSON, notes, log loss, times as rows of one, weights in wei)
nb::tuple replay(const nb::bytes &given, const std::string &file, double present, uint64_t seed,
                 const std::optional<std::string> &trade_limit)
{
    auto made = job_of<replay_job>(given, file);
    made->present = present;
    made->seed = seed;
    made->trade_limit = limit_of(trade_limit);
    run(made, nb::none());
    const orth_replay *seen = made->replay;
    const size_t count = seen->steps + 1, n = seen->n;
    std::vector<int64_t> times(seen->times, seen->times + count);
    std::vector<uint64_t> weights(seen->weights, seen->weights + count * n);
    return nb::make_tuple(text(made->json), texts(made->notes), seen->log_loss,
                          kept_rows(std::move(times), 1), kept_rows(std::move(weights), n));
}

// (JSON, notes, whether it holds, why not)
nb::tuple certify(const nb::bytes &given, const std::string &file, unsigned digits,
                  const std::optional<std::string> &trade_limit)
{
    auto made = job_of<certify_job>(given, file);
    made->digits = digits;
    made->trade_limit = limit_of(trade_limit);
    run(made, nb::none());
    return nb::make_tuple(text(made->json), texts(made->notes), made->holds, text(made->refusal));
}

// (JSON, notes)
nb::tuple plan_safety(const nb::bytes &given, const std::string &file,
                      std::optional<uint64_t> blocks, const nb::dict &numbers, unsigned threads)
{
    auto made = job_of<plan_safety_job>(given, file);
    if (blocks)
        made->attacker.window = *blocks;
    made->attacker.threads = threads;
    for (auto [name, value] : numbers)
        made->numbers.emplace_back(nb::cast<std::string>(name), nb::cast<std::string>(value));
    run(made, nb::none());
    return nb::make_tuple(text(made->json), texts(made->notes));
}

nb::object safe_batch(const nb::bytes &given, const std::string &file, const std::string &to,
                      uint64_t chain_id, uint64_t number, const std::string &name)
{
    auto made = job_of<batch_job>(given, file);
    orth_error error;
    if (orth_address_parse(&made->batch.to, to.c_str(), &error) != ORTH_OK)
        raise_of("to", error);
    made->batch.chain_id = chain_id;
    made->batch.number = number;
    made->name = name;
    run(made, nb::none());
    return text(made->json);
}

size_t batches(const nb::bytes &given, const std::string &file)
{
    auto made = job_of<batch_job>(given, file);
    made->counted = true;
    run(made, nb::none());
    return made->batches;
}

// Whether the text is a plan's file.
bool is_plan(const nb::bytes &given)
{
    bool is = false;
    orth_error error;
    require(orth_plan_file_is(&is, given.c_str(), given.size(), &error), error);
    return is;
}

} // namespace

void define_plan_files(nb::module_ &module)
{
    module.def("replay", &replay, nb::arg("text"), nb::arg("file"), nb::arg("present"),
               nb::arg("seed"), nb::arg("trade_limit").none());
    module.def("certify", &certify, nb::arg("text"), nb::arg("file"), nb::arg("digits"),
               nb::arg("trade_limit").none());
    module.def("plan_safety", &plan_safety, nb::arg("text"), nb::arg("file"),
               nb::arg("blocks").none(), nb::arg("numbers"), nb::arg("threads"));
    module.def("plan_safe_batch", &safe_batch);
    module.def("plan_batches", &batches);
    module.def("is_plan", &is_plan);
    module.attr("FILE_BYTES_MAX") = uint64_t(ORTH_PROOF_BYTES_MAX);
    module.attr("TRANSACTIONS_MAX") = uint64_t(ORTH_PLAN_TRANSACTIONS_MAX);
}
