// SPDX-License-Identifier: Apache-2.0
// One message between `assay-host` and a client: a document and an attachment, each behind its
// length (docs/host.md). What the document says is not known here.
//
// Nothing of a message is looked at before its lengths are known to be allowed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "loader/base/hex.hpp"
#include "loader/document/document.hpp"

namespace assay::host {

using loader::Bytes;
using loader::Outcome;
using loader::Refusal;
using loader::RefusalCode;

struct Frame {
  std::string document;
  Bytes attachment;
};

/// Bytes of a frame's head: the lengths of document and attachment, 4 bytes each, little-endian.
inline constexpr std::size_t kHeadBytes = 8;

/// The most that a side takes.
struct FrameLimits {
  std::size_t document = std::size_t{1} << 16;
  std::size_t attachment = std::size_t{32} << 20;
};

/// How many bytes the frame has that begins with these; nothing where its head is not there yet.
/// MessageTooLarge.
[[nodiscard]] Outcome<std::optional<std::size_t>> frame_size(std::span<const std::uint8_t> bytes,
                                                             const FrameLimits& limits);
/// How long an attachment the frame has that begins with these; 0 where its head is not there yet.
[[nodiscard]] std::size_t attachment_bytes(std::span<const std::uint8_t> bytes);
/// The frame that is these bytes: as many as frame_size() says.
[[nodiscard]] Frame frame_of(std::span<const std::uint8_t> bytes);

[[nodiscard]] Bytes write_frame(const Frame& frame);

}  // namespace assay::host
