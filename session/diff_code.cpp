// SPDX-License-Identifier: Apache-2.0
#include "session/diff_code.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <variant>

#include "ir/isa/instruction.hpp"
#include "ir/isa/names_map.hpp"
#include "ir/package/code.hpp"
#include "ir/text/print.hpp"

namespace assay {

namespace {

struct Line {
  std::size_t slot = 0;
  std::optional<std::size_t> target;  // slot; of what goes elsewhere
  std::string text;
  std::string key;  // equal where the instructions mean the same, but for what is at their targets
};
using Lines = std::span<const Line>;

/// Beyond so many pairs of lines all are said to differ: a table of them would be too large.
constexpr std::size_t kMostPairs = std::size_t{1} << 22;

/// With targets as distances from its slot.
Instruction moved_to_zero(Instruction instruction, std::size_t slot) {
  const auto at = static_cast<std::int32_t>(slot);
  if (auto* const jump_if = std::get_if<JumpIf>(&instruction)) jump_if->target -= at;
  if (auto* const jump = std::get_if<Jump>(&instruction)) jump->target -= at;
  auto* const call = std::get_if<Call>(&instruction);
  if (call != nullptr && call->kind == CallKind::Local) call->target -= at;
  auto* const wide = std::get_if<LoadImm64>(&instruction);
  if (wide != nullptr && wide->kind == WideKind::Function) wide->value -= slot;
  return instruction;
}

/// The slot that it jumps to, calls, or takes the address of.
std::optional<std::size_t> target_of(const Instruction& instruction) {
  if (const auto* const jump_if = std::get_if<JumpIf>(&instruction))
    return static_cast<std::size_t>(jump_if->target);
  if (const auto* const jump = std::get_if<Jump>(&instruction))
    return static_cast<std::size_t>(jump->target);
  const auto* const call = std::get_if<Call>(&instruction);
  if (call != nullptr && call->kind == CallKind::Local)
    return static_cast<std::size_t>(call->target);
  const auto* const wide = std::get_if<LoadImm64>(&instruction);
  if (wide != nullptr && wide->kind == WideKind::Function) return wide->value;
  return std::nullopt;
}

/// As print() writes it, but for the names of maps.
std::string text_of(const Instruction& instruction, const SealedPackage& package) {
  std::string text = print(instruction);
  const auto* const wide = std::get_if<LoadImm64>(&instruction);
  if (wide == nullptr || !names_map(*wide)) return text;
  const std::size_t begin = text.find('[') + 1;
  const std::string& name = package.maps.at(wide->value & UINT32_MAX).name;
  return text.replace(begin, text.find(']') - begin, name);
}

std::vector<Line> lines_of(const PackagedProgram& of) {
  std::vector<Line> lines;
  const auto code = unpacked_code(of.program.code);
  if (!code.ok()) return lines;
  for (std::size_t slot = 0; slot < code.value().size(); ++slot) {
    const Instruction& instruction = code.value()[slot];
    if (std::holds_alternative<WideTail>(instruction)) continue;
    lines.push_back({slot, target_of(instruction), text_of(instruction, of.package),
                     text_of(moved_to_zero(instruction, slot), of.package)});
  }
  return lines;
}

/// For each pair of places how many lines are common to what follows both.
class Common {
 public:
  Common(Lines before, Lines after)
      : width_(after.size() + 1), counts_((before.size() + 1) * width_) {
    for (std::size_t i = before.size(); i-- > 0;) {
      for (std::size_t j = after.size(); j-- > 0;) {
        const bool same = before[i].key == after[j].key;
        counts_[i * width_ + j] =
            same ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
      }
    }
  }
  [[nodiscard]] std::uint32_t at(std::size_t i, std::size_t j) const {
    return counts_[i * width_ + j];
  }

 private:
  std::size_t width_;
  std::vector<std::uint32_t> counts_;
};

/// The line that each old line is in the new program, where it is there; in order.
using Partners = std::vector<std::optional<std::size_t>>;

/// Pairs up what lies behind the first `offset` lines, which are alike.
void pair_between(Partners& partners, Lines before, Lines after, std::size_t offset) {
  if (!before.empty() && after.size() > kMostPairs / before.size()) return;
  const Common common(before, after);
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < before.size() && j < after.size()) {
    if (before[i].key == after[j].key) {
      partners[offset + i++] = offset + j++;
    } else if (common.at(i + 1, j) >= common.at(i, j + 1)) {
      ++i;
    } else {
      ++j;
    }
  }
}

Partners partners_of(Lines before, Lines after) {
  Partners partners(before.size());
  const std::size_t most = std::min(before.size(), after.size());
  std::size_t same = 0;
  while (same < most && before[same].key == after[same].key) {
    partners[same] = same;
    ++same;
  }
  std::size_t old_end = before.size();
  std::size_t new_end = after.size();
  while (old_end > same && new_end > same && before[old_end - 1].key == after[new_end - 1].key)
    partners[--old_end] = --new_end;
  pair_between(partners, before.subspan(same, old_end - same), after.subspan(same, new_end - same),
               same);
  return partners;
}

/// The line at that slot; none in the middle of a wide instruction or outside the program.
std::optional<std::size_t> line_at(Lines lines, std::size_t slot) {
  const auto found = std::ranges::lower_bound(lines, slot, {}, &Line::slot);
  if (found == lines.end() || found->slot != slot) return std::nullopt;
  return static_cast<std::size_t>(found - lines.begin());
}

/// Whether two lines that are partners go to partners, too: as far from each other as before may be
/// another instruction now.
bool go_alike(const Partners& partners, Lines before, const Line& was, Lines after,
              const Line& is) {
  if (!was.target || !is.target) return was.target == is.target;
  const auto old_target = line_at(before, *was.target);
  const auto new_target = line_at(after, *is.target);
  if (!old_target || !new_target) return !old_target && !new_target && was.target == is.target;
  return partners[*old_target] == new_target;
}

void put(std::vector<ChangedLine>& out, ChangedLine::Side side, const Line& line) {
  out.push_back({side, line.slot, line.text});
}

}  // namespace

std::vector<ChangedLine> changed_lines(const PackagedProgram& before,
                                       const PackagedProgram& after) {
  using Side = ChangedLine::Side;
  const std::vector<Line> olds = lines_of(before);
  const std::vector<Line> news = lines_of(after);
  const Partners partners = partners_of(olds, news);
  std::vector<ChangedLine> out;
  std::size_t j = 0;
  for (std::size_t i = 0; i < olds.size(); ++i) {
    const std::optional<std::size_t> partner = partners[i];
    const bool same = partner && go_alike(partners, olds, olds[i], news, news[*partner]);
    if (partner) {
      while (j < *partner) put(out, Side::Added, news[j++]);
    }
    if (!same) put(out, Side::Removed, olds[i]);
    if (partner) {
      if (!same) put(out, Side::Added, news[j]);
      ++j;
    }
  }
  for (; j < news.size(); ++j) put(out, Side::Added, news[j]);
  return out;
}

}  // namespace assay
