// SPDX-License-Identifier: Apache-2.0
// The host's log: a line of JSON for each thing that happened, on standard error. No bytes of
// events, no keys.
#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <string_view>

#include "loader/admission/often.hpp"
#include "loader/document/document.hpp"

namespace assay::host {

/// {"event":EVENT,"time":SECONDS} and what else there is to say.
void log_line(std::string_view event, loader::Table more = {});
/// With the refusal's code, message and subject.
void log_refusal(std::string_view event, const loader::Refusal& refusal);

/// The refusals of what others ask for, so that none of them fills the disk: of each client and
/// code the first few, and each minute how many there were besides. By any thread.
class RefusalLog {
 public:
  void tell(const std::string& who, std::string_view event, const loader::Refusal& refusal);
  /// Says how many were not told, where a minute has passed since it did.
  void tell_rest();

 private:
  std::mutex lock_;
  loader::Often often_;
  std::chrono::steady_clock::time_point next_ = std::chrono::steady_clock::now() + kEvery;

  static constexpr std::chrono::seconds kEvery{60};
};

}  // namespace assay::host
