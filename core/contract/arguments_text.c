/* Values from the text of a command line. */
#include <string.h>

#include "base/text.h"
#include "contract/arguments.h"

#define TOKEN_MAX 512

typedef struct reader {
    orth_contract_arguments *arguments;
    orth_contract_value *value;
    bool is_signed;
    const char *at;
    orth_error *error;
} reader;

static orth_status read_word(reader *in)
{
    char token[TOKEN_MAX];
    orth_word word;
    in->at += strspn(in->at, " ");
    size_t length = strcspn(in->at, "[], ");
    if (length >= sizeof token)
        return orth_fail(in->error, ORTH_BAD_INPUT, "longer than %d characters", TOKEN_MAX - 1);
    memcpy(token, in->at, length);
    token[length] = '\0';
    orth_status status = orth_word_parse(&word, token, in->is_signed, in->error);
    if (status != ORTH_OK)
        return status;
    in->at += length;
    in->at += strspn(in->at, " ");
    return orth_arguments_push_word(in->arguments, in->value, word, in->error);
}

/* "[item, item]", items read by `item`. */
static orth_status read_list(reader *in, orth_status (*item)(reader *in))
{
    in->at += strspn(in->at, " ");
    if (*in->at++ != '[')
        return orth_fail(in->error, ORTH_BAD_INPUT, "an array begins with '['");
    in->at += strspn(in->at, " ");
    if (*in->at == ']') {
        in->at++;
        return ORTH_OK;
    }
    for (;;) {
        orth_status status = item(in);
        if (status != ORTH_OK)
            return status;
        in->at += strspn(in->at, " ");
        char next = *in->at;
        if (next != '\0')
            in->at++;
        if (next == ']')
            return ORTH_OK;
        if (next != ',')
            return orth_fail(in->error, ORTH_BAD_INPUT, "an array's elements end with ',' or ']'");
    }
}

static orth_status read_row(reader *in)
{
    size_t before = in->value->count;
    orth_status status = read_list(in, read_word);
    if (status != ORTH_OK)
        return status;
    return orth_arguments_push_row(in->arguments, in->value, in->value->count - before, in->error);
}

orth_status orth_contract_arguments_add_text(orth_contract_arguments *arguments,
                                             const orth_contract_type *type, const char *text,
                                             orth_error *error)
{
    orth_error reason;
    char quoted[ORTH_QUOTE_MAX];
    reader in = {arguments, orth_arguments_begin(arguments, type->dimensions), type->is_signed,
                 text, &reason};
    orth_status status = type->dimensions == 0   ? read_word(&in)
                         : type->dimensions == 1 ? read_list(&in, read_word)
                                                 : read_list(&in, read_row);
    if (status == ORTH_OK && *(in.at + strspn(in.at, " ")) != '\0')
        status = orth_fail(&reason, ORTH_BAD_INPUT, "text after its end");
    if (status != ORTH_OK)
        return orth_fail(error, status, "%s %s: %.500s", type->name,
                         orth_quote(quoted, sizeof quoted, text), reason.text);
    return ORTH_OK;
}
