// Many calls of a contract function: words of arrays in, words of arrays out.
#include <memory>

#include "contract.hpp"

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

// Where the first call goes wrong, the shape is not as said, or a revert is to end it.
struct stopped {
    size_t at;
    enum { NEVER, ERROR, REVERT, SHAPE } why;
};

stopped go(mapped &of, orth_word *out, size_t width, bool *reverted, size_t count, bool on,
           orth_error *error)
{
    for (size_t i = 0; i < count; i++) {
        of.turn(i);
        if (i == 0 || of.function->validate != nullptr) {
            if (orth_contract_call(&of.result, of.function, of.values.data(), of.values.size(),
                                   error) != ORTH_OK)
                return {i, stopped::ERROR};
        } else { // what that call checks has not changed
            of.result.evm.reverted = false;
            of.result.evm.length = 0;
            of.result.dimensions = 0;
            of.result.count = of.result.rows = 0;
            of.function->evaluate(&of.result, of.values.data());
        }
        reverted[i] = of.result.evm.reverted;
        if (reverted[i] && !on)
            return {i, stopped::REVERT};
        size_t got = of.result.dimensions == 0 ? 1 : of.result.count;
        if (!reverted[i] && got != width)
            return {i, stopped::SHAPE};
        for (size_t k = 0; k < width; k++)
            out[i * width + k] = reverted[i] ? orth_word{} : of.result.words[k];
    }
    return {0, stopped::NEVER};
}

// The first call's number of words, for the shape of the results; 1 where it reverts.
std::unique_ptr<mapped> prepare(const std::string &name, const nb::tuple &given,
                                const std::vector<int> &dimensions, size_t count, unsigned digits)
{
    auto of = std::make_unique<mapped>();
    of->function = find_function(name);
    of->result.digits = digits;
    size_t total = 0;
    if (dimensions.size() != given.size())
        throw nb::value_error("dimensions of each argument");
    for (size_t a = 0; a < given.size(); a++) {
        auto words = nb::cast<given_words>(given[a]);
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
    return of;
}

size_t width(const std::string &name, const nb::tuple &given, const std::vector<int> &dimensions,
             size_t count, unsigned digits)
{
    auto of = prepare(name, given, dimensions, count, digits);
    orth_error error;
    for (size_t i = 0; i < count; i++) {
        of->turn(i);
        require(orth_contract_call(&of->result, of->function, of->values.data(), of->values.size(),
                                   &error),
                error);
        if (!of->result.evm.reverted)
            return of->result.dimensions == 0 ? 1 : of->result.count;
    }
    return 1;
}

// Calls it `reverted.size` times; `out` has a row of `width` words for each. None, or of the first
// revert, where `on` is false, (its number, (payload, what it says)).
nb::object map(const word_rows &out, const flags &reverted, const std::string &name,
               const nb::tuple &given, const std::vector<int> &dimensions, bool on, unsigned digits)
{
    size_t count = reverted.shape(0);
    if (out.shape(0) != count || out.shape(1) % 4 != 0)
        throw nb::value_error("words of different shapes");
    auto of = prepare(name, given, dimensions, count, digits);
    orth_error error;
    stopped end;
    {
        without_gil released;
        end = go(*of, reinterpret_cast<orth_word *>(out.data()), out.shape(1) / 4, reverted.data(),
                 count, on, &error);
    }
    if (end.why == stopped::ERROR)
        raise(error);
    if (end.why == stopped::SHAPE) {
        orth_fail(&error, ORTH_BAD_INPUT,
                  "%s: call %zu has another number of results than the "
                  "first; permitted: the same of all",
                  name.c_str(), end.at);
        raise(error);
    }
    if (end.why == stopped::REVERT)
        return nb::make_tuple(end.at, revert_of(of->result.evm));
    return nb::none();
}

} // namespace

void define_contract_map(nb::module_ &module)
{
    module.def("contract_width", &width);
    module.def("contract_map", &map);
}
