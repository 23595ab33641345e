// Contract arithmetic: words in and out, little endian as the library has them.
#include <cstring>

#include "contract.hpp"

static_assert(sizeof(orth_word) == 32);

const orth_contract_function *find_function(const std::string &name)
{
    orth_error error;
    const orth_contract_function *function = orth_catalogue_find(name.c_str(), &error);
    if (function == nullptr)
        raise(error);
    return function;
}

nb::tuple revert_of(const orth_evm &evm)
{
    char says[512];
    orth_evm_describe(says, sizeof says, &evm);
    return nb::make_tuple(nb::bytes(evm.payload, evm.length), text(std::string(says)));
}

namespace
{

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
    const orth_contract_function *all = orth_catalogue(&count);
    nb::list made;
    for (size_t i = 0; i < count; i++)
        made.append(entry(all[i]));
    return made;
}

nb::tuple describe(const std::string &name)
{
    return entry(*find_function(name));
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
    const orth_contract_function *function = find_function(name);
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
        without_gil released;
        status = orth_contract_call(result, function, arguments->values, arguments->count, &error);
    }
    require(status, error);
    if (result->evm.reverted)
        return nb::make_tuple(revert_of(result->evm), nb::none(), 0, nb::make_tuple());
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

} // namespace

void define_contract(nb::module_ &module)
{
    module.def("contract_functions", &functions);
    module.def("contract_describe", &describe);
    module.def("contract_call", &call);
    module.def("contract_parse", &parse);
}
