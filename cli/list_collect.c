#include <stdlib.h>
#include <string.h>

#include "list.h"
#include "orthant/market.h"
#include "orthant/path.h"
#include "orthant/plan.h"

orth_status list_add(list_entries *list, char *name, char *title, char *text, orth_error *error)
{
    list_entry *items = NULL;
    if (name != NULL && title != NULL && text != NULL)
        items = realloc(list->items, (list->count + 1) * sizeof *items);
    if (items == NULL) {
        free(name);
        free(title);
        free(text);
        return orth_fail_memory(error, (double)((list->count + 1) * sizeof *items));
    }
    list->items = items;
    items[list->count++] = (list_entry){name, title, text};
    return ORTH_OK;
}

void list_free(list_entries *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].name);
        free(list->items[i].title);
        free(list->items[i].text);
    }
    free(list->items);
}

char *list_join(const char *a, const char *between, const char *b)
{
    char *text;
    return asprintf(&text, "%s%s%s", a, between, b) < 0 ? NULL : text;
}

orth_status list_paths(list_entries *list, orth_error *error)
{
    orth_status status = ORTH_OK;
    const orth_path_family *const *family = orth_path_families();
    for (; status == ORTH_OK && *family != NULL; family++) {
        const char *argument = (*family)->argument;
        status = list_add(list,
                          argument == NULL ? strdup((*family)->name)
                                           : list_join((*family)->name, ":", argument),
                          strdup(""), strdup((*family)->summary), error);
    }
    return status;
}

orth_status list_targets(list_entries *list, orth_error *error)
{
    orth_status status = ORTH_OK;
    const orth_plan_target *const *target = orth_plan_targets();
    for (; status == ORTH_OK && *target != NULL; target++)
        status =
            list_add(list, strdup((*target)->name), strdup(""), strdup((*target)->summary), error);
    return status;
}

orth_status list_models(list_entries *list, orth_error *error)
{
    orth_status status = ORTH_OK;
    const orth_market_model *const *model = orth_market_models();
    for (; status == ORTH_OK && *model != NULL; model++)
        status =
            list_add(list, strdup((*model)->name), strdup(""), strdup((*model)->summary), error);
    return status;
}
