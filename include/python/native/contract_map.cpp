// Many calls of a contract function: words of arrays in, words of arrays out.
#include "contract.hpp"
#include "job.hpp"

namespace
{

using word_rows = nb::ndarray<uint64_t, nb::ndim<2>, nb::c_contig, nb::device::cpu>;
using given_words = nb::ndarray<const uint64_t, nb::ndim<3>, nb::c_contig, nb::device::cpu>;
using flags = nb::ndarray<bool, nb::ndim<1>, nb::c_contig, nb::device::cpu>;

// One argument of many calls: `each` words a call, from one call to the next `step` words on.
struct column {
    const orth_word *words;
    size_t each, step;
};

struct mapped {
    const orth_contract_function *function;
    std::vector<column> columns;
    std::vector<orth_contract_value> values;
    orth_contract_result result;

    void turn(size_t i)
    {
        for (size_t a = 0; a < columns.size(); a++)
            values[a].words = columns[a].words + i * columns[a].step;
    }
};

// So many calls are over before anybody would stop them.
constexpr size_t BRIEF = 1024;
// Calls between two looks at the stop flag.
constexpr size_t AT_ONCE = 64;

struct calls_job : job {
    mapped of;
    size_t count = 0;

    bool brief() const override
    {
        return count <= BRIEF;
    }

    // Now and then whether it is to stop.
    bool goes_on(size_t i)
    {
        if (i % AT_ONCE == 0 && stopped())
            status = orth_fail(&error, ORTH_INTERRUPTED, "interrupted");
        return status == ORTH_OK;
    }

    void call(size_t i)
    {
        of.turn(i);
        status =
            orth_contract_call(&of.result, of.function, of.values.data(), of.values.size(), &error);
    }

    size_t got() const
    {
        return of.result.dimensions == 0 ? 1 : of.result.count;
    }
};

// The number of words of the first call that does not revert, for the shape of the results; 1 where
// all do.
struct width_job final : calls_job {
    size_t width = 1;

    void work() override
    {
        for (size_t i = 0; i < count && goes_on(i); i++) {
            call(i);
            if (status == ORTH_OK && !of.result.evm.reverted) {
                width = got();
                return;
            }
        }
    }
};

struct map_job final : calls_job {
    orth_word *out = nullptr; // of the caller, who waits
    bool *reverted = nullptr;
    size_t width = 0;
    bool on = false;    // after a revert
    bool ended = false; // by one
    size_t ended_at = 0;

    void work() override
    {
        for (size_t i = 0; i < count && !ended && goes_on(i); i++)
            one(i);
    }

    void one(size_t i)
    {
        if (i == 0 || of.function->validate != nullptr) {
            call(i);
            if (status != ORTH_OK)
                return;
        } else { // what that call checks has not changed
            of.turn(i);
            of.result.evm.reverted = false;
            of.result.evm.length = 0;
            of.result.dimensions = 0;
            of.result.count = of.result.rows = 0;
            of.function->evaluate(&of.result, of.values.data());
        }
        reverted[i] = of.result.evm.reverted;
        ended = reverted[i] && !on;
        ended_at = i;
        if (!reverted[i] && got() != width)
            status = orth_fail(&error, ORTH_BAD_INPUT,
                               "%s: call %zu has another number of results than the first; "
                               "permitted: the same of all",
                               of.function->name, i);
        else if (!ended)
            for (size_t k = 0; k < width; k++)
                out[i * width + k] = reverted[i] ? orth_word{} : of.result.words[k];
    }
};

template <typename made_job>
std::shared_ptr<made_job> prepare(const std::string &name, const nb::tuple &given,
                                  const std::vector<int> &dimensions, size_t count, unsigned digits)
{
    auto made = std::make_shared<made_job>();
    mapped *of = &made->of;
    made->count = count;
    of->function = find_function(name);
    of->result.digits = digits;
    size_t total = 0;
    if (dimensions.size() != given.size())
        throw nb::value_error("dimensions of each argument");
    for (size_t a = 0; a < given.size(); a++) {
        auto words = nb::cast<given_words>(given[a], false); // of the caller: a copy would not last
        if (words.shape(2) != 4 || (words.shape(0) != 1 && words.shape(0) != count))
            throw nb::value_error("words of different shapes");
        size_t each = words.shape(1);
        of->columns.push_back({reinterpret_cast<const orth_word *>(words.data()), each,
                               words.shape(0) == 1 ? 0 : each});
        orth_contract_value value{};
        value.dimensions = dimensions[a];
        value.count = each;
        of->values.push_back(value);
        total += each;
    }
    if (total > ORTH_CONTRACT_WORDS_MAX) {
        orth_error error;
        orth_fail(&error, ORTH_BAD_INPUT, "%s: %zu words in one call; permitted: at most %d",
                  name.c_str(), total, ORTH_CONTRACT_WORDS_MAX);
        raise(error);
    }
    return made;
}

size_t width(const std::string &name, const nb::tuple &given, const std::vector<int> &dimensions,
             size_t count, unsigned digits)
{
    auto made = prepare<width_job>(name, given, dimensions, count, digits);
    run(made, nb::none());
    return made->width;
}

// Calls it `reverted.size` times; `out` has a row of `width` words for each. None, or of the first
// revert, where `on` is false, (its number, (payload, what it says)).
nb::object map(const word_rows &out, const flags &reverted, const std::string &name,
               const nb::tuple &given, const std::vector<int> &dimensions, bool on, unsigned digits)
{
    size_t count = reverted.shape(0);
    if (out.shape(0) != count || out.shape(1) % 4 != 0)
        throw nb::value_error("words of different shapes");
    auto made = prepare<map_job>(name, given, dimensions, count, digits);
    made->out = reinterpret_cast<orth_word *>(out.data());
    made->width = out.shape(1) / 4;
    made->reverted = reverted.data();
    made->on = on;
    run(made, nb::none());
    if (made->ended)
        return nb::make_tuple(made->ended_at, revert_of(made->of.result.evm));
    return nb::none();
}

} // namespace

void define_contract_map(nb::module_ &module)
{
    module.def("contract_width", &width);
    module.def("contract_map", &map);
}
