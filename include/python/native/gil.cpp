#include "gil.hpp"

#include <unistd.h>

void stay_for_ever() noexcept
{
    for (;;)
        pause();
}
