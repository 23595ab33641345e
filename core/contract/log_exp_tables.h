/* Powers of ten of LogExpMath. */
#ifndef ORTH_CONTRACT_LOG_EXP_TABLES_H
#define ORTH_CONTRACT_LOG_EXP_TABLES_H

#include "contract/word.h"

#define WORD_1E20 ((orth_word){{UINT64_C(7766279631452241920), 5, 0, 0}})
#define WORD_1E36 ((orth_word){{UINT64_C(12919594847110692864), UINT64_C(54210108624275221), 0, 0}})

#endif
