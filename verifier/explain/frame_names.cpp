// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/frame_names.hpp"

#include <algorithm>
#include <vector>

#include "verifier/domain/stack.hpp"
#include "verifier/explain/frame_accesses.hpp"

namespace assay {
namespace {

constexpr std::int64_t kFrameUnit = 8;  // LLVM's BPF back end rounds frames up to this

/// Whether a frame of `bytes` puts every variable where the code uses it: each is used, and no
/// access goes over the edge of one.
bool fits(const FrameLayout& layout, const std::vector<FrameUse>& uses, std::int64_t bytes) {
  return std::ranges::all_of(layout.variables, [&](const FrameVariable& variable) {
    const std::int64_t begin = std::int64_t{variable.offset} - bytes;
    const std::int64_t end = begin + variable.size;
    if (end > 0) return false;
    bool used = false;
    for (const FrameUse& use : uses) {
      const std::int64_t last = use.low + std::max<std::int64_t>(use.size, 1);
      if (use.low >= end || last <= begin) continue;
      if (use.low < begin || last > end) return false;
      used = true;
    }
    return used;
  });
}

/// The only size of the frame that fits; nothing when there are several or none.
std::optional<std::int64_t> fitting_size(const Program& program, std::uint32_t function,
                                         const FrameLayout& layout) {
  if (layout.variables.empty()) return std::nullopt;
  const auto uses = frame_uses(program, program.functions.at(function_at(program, function)));
  std::int64_t used = 0;
  for (const FrameUse& use : uses) used = std::max(used, -use.low);
  std::optional<std::int64_t> only;
  for (std::int64_t bytes = (used + kFrameUnit - 1) / kFrameUnit * kFrameUnit;
       bytes <= Stack::kFrameBytes; bytes += kFrameUnit) {
    if (!fits(layout, uses, bytes)) continue;
    if (only) return std::nullopt;
    only = bytes;
  }
  return only;
}

/// Variables that have one byte. The same one counts once, though a function that is inlined twice
/// has it twice.
struct Candidates {
  std::optional<PlacedVariable> first;
  bool differ = false;

  void add(const PlacedVariable& placed) {
    if (!first) first = placed;
    differ = differ || placed.begin != first->begin || placed.end() != first->end() ||
             placed.variable->name != first->variable->name;
  }
  [[nodiscard]] std::optional<PlacedVariable> only() const { return differ ? std::nullopt : first; }
};

}  // namespace

FrameNames::FrameNames(const Program& program, std::uint32_t function, const FrameLayout& layout)
    : layout_(layout), bytes_(layout.bytes) {
  if (!bytes_) bytes_ = fitting_size(program, function, layout);
}

std::optional<PlacedVariable> FrameNames::at(std::int64_t byte) const {
  if (!bytes_) return std::nullopt;
  Candidates in_scope;
  Candidates any;
  for (const FrameVariable& variable : layout_.variables) {
    const PlacedVariable placed{&variable, std::int64_t{variable.offset} - *bytes_};
    if (byte < placed.begin || byte >= placed.end()) continue;
    any.add(placed);
    if (variable.in_scope) in_scope.add(placed);
  }
  return in_scope.first ? in_scope.only() : any.only();
}

}  // namespace assay
