// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/log.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <ctime>

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
                   {"subject", Value{loader::plain(refusal.subject)}}});
}

}  // namespace assay::host
