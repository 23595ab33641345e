/* Keys that several models have, and how a key is found. */
#include <string.h>

#include "base/text.h"
#include "market/model.h"

const orth_model_key orth_key_prices = {
    .name = "prices",
    .kind = ORTH_MODEL_KEY_PRICES,
    .range = {ORTH_PRICE_MIN, ORTH_PRICE_MAX, false,
              "from " ORTH_LIMIT_TEXT(ORTH_PRICE_MIN) " to " ORTH_LIMIT_TEXT(ORTH_PRICE_MAX)}};
const orth_model_key orth_key_numeraire = {.name = "numeraire", .kind = ORTH_MODEL_KEY_NUMERAIRE};
const orth_model_key orth_key_file = {
    .name = "file", .kind = ORTH_MODEL_KEY_FILE, .required = true};
const orth_model_key orth_key_files = {
    .name = "files", .kind = ORTH_MODEL_KEY_FILES, .required = true};
const orth_model_key orth_key_from = {.name = "from", .kind = ORTH_MODEL_KEY_FROM};
const orth_model_key orth_key_to = {.name = "to", .kind = ORTH_MODEL_KEY_TO};
const orth_model_key orth_key_every = {.name = "every", .kind = ORTH_MODEL_KEY_EVERY};
const orth_model_key orth_key_blocks_per_row = {.name = "blocks_per_row",
                                                .kind = ORTH_MODEL_KEY_BLOCKS_PER_ROW};

const orth_model_key *orth_model_key_named(const orth_model *model, const char *name)
{
    for (const orth_model_key *const *key = model->keys; *key != NULL; key++)
        if (strcmp((*key)->name, name) == 0)
            return *key;
    return NULL;
}
