// sweep: a scenario at many points; what it asks, its runs, and what its folder holds.
#include <algorithm>

#include "job.hpp"
#include "orthant/limits.h"
#include "orthant/sweep.h"
#include "orthant/sweep_job.h"
#include "orthant/sweep_results.h"
#include "orthant/sweep_run.h"

namespace
{

// Of Python's: a sweep that was read, which different threads may use.
struct sweep {
    std::shared_ptr<orth_sweep> of;
};

nb::tuple tally_tuple(const orth_sweep_tally &of)
{
    return nb::make_tuple(of.points, of.missing, of.first_missing, of.failed, of.dropped, of.files);
}

// ---------------------------------------------------------------- the question

struct load_job : job {
    std::optional<std::string> given;
    std::string file;
    std::shared_ptr<orth_sweep> made;

    void work() override
    {
        orth_sweep *read = nullptr;
        status = given ? orth_sweep_parse(&read, given->data(), given->size(), file.c_str(), &error)
                       : orth_sweep_load(&read, file.c_str(), &error);
        made = std::shared_ptr<orth_sweep>(read, orth_sweep_free);
    }
};

sweep load(const std::optional<nb::bytes> &given, const std::string &file)
{
    auto made = std::make_shared<load_job>();
    if (given)
        made->given = std::string(given->c_str(), given->size());
    made->file = file;
    run(made, nb::none());
    return {made->made};
}

// What --dry-run prints.
nb::object table(const sweep &self, uint64_t rows)
{
    orth_error error;
    std::string made;
    memory_stream out;
    if (out.stream() != nullptr)
        orth_sweep_write_table(self.of.get(), rows, out.stream());
    require(out.take(&made, &error), error);
    return text(made);
}

// Values of a parameter at points, one after the other, as a JSON list.
nb::object values(const sweep &self, size_t parameter, uint64_t first, uint64_t end)
{
    const orth_sweep *of = self.of.get();
    if (parameter >= orth_sweep_parameter_count(of) || first > end || end > orth_sweep_count(of))
        throw nb::value_error("no such points");
    std::string made = "[";
    char one[ORTH_SWEEP_VALUE_MAX];
    for (uint64_t point = first; point < end; point++) {
        made += point > first ? "," : "";
        made += orth_sweep_value(of, point, parameter, one);
    }
    return text(made + "]");
}

nb::object scenario(const sweep &self, uint64_t point)
{
    if (point >= orth_sweep_count(self.of.get()))
        throw nb::value_error("no such point");
    orth_error error;
    char *made = nullptr;
    size_t length = 0;
    require(orth_sweep_scenario_text(&made, &length, self.of.get(), point, &error), error);
    const std::unique_ptr<char, void (*)(void *)> held(made, free);
    return text(made, length);
}

template <size_t (*count)(const orth_sweep *), const char *(*get)(const orth_sweep *, size_t)>
nb::tuple all_of(const sweep &self)
{
    nb::list made;
    for (size_t i = 0; i < count(self.of.get()); i++)
        made.append(text(std::string(get(self.of.get(), i))));
    return nb::tuple(made);
}

template <const char *(*get)(const orth_sweep *)> nb::object text_of(const sweep &self)
{
    return text(std::string(get(self.of.get())));
}

// ---------------------------------------------------------------- a run

struct run_job : job {
    std::shared_ptr<orth_sweep> of;
    std::string folder, json;
    orth_sweep_run_options how{};
    orth_sweep_outcome outcome{};
    std::vector<std::string> notes;

    static void tell(void *user, uint64_t now, uint64_t of)
    {
        auto *self = static_cast<run_job *>(user);
        self->most = of;
        self->done = now;
    }

    // The library calls it from one thread at a time.
    static void note(void *user, uint64_t point, const char *text)
    {
        auto *self = static_cast<run_job *>(user);
        self->keep([&] { self->notes.push_back("point " + std::to_string(point) + ": " + text); });
    }

