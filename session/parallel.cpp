// SPDX-License-Identifier: Apache-2.0
#include "session/parallel.hpp"

#include <algorithm>
#include <utility>

namespace assay {

ParallelTasks::ParallelTasks(std::size_t count, std::size_t threads,
                             std::function<void(std::size_t)> work)
    : work_(std::move(work)), done_(count, 0) {
  const std::size_t wanted = std::min(count, std::max<std::size_t>(threads, 1));
  threads_.reserve(wanted);
  for (std::size_t i = 0; i < wanted; ++i) threads_.emplace_back([this] { run(); });
}

ParallelTasks::~ParallelTasks() {
  for (std::thread& thread : threads_) thread.join();
}

bool ParallelTasks::wait_for(std::size_t index, std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, patience, [&] { return done_[index] != 0; });
}

std::size_t ParallelTasks::done_count() {
  const std::lock_guard lock(mutex_);
  return done_count_;
}

void ParallelTasks::run() {
  for (;;) {
    std::size_t mine = 0;
    {
      const std::lock_guard lock(mutex_);
      if (next_ == done_.size()) return;
      mine = next_++;
    }
    work_(mine);
    {
      const std::lock_guard lock(mutex_);
      done_[mine] = 1;
      ++done_count_;
    }
    changed_.notify_all();
  }
}

}  // namespace assay
