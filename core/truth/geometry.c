#include "truth/geometry.h"

#include <stddef.h>

const orth_contract_function orth_functions_geometry[] = {
    {NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL},
};
