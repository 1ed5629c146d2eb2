// SPDX-License-Identifier: Apache-2.0
// The boundary of a C interface: no exception crosses it, and no thread is cancelled behind it.
#pragma once

#include <pthread.h>

#include <exception>
#include <new>
#include <utility>

namespace assay {

/// While it lives, pthread_cancel() waits: unwinding a call would end the process.
class NotCancelled {
 public:
  NotCancelled() noexcept { ::pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before_); }
  NotCancelled(const NotCancelled&) = delete;
  NotCancelled& operator=(const NotCancelled&) = delete;
  ~NotCancelled() {
    int ignored = 0;
    ::pthread_setcancelstate(before_, &ignored);
  }

 private:
  int before_ = PTHREAD_CANCEL_ENABLE;
};

/// What an interface makes of exceptions.
template <class Handle>
struct Faults {
  Handle (*out_of_memory)() noexcept;
  Handle (*fault)(const char* what) noexcept;  // of Assay's own
};

/// Calls `work`, which returns a handle. What it throws becomes one, too.
template <class Handle, class Work>
[[nodiscard]] Handle behind_the_boundary(const Faults<Handle>& faults, Work&& work) noexcept {
  const NotCancelled uncancelled;
  try {
    return std::forward<Work>(work)();
  } catch (const std::bad_alloc&) {
    return faults.out_of_memory();
  } catch (const std::exception& fault) {
    return faults.fault(fault.what());
  } catch (...) {
    return faults.fault("an unknown exception");
  }
}

}  // namespace assay
