#include "job.hpp"

#include <pthread.h>

#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <new>
#include <stdexcept>
#include <system_error>
#include <thread>

#include "orthant/stop.h"

namespace
{

struct runner {
    std::shared_ptr<job> work;
    std::mutex lock;
    std::condition_variable ended;
    bool over = false;
};

void work_of(job &work) noexcept
{
    const volatile std::sig_atomic_t *before = orth_stop_when(&work.stop);
    try {
        work.work();
    } catch (const std::bad_alloc &) {
        work.lost = true;
    } catch (const std::length_error &) { // of more than memory could ever have
        work.lost = true;
    }
    if (work.lost && work.status == ORTH_OK)
        work.status = orth_fail_memory(&work.error, 0);
    orth_stop_when(before);
}

// Threads that have worked and wait for more: memory that one has freed serves it again, which saves
// a tenth of a simulation, and no thread is started for a call of microseconds. They last as long as
// the process; a child of fork has none of them.
struct worker {
    std::mutex lock;
    std::condition_variable wanted;
    std::shared_ptr<runner> next;
};

struct resting {
    std::mutex lock;
    std::vector<worker *> workers;
};

constexpr size_t RESTING_MOST = 16;

resting &all_resting()
{
    static resting *all = [] { // never destroyed: threads may use it while the process ends
        auto made = new resting;
        made->workers.reserve(RESTING_MOST); // a thread that rests has nobody to tell of memory
        pthread_atfork([] { all_resting().lock.lock(); }, [] { all_resting().lock.unlock(); },
                       [] {
                           all_resting().workers.clear();
                           all_resting().lock.unlock();
                       });
        return made;
    }();
    return *all;
}

// Whether the worker is to wait for more.
bool rest(worker *self)
{
    resting &all = all_resting();
    std::lock_guard<std::mutex> held(all.lock);
    if (all.workers.size() >= RESTING_MOST)
        return false;
    all.workers.push_back(self);
    return true;
}

void work_always(worker *self)
{
    for (bool more = true; more;) {
        std::shared_ptr<runner> now;
        {
            std::unique_lock<std::mutex> held(self->lock);
            self->wanted.wait(held, [self] { return self->next != nullptr; });
            now.swap(self->next);
        }
        work_of(*now->work);
        more = rest(self); // before the end is told: the next call finds it
        std::lock_guard<std::mutex> held(now->lock);
        now->over = true;
        now->ended.notify_all();
    }
    delete self;
}

// Gives the work to a thread; false where there is none to be had.
bool hire(const std::shared_ptr<runner> &of)
{
    worker *one = nullptr;
    {
        resting &all = all_resting();
        std::lock_guard<std::mutex> held(all.lock);
        if (!all.workers.empty()) {
            one = all.workers.back();
            all.workers.pop_back();
        }
    }
    if (one == nullptr) {
        auto made = std::make_unique<worker>();
        try {
            std::thread(work_always, made.get()).detach();
        } catch (const std::system_error &) {
            return false;
        }
        one = made.release();
    }
    std::lock_guard<std::mutex> held(one->lock);
    one->next = of;
    one->wanted.notify_one();
    return true;
}

// Whether it ended within that time; without the GIL.
bool wait(runner &of, std::chrono::milliseconds time)
{
    without_gil released;
    std::unique_lock<std::mutex> held(of.lock);
    return of.ended.wait_for(held, time, [&of] { return of.over; });
}

void wait_for_end(runner &of)
{
    without_gil released;
    std::unique_lock<std::mutex> held(of.lock);
    of.ended.wait(held, [&of] { return of.over; });
}

// Raises where a handler or `progress` did.
void look(const job &work, const nb::object &progress)
{
    stay_if_python_ends([&work, &progress] {
        if (PyErr_CheckSignals() != 0)
            throw nb::python_error();
        if (!progress.is_none() && work.most > 0)
            progress(work.done.load(), work.most.load());
    });
}

void wait_and_look(runner &of, const nb::object &progress)
{
    bool over = wait(of, std::chrono::milliseconds(20));
    for (int turn = 1; !over; turn++) {
        look(*of.work, turn % 5 == 0 ? progress : nb::object(nb::none()));
        over = wait(of, std::chrono::milliseconds(20));
    }
    look(*of.work, progress);
}

void work_here(job &work)
{
    without_gil released;
    work_of(work);
}

} // namespace

void run(const std::shared_ptr<job> &work, const nb::object &progress)
{
    auto of = std::make_shared<runner>();
    of->work = work;
    if (work->brief() || !hire(of)) { // without a thread nobody would stop it
        work_here(*work);
        require(work->status, work->error);
        return;
    }
    try {
        wait_and_look(*of, progress);
    } catch (...) {
        __atomic_store_n(&work->stop, 1, __ATOMIC_RELAXED); // the library reads it so
        wait_for_end(*of);
        throw;
    }
    require(work->status, work->error);
}

memory_stream::memory_stream() : stream_(open_memstream(&text_, &length_))
{
}

memory_stream::~memory_stream()
{
    if (stream_ != nullptr)
        fclose(stream_);
    free(text_);
}

orth_status memory_stream::take(std::string *text, orth_error *error)
{
    bool bad = stream_ == nullptr || ferror(stream_) != 0;
    bad = (stream_ != nullptr && fclose(stream_) != 0) || bad;
    stream_ = nullptr;
    if (bad)
        return orth_fail_memory(error, static_cast<double>(length_));
    text->assign(text_, length_);
    return ORTH_OK;
}
