#ifndef ORTH_PAGE_PAGE_H
#define ORTH_PAGE_PAGE_H

#include "page/facts.h"

struct orth_page {
    orth_facts facts;
};

#endif
