// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/missing_bytes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace assay {
namespace {

/// "'k.pid'", "'k[1].pid'"
std::string quoted_part(const FrameVariable& variable, const VariablePart& part) {
  const bool dot = !part.path.empty() && part.path.front() != '[';
  return fmt::format("'{}{}{}'", variable.name, dot ? "." : "", part.path);
}

bool has(const VariablePart& part, std::int64_t byte) {
  return byte >= part.offset && byte < std::int64_t{part.offset} + part.size;
}

/// The padding that a byte outside every part belongs to.
std::string padding_at(const FrameVariable& variable, std::int64_t byte) {
  const VariablePart* before = nullptr;
  const VariablePart* after = nullptr;
  for (const VariablePart& part : variable.parts) {
    if (part.offset > byte && (after == nullptr || part.offset < after->offset)) after = &part;
    if (part.offset <= byte &&
        (before == nullptr || part.offset + part.size > before->offset + before->size))
      before = &part;
  }
  if (before != nullptr && after != nullptr)
    return fmt::format("the padding between '{}' and '{}' of '{}'", before->path, after->path,
                       variable.name);
  const VariablePart* only = before != nullptr ? before : after;
  return fmt::format("the padding {} '{}' of '{}'", before != nullptr ? "after" : "before",
                     only->path, variable.name);
}

/// In the order in which they are met, each once.
class Names {
 public:
  void add(const std::string& name) {
    if (seen_.insert(name).second) names_.push_back(name);
  }
  [[nodiscard]] std::vector<std::string> take() { return std::move(names_); }

 private:
  std::set<std::string> seen_;
  std::vector<std::string> names_;
};

MissingBytes of_parts(const PlacedVariable& placed, std::span<const FrameRange> runs) {
  const FrameVariable& variable = *placed.variable;
  Names parts;
  Names paddings;
  std::set<const VariablePart*> whole;  // parts of which some byte is missing
  for (const FrameRange& run : runs) {
    for (std::int64_t byte = run.low - placed.begin; byte < run.high - placed.begin; ++byte) {
      bool is_padding = true;
      for (const VariablePart& part : variable.parts) {
        if (!has(part, byte)) continue;
        is_padding = false;
        whole.insert(&part);
        parts.add(quoted_part(variable, part));
      }
      if (is_padding) paddings.add(padding_at(variable, byte));
    }
  }
  if (whole.size() == variable.parts.size()) return {{"'" + variable.name + "'"}, {}, false};
  MissingBytes missing{parts.take(), paddings.take(), false};
  missing.plural = missing.parts.size() + missing.paddings.size() > 1;
  return missing;
}

}  // namespace

std::string counted_bytes(const FrameRange& run, std::int64_t begin) {
  const std::int64_t first = run.low - begin;
  const std::int64_t last = run.high - begin - 1;
  return first == last ? fmt::format("byte {}", first) : fmt::format("bytes {} to {}", first, last);
}

MissingBytes missing_bytes(const PlacedVariable& placed, std::span<const FrameRange> runs) {
  const FrameVariable& variable = *placed.variable;
  if (variable.parts.size() > 1 || (variable.is_aggregate && !variable.parts.empty()))
    return of_parts(placed, runs);
  const bool all = runs.size() == 1 && runs[0].low == placed.begin && runs[0].high == placed.end();
  if (all || variable.size == 1) return {{"'" + variable.name + "'"}, {}, false};
  MissingBytes missing;
  for (const FrameRange& run : runs) {
    missing.parts.push_back(
        fmt::format("{} of '{}'", counted_bytes(run, placed.begin), variable.name));
  }
  missing.plural = runs.size() > 1 || runs[0].high - runs[0].low > 1;
  return missing;
}

std::string initialising(const FrameVariable& variable, const MissingBytes& missing) {
  const std::string declaration = variable.type.empty() || variable.is_array
                                      ? "= {}"
                                      : fmt::format("{} {} = {{}};", variable.type, variable.name);
  if (missing.parts.empty()) {
    return fmt::format(
        "clear all of it: write '{}' where it is declared, or "
        "'__builtin_memset(&{}, 0, sizeof({}))' before its members are set",
        declaration, variable.name, variable.name);
  }
  if (variable.is_array || variable.is_aggregate) {
    return fmt::format(
        "write '{}' where '{}' is declared, or set all of it on every path that leads here",
        declaration, variable.name);
  }
  return fmt::format("give '{}' a value where it is declared, or on every path that leads here",
                     variable.name);
}

}  // namespace assay
