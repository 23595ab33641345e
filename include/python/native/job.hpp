// Long work: in another thread, while the thread that asked for it looks at signals, which Python
// handles in its main thread alone, and tells progress.
#ifndef ORTHANT_JOB_HPP
#define ORTHANT_JOB_HPP

#include <atomic>
#include <csignal>
#include <memory>
#include <new>

#include "native.hpp"

struct job {
    // Other than 0: stop. Set where a signal handler of Python raises; while it works the library
    // looks at it (orthant/stop.h).
    volatile std::sig_atomic_t stop = 0;
    std::atomic<uint64_t> done{0}, most{0};
    orth_status status = ORTH_OK;
    orth_error error{};
    bool lost = false; // what C handed over, or a result, for want of memory

    virtual ~job() = default;
    // Without the GIL; sets status, and error where it is not ORTH_OK.
    virtual void work() = 0;
    // Whether it is to stop, for loops of our own.
    bool stopped() const
    {
        return __atomic_load_n(&stop, __ATOMIC_RELAXED) != 0;
    }
    // Whether it is over before anybody would stop it; then no thread is asked.
    virtual bool brief() const
    {
        return false;
    }
    // What is done in functions that C calls, through which nothing may be thrown.
    template <typename function> void keep(function what) noexcept
    {
        try {
            what();
        } catch (const std::bad_alloc &) {
            lost = true;
        }
    }
};

// Runs it. Raises what its status says, or what a signal handler raised meanwhile. `progress` is
// None, or is called with (done, most) about ten times a second.
void run(const std::shared_ptr<job> &work, const nb::object &progress);

// A stream whose text is in memory; fails as ORTH_NO_MEMORY.
class memory_stream
{
  public:
    memory_stream();
    ~memory_stream();
    memory_stream(const memory_stream &) = delete;
    memory_stream &operator=(const memory_stream &) = delete;
    FILE *stream() const
    {
        return stream_;
    }
    orth_status take(std::string *text, orth_error *error);

  private:
    FILE *stream_;
    char *text_ = nullptr;
    size_t length_ = 0;
};

#endif
