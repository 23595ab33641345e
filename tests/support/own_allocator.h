/* OWN_ALLOCATOR: whether a test may put an allocator of its own in the place of the C library's.
 * A sanitizer has its own; there nothing is counted and nothing fails. */
#ifndef TESTS_OWN_ALLOCATOR_H
#define TESTS_OWN_ALLOCATOR_H

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define OWN_ALLOCATOR 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||                         \
    __has_feature(memory_sanitizer)
#define OWN_ALLOCATOR 0
#endif
#endif
#ifndef OWN_ALLOCATOR
#define OWN_ALLOCATOR 1
#endif

#endif
