// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "evidence/kernel/probe.hpp"

namespace assay::kernel {
namespace {

constexpr std::uint32_t kArray = 2;
constexpr unsigned kZeroed = 256;  // bytes of the stack below r10 that hold zeros; below: unwritten

struct MapShape {
  std::uint32_t kind;
  std::uint32_t key_size;
  std::uint32_t value_size;
  std::uint32_t max_entries;
  std::uint32_t flags;
};
/// Kinds that can be made without a description of types or another map.
constexpr std::array kShapes{
    MapShape{1, 4, 8, 8, 0},     MapShape{2, 4, 8, 8, 0},     MapShape{3, 4, 4, 8, 0},
    MapShape{4, 4, 4, 8, 0},     MapShape{5, 4, 8, 8, 0},     MapShape{6, 4, 8, 8, 0},
    MapShape{7, 4, 64, 8, 0},    MapShape{8, 4, 4, 8, 0},     MapShape{9, 4, 8, 8, 0},
    MapShape{10, 4, 8, 8, 0},    MapShape{11, 8, 8, 8, 1},    MapShape{14, 4, 4, 8, 0},
    MapShape{15, 4, 4, 8, 0},    MapShape{16, 4, 4, 8, 0},    MapShape{17, 4, 4, 8, 0},
    MapShape{18, 4, 4, 8, 0},    MapShape{19, 16, 8, 0, 0},   MapShape{20, 4, 8, 8, 0},
    MapShape{21, 16, 8, 0, 0},   MapShape{22, 0, 8, 8, 0},    MapShape{23, 0, 8, 8, 0},
    MapShape{25, 4, 4, 8, 0},    MapShape{27, 0, 0, 4096, 0}, MapShape{30, 0, 8, 8, 0},
    MapShape{31, 0, 0, 4096, 0},
};

Map map_of(const MapShape& shape) {
  Map map;
  map.name = fmt::format("kind {}", shape.kind);
  map.kind = shape.kind;
  map.key_size = shape.key_size;
  map.value_size = shape.value_size;
  map.max_entries = shape.max_entries;
  map.flags = shape.flags;
  return map;
}

/// Maps 0 and 1 of each probe: one to look values up in, and constants "ab".
std::vector<Map> base_maps() {
  Map values = map_of({kArray, 4, 64, 1, 0});
  Map constants = map_of({kArray, 4, 8, 1, 0});
  constants.is_data = constants.read_only = true;
  constants.contents = SharedBytes({'a', 'b', 0, 'c', 0, 0, 0, 0});
  return {values, constants};
}

/// Something that an argument may be: how `{0}` gets it. Empty: it stays unreadable.
struct Choice {
  std::string_view name;
  std::string_view text;
};
constexpr std::array kChoices{
    Choice{"0", "{0} = 0"},
    Choice{"1", "{0} = 1"},
    Choice{"-1", "{0} = -1"},
    Choice{"8", "{0} = 8"},
    Choice{"64", "{0} = 64"},
    Choice{"512", "{0} = 512"},
    Choice{"2^32 + 8", "{0} = 4294967304 ll"},
    Choice{"an unknown word of 32 bits", "{0} = *(u32 *)(r7 + 0)"},
    Choice{"an unknown word", "{0} = *(u64 *)(r7 + 0)"},
    Choice{"what was never written", ""},
    Choice{"the context", "{0} = r6"},
    Choice{"the context moved", "{0} = r6; {0} += 4"},
    Choice{"zeros of the stack", "{0} = r10; {0} += -64"},
    Choice{"unwritten stack", "{0} = r10; {0} += -400"},
    Choice{"the end of the stack", "{0} = r10; {0} += -4"},
    Choice{"beyond the stack", "{0} = r10"},
    Choice{"a value of a map", "{0} = r7"},
    Choice{"the end of a value", "{0} = r7; {0} += 60"},
    Choice{"a value or null", "{0} = r0"},
    Choice{"constants", "{0} = map_value[1] + 0"},
    Choice{"a map", "{0} = map[0]"},
};

/// What fits the argument of a call that the contract allows; nothing where none is known.
std::optional<Choice> fitting(const Helper& helper, std::size_t i) {
  const Argument& argument = helper.args.at(i);
  switch (argument.kind) {
    case ArgKind::Any:
      return kChoices[0];
    case ArgKind::Scalar:
      return argument.min <= 8 && argument.max >= 8 ? std::optional(kChoices[3]) : std::nullopt;
    case ArgKind::Context:
      return Choice{"", "{0} = r6"};
    case ArgKind::MapHandle:
      return Choice{"", "{0} = map[2]"};
    case ArgKind::MapKey:
    case ArgKind::MapValueIn:
    case ArgKind::MapValueOut:
    case ArgKind::ReadMemory:
    case ArgKind::WriteMemory:
    case ArgKind::ReadWriteMemory:
      return Choice{"", "{0} = r10; {0} += -64"};
    case ArgKind::Size:
    case ArgKind::SizeOrZero:
      return kChoices[3];
    case ArgKind::ConstString:
      return Choice{"", "{0} = map_value[1] + 0"};
    case ArgKind::None:
      return Choice{"", ""};
    case ArgKind::AllocatedMemory:
    case ArgKind::Callback:
    case ArgKind::StackPointer:
    case ArgKind::SocketReference:
    case ArgKind::OpaqueHandle:
    case ArgKind::NewObject:
    case ArgKind::StackObject:
      return std::nullopt;
  }
  return std::nullopt;
}

using Choices = std::array<Choice, 5>;

std::optional<Choices> fitting_all(const Helper& helper) {
  Choices all{};
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto one = fitting(helper, i);
    if (!one) return std::nullopt;
    all.at(i) = *one;
  }
  return all;
}

/// r6 = context, r7 = a value of map 0, r0 = a value or null, the first bytes of the stack zero.
std::string prologue() {
  std::string text = "r6 = r1\n";
  for (unsigned at = 8; at <= kZeroed; at += 8) text += fmt::format("*(u64 *)(r10 - {}) = 0\n", at);
  const std::string look_up = "r2 = r10\nr2 += -8\nr1 = map[0]\ncall 1\n";
  return text + look_up + "if r0 == 0 goto out\nr7 = r0\n" + look_up;
}

/// Gives back what the helper acquired: records are discarded, sockets released.
std::string release(const Helper& helper) {
  if (!helper.acquires) return "";
  const int release = helper.returns == ReturnKind::SocketOrNull ? 86 : 133;
  return fmt::format("if r0 == 0 goto out\nr1 = r0\nr2 = 0\ncall {}\n", release);
}

Program call_of(const Helper& helper, const Choices& choices, const MapShape& shape) {
  std::string text = prologue();
  for (std::size_t i = 0; i < choices.size(); ++i) {
    text += fmt::format(fmt::runtime(choices.at(i).text), fmt::format("r{}", i + 1)) + "\n";
  }
  text += fmt::format("call {}\n{}out:\nr0 = 1\nexit", helper.id, release(helper));
  Program program = program_of(text);
  program.maps = base_maps();
  program.maps.push_back(map_of(shape));
  return program;
}

bool takes_map(const Helper& helper) {
  return std::ranges::any_of(
      helper.args, [](const Argument& argument) { return argument.kind == ArgKind::MapHandle; });
}

const MapShape* shape_for(const Helper& helper) {
  if (helper.map_kinds.empty() || !takes_map(helper)) return &kShapes[1];
  for (const MapShape& shape : kShapes) {
    if (std::ranges::find(helper.map_kinds, shape.kind) != helper.map_kinds.end()) return &shape;
  }
  return nullptr;
}

void add_calls(const Helper& helper, std::vector<Probe>& probes) {
  const auto fits = fitting_all(helper);
  const MapShape* shape = shape_for(helper);
  if (!fits || shape == nullptr || helper.callback_argument >= 0) return;
  probes.push_back({helper.name + " as it is meant", call_of(helper, *fits, *shape)});
  for (std::size_t i = 0; i < fits->size(); ++i) {
    if (helper.args.at(i).kind == ArgKind::None) break;
    for (const Choice& choice : kChoices) {
      Choices changed = *fits;
      changed.at(i) = choice;
      probes.push_back({fmt::format("{} with {} as argument {}", helper.name, choice.name, i + 1),
                        call_of(helper, changed, *shape)});
    }
  }
  if (!takes_map(helper)) return;
  for (const MapShape& other : kShapes)
    probes.push_back({fmt::format("{} of a map of kind {}", helper.name, other.kind),
                      call_of(helper, *fits, other)});
}

}  // namespace

std::vector<Probe> call_probes(const Contract& contract) {
  std::vector<Probe> probes;
  for (const Helper& helper : contract.helpers) add_calls(helper, probes);
  return probes;
}

}  // namespace assay::kernel
