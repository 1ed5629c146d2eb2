// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/fair_queue.hpp"

#include <utility>

#include "ir/base/check.hpp"

namespace assay::host {

void FairQueue::put(Asker who, Work work) {
  const auto [waits, is_new] = waiting_.try_emplace(who);
  waits->second.push_back(std::move(work));
  if (is_new) order_.push_back(who);
}

Work FairQueue::take() {
  ASSAY_CHECK(!order_.empty(), "nothing waits");
  const Asker who = order_.front();
  const auto found = waiting_.find(who);
  // What needs memory comes first.
  const bool has_more = found->second.size() > 1;
  if (has_more) order_.push_back(who);
  order_.pop_front();
  Work work = std::move(found->second.front());
  found->second.pop_front();
  if (!has_more) waiting_.erase(found);
  return work;
}

}  // namespace assay::host
