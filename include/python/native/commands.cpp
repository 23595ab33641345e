// The commands: a scenario's text or file in, the command's JSON and its notes out.
#include "scenario.hpp"

namespace
{

struct command {
    const char *name;
    make_job make;
};

const command commands[] = {
    {"plan", make_plan},         {"optimum", make_optimum}, {"compare", make_compare},
    {"fee", make_fee},           {"launch", make_launch},   {"safety", make_safety},
    {"simulate", make_simulate}, {"steps", make_steps},     {"weights", make_weights},
    {"path", make_trajectory},   {"report", make_report},
};

void take_option(options *of, const std::string &name, nb::handle value)
{
    if (nb::isinstance<nb::bool_>(value) || nb::isinstance<nb::int_>(value))
        of->counts[name] = nb::cast<uint64_t>(nb::int_(nb::borrow(value)));
    else if (nb::isinstance<nb::float_>(value))
        of->numbers[name] = nb::cast<double>(value);
    else if (nb::isinstance<nb::str>(value))
        of->texts[name] = nb::cast<std::string>(value);
    else
        of->lists[name] = nb::cast<std::vector<std::string>>(value);
}

void take_scenario(scenario_job *to, const std::optional<nb::bytes> &given, const std::string &file)
{
    to->from_file = !given.has_value();
    if (given)
        to->given_text.assign(given->c_str(), given->size());
    to->file = file;
}

nb::tuple run_command(const std::string &name, const std::optional<nb::bytes> &given,
                      const std::string &file, const nb::dict &options_given,
                      const std::optional<given_rows> &prices,
                      const std::optional<array<const int64_t, 1>> &times,
                      const nb::object &progress)
{
    std::shared_ptr<scenario_job> made;
    for (const command &one : commands)
        if (name == one.name)
            made = one.make();
    if (made == nullptr)
        throw nb::value_error("no such command");
    take_scenario(made.get(), given, file);
    for (auto [key, value] : options_given)
        if (!value.is_none())
            take_option(&made->of, nb::cast<std::string>(key), value);
    if (prices) {
        if (times && times->shape(0) != prices->shape(0))
            throw nb::value_error("as many times as rows");
        made->prices = {prices->data(), times ? times->data() : nullptr, prices->shape(0),
                        prices->shape(1)};
    }
    run(made, progress);
    return nb::make_tuple(text(made->json), texts(made->notes), text(made->series), made->beside());
}

// What a caller needs of a scenario before it is run: the names of its tokens.
nb::list tokens(const std::optional<nb::bytes> &given, const std::string &file, bool normalise)
{
    struct tokens_job : scenario_job {
        bool takes_strategies() const override
        {
            return true;
        }
        void compute() override
        {
        }
    };
    auto made = std::make_shared<tokens_job>();
    take_scenario(made.get(), given, file);
    made->of.counts["normalise"] = normalise;
    run(made, nb::none());
    nb::list all;
    for (size_t i = 0; i < made->scenario->n; i++)
        all.append(text(std::string(made->scenario->tokens[i])));
    return all;
}

} // namespace

void define_commands(nb::module_ &module)
{
    module.def("run", &run_command, nb::arg("command"), nb::arg("text").none(), nb::arg("file"),
               nb::arg("options"), nb::arg("prices").none(), nb::arg("times").none(),
               nb::arg("progress").none());
    module.def("tokens", &tokens, nb::arg("text").none(), nb::arg("file"), nb::arg("normalise"));
    module.attr("PRICE_PATHS_MAX") = uint64_t(ORTH_PRICE_PATHS_MAX);
    module.attr("PRICE_PATH_MAX") = uint64_t(ORTH_PRICE_PATH_MAX);
    module.attr("SEED_MAX") = uint64_t(ORTH_SEED_MAX);
    module.attr("THREADS_MAX") = uint64_t(ORTH_THREADS_MAX);
    module.attr("WINDOW_MAX") = uint64_t(ORTH_STEPS_MAX) * ORTH_BLOCKS_PER_STEP_MAX;
    module.attr("EXPOSURE_MAX") = double(ORTH_EXPOSURE_MAX);
}
