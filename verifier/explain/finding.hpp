// SPDX-License-Identifier: Apache-2.0
// What a person is told of a refusal. Rendering (text, JSON) is verifier/report's; nothing parses
// messages.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ir/base/error_code.hpp"
#include "ir/diagnostic/diagnostic.hpp"
#include "ir/diagnostic/fault_key.hpp"

namespace assay {

/// What a helper takes memory of the stack for.
enum class StackRole : std::uint8_t { Access, Key, Value, Buffer };

/// The access to the stack that a finding is about. Which variables that are, only debug
/// information knows; verifier/explain puts it into words.
struct StackAccess {
  FrameRange bytes;  // that it may touch; may reach outside the frame
  /// Where its address begins to be counted from: the constant part of its offset.
  std::int64_t base = 0;
  std::optional<std::uint64_t> size;  // of one access, where it is constant
  std::uint32_t frame_bytes = 0;      // that the frame may have at most
  std::vector<FrameRange> unwritten;  // ascend; empty when that is not what is wrong
  StackRole role = StackRole::Access;
  std::string what;            // "this read"; the helper's name, unless it is an access
  std::string map;             // whose key or value it is
  std::uint32_t argument = 0;  // of the helper, from 1
};

/// One root cause.
struct Finding {
  ErrorCode code{};
  Where where;          // of the instruction at which the obligation failed, or in a C source
  std::string message;  // one sentence in the sensor's terms
  std::vector<Note> notes;
  std::string suggestion;  // a repair, or empty
  /// The region of the contract (index into Contract::regions) that it is about, if any.
  std::optional<std::uint32_t> region = std::nullopt;
  /// Edits that together are a repair which is certain to be meant; none where there is no such.
  std::vector<Edit> fixes = {};
  std::optional<StackAccess> stack = std::nullopt;
  /// Which argument of the helper call there it is about, from 1; 0: none.
  std::uint32_t argument = 0;
  /// The conditional jump (a slot) that last limited the offset or size that is wrong, if one did.
  std::optional<std::uint32_t> limited_by = std::nullopt;
  /// Findings of one key tell of one fault.
  FaultKey fault = {};
};

}  // namespace assay
