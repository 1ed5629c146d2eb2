// SPDX-License-Identifier: Apache-2.0
#include "session/diff_code.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <span>
#include <variant>

#include "ir/isa/instruction.hpp"
#include "ir/package/code.hpp"
#include "ir/text/print.hpp"

namespace assay {

namespace {

struct Line {
  std::size_t slot = 0;
  std::string text;
  std::string key;  // equal where the instructions mean the same
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

/// As print() writes it, but for the names of maps.
std::string text_of(const Instruction& instruction, const SealedPackage& package) {
  std::string text = print(instruction);
  const auto* const wide = std::get_if<LoadImm64>(&instruction);
  const bool has_map =
      wide != nullptr && (wide->kind == WideKind::Map || wide->kind == WideKind::MapValue);
  if (!has_map) return text;
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
    lines.push_back({slot, text_of(instruction, of.package),
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

void put(std::vector<ChangedLine>& out, ChangedLine::Side side, const Line& line) {
  out.push_back({side, line.slot, line.text});
}

/// What differs between runs that neither begin nor end alike.
std::vector<ChangedLine> between(Lines before, Lines after) {
  using Side = ChangedLine::Side;
  std::vector<ChangedLine> out;
  const bool small = before.empty() || after.size() <= kMostPairs / before.size();
  std::size_t i = 0;
  std::size_t j = 0;
  if (small) {
    const Common common(before, after);
    while (i < before.size() && j < after.size()) {
      if (before[i].key == after[j].key) {
        ++i;
        ++j;
      } else if (common.at(i + 1, j) >= common.at(i, j + 1)) {
        put(out, Side::Removed, before[i++]);
      } else {
        put(out, Side::Added, after[j++]);
      }
    }
  }
  for (; i < before.size(); ++i) put(out, Side::Removed, before[i]);
  for (; j < after.size(); ++j) put(out, Side::Added, after[j]);
  return out;
}

}  // namespace

std::vector<ChangedLine> changed_lines(const PackagedProgram& before,
                                       const PackagedProgram& after) {
  const std::vector<Line> old_lines = lines_of(before);
  const std::vector<Line> new_lines = lines_of(after);
  Lines olds = old_lines;
  Lines news = new_lines;
  while (!olds.empty() && !news.empty() && olds.front().key == news.front().key) {
    olds = olds.subspan(1);
    news = news.subspan(1);
  }
  while (!olds.empty() && !news.empty() && olds.back().key == news.back().key) {
    olds = olds.first(olds.size() - 1);
    news = news.first(news.size() - 1);
  }
  return between(olds, news);
}

}  // namespace assay
