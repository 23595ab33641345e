/* Visibility of the library's symbols. */
#ifndef ORTHANT_API_H
#define ORTHANT_API_H

#if defined(__GNUC__)
#define ORTH_API __attribute__((visibility("default")))
#else
#define ORTH_API
#endif

#endif
