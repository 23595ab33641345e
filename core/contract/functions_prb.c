/* PRBMathSD59x18's functions as table entries. */
#include "contract/functions.h"

#include "contract/prb.h"

#define EVALUATOR(name)                                                                            \
    static void name(orth_contract_result *result, const orth_contract_value *arguments)
#define FUNCTION1(name, call)                                                                      \
    EVALUATOR(name)                                                                                \
    {                                                                                              \
        orth_give_word(result, call(&result->evm, arguments[0].words[0]));                         \
    }
#define FUNCTION2(name, call)                                                                      \
    EVALUATOR(name)                                                                                \
    {                                                                                              \
        orth_give_word(result, call(&result->evm, arguments[0].words[0], arguments[1].words[0]));  \
    }

FUNCTION1(prb_abs, orth_prb_abs)
FUNCTION1(prb_sqrt, orth_prb_sqrt)
FUNCTION1(prb_exp2, orth_prb_exp2)
FUNCTION1(prb_exp, orth_prb_exp)
FUNCTION1(prb_log2, orth_prb_log2)
FUNCTION1(prb_ln, orth_prb_ln)
FUNCTION2(prb_mul, orth_fp_prb_mul)
FUNCTION2(prb_div, orth_fp_prb_div)
FUNCTION2(prb_pow, orth_prb_pow)

#define PRB(name, arguments)                                                                       \
    {                                                                                              \
        "prb_" #name, "PRBMathSD59x18", "@prb/math 2.5.0", #name, "(" arguments ") -> int256", 0,  \
            prb_##name, NULL                                                                       \
    }

const orth_contract_function orth_functions_prb[] = {
    PRB(mul, "int256 x, int256 y"),
    PRB(div, "int256 x, int256 y"),
    PRB(pow, "int256 x, int256 y"),
    PRB(exp, "int256 x"),
    PRB(exp2, "int256 x"),
    PRB(log2, "int256 x"),
    PRB(ln, "int256 x"),
    PRB(sqrt, "int256 x"),
    PRB(abs, "int256 x"),
    {NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL},
};
