// SPDX-License-Identifier: Apache-2.0
#include "host/protocol/frame.hpp"

#include "ir/base/check.hpp"

namespace assay::host {
namespace {

constexpr std::size_t kLengthBytes = 4;

std::size_t length_at(std::span<const std::uint8_t> bytes, std::size_t at) {
  std::size_t value = 0;
  for (std::size_t i = kLengthBytes; i-- > 0;) value = value << 8 | bytes[at + i];
  return value;
}

void append_length(Bytes& out, std::size_t length) {
  for (std::size_t i = 0; i < kLengthBytes; ++i) {
    out.push_back(static_cast<std::uint8_t>(length >> (8 * i)));
  }
}

}  // namespace

Outcome<std::optional<std::size_t>> frame_size(std::span<const std::uint8_t> bytes,
                                               const FrameLimits& limits) {
  if (bytes.size() < kHeadBytes) return std::optional<std::size_t>{};
  const std::size_t document = length_at(bytes, 0);
  const std::size_t attachment = length_at(bytes, kLengthBytes);
  if (document > limits.document) {
    return Refusal{RefusalCode::MessageTooLarge, std::to_string(document)};
  }
  if (attachment > limits.attachment) {
    return Refusal{RefusalCode::MessageTooLarge, std::to_string(attachment)};
  }
  return std::optional<std::size_t>{kHeadBytes + document + attachment};
}

std::size_t attachment_bytes(std::span<const std::uint8_t> bytes) {
  return bytes.size() < kHeadBytes ? 0 : length_at(bytes, kLengthBytes);
}

Frame frame_of(std::span<const std::uint8_t> bytes) {
  ASSAY_CHECK(bytes.size() >= kHeadBytes, "a frame without its head");
  const std::size_t document = length_at(bytes, 0);
  ASSAY_CHECK(bytes.size() == kHeadBytes + document + length_at(bytes, kLengthBytes),
              "a frame of another size than it says");
  const auto text = bytes.subspan(kHeadBytes, document);
  const auto rest = bytes.subspan(kHeadBytes + document);
  return {{text.begin(), text.end()}, {rest.begin(), rest.end()}};
}

Bytes write_frame(const Frame& frame) {
  Bytes out;
  out.reserve(kHeadBytes + frame.document.size() + frame.attachment.size());
  append_length(out, frame.document.size());
  append_length(out, frame.attachment.size());
  out.insert(out.end(), frame.document.begin(), frame.document.end());
  out.insert(out.end(), frame.attachment.begin(), frame.attachment.end());
  return out;
}

}  // namespace assay::host
