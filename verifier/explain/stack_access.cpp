// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/stack_access.hpp"

#include <algorithm>

#include "ir/base/check.hpp"

namespace assay {
namespace {

const StackMemory& stack_of(const Access& access) {
  const auto* stack = access.pointer.into<StackMemory>();
  ASSAY_CHECK(stack != nullptr, "an access to the stack that goes elsewhere");
  return *stack;
}

/// The function whose frame it is; nothing where several functions use one frame.
std::optional<std::uint32_t> function_of_frame(const Site& site, const StackMemory& stack) {
  const auto& frames = site.state.frames;
  const auto uses = [&](const Frame& frame) { return frame.stack_frame == stack.frame; };
  const auto user = std::ranges::find_if(frames, uses);
  if (user == frames.end() || std::ranges::count_if(frames, uses) != 1) return std::nullopt;
  return user->function_begin;
}

/// The bytes of the range that are not written on every path.
std::vector<FrameRange> unwritten_bytes(const Stack& stack, const FrameRange& range) {
  std::vector<FrameRange> runs;
  for (std::int64_t at = range.low; at < range.high; ++at) {
    if (stack.initialised(static_cast<std::int32_t>(at), 1)) continue;
    if (runs.empty() || runs.back().high != at) runs.push_back({range.function, at, at});
    runs.back().high = at + 1;
  }
  return runs;
}

}  // namespace

std::string_view name_of_access(AccessKind kind) {
  switch (kind) {
    case AccessKind::Read:
      return "this read";
    case AccessKind::Write:
      return "this write";
    case AccessKind::Atomic:
      return "this atomic operation";
  }
  internal_fault(__FILE__, __LINE__, "kind of access out of range");
}

StackAccess stack_access(const Site& site, const NamedAccess& named, std::int64_t low,
                         std::int64_t high) {
  const Access& a = named.access;
  StackAccess access;
  access.bytes = {function_of_frame(site, stack_of(a)), low, high};
  access.base = static_cast<std::int64_t>(a.start().constant_part());
  access.size = a.size.as_constant();
  access.frame_bytes = stack_bytes(site, stack_of(a));
  access.what = named.name;
  return access;
}

StackAccess stray_access(const Site& site, const NamedAccess& named) {
  constexpr std::int64_t kFar = std::int64_t{1} << 40;
  const Access& a = named.access;
  const Knowledge& k = site.state.knowledge;
  const Scalar start = k.evaluate_bounded(a.start());
  const std::uint64_t most = k.evaluate_bounded(a.size).umax();
  const auto size = static_cast<std::int64_t>(std::min(most, std::uint64_t{kFar}));
  return stack_access(site, named, std::clamp(start.smin(), -kFar, kFar),
                      std::clamp(start.smax(), -kFar, kFar) + size);
}

StackAccess unwritten_access(const Site& site, const NamedAccess& named) {
  const StackRange range = stack_range(site, named.access);
  const Stack& stack = site.state.frames.at(stack_of(named.access).frame).stack;
  StackAccess access = stack_access(site, named, range.low, range.high);
  access.unwritten = unwritten_bytes(stack, access.bytes);
  return access;
}

}  // namespace assay
