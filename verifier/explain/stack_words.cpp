// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/stack_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "verifier/explain/describe.hpp"
#include "verifier/explain/frame_accesses.hpp"
#include "verifier/explain/frame_names.hpp"
#include "verifier/explain/missing_bytes.hpp"
#include "verifier/explain/numbers.hpp"
#include "verifier/explain/source_argument.hpp"
#include "verifier/explain/word_list.hpp"

namespace assay {
namespace {

/// "-7", "-7 to -5"
std::string offsets(const FrameRange& run) {
  return run.high - run.low == 1 ? fmt::format("{}", run.low)
                                 : fmt::format("{} to {}", run.low, run.high - 1);
}

/// The words for bytes of one frame, as seen from one instruction.
class Speaker {
 public:
  Speaker(const Program& program, std::optional<std::uint32_t> slot,
          std::optional<std::uint32_t> function, const FrameLayout& layout)
      : program_(program), slot_(slot), function_(function) {
    if (function) names_.emplace(program, *function, layout);
  }

  void word(Finding& finding) const {
    const StackAccess& access = *finding.stack;
    if (word_size(finding)) return;
    if (!access.unwritten.empty()) {
      word_unwritten(finding);
    } else {
      word_outside(finding);
    }
  }

  void word(Note& note) const {
    note.text = fmt::format("{} {}", subject(*note.subject), note.text);
    note.subject.reset();
  }

 private:
  [[nodiscard]] std::optional<PlacedVariable> variable_at(std::int64_t byte) const {
    return names_ ? names_->at(byte) : std::nullopt;
  }

  std::string subject(const FrameRange& bytes) const {
    if (const auto placed = variable_at(bytes.low); placed && bytes.high <= placed->end()) {
      const MissingBytes part = missing_bytes(*placed, std::span(&bytes, 1));
      if (!part.parts.empty() && !part.plural) return part.parts.front();
      return "'" + placed->variable->name + "'";
    }
    return is_assembly(program_, slot_) ? "the stack at offsets " + offsets(bytes)
                                        : "the variable written here";
  }

  /// A helper takes more bytes than the variable has.
  bool word_size(Finding& finding) const {
    const StackAccess& access = *finding.stack;
    const bool exact = access.size && access.bytes.high - access.bytes.low ==
                                          static_cast<std::int64_t>(*access.size);
    const auto placed = variable_at(access.bytes.low);
    if (access.role == StackRole::Access || !exact || !placed ||
        access.bytes.high <= placed->end() || placed->begin != access.bytes.low)
      return false;
    const FrameVariable& variable = *placed->variable;
    const std::string wanted = counted(*access.size, "byte");
    const std::string present = counted(variable.size, "byte");
    if (access.role == StackRole::Buffer) {
      finding.message = fmt::format("'{}' uses {} of argument {}, but '{}' has {}", access.what,
                                    wanted, access.argument, variable.name, present);
      finding.suggestion = fmt::format("pass sizeof({}) as the size, or declare '{}' with {}",
                                       variable.name, variable.name, wanted);
      return true;
    }
    const std::string_view part = access.role == StackRole::Key ? "key" : "value";
    finding.message = fmt::format("'{}' takes a {} of {} for map '{}', but '{}' has {}",
                                  access.what, part, wanted, access.map, variable.name, present);
    finding.suggestion = fmt::format(
        "give '{}' the type that map '{}' has for its {}, or declare the map with the "
        "type of '{}'",
        variable.name, access.map, part, variable.name);
    return true;
  }

  void word_unwritten(Finding& finding) const {
    const StackAccess& access = *finding.stack;
    const auto placed = variable_at(access.unwritten.front().low);
    if (placed && access.unwritten.back().high <= placed->end()) {
      const MissingBytes missing = missing_bytes(*placed, access.unwritten);
      std::vector<std::string> all = missing.parts;
      all.insert(all.end(), missing.paddings.begin(), missing.paddings.end());
      finding.message = sentence(access, word_list(all), missing);
      finding.suggestion = initialising(*placed->variable, missing);
      return;
    }
    MissingBytes missing;
    const std::vector<FrameRange>& runs = access.unwritten;
    if (is_assembly(program_, slot_)) {
      for (const FrameRange& run : runs) missing.parts.push_back(offsets(run));
      const bool one = runs.size() == 1 && runs[0].high - runs[0].low == 1;
      finding.message = sentence(
          access, fmt::format("the stack at offset{} {}", one ? "" : "s", word_list(missing.parts)),
          missing);
      return;
    }
    const std::string whole = memory(access);
    const bool all =
        runs.size() == 1 && runs[0].low == access.bytes.low && runs[0].high == access.bytes.high;
    for (const FrameRange& run : runs)
      missing.parts.push_back(counted_bytes(run, access.bytes.low));
    missing.plural = !all && (runs.size() > 1 || runs[0].high - runs[0].low > 1);
    finding.message = sentence(
        access, all ? whole : fmt::format("{} of {}", word_list(missing.parts), whole), missing);
  }

  /// What the bytes of an access are called when no name is certain.
  std::string memory(const StackAccess& access) const {
    if (const std::string text = argument(access); !text.empty())
      return "the memory that '" + text + "' points to";
    const std::string bytes =
        counted(static_cast<std::uint64_t>(access.bytes.high - access.bytes.low), "byte");
    const std::uint32_t line = writing_line(access.bytes);
    return line == 0 ? "the " + bytes + " of stack"
                     : fmt::format("the {} of stack written at line {}", bytes, grouped(line));
  }

