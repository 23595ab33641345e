// What the library's texts call by an option of the command line, as Python's callers call it.
#include <cctype>

#include "native.hpp"

namespace
{

struct option {
    const char *command, *python;
};

// The longer before what it begins with.
constexpr option options[] = {
    {"--block-seconds", "block_seconds"},
    {"--calls ", "calls="},
    {"--compat quantammsim", "compat=\"quantammsim\""},
    {"--elasticity", "elasticity"},
    {"--fee", "fee"},
    {"--flow", "flow"},
    {"--format foundry", "format=\"foundry\""},
    {"--format json", "format=\"json\""},
    {"--fresh", "fresh=True"},
    {"--gas", "gas"},
    {"--legal", "legal=True"},
    {"--maximise or --minimise", "maximise=True or maximise=False"},
    {"--normalise", "normalise=True"},
    {"--path", "path"},
    {"--paths", "paths"},
    {"--price-paths", "price_paths"},
    {"--price-volatility", "price_volatility"},
    {"--range", "ranges"},
    {"--reserves after", "reserves=\"after\""},
    {"--reserves before", "reserves=\"before\""},
    {"--safe", "safe"},
    {"--steps", "steps"},
    {"--token-addresses", "token_addresses"},
    {"--trade-limit", "trade_limit"},
};

bool goes_on(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_';
}

// The option that begins there, or nullptr: a name that only begins like one is none.
const option *option_at(const std::string &text, size_t at)
{
    if (at > 0 && text[at - 1] != ' ' && text[at - 1] != '(')
        return nullptr;
    for (const option &one : options) {
        const std::string command = one.command;
        size_t end = at + command.size();
        if (text.compare(at, command.size(), command) == 0 &&
            (command.back() == ' ' || end == text.size() || !goes_on(text[end])))
            return &one;
    }
    return nullptr;
}

} // namespace

std::string in_python(const std::string &said)
{
    std::string made;
    for (size_t at = 0; at < said.size();) {
        const option *one = said[at] == '-' ? option_at(said, at) : nullptr;
        made += one != nullptr ? one->python : std::string(1, said[at]);
        at += one != nullptr ? std::string(one->command).size() : 1;
    }
    return made;
}

nb::tuple texts(const std::vector<std::string> &of)
{
    nb::list all;
    for (const std::string &one : of)
        all.append(text(in_python(one)));
    return nb::tuple(all);
}
