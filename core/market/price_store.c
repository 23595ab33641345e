/* Tables of prices by request. All of a store is under one lock, which is not held while a file is
 * read: the table's place is taken before, and whoever wants the same table waits for it. */
#include "orthant/price_store.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "market/price_request.h"

typedef struct shelf {
    struct shelf *next;
    orth_request_key key;
    orth_prices *prices; /* NULL while it is being read */
    size_t users;        /* with the one that reads */
    uint64_t given_back; /* when: the store's count of giving back */
} shelf;

struct orth_price_store {
    pthread_mutex_t lock;
    pthread_cond_t changed; /* a table has been read, or could not be */
    shelf *first;
    uint64_t most, returns;
    orth_price_store_use use;
};

orth_status orth_price_store_create(orth_price_store **store, uint64_t bytes, orth_error *error)
{
    *store = malloc(sizeof **store);
    if (*store == NULL)
        return orth_fail_memory(error, sizeof **store);
    **store = (orth_price_store){
        .lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER, .most = bytes};
    return ORTH_OK;
}

static uint64_t bytes_of(const orth_prices *prices)
{
    return prices->rows * (prices->n * sizeof *prices->prices + sizeof *prices->times);
}

static void remove_shelf(orth_price_store *store, shelf *gone)
{
    shelf **at = &store->first;
    while (*at != gone)
        at = &(*at)->next;
    *at = gone->next;
    if (gone->prices != NULL) {
        store->use.held--;
        store->use.bytes -= bytes_of(gone->prices);
    }
    orth_prices_free(gone->prices);
    free(gone->key.bytes);
    free(gone);
}

void orth_price_store_free(orth_price_store *store)
{
    if (store == NULL)
        return;
    while (store->first != NULL) {
        ORTH_CHECK(store->first->users == 0);
        remove_shelf(store, store->first);
    }
    pthread_cond_destroy(&store->changed);
    pthread_mutex_destroy(&store->lock);
    free(store);
}

/* Tables without a user go, the longest unused first, until the rest is within the bound. */
static void make_room(orth_price_store *store)
{
    while (store->use.bytes > store->most) {
        shelf *oldest = NULL;
        for (shelf *s = store->first; s != NULL; s = s->next)
            if (s->users == 0 && (oldest == NULL || s->given_back < oldest->given_back))
                oldest = s;
        if (oldest == NULL)
            break;
        remove_shelf(store, oldest);
    }
}

static shelf *find(const orth_price_store *store, const orth_request_key *key)
{
    shelf *s = store->first;
    while (s != NULL &&
           (s->key.length != key->length || memcmp(s->key.bytes, key->bytes, key->length) != 0))
        s = s->next;
    return s;
}

/* The table, once somebody else has read it; NULL where nobody has, or could. */
static shelf *wait_for(orth_price_store *store, const orth_request_key *key)
{
    shelf *found = find(store, key);
    while (found != NULL && found->prices == NULL) {
        pthread_cond_wait(&store->changed, &store->lock);
        found = find(store, key);
    }
    return found;
}

/* With the lock held, which is let go while the file is read. */
static orth_status read_shelf(orth_price_store *store, shelf *own,
                              const orth_price_request *request, orth_error *error)
{
    orth_prices *prices = NULL;
    own->next = store->first;
    store->first = own;
    pthread_mutex_unlock(&store->lock);
    orth_status status = orth_prices_load(&prices, request, error);
    pthread_mutex_lock(&store->lock);
    if (status == ORTH_OK) {
        own->prices = prices;
        store->use.read++;
        store->use.held++;
        store->use.bytes += bytes_of(prices);
        make_room(store);
    } else {
        remove_shelf(store, own);
    }
    pthread_cond_broadcast(&store->changed);
    return status;
}

orth_status orth_price_store_load(const orth_prices **prices, orth_price_store *store,
                                  const orth_price_request *request, orth_error *error)
{
    *prices = NULL;
    shelf *own = calloc(1, sizeof *own);
    if (own == NULL)
        return orth_fail_memory(error, sizeof *own);
    orth_status status = orth_request_key_make(&own->key, request, error);
    if (status != ORTH_OK) {
        free(own);
        return status;
    }
    pthread_mutex_lock(&store->lock);
    shelf *found = wait_for(store, &own->key);
    if (found != NULL) {
        found->users++;
        store->use.shared++;
        *prices = found->prices;
    } else {
        own->users = 1;
        status = read_shelf(store, own, request, error);
        if (status == ORTH_OK)
            *prices = own->prices;
    }
    pthread_mutex_unlock(&store->lock);
    if (found != NULL) {
        free(own->key.bytes);
        free(own);
    }
    return status;
}

void orth_price_store_give_back(orth_price_store *store, const orth_prices *prices)
{
    if (prices == NULL)
        return;
    pthread_mutex_lock(&store->lock);
    shelf *s = store->first;
    while (s != NULL && s->prices != prices)
        s = s->next;
    ORTH_CHECK(s != NULL && s->users > 0);
    s->users--;
    s->given_back = store->returns++;
    make_room(store);
    pthread_mutex_unlock(&store->lock);
}

orth_price_store_use orth_price_store_used(orth_price_store *store)
{
    pthread_mutex_lock(&store->lock);
    orth_price_store_use use = store->use;
    pthread_mutex_unlock(&store->lock);
    return use;
}
