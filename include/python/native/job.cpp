#include "job.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <new>
#include <system_error>
#include <thread>

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
    try {
        work.work();
    } catch (const std::bad_alloc &) {
        work.status = orth_fail_memory(&work.error, 0);
    }
}

// Whether it ended within that time; without the GIL.
bool wait(runner &of, std::chrono::milliseconds time)
{
    nb::gil_scoped_release released;
    std::unique_lock<std::mutex> held(of.lock);
    return of.ended.wait_for(held, time, [&] { return of.over; });
}

// Raises where a handler or `progress` did.
void look(const job &work, const nb::object &progress)
{
    if (PyErr_CheckSignals() != 0)
        throw nb::python_error();
    if (!progress.is_none() && work.most > 0)
        progress(work.done.load(), work.most.load());
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

} // namespace

void run(const std::shared_ptr<job> &work, const nb::object &progress)
{
    auto of = std::make_shared<runner>();
    of->work = work;
    std::thread thread;
    try {
        thread = std::thread([of] {
            work_of(*of->work);
            std::lock_guard<std::mutex> held(of->lock);
            of->over = true;
            of->ended.notify_all();
        });
    } catch (const std::system_error &) { // no thread to be had: it cannot be stopped then
        nb::gil_scoped_release released;
        work_of(*work);
        of->over = true;
    }
    try {
        wait_and_look(*of, progress);
    } catch (...) {
        work->stop = 1;
        if (thread.joinable() && work->stops()) {
            nb::gil_scoped_release released;
            thread.join();
        } else if (thread.joinable()) {
            thread.detach();
        }
        throw;
    }
    if (thread.joinable()) {
        nb::gil_scoped_release released;
        thread.join();
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
