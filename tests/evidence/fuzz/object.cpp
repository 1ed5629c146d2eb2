// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "evidence/fuzz/targets.hpp"
#include "ir/isa/decode.hpp"
#include "ir/isa/encode.hpp"
#include "ir/isa/names_map.hpp"
#include "ir/object/frame_layouts.hpp"
#include "ir/object/inlining.hpp"
#include "ir/object/read_object.hpp"
#include "ir/program/program.hpp"
#include "ir/text/print.hpp"

namespace assay::fuzz {
namespace {

void check_error(const Error& error) {
  require(!error.message.empty(), "an error says what is wrong");
  const ErrorClass kind = error_class(error.code);
  require(kind == ErrorClass::Input || kind == ErrorClass::Unsupported, "an error of the input");
}

void check_places(const Program& program) {
  require(program.locations.size() == program.instructions.size(), "every slot has a place");
  for (const SourceLocation& place : program.locations) {
    require(place.file < static_cast<std::int32_t>(program.files.size()), "a file that is there");
    require(place.text < static_cast<std::int32_t>(program.line_texts.size()),
            "a line that is there");
  }
}

void check_functions(const Program& program) {
  std::uint32_t begin = 0;
  for (const Function& function : program.functions) {
    require(function.begin == begin && function.end > begin, "functions stand one behind another");
    begin = function.end;
  }
  require(begin == program.instructions.size(), "the functions cover the program");
}

void check_references(const Program& program) {
  for (const Instruction& instruction : program.instructions) {
    const auto* wide = std::get_if<LoadImm64>(&instruction);
    if (wide == nullptr) continue;
    const std::uint64_t index = wide->value & 0xffffffff;
    if (names_map(*wide)) require(index < program.maps.size(), "a map that is there");
    if (wide->kind == WideKind::UnresolvedSymbol)
      require(index < program.unresolved.size(), "a symbol that is there");
  }
  for (const Map& map : program.maps) {
    require(!map.inner || *map.inner < program.maps.size(), "an inner map that is there");
    require(!map.is_data || map.contents.size() <= map.value_size, "contents fit their map");
  }
}

void check_load_time(const Program& program) {
  const LoadTime& load_time = program.load_time;
  const std::size_t slots = program.instructions.size();
  for (const LoadTimeUse& use : load_time.uses)
    require(use.slot < slots && use.number < load_time.numbers.size(), "a number that is there");
  for (const LayoutUse& use : load_time.layout_uses)
    require(use.slot < slots && use.layout < load_time.layouts.size(), "a layout that is there");
  require(std::ranges::is_sorted(load_time.uses, {}, &LoadTimeUse::slot), "numbers in order");
  require(std::ranges::is_sorted(load_time.layout_uses, {}, &LayoutUse::slot), "layouts in order");
}

void check_program(const Program& program) {
  require(!program.instructions.empty(), "a program has instructions");
  require(!check_targets(program.instructions), "every target is an instruction");
  check_places(program);
  check_functions(program);
  check_references(program);
  check_load_time(program);
  require(!print_program(program.instructions).empty(), "a program prints");
  if (program.unresolved.empty())
    require(encode(program.instructions).size() == 8 * program.instructions.size(),
            "a program encodes");
}

/// What is read of an object when there is a finding to explain: inlined calls, and variables.
void check_debug_information(Bytes input, const Program& program) {
  const CodePlace first = code_place(program, 0);
  const CodePlace last =
      code_place(program, static_cast<std::uint32_t>(program.instructions.size() - 1));
  const std::vector<CodePlace> places = {first, last};
  const auto calls = read_inlined_calls(input, places);
  if (calls.ok())
    require(calls.value().size() == places.size(), "calls for every place");
  else
    check_error(calls.error());
  const std::vector<FramePlace> frames = {{first, std::nullopt}, {first, last}};
  const auto layouts = read_frame_layouts(input, frames);
  if (!layouts.ok()) return check_error(layouts.error());
  require(layouts.value().size() == frames.size(), "a layout for every frame");
  for (const FrameLayout& layout : layouts.value()) {
    for (const FrameVariable& variable : layout.variables) {
      require(!variable.name.empty() && variable.size > 0, "a variable has a name and bytes");
      for (const VariablePart& part : variable.parts)
        require(part.offset + part.size <= variable.size, "a part lies in its variable");
    }
  }
}

}  // namespace

bool fuzz_object(Bytes input) {
  const auto object = read_object(input, "input.o");
  if (!object.ok()) {
    check_error(object.error());
    return false;
  }
  require(!object.value().programs.empty(), "an object has programs");
  if (const auto& first = object.value().programs.front().program; first.ok())
    check_debug_information(input, first.value());
  for (const ObjectEntry& entry : object.value().programs) {
    if (entry.program.ok()) {
      check_program(entry.program.value());
    } else {
      check_error(entry.program.error());
    }
  }
  return true;
}

}  // namespace assay::fuzz
