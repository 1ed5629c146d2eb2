// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/workers.hpp"

#include <algorithm>
#include <utility>

namespace assay::host {

Workers::Workers(std::size_t event_threads) {
  for (std::size_t i = 0; i < event_threads; ++i) threads_.emplace_back([this] { run(events_); });
  for (Queue* const queue : {&aside_, &packages_}) {
    threads_.emplace_back([this, queue] { run(*queue); });
  }
  threads_.emplace_back([this] { run_turns(); });
}

void Workers::stop() {
  {
    const std::scoped_lock lock(lock_);
    over_ = true;
  }
  for (Queue* const queue : {&events_, &aside_, &packages_}) queue->came.notify_all();
  turn_came_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void Workers::put(Queue& queue, Asker who, Work work) {
  {
    const std::scoped_lock lock(lock_);
    queue.works.put(who, std::move(work));
  }
  queue.came.notify_one();
}

void Workers::do_event(Asker who, Work work) { put(events_, who, std::move(work)); }

void Workers::do_aside(Asker who, Work work) { put(aside_, who, std::move(work)); }

void Workers::do_package(Asker who, Work work) { put(packages_, who, std::move(work)); }

void Workers::do_in_turn(Urgency urgency, Asker who, Work work) {
  {
    const std::scoped_lock lock(lock_);
    turns_.at(static_cast<std::size_t>(urgency)).put(who, std::move(work));
  }
  turn_came_.notify_one();
}

void Workers::run(Queue& queue) {
  for (;;) {
    Work work;
    {
      std::unique_lock lock(lock_);
      queue.came.wait(lock, [&] { return over_ || !queue.works.empty(); });
      if (over_) return;
      work = queue.works.take();
    }
    work();
  }
}

Urgency Workers::next_urgency() {
  const auto waits = [this](Urgency urgency) {
    return !turns_.at(static_cast<std::size_t>(urgency)).empty();
  };
  if (waits(Urgency::Control)) return Urgency::Control;
  const bool submit = waits(Urgency::Submit);
  if (!submit) reads_ = 0;
  if (waits(Urgency::Read) && reads_ < kReadsBeforeSubmit) {
    if (submit) ++reads_;
    return Urgency::Read;
  }
  reads_ = 0;
  return submit ? Urgency::Submit : Urgency::Read;
}

Work Workers::next_turn() {
  std::unique_lock lock(lock_);
  turn_came_.wait(lock, [&] {
    return over_ || std::ranges::any_of(turns_, [](const auto& works) { return !works.empty(); });
  });
  if (over_) return {};
  return turns_.at(static_cast<std::size_t>(next_urgency())).take();
}

void Workers::run_turns() {
  while (const Work work = next_turn()) work();
}

}  // namespace assay::host
