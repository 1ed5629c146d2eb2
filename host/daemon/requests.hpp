// SPDX-License-Identifier: Apache-2.0
// What clients may ask for: each request, the right that it needs, and its answer. docs/host.md
// lists them.
#pragma once

#include <string>
#include <string_view>

#include "host/daemon/counts.hpp"
#include "host/daemon/host.hpp"
#include "host/daemon/peer.hpp"
#include "host/daemon/workers.hpp"

namespace assay::host {

struct Question {
  std::string who;
  loader::Value document;
  Bytes attachment;
};

/// Where requests are done: beside each other, one after the other, or one after the other and
/// beside all else, what is brought apart from the rest.
enum class Lane : std::uint8_t { Events, Turns, Aside, Packages };

struct Request {
  std::string_view word;
  Right right{};
  Lane lane{};
  Urgency urgency{};
  Outcome<Frame> (*answer)(Host&, const RefusalCounts&, const Question&) = nullptr;
};

/// The request that the document asks for; null where there is none of that name, or no name.
[[nodiscard]] const Request* request_of(const loader::Value& document);

/// Its answer; a fault of the host's own is a refusal like any other.
[[nodiscard]] Outcome<Frame> answer_of(const Request& request, Host& host,
                                       const RefusalCounts& counts, const Question& question);

}  // namespace assay::host
