/* A request for prices as bytes: member by member, as a structure's own bytes have gaps between
 * them and point to text. */
#include "market/price_request.h"

#include <stdlib.h>
#include <string.h>

static void add(orth_request_key *key, const void *bytes, size_t count)
{
    if (key->bytes != NULL)
        memcpy(key->bytes + key->length, bytes, count);
    key->length += count;
}

static void add_number(orth_request_key *key, uint64_t number)
{
    add(key, &number, sizeof number);
}

/* A text that is absent is not the empty one. */
static void add_text(orth_request_key *key, const char *text)
{
    add_number(key, text == NULL ? UINT64_MAX : strlen(text));
    if (text != NULL)
        add(key, text, strlen(text));
}

static void add_span(orth_request_key *key, orth_span span)
{
    add_number(key, (uint64_t)span.micros);
    add_number(key, (uint64_t)span.months);
}

static void add_file(orth_request_key *key, const orth_price_file *file)
{
    add_text(key, file->token);
    add_text(key, file->file);
    add_text(key, file->time_column);
    add_text(key, file->price_column);
    add_number(key, (uint64_t)file->stamp);
    add_span(key, file->bar);
    add_number(key, (uint64_t)file->dates);
    add_number(key, file->where_count);
    for (size_t i = 0; i < file->where_count; i++) {
        add_text(key, file->where_columns[i]);
        add_text(key, file->where_values[i]);
    }
}

static void add_request(orth_request_key *key, const orth_price_request *request)
{
    key->length = 0;
    add_number(key, request->n);
    for (size_t i = 0; i < request->n; i++)
        add_text(key, request->tokens[i]);
    add_text(key, request->numeraire);
    add_number(key, request->count);
    for (size_t i = 0; i < request->count; i++)
        add_file(key, &request->files[i]);
    add_number(key, (uint64_t)request->from);
    add_number(key, (uint64_t)request->to);
    add_span(key, request->every);
    add_number(key, request->blocks_per_row);
    add_number(key, request->digest);
}

orth_status orth_request_key_make(orth_request_key *key, const orth_price_request *request,
                                  orth_error *error)
{
    key->bytes = NULL;
    add_request(key, request); /* how long it is */
    key->bytes = malloc(key->length);
    if (key->bytes == NULL)
        return orth_fail_memory(error, (double)key->length);
    add_request(key, request);
    return ORTH_OK;
}
