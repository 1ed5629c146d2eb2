// SPDX-License-Identifier: Apache-2.0
// What comes over the host's socket, from clients and, to clients, from a host.
#include <algorithm>

#include "evidence/fuzz/targets.hpp"
#include "host/daemon/requests.hpp"
#include "host/protocol/answers.hpp"
#include "host/protocol/frame.hpp"

namespace assay::fuzz {

bool fuzz_message(Bytes input) {
  const host::FrameLimits limits;
  for (std::size_t cut = 0; cut < std::min(input.size(), host::kHeadBytes); ++cut) {
    const auto early = host::frame_size(input.first(cut), limits);
    require(early.ok() && !early.value(), "a frame has no size before its head is there");
  }
  const auto size = host::frame_size(input, limits);
  if (!size.ok() || !size.value()) return false;
  require(*size.value() <= host::kHeadBytes + limits.document + limits.attachment,
          "a frame is no larger than allowed");
  if (*size.value() > input.size()) return false;
  const Bytes whole = input.first(*size.value());
  const host::Frame frame = host::frame_of(whole);
  require(std::ranges::equal(host::write_frame(frame), whole), "a frame has one form");
  const auto answer = host::read_answer(frame);
  const auto document = loader::read_document(frame.document);
  require(document.ok() || !answer.ok(), "an answer is a document");
  const bool asks = document.ok() && host::request_of(document.value()) != nullptr;
  return asks || answer.ok();
}

}  // namespace assay::fuzz
