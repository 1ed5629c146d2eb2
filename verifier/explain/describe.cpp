// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/describe.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
#include "ir/contract/called_helper.hpp"
#include "ir/contract/words.hpp"
#include "ir/isa/memory_operand.hpp"
#include "verifier/explain/numbers.hpp"
#include "verifier/explain/source_argument.hpp"
#include "verifier/obligation/loaded.hpp"

namespace assay {

Finding refuse(const Site& site, ErrorCode code, std::string message) {
  return {code, at_slot(site.slot), std::move(message), {}, std::string(error_repair(code))};
}

std::string region_name(const Site& site, const Pointee& region) {
  const auto map = [&](std::uint32_t index) {
    return "'" + site.program.maps.at(index).name + "'";
  };
  return std::visit(
      Overloaded{
          [](const StackMemory&) -> std::string { return "the stack"; },
          [](const ContextMemory&) -> std::string { return "the context"; },
          [&](const RegionMemory& memory) {
            return "the region '" + site.contract.regions.at(memory.region).name + "'";
          },
          [&](const MapElement& element) { return "the value of map " + map(element.map); },
          [&](const DataSection& data) { return "the data section " + map(data.map); },
          [](const HelperMemory& memory) {
            const std::string size =
                memory.is_listed() ? "" : counted(memory.bytes, "byte") + " of ";
            return "the " + size + "memory that a helper returned";
          },
          [&](const MapHandle& handle) { return "the map " + map(handle.map); },
          [](const Code&) -> std::string { return "a function"; },
          [](const KernelObject&) -> std::string { return "a kernel object"; },
      },
      region);
}

namespace {

std::string_view describe_unreadable(Why why) {
  switch (why) {
    case Why::NeverWritten:
      return "never written";
    case Why::Clobbered:
      return "lost in the call before it";
    case Why::Stale:
      return "a pointer into memory that has moved or was released";
    case Why::Forgotten:
      return "no longer known to the analysis";
    case Why::Merged:
      return "a number on one path and a pointer on another";
  }
  internal_fault(__FILE__, __LINE__, "reason out of range");
}

}  // namespace

std::string describe_value(const Site& site, const Value& value) {
  if (const Unreadable* dead = value.as_unreadable())
    return std::string(describe_unreadable(dead->why));
  if (const Pointer* pointer = value.as_pointer())
    return (value.maybe_null() ? "a possibly null pointer into " : "a pointer into ") +
           region_name(site, pointer->region);
  const std::string range = describe_range(site, value.term());
  return range == "unbounded" ? "a number" : "a number (" + range + ")";
}

namespace {

/// The length or another mark of a region of the contract that the symbol stands for; empty where
/// it stands for none. A contract gives marks, no instruction does.
std::string describe_mark(const Site& site, Symbol symbol) {
  for (std::size_t r = 0; r < site.state.regions.size(); ++r) {
    const std::vector<Term>& marks = site.state.regions[r].marks;
    for (std::size_t m = 1; m < marks.size(); ++m) {
      if (marks[m].coefficient_of(symbol) == 0) continue;
      return fmt::format("{} of the region '{}'", m + 1 == marks.size() ? "the length" : "a mark",
                         site.contract.regions.at(r).name);
    }
  }
  return {};
}

}  // namespace

std::string describe_range(const Site& site, const Term& term) {
  return describe_range(site.state.knowledge.evaluate_bounded(term));
}

std::string describe_range(const Scalar& facts) {
  if (const auto c = facts.as_constant()) return grouped_signed(static_cast<std::int64_t>(*c));
  const auto width =
      static_cast<std::uint64_t>(facts.smax()) - static_cast<std::uint64_t>(facts.smin());
  if (facts.smax() < 0 || width < facts.umax() - facts.umin()) {
    if (facts.smin() == INT64_MIN) return "at most " + grouped_signed(facts.smax());
    if (facts.smax() == INT64_MAX) return "at least " + grouped_signed(facts.smin());
    return fmt::format("between {} and {}", grouped_signed(facts.smin()),
                       grouped_signed(facts.smax()));
  }
  if (facts.umin() == 0 && facts.umax() == ~std::uint64_t{0}) return "unbounded";
  if (facts.umax() == ~std::uint64_t{0}) return "at least " + grouped(facts.umin());
  constexpr std::uint64_t kNear = 1 << 16;
  const std::uint64_t left = ~facts.umax();
  const std::string most =
      left < kNear ? fmt::format("2^64-{}", grouped(left + 1)) : grouped(facts.umax());
  return fmt::format("between {} and {}", grouped(facts.umin()), most);
}

std::string describe_bytes(const Site& site, const Term& term) {
  const Scalar facts = site.state.knowledge.evaluate_bounded(term);
  if (const auto c = facts.as_constant(); c && static_cast<std::int64_t>(*c) >= 0)
    return counted(*c, "byte");
  const std::string range = describe_range(facts);
  return range == "unbounded" ? "any number of bytes" : range + " bytes";
}

namespace {

/// A number that an access bounds was presumed to be in its range, after a refusal.
bool accesses_memory(const Site& site, std::uint32_t slot) {
  if (slot >= site.program.instructions.size()) return false;
  return memory_operand(site.program.instructions[slot]).has_value();
}

/// How a term comes from one of its symbols, which lies in `range`.
std::string made_of(const Term& term, const std::string& range) {
  const auto constant = static_cast<std::int64_t>(term.constant_part());
  if (term.monomials().size() > 1 || constant == 0) return "comes from here and is " + range;
  if (term.monomials()[0].coefficient != 1)
    return "is computed from a value obtained here, which is " + range;
  return fmt::format("is {} {} than the value obtained here, which is {}",
                     grouped(constant < 0 ? 0 - term.constant_part() : term.constant_part()),
                     constant < 0 ? "less" : "more", range);
}

}  // namespace

void explain_offset(const Site& site, const Term& offset, Finding& finding) {
  explain_origin(site, offset.plus(std::uint64_t{0} - offset.constant_part()), finding);
}

void explain_origin(const Site& site, const Term& term, Finding& finding, std::string_view what) {
  const auto add = [&](Note note) {
    const bool told = std::ranges::any_of(finding.notes, [&](const Note& n) {
      return slot_in(n.where) == slot_in(note.where) && n.text == note.text;
    });
    if (!told) finding.notes.push_back(std::move(note));
  };
  const std::string_view part = term.monomials().size() > 1 ? "part of the" : "the";
  for (const Monomial& m : term.monomials()) {
    const SymbolFacts* s = site.state.knowledge.find(m.symbol);
    if (s == nullptr) continue;
    const auto factor = static_cast<std::int64_t>(m.coefficient);
    const std::string times = factor == 1    ? ""
                              : factor == -1 ? " (subtracted)"
                                             : fmt::format(" (times {})", grouped_signed(factor));
    if (const std::string loaded = describe_loaded(site, m.symbol); !loaded.empty()) {
      add({Whole{},
           fmt::format("{} {} is {}, which is known only when the program is loaded "
                       "and is {}{}",
                       part, what, loaded, describe_range(site, Term::of(m.symbol)), times)});
      continue;
    }
    const std::string range = describe_range(site, Term::of(m.symbol));
    if (const std::string mark = describe_mark(site, m.symbol); !mark.empty()) {
      add({Whole{},
           fmt::format("{} {} comes from {} and is {}{}", part, what, mark, range, times)});
    } else {
      add({at_slot(s->made_at),
           fmt::format("{} {} {}{}", part, what, made_of(term, range), times)});
    }
    if (s->bounded_at != s->made_at)
      add({at_slot(s->bounded_at),
           accesses_memory(site, s->bounded_at)
               ? "it is assumed to be in range from here on, because this access requires it"
               : "it was last bounded here"});
  }
}

std::optional<std::uint32_t> limiting_test(const Site& site, const Term& term) {
  for (const Monomial& m : term.monomials()) {
    const SymbolFacts* s = site.state.knowledge.find(m.symbol);
    if (s == nullptr || s->bounded_at >= site.program.instructions.size()) continue;
    if (std::holds_alternative<JumpIf>(site.program.instructions[s->bounded_at]))
      return s->bounded_at;
  }
  return std::nullopt;
}

std::string name_of_mark(const Contract& contract, std::uint32_t region, std::size_t mark) {
  for (const ContextField& field : contract.fields) {
    if (field.kind == FieldKind::RegionMark && field.region == region && field.mark == mark)
      return "'" + field.name + "'";
  }
  return {};
}

std::string helper_at(const Site& site, std::uint32_t slot) {
  if (slot >= site.program.instructions.size()) return {};
  const Helper* helper = called_helper(site.contract, site.program.instructions[slot]);
  return helper == nullptr ? std::string() : name_in_c(helper->name);
}

std::string describe_loaded(const Site& site, Symbol symbol) {
  for (const LoadedNumber& loaded : site.state.loaded) {
    if (loaded.term.as_symbol() != symbol) continue;
    if (const auto number = number_of_key(loaded.key))
      return site.program.load_time.numbers.at(*number).what;
    const auto place = data_of_key(loaded.key);
    return fmt::format("a number in '{}'", site.program.maps.at(place->map).name);
  }
  return {};
}

Finding refuse_unreadable(const Site& site, const std::string& use, const Value& value) {
  const Unreadable* dead = value.as_unreadable();
  ASSAY_CHECK(dead != nullptr, "a value that can be read");
  const bool stale = dead->why == Why::Stale;
  Finding f = refuse(site, stale ? ErrorCode::StalePointer : ErrorCode::RegisterUninitialised,
                     use + " is " + describe_value(site, value));
  switch (dead->why) {
    case Why::NeverWritten:
      break;
    case Why::Clobbered:
      f.notes.push_back({at_slot(dead->since), "this call does not keep it"});
      f.suggestion =
          "save the value before that call; if it is the result of the call, check that the "
          "function returns one";
      break;
    case Why::Stale: {
      const std::string helper = helper_at(site, dead->since);
      if (helper.empty()) {
        f.notes.push_back(
            {at_slot(dead->since), "the function whose variable it points to returned here"});
        f.suggestion = "declare the variable in the calling function and pass its address";
      } else if (was_released(site, value)) {
        f.notes.push_back(
            {at_slot(dead->since), "the memory was released here by '" + helper + "'"});
        f.suggestion = "do this before '" + helper + "', or acquire new memory after it";
      } else {
        f.notes.push_back(
            {at_slot(dead->since), "'" + helper + "' may have moved the memory here"});
        f.suggestion = "read the pointer from the context again after this call, and test it again";
      }
      break;
    }
    case Why::Forgotten:
      f.suggestion =
          "assign the variable again before this point: the analysis no longer knows its value";
      break;
    case Why::Merged:
      f.suggestion =
          "make it a number on every path or a pointer on every path, or use it within the branch "
          "that sets it";
      break;
  }
  return f;
}

std::string_view source_line(const Program& program, std::uint32_t slot) {
  if (slot >= program.locations.size() || program.locations[slot].text < 0) return {};
  return program.line_texts[static_cast<std::size_t>(program.locations[slot].text)];
}

std::string name_of_result(const Site& site, const Value& pointer) {
  const std::string helper = helper_at(site, pointer.since());
  if (helper.empty() || pointer.term().as_constant() != 0u) return {};
  return result_in_line(source_line(site.program, pointer.since()), helper);
}

Finding refuse_dead(const Site& site, const std::string& use, const Value& number) {
  const auto died_at = number.died_at();
  ASSAY_CHECK(died_at, "a number that was no pointer");
  return refuse_unreadable(site, use, Value::unreadable(Why::Stale, *died_at));
}

void explain_pointer(const Site& site, const Value& pointer, Finding& finding) {
  const std::string helper = helper_at(site, pointer.since());
  finding.notes.push_back({at_slot(pointer.since()),
                           helper.empty() ? "the pointer comes from here"
                                          : "the pointer was returned here by '" + helper + "'"});
}

bool is_assembly(const Program& program, std::optional<std::uint32_t> slot) {
  if (!slot || *slot >= program.locations.size()) return true;
  const SourceLocation& at = program.locations[*slot];
  if (at.line == 0 || at.file < 0) return true;
  const std::string& file = program.files[static_cast<std::size_t>(at.file)];
  return file.ends_with(".asm") || file.ends_with(".s") || file.ends_with(".S");
}

}  // namespace assay
