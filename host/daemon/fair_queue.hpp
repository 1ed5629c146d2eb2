// SPDX-License-Identifier: Apache-2.0
// Work that waits, by who asked for it: they take turns, each with what it asked for first, so that
// whoever asks for much waits longer for it and nobody else does. Locks are the caller's matter.
#pragma once

#include <sys/types.h>

#include <deque>
#include <functional>
#include <map>
#include <optional>

namespace assay::host {

using Work = std::function<void()>;
/// A user; nothing: the host itself.
using Asker = std::optional<uid_t>;
inline constexpr Asker kItself = std::nullopt;

class FairQueue {
 public:
  void put(Asker who, Work work);
  [[nodiscard]] bool empty() const { return order_.empty(); }
  /// Requires that there is some.
  [[nodiscard]] Work take();

 private:
  std::map<Asker, std::deque<Work>> waiting_;  // of those alone who wait for something
  std::deque<Asker> order_;                    // they, once each
};

}  // namespace assay::host
