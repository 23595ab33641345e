#include "base/plain_locale.h"

#include "base/check.h"

orth_locale orth_locale_enter(void)
{
    orth_locale entered = {.plain = newlocale(LC_ALL_MASK, "C", (locale_t)0)};
    ORTH_CHECK(entered.plain != (locale_t)0);
    entered.outer = uselocale(entered.plain);
    return entered;
}

void orth_locale_leave(orth_locale entered)
{
    uselocale(entered.outer);
    if (entered.plain != (locale_t)0)
        freelocale(entered.plain);
}
