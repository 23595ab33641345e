// What the files about contract functions share.
#ifndef ORTHANT_CONTRACT_HPP
#define ORTHANT_CONTRACT_HPP

#include "native.hpp"
#include "orthant/contract.h"
#include "orthant/truth.h"

// The function of that name, emulated or only specified; raises with the nearest names.
const orth_contract_function *find_function(const std::string &name);
// A revert as (payload, what it says).
nb::tuple revert_of(const orth_evm &evm);

#endif
