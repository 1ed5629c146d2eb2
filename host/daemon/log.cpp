// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/log.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <ctime>
#include <vector>

#include "host/protocol/answers.hpp"

namespace assay::host {

using loader::Value;

void log_line(std::string_view event, loader::Table more) {
  more["event"] = Value{std::string(event)};
  more["time"] = Value{static_cast<std::uint64_t>(std::time(nullptr))};
  const std::string line = loader::write_document(Value{std::move(more)}) + '\n';
  // One call a line, so that lines of threads do not mix. A log that cannot be written stops
  // nothing.
  (void)std::fwrite(line.data(), 1, line.size(), stderr);
}

void log_refusal(std::string_view event, const loader::Refusal& refusal) {
  log_line(event, {{"code", Value{std::string(loader::refusal_id(refusal.code))}},
                   {"message", Value{std::string(loader::refusal_sentence(refusal.code))}},
                   {"subject", Value{shown(refusal.subject)}}});
}

void RefusalLog::tell(const std::string& who, std::string_view event,
                      const loader::Refusal& refusal) {
  {
    const std::scoped_lock lock(lock_);
    if (!often_.is_told(who, refusal.code)) return;
  }
  log_refusal(event, refusal);
}

void RefusalLog::tell_rest() {
  std::vector<loader::Often::Untold> untold;
  {
    const std::scoped_lock lock(lock_);
    const auto now = std::chrono::steady_clock::now();
    if (now < next_) return;
    next_ = now + kEvery;
    untold = often_.take();
  }
  for (const loader::Often::Untold& one : untold) {
    log_line("refused besides", {{"code", Value{std::string(loader::refusal_id(one.code))}},
                                 {"times", Value{one.times}},
                                 {"who", Value{loader::plain(one.who)}}});
  }
}

}  // namespace assay::host