  std::string argument(const StackAccess& access) const {
    if (access.role == StackRole::Access || !slot_) return {};
    return argument_in_line(source_line(program_, *slot_), access.what, access.argument);
  }

  /// From 1; 0 when no line is known to write there.
  std::uint32_t writing_line(const FrameRange& bytes) const {
    if (!function_) return 0;
    const Function& function = program_.functions.at(function_at(program_, *function_));
    const auto slot = first_writer(frame_uses(program_, function), bytes.low, bytes.high);
    return slot ? program_.locations[*slot].line : 0;
  }

  static std::string sentence(const StackAccess& access, const std::string& what,
                              const MissingBytes& missing) {
    const bool padding = missing.parts.empty();
    const std::string text =
        fmt::format("{} {} not initialised{}", what, missing.plural ? "are" : "is",
                    padding ? "" : " on every path");
    const std::string_view it = missing.plural ? "them" : "it";
    switch (access.role) {
      case StackRole::Access:
        return fmt::format("{} before {}", text, access.what);
      case StackRole::Key:
        return fmt::format("{}, and '{}' reads {} as part of the key of map '{}'", text,
                           access.what, it, access.map);
      case StackRole::Value:
        return fmt::format("{}, and '{}' copies {} into map '{}'", text, access.what, it,
                           access.map);
      case StackRole::Buffer:
        return fmt::format("{}, and '{}' reads {} (argument {})", text, access.what, it,
                           access.argument);
    }
    return text;
  }

  /// The variable of a source that ends where the access begins.
  std::optional<PlacedVariable> right_before(const StackAccess& access) const {
    if (is_assembly(program_, slot_)) return std::nullopt;
    const auto placed = variable_at(access.bytes.low - 1);
    return placed && placed->end() == access.bytes.low ? placed : std::nullopt;
  }

  void word_outside(Finding& finding) const {
    const StackAccess& access = *finding.stack;
    const auto placed = variable_at(access.base);
    constexpr std::int64_t kFar = std::int64_t{1} << 32;
    const bool known = access.bytes.low > -kFar && access.bytes.high < kFar;
    const bool always = access.size && access.bytes.high - access.bytes.low ==
                                           static_cast<std::int64_t>(*access.size);
    const std::string what = access.role == StackRole::Access
                                 ? access.what
                                 : fmt::format("argument {} of '{}'", access.argument, access.what);
    const std::string bytes = access.size ? " of " + counted(*access.size, "byte") : "";
    if (const auto before = right_before(access); before && !placed && always) {
      const FrameVariable& variable = *before->variable;
      finding.message = fmt::format("{}{} lies outside the stack, right behind '{}', which has {}",
                                    what, bytes, variable.name, counted(variable.size, "byte"));
    }
    if (!placed || always) {
      const std::string size = grouped(access.frame_bytes);
      finding.notes.push_back(
          {Whole{},
           is_assembly(program_, slot_)
               ? fmt::format("a function's frame has {0} bytes, at offsets -{0} to -1", size)
               : fmt::format("all variables of a function together may take at most {} bytes",
                             size)});
      return;
    }
    const FrameVariable& variable = *placed->variable;
    finding.message = fmt::format("{}{} may lie outside '{}', which has {}", what, bytes,
                                  variable.name, counted(variable.size, "byte"));
    if (known) {
      const Scalar offset = Scalar::signed_range(
          access.bytes.low - placed->begin,
          access.bytes.high - static_cast<std::int64_t>(access.size.value_or(0)) - placed->begin);
      finding.message += ": its offset is " + describe_range(offset);
    }
    finding.suggestion =
        fmt::format("test the index against the size of '{}' before this access", variable.name);
  }

  const Program& program_;
  std::optional<std::uint32_t> slot_;
  std::optional<std::uint32_t> function_;
  std::optional<FrameNames> names_;
};

/// Calls f(what, bytes, slot) for each finding and note that speaks of the stack.
template <class Findings, class F>
void each_mention(Findings findings, F&& f) {
  for (auto& finding : findings) {
    if (finding.stack) f(finding, finding.stack->bytes, slot_in(finding.where));
    for (auto& note : finding.notes) {
      if (note.subject) f(note, FrameRange(*note.subject), slot_in(note.where));
    }
  }
}

}  // namespace

std::vector<FrameQuestion> frame_questions(const Program& program,
                                           std::span<const Finding> findings) {
  FrameQuestions questions;
  each_mention(findings, [&](const auto&, const FrameRange& bytes, const auto& slot) {
    questions.add(question_of(program, bytes, slot));
  });
  return questions.all();
}

void word_stack(std::span<Finding> findings, const Program& program,
                std::span<const FrameLayout> layouts) {
  FrameQuestions questions;
  each_mention(findings, [&](const auto&, const FrameRange& bytes, const auto& slot) {
    questions.add(question_of(program, bytes, slot));
  });
  each_mention(findings, [&](auto& mention, const FrameRange& bytes, const auto& slot) {
    const FrameLayout layout = questions.answer(layouts, question_of(program, bytes, slot));
    Speaker(program, slot, bytes.function, layout).word(mention);
  });
}

}  // namespace assay
