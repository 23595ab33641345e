// Contract arithmetic: words in and out, little endian as the library has them.
#include <cstring>
#include <memory>

#include "native.hpp"
#include "orthant/contract.h"

namespace
{

static_assert(sizeof(orth_word) == 32);

const orth_contract_function *find(const std::string &name)
{
    orth_error error;
    const orth_contract_function *function = orth_contract_find(name.c_str(), &error);
    if (function == nullptr)
        raise(error);
    return function;
}

nb::tuple type(const orth_contract_type &of)
{
    return nb::make_tuple(of.name, of.is_signed, of.dimensions);
}

// (name, contract, version, source, signature, parameters, result)
nb::tuple entry(const orth_contract_function &of)
{
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX], result;
    size_t count = orth_contract_signature(&of, types, &result);
    nb::list parameters;
    for (size_t i = 0; i < count; i++)
        parameters.append(type(types[i]));
    return nb::make_tuple(of.name, of.contract, of.version, of.source, of.signature,
                          nb::tuple(parameters), type(result));
}

nb::list functions()
{
    size_t count;
    const orth_contract_function *all = orth_contract_functions(&count);
    nb::list made;
    for (size_t i = 0; i < count; i++)
        made.append(entry(all[i]));
    return made;
}

nb::tuple describe(const std::string &name)
{
    return entry(*find(name));
}

// A revert as (payload, what it says).
nb::tuple revert(const orth_evm &evm)
{
    char says[512];
    orth_evm_describe(says, sizeof says, &evm);
    return nb::make_tuple(nb::bytes(evm.payload, evm.length), text(std::string(says)));
}

struct words {
    int dimensions;
    std::vector<orth_word> of;
    std::vector<uint16_t> lengths;
};

// The words of (dimensions, bytes, lengths).
words words_of(nb::handle given)
{
    auto parts = nb::cast<nb::tuple>(given);
    auto bytes = nb::cast<nb::bytes>(parts[1]);
    if (bytes.size() % sizeof(orth_word) != 0)
        throw nb::value_error("words are 32 bytes each");
    words made;
    made.dimensions = nb::cast<int>(parts[0]);
    made.of.resize(bytes.size() / sizeof(orth_word));
    if (bytes.size() > 0)
        std::memcpy(made.of.data(), bytes.c_str(), bytes.size());
    for (nb::handle length : nb::cast<nb::tuple>(parts[2]))
        made.lengths.push_back(nb::cast<uint16_t>(length));
    return made;
}

// Some 300 kB, which is kept for the thread's next call.
struct call_memory {
    orth_contract_arguments arguments;
    orth_contract_result result;
};

call_memory &memory_of_thread()
{
    static thread_local call_memory memory;
    return memory;
}

// Arguments as (dimensions, bytes, lengths) each. Returns (None, words, dimensions, lengths), or
// (revert, None, 0, ()).
nb::tuple call(const std::string &name, const nb::tuple &given, unsigned digits)
{
    const orth_contract_function *function = find(name);
    call_memory &memory = memory_of_thread();
    orth_contract_arguments *arguments = &memory.arguments;
    orth_contract_result *result = &memory.result;
    orth_error error;
    orth_contract_arguments_clear(arguments);
    for (nb::handle one : given) {
        words of = words_of(one);
        require(orth_contract_arguments_add_words(arguments, of.dimensions, of.of.size(),
                                                  of.of.data(), of.lengths.size(),
                                                  of.lengths.data(), &error),
                error);
    }
    result->digits = digits;
    orth_status status;
    {
        nb::gil_scoped_release released;
        status = orth_contract_call(result, function, arguments->values, arguments->count, &error);
    }
    require(status, error);
    if (result->evm.reverted)
        return nb::make_tuple(revert(result->evm), nb::none(), 0, nb::make_tuple());
    nb::list lengths;
    for (size_t i = 0; result->dimensions == 2 && i < result->rows; i++)
        lengths.append(result->lengths[i]);
    size_t count = result->dimensions == 0 ? 1 : result->count;
    return nb::make_tuple(nb::none(), nb::bytes(result->words, count * sizeof(orth_word)),
                          result->dimensions, nb::tuple(lengths));
}

// The word that a text says, as `orthant contract call` reads it: the same errors.
nb::bytes parse(const std::string &parameter, bool is_signed, const std::string &given)
{
    orth_contract_type of{};
    of.is_signed = is_signed;
    std::snprintf(of.name, sizeof of.name, "%s", parameter.c_str());
    call_memory &memory = memory_of_thread();
    orth_error error;
    orth_contract_arguments_clear(&memory.arguments);
    require(orth_contract_arguments_add_text(&memory.arguments, &of, given.c_str(), &error), error);
    return nb::bytes(memory.arguments.values[0].words, sizeof(orth_word));
}

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
    of->function = find(name);
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
        nb::gil_scoped_release released;
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
        return nb::make_tuple(end.at, revert(of->result.evm));
    return nb::none();
}

} // namespace

void define_contract(nb::module_ &module)
{
    module.def("contract_functions", &functions);
    module.def("contract_describe", &describe);
    module.def("contract_call", &call);
    module.def("contract_parse", &parse);
    module.def("contract_width", &width);
    module.def("contract_map", &map);
}