    void work() override
    {
        how.folder = folder.c_str();
        how.stop = &stop;
        how.progress = tell;
        how.note = note;
        how.user = this;
        status = orth_sweep_run(of.get(), &how, &outcome, &error);
        memory_stream out;
        if (out.stream() != nullptr)
            orth_sweep_outcome_write_json(of.get(), &outcome, out.stream());
        if (status == ORTH_OK)
            status = out.take(&json, &error);
    }
};

// (JSON, notes, lines that were dropped, notes that were left out)
nb::tuple run_sweep(const sweep &of, const std::string &folder, uint64_t shard, uint64_t shards,
                    unsigned threads, bool fresh, const nb::object &progress)
{
    if (shards > ORTH_SWEEP_SHARDS_MAX || shard > shards || (shard == 0) != (shards == 0))
        throw nb::value_error("no such shard");
    auto made = std::make_shared<run_job>();
    made->of = of.of;
    made->folder = folder;
    made->how.shard = shard;
    made->how.shards = shards;
    made->how.threads = threads;
    made->how.fresh = fresh;
    run(made, progress);
    return nb::make_tuple(text(made->json), texts(made->notes), made->outcome.dropped,
                          made->outcome.notes);
}

nb::tuple job_script(const sweep &of, const std::string &program, const std::string &directory,
                     const std::string &file, const std::string &folder, uint64_t shards,
                     unsigned cpus, const std::optional<std::string> &time,
                     const std::optional<std::string> &partition)
{
    orth_sweep_job wanted{};
    wanted.program = program.c_str();
    wanted.directory = directory.c_str();
    wanted.file = file.c_str();
    wanted.folder = folder.c_str();
    wanted.points = orth_sweep_count(of.of.get());
    wanted.shards = shards;
    wanted.cpus = cpus;
    wanted.time = time ? time->c_str() : nullptr;
    wanted.partition = partition ? partition->c_str() : nullptr;
    orth_error error;
    char *made = nullptr;
    require(orth_sweep_job_script(&made, &wanted, &error), error);
    const std::unique_ptr<char, void (*)(void *)> held(made, free);
    return nb::make_tuple(text(std::string(made)), orth_sweep_job_shards(&wanted));
}

// ---------------------------------------------------------------- what a folder holds

struct folder_job : job {
    std::string folder;
    orth_sweep_tally tally{};
};

struct merge_job : folder_job {
    void work() override
    {
        status = orth_sweep_merge(folder.c_str(), &tally, &error);
    }
};

nb::tuple merge(const std::string &folder)
{
    auto made = std::make_shared<merge_job>();
    made->folder = folder;
    run(made, nb::none());
    return tally_tuple(made->tally);
}

struct best_job : folder_job {
    std::optional<std::string> by;
    orth_sweep_best_options how{};
    std::vector<std::string> over;
    std::string file, json; // `file`: of a picture, or none
    bool keep_script = false;

    void work() override
    {
        orth_sweep_ranking *ranking = nullptr;
        how.by = by ? by->c_str() : nullptr;
        status = orth_sweep_best(&ranking, folder.c_str(), &how, &error);
        const std::unique_ptr<orth_sweep_ranking, void (*)(orth_sweep_ranking *)> held(
            ranking, orth_sweep_ranking_free);
        if (status == ORTH_OK)
            use(ranking);
    }

    void use(const orth_sweep_ranking *ranking)
    {
        tally = ranking->tally;
        if (!file.empty()) {
            std::vector<const char *> names;
            for (const std::string &one : over)
                names.push_back(one.c_str());
            status = orth_sweep_ranking_plot(ranking, names.size(), names.data(), file.c_str(),
                                             keep_script, &error);
            return;
        }
        memory_stream out;
        if (out.stream() != nullptr)
            orth_sweep_ranking_write_json(ranking, out.stream());
        status = out.take(&json, &error);
    }
};

nb::tuple best(const std::string &folder, const std::optional<std::string> &by, int direction,
               uint64_t top)
{
    auto made = std::make_shared<best_job>();
    made->folder = folder;
    made->by = by;
    made->how.direction = static_cast<orth_sweep_direction>(direction);
    made->how.top = top;
    run(made, nb::none());
    return nb::make_tuple(text(made->json), tally_tuple(made->tally));
}

void picture(const std::string &folder, const std::string &by, int direction,
             const std::vector<std::string> &over, const std::string &file, bool keep_script)
{
    if (file.empty())
        throw nb::value_error("no file");
    auto made = std::make_shared<best_job>();
    made->folder = folder;
    made->by = by;
    made->how.direction = static_cast<orth_sweep_direction>(direction);
    made->over = over;
    made->file = file;
    made->keep_script = keep_script;
    run(made, nb::none());
}

// ---------------------------------------------------------------- columns

// Of Python's: columns that were read, until they are in its arrays.
struct columns {
    std::shared_ptr<orth_sweep_columns> of;

