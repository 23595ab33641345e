// The interpreter's lock, let go of and taken back.
#ifndef ORTHANT_GIL_HPP
#define ORTHANT_GIL_HPP

#include <cxxabi.h>
#include <nanobind/nanobind.h>

// Where the interpreter ends, Python before 3.14 ends a daemon's thread as it takes the lock, by
// unwinding its stack; a frame of C++ that nothing may leave then ends the process with an abort. So
// the thread stays where it is, as it does from 3.14 on, until the process is gone.
[[noreturn]] void stay_for_ever() noexcept;

template <typename function> auto stay_if_python_ends(function call) -> decltype(call())
{
#ifdef _CXXABI_FORCED_H
    try {
        return call();
    } catch (abi::__forced_unwind &) {
        stay_for_ever();
    }
#else
    return call();
#endif
}

// In its scope other threads may run Python.
class without_gil
{
  public:
    without_gil() : state(PyEval_SaveThread())
    {
    }
    ~without_gil()
    {
        stay_if_python_ends([this] { PyEval_RestoreThread(state); });
    }
    without_gil(const without_gil &) = delete;
    without_gil &operator=(const without_gil &) = delete;

  private:
    PyThreadState *state;
};

#endif