    const orth_sweep_column &at(size_t column) const
    {
        if (column >= of->count)
            throw nb::index_error("no such column");
        return of->columns[column];
    }
    void check(size_t room) const
    {
        if (room != of->rows)
            throw nb::value_error("an array of as many rows as there are");
    }
};

struct columns_job : folder_job {
    std::shared_ptr<orth_sweep_columns> made;

    void work() override
    {
        orth_sweep_columns *read = nullptr;
        status = orth_sweep_columns_read(&read, folder.c_str(), &error);
        made = std::shared_ptr<orth_sweep_columns>(read, orth_sweep_columns_free);
    }
};

columns read_columns(const std::string &folder)
{
    auto made = std::make_shared<columns_job>();
    made->folder = folder;
    run(made, nb::none());
    return {made->made};
}

nb::tuple describe(const columns &self, size_t column)
{
    const orth_sweep_column &of = self.at(column);
    return nb::make_tuple(text(std::string(of.name)), int(of.kind), of.full);
}

void points(const columns &self, const array<int64_t, 1> &out)
{
    self.check(out.shape(0));
    std::copy_n(self.of->points, self.of->rows, out.data());
}

void numbers_of(const columns &self, size_t column, const numbers &out)
{
    self.check(out.shape(0));
    std::copy_n(self.at(column).numbers, self.of->rows, out.data());
}

nb::list text_list(char *const *of, uint64_t rows)
{
    nb::list all;
    for (uint64_t row = 0; row < rows; row++)
        if (of == nullptr || of[row] == nullptr)
            all.append(nb::none());
        else
            all.append(text(std::string(of[row])));
    return all;
}

} // namespace

void define_sweeps(nb::module_ &module)
{
    nb::class_<sweep>(module, "Sweep")
        .def("command", text_of<orth_sweep_command>)
        .def("text", text_of<orth_sweep_text>)
        .def("sha256", text_of<orth_sweep_sha256>)
        .def("count", [](const sweep &self) { return orth_sweep_count(self.of.get()); })
        .def("parameters", all_of<orth_sweep_parameter_count, orth_sweep_parameter>)
        .def("figures", all_of<orth_sweep_figure_count, orth_sweep_figure>)
        .def("inputs", all_of<orth_sweep_input_count, orth_sweep_input>)
        .def("table", &table)
        .def("values", &values)
        .def("scenario", &scenario);
    nb::class_<columns>(module, "SweepColumns")
        .def("rows", [](const columns &self) { return self.of->rows; })
        .def("count", [](const columns &self) { return self.of->count; })
        .def("parameters", [](const columns &self) { return self.of->parameters; })
        .def("tally", [](const columns &self) { return tally_tuple(self.of->tally); })
        .def("describe", &describe)
        .def("points", &points)
        .def("numbers", &numbers_of)
        .def("texts", [](const columns &self,
                         size_t column) { return text_list(self.at(column).texts, self.of->rows); })
        .def("failures",
             [](const columns &self) { return text_list(self.of->failures, self.of->rows); });
    module.def("sweep_load", &load, nb::arg("text").none(), nb::arg("file"));
    module.def("sweep_run", &run_sweep, nb::arg("sweep"), nb::arg("folder"), nb::arg("shard"),
               nb::arg("shards"), nb::arg("threads"), nb::arg("fresh"), nb::arg("progress").none());
    module.def("sweep_job", &job_script, nb::arg("sweep"), nb::arg("program"), nb::arg("directory"),
               nb::arg("file"), nb::arg("folder"), nb::arg("shards"), nb::arg("cpus"),
               nb::arg("time").none(), nb::arg("partition").none());
    module.def("sweep_merge", &merge);
    module.def("sweep_best", &best, nb::arg("folder"), nb::arg("by").none(), nb::arg("direction"),
               nb::arg("top"));
    module.def("sweep_picture", &picture);
    module.def("sweep_columns", &read_columns);
    module.attr("SWEEP_MAX") = uint64_t(ORTH_SWEEP_MAX);
    module.attr("SWEEP_SHARDS_MAX") = uint64_t(ORTH_SWEEP_SHARDS_MAX);
}
