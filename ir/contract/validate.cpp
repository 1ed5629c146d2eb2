// SPDX-License-Identifier: Apache-2.0
#include "ir/contract/validate.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "ir/contract/argument_kinds.hpp"

namespace assay {

namespace {

using Findings = std::vector<std::string>;

bool has(const Helper& helper, ArgKind kind) {
  return std::any_of(helper.args.begin(), helper.args.end(),
                     [kind](const Argument& argument) { return argument.kind == kind; });
}
/// The kind of argument `index`, None when there is no such index.
ArgKind kind_at(const Helper& helper, std::int64_t index) {
  if (index < 0 || index >= static_cast<std::int64_t>(helper.args.size())) return ArgKind::None;
  return helper.args.at(static_cast<std::size_t>(index)).kind;
}

void check_fields(const Contract& contract, Findings& found) {
  if (contract.context_size > kMostContextBytes)
    found.push_back(fmt::format("the context has more than {} bytes", kMostContextBytes));
  std::uint64_t end = 0;  // of the field before
  for (const ContextField& field : contract.fields) {
    const auto say = [&](std::string_view what) {
      found.push_back(fmt::format("field {} {}", field.name, what));
    };
    if (field.name.empty() || field.size == 0) say("has no name or no size");
    if (field.offset < end) say("overlaps the field before it, or is out of order");
    end = std::uint64_t{field.offset} + field.size;
    if (end > contract.context_size) say("ends behind the context");
    if (!field.readable && !field.writable) say("can be neither read nor written");
    if (field.may_lie_past_next && field.kind != FieldKind::RegionMark)
      say("is no mark of a region, and may not lie past the next");
    if (field.kind == FieldKind::Scalar) continue;
    if (field.writable || field.narrow)
      say("is a pointer or a length that a program may write or take apart");
    if (field.kind == FieldKind::Opaque) continue;
    if (field.region >= contract.regions.size()) {
      say("names no region");
    } else if (field.kind == FieldKind::RegionLength) {
      const Region& region = contract.regions[field.region];
      const std::uint64_t most = field.size >= 8 ? ~0ull : (1ull << (8 * field.size)) - 1;
      if (region.marks >= 2 && region.max_size > most / (region.marks - 1))
        say("is too small for the length of its region");
      if (region.reversed != 0) say("is the length of a region that may have less than no bytes");
    } else if (field.mark >= contract.regions[field.region].marks) {
      say("names no mark of its region");
    } else if (field.may_lie_past_next && field.mark + 1 >= contract.regions[field.region].marks) {
      say("is the last mark of its region, and may not lie past the next");
    } else if (field.may_lie_past_next && contract.regions[field.region].may_be_null) {
      say("lies past a mark that may be null");
    }
  }
}

void check_names(const Contract& contract, Findings& found) {
  for (const NamedValue& named : contract.names) {
    const auto holds = [&named](const ContextField& field) { return field.name == named.field; };
    const bool of_field = !named.field.empty();
    if (of_field && std::none_of(contract.fields.begin(), contract.fields.end(), holds))
      found.push_back(fmt::format("name {} is of no field", named.name));
    const ReturnRange& result = contract.result;
    if (!of_field && result.checked && (named.value < result.min || named.value > result.max))
      found.push_back(fmt::format("result {} is refused", named.name));
  }
}

/// Each mark has one field, but the end may have a length instead.
void check_marks(const Contract& contract, std::size_t region, Findings& found) {
  const auto say = [&](std::string_view what) {
    found.push_back(fmt::format("region {} {}", contract.regions[region].name, what));
  };
  const std::uint32_t marks = contract.regions[region].marks;
  if (marks > contract.fields.size() + 1) {
    say("has more marks than there are fields");
    return;
  }
  std::vector<std::uint32_t> fields(marks);  // of each mark
  std::uint32_t lengths = 0;
  for (const ContextField& field : contract.fields) {
    if (field.region != region) continue;
    if (field.kind == FieldKind::RegionLength) ++lengths;
    if (field.kind == FieldKind::RegionMark && field.mark < marks) ++fields[field.mark];
  }
  for (std::uint32_t mark = 0; mark < marks; ++mark) {
    const bool by_length = fields[mark] == 0 && mark + 1 == marks && lengths == 1;
    if (fields[mark] != 1 && !by_length)
      say(fmt::format("has {} fields for mark {}", fields[mark], mark));
  }
}

void check_regions(const Contract& contract, Findings& found) {
  for (std::size_t i = 0; i < contract.regions.size(); ++i) {
    const Region& region = contract.regions[i];
    const auto say = [&](std::string_view what) {
      found.push_back(fmt::format("region {} {}", region.name, what));
    };
    if (region.marks < 2) say("has fewer than two marks");
    if (region.max_size == 0 || region.max_size > region.slack)
      say("has no size, or one beyond its slack");
    if (region.slack > kMostSlack) say("leaves no addresses between its slacks");
    if (region.marks >= 2 && region.max_size > kMostSlack / (region.marks - 1))
      say("may be larger than the addresses that there are");
    if (region.marks >= 2) check_marks(contract, i, found);
  }
}

/// The rules for calls know words and their halves.
bool is_narrow(Width width) { return width != Width::W32 && width != Width::W64; }

void check_arguments(const Helper& helper, Findings& found) {
  const auto say = [&](std::size_t i, std::string_view what) {
    found.push_back(fmt::format("helper {}: argument {} {}", helper.name, i + 1, what));
  };
  std::uint32_t maps = 0;
  for (std::size_t i = 0; i < helper.args.size(); ++i) {
    const Argument& argument = helper.args[i];
    const Argument before = i == 0 ? Argument{} : helper.args[i - 1];
    const Argument after = i + 1 == helper.args.size() ? Argument{} : helper.args[i + 1];
    if (i > 0 && before.kind == ArgKind::None && argument.kind != ArgKind::None)
      say(i, "follows a gap");
    if (argument.kind == ArgKind::MapHandle) ++maps;
    if (is_map_part(argument.kind) && maps != 1) say(i, "belongs to no map, or to one of several");
    if (is_size(argument.kind) && (!is_buffer(before.kind) || before.size != 0))
      say(i, "sizes no memory");
    if (is_buffer(argument.kind) && argument.size == 0 && !is_size(after.kind))
      say(i, "has no size");
    const bool null_with_size = is_buffer(argument.kind) && argument.size == 0 && argument.nullable;
    if (null_with_size && after.kind != ArgKind::SizeOrZero)
      say(i, "may be null, but its size may not be zero");
    if (argument.min > argument.max) say(i, "has an empty range");
    const bool is_ranged = argument.min != 0 || argument.max != ~0ull;
    if (is_ranged && argument.kind != ArgKind::Scalar) say(i, "has a range that nobody asks for");
    if (argument.constant && argument.kind != ArgKind::Scalar && !is_size(argument.kind))
      say(i, "is to be constant, which nobody asks for");
    const bool on_stack =
        argument.kind == ArgKind::NewObject || argument.kind == ArgKind::StackObject;
    if (on_stack && (argument.size <= 8 || argument.size % 8 != 0 || argument.size > 64))
      say(i, "is an object of a size that none has");
    if (argument.is_private && !is_buffer(argument.kind) && !is_map_part(argument.kind))
      say(i, "is to be private, and is no memory");
    const bool is_word = argument.size == 2 || argument.size == 4 || argument.size == 8;
    if (argument.aligned && (!is_buffer(argument.kind) || !is_word))
      say(i, "is to be aligned, and is no memory of 2, 4 or 8 bytes");
    if (is_narrow(argument.width)) say(i, "is read as less than half a word");
  }
}

void check_result(const Helper& helper, Findings& found) {
  const auto say = [&](std::string_view what) {
    found.push_back(fmt::format("helper {} {}", helper.name, what));
  };
  const ReturnKind kind = helper.returns;
  if (helper.return_min > helper.return_max) say("has an empty range of results");
  const bool of_map = kind == ReturnKind::MapValue || kind == ReturnKind::MapValueOrNull ||
                      kind == ReturnKind::InnerMapOrNull;
  if (of_map && !has(helper, ArgKind::MapHandle)) say("returns part of a map and takes none");
  if (kind == ReturnKind::MemoryOrNull) {
    if (kind_at(helper, helper.size_argument) != ArgKind::Scalar)
      say("returns memory of unknown size");
  }
  if (kind == ReturnKind::Argument && kind_at(helper, helper.returned_argument) == ArgKind::None)
    say("returns an argument that it does not take");
  const bool given_back = helper.releases == static_cast<std::int64_t>(helper.returned_argument);
  if (kind == ReturnKind::Argument && (helper.moves_packet || given_back))
    say("returns an argument that may not outlive the call");
  if (kind == ReturnKind::Argument && kind_at(helper, helper.returned_argument) != ArgKind::None &&
      helper.args.at(helper.returned_argument).width != Width::W64)
    say("returns an argument of which it reads only a part");
  const bool is_socket = kind_at(helper, helper.returned_argument) == ArgKind::SocketReference;
  if (kind == ReturnKind::ArgumentOrNull && (!is_socket || given_back))
    say("returns as an object what is none, or does not outlive the call");
  if (is_narrow(helper.result_width)) say("returns less than half a word");
  const bool low_half = helper.result_width == Width::W32;
  if (low_half && (helper.return_min < INT32_MIN || helper.return_max > INT32_MAX))
    say("returns more than half a word in half a word");
  const bool gives_pointer = kind == ReturnKind::MemoryOrNull || kind == ReturnKind::SocketOrNull;
  const auto makes = std::ranges::count(helper.args, ArgKind::NewObject, &Argument::kind);
  if (helper.acquires && !gives_pointer && makes == 0)
    say("acquires what is neither memory nor a socket");
  if (makes > 1 || (makes == 1 && (!helper.acquires || gives_pointer || helper.tail_call)))
    say("makes an object that it does not acquire, or acquires two things");
  const bool may_end = kind == ReturnKind::NoReturn || kind == ReturnKind::Void;
  if (helper.tail_call ? !may_end : kind == ReturnKind::NoReturn) say("is half a tail call");
  if (helper.return_at_most_argument >= 0 &&
      !is_size(kind_at(helper, helper.return_at_most_argument))) {
    say("bounds its result by what is no size");
  }
}

bool is_object(ArgKind kind) {
  return kind == ArgKind::AllocatedMemory || kind == ArgKind::SocketReference ||
         kind == ArgKind::StackObject;
}

void check_effects(const Helper& helper, Findings& found) {
  const auto say = [&](std::string_view what) {
    found.push_back(fmt::format("helper {} {}", helper.name, what));
  };
  if (helper.releases >= 0 && !is_object(kind_at(helper, helper.releases)))
    say("releases what is no reference");
  if (has(helper, ArgKind::AllocatedMemory) && helper.releases < 0)
    say("takes acquired memory without release");
  if (helper.releases >= 0 && std::ranges::count_if(helper.args, is_object, &Argument::kind) > 1)
    say("releases an object and takes another, which may be the same");
  const bool calls_back = kind_at(helper, helper.callback_argument) == ArgKind::Callback;
  if (has(helper, ArgKind::Callback) != calls_back ||
      (!calls_back && helper.callback_argument >= 0)) {
    say("does not say which argument it calls back");
  }
  for (const std::int32_t index :
       {helper.releases, helper.callback_argument, helper.return_at_most_argument}) {
    if (index < -1) say("names no argument otherwise than by -1");
  }
  const bool writes =
      std::any_of(helper.args.begin(), helper.args.end(), [](const Argument& argument) {
        return is_written(argument.kind) && argument.kind != ArgKind::NewObject;
      });
  if (helper.initialises != Initialises::All && !writes)
    say("initialises a buffer that it does not take");
  const bool takes_memory =
      std::any_of(helper.args.begin(), helper.args.end(),
                  [](const Argument& argument) { return is_buffer(argument.kind); });
  if (helper.moves_packet && helper.packet_arguments && takes_memory)
    say("moves the packet under its arguments");
  if ((helper.writes_map || !helper.map_kinds.empty()) && !has(helper, ArgKind::MapHandle))
    say("takes no map");
}

/// The kinds of the arguments on which a model rests, from the first on; None: any.
struct ModelArguments {
  HelperModel model{};
  std::array<ArgKind, 3> kinds{};
};
constexpr std::array kModelArguments = {
    ModelArguments{HelperModel::MapLookup, {ArgKind::MapHandle, ArgKind::MapKey}},
    ModelArguments{HelperModel::MapUpdate,
                   {ArgKind::MapHandle, ArgKind::MapKey, ArgKind::MapValueIn}},
    ModelArguments{HelperModel::MapDelete, {ArgKind::MapHandle, ArgKind::MapKey}},
    ModelArguments{HelperModel::MapLookupAndDelete, {ArgKind::MapHandle, ArgKind::MapKey}},
    ModelArguments{HelperModel::MapPush, {ArgKind::MapHandle, ArgKind::MapValueIn}},
    ModelArguments{HelperModel::MapPop, {ArgKind::MapHandle, ArgKind::MapValueOut}},
    ModelArguments{HelperModel::MapPeek, {ArgKind::MapHandle, ArgKind::MapValueOut}},
    ModelArguments{HelperModel::Loop, {ArgKind::None, ArgKind::Callback}},
    ModelArguments{HelperModel::ForEach, {ArgKind::MapHandle, ArgKind::Callback}},
    ModelArguments{HelperModel::CopyMemory,
                   {ArgKind::WriteMemory, ArgKind::None, ArgKind::ReadMemory}},
    ModelArguments{HelperModel::CompareMemory,
                   {ArgKind::ReadMemory, ArgKind::None, ArgKind::ReadMemory}},
    ModelArguments{HelperModel::FillMemory, {ArgKind::WriteMemory}},
    ModelArguments{HelperModel::CopyText,
                   {ArgKind::WriteMemory, ArgKind::None, ArgKind::ReadMemory}},
    ModelArguments{HelperModel::AppendText,
                   {ArgKind::ReadWriteMemory, ArgKind::None, ArgKind::ReadMemory}},
    ModelArguments{HelperModel::TextLength, {ArgKind::ReadMemory}},
    ModelArguments{HelperModel::LoadPacket,
                   {ArgKind::Context, ArgKind::None, ArgKind::WriteMemory}},
    ModelArguments{HelperModel::SubmitRecord, {ArgKind::AllocatedMemory}},
    ModelArguments{HelperModel::Print, {ArgKind::ReadMemory}},
};

void check_model(const Helper& helper, Findings& found) {
  for (const ModelArguments& row : kModelArguments) {
    if (row.model != helper.model) continue;
    for (std::size_t i = 0; i < row.kinds.size(); ++i) {
      if (row.kinds.at(i) == ArgKind::None || row.kinds.at(i) == helper.args.at(i).kind) continue;
      found.push_back(
          fmt::format("helper {}: its model takes another argument {}", helper.name, i + 1));
    }
  }
  if (helper.tail_call != (helper.model == HelperModel::TailCall) &&
      helper.model != HelperModel::Prototype) {
    found.push_back(fmt::format("helper {}: its model is half a tail call", helper.name));
  }
}

/// What objects are told apart by: the kind of argument that takes them, and their size there.
using Shape = std::pair<ArgKind, std::uint32_t>;

std::optional<Shape> acquired_shape(const Helper& helper) {
  if (!helper.acquires) return std::nullopt;
  for (const Argument& argument : helper.args) {
    if (argument.kind == ArgKind::NewObject) return Shape{ArgKind::StackObject, argument.size};
  }
  if (helper.returns == ReturnKind::SocketOrNull) return Shape{ArgKind::SocketReference, 0};
  return Shape{ArgKind::AllocatedMemory, 0};
}

std::optional<Shape> released_shape(const Helper& helper) {
  const ArgKind kind = kind_at(helper, helper.releases);
  if (kind == ArgKind::None) return std::nullopt;
  const bool on_stack = kind == ArgKind::StackObject;
  const auto index = static_cast<std::size_t>(helper.releases);
  return Shape{kind, on_stack ? helper.args.at(index).size : 0};
}

/// Objects of one shape are of one kind. Where several helpers make them and several take them
/// back, nothing says which belong together.
void check_kinds_of_objects(const Contract& contract, Findings& found) {
  std::map<Shape, std::pair<std::vector<std::string>, std::vector<std::string>>> users;
  for (const Helper& helper : contract.helpers) {
    if (const auto shape = acquired_shape(helper)) users[*shape].first.push_back(helper.name);
    if (const auto shape = released_shape(helper)) users[*shape].second.push_back(helper.name);
  }
  for (const auto& [shape, names] : users) {
    const auto& [acquire, release] = names;
    if (acquire.size() < 2 || release.size() < 2) continue;
    found.push_back(fmt::format(
        "helpers {} acquire objects of one shape, and helpers {} release such: which belong "
        "together cannot be said",
        fmt::join(acquire, ", "), fmt::join(release, ", ")));
  }
}

void check_maps_of(const Contract& contract, const Helper& helper, Findings& found) {
  if (!std::is_sorted(helper.map_kinds.begin(), helper.map_kinds.end())) {
    found.push_back(fmt::format("helper {}: map kinds are not sorted", helper.name));
  }
  for (const std::uint32_t number : helper.map_kinds) {
    const MapKind* kind = find_map_kind(contract, number);
    if (kind == nullptr) {
      found.push_back(fmt::format("helper {}: map kind {} is unknown", helper.name, number));
    } else if (helper.model == HelperModel::MapLookup && !kind->lookup_from_program) {
      found.push_back(fmt::format("look-up in {} is both allowed and refused", kind->name));
    }
  }
}

template <class Row, class Number>
void check_order(const std::vector<Row>& rows, Number number, std::string_view what,
                 Findings& found) {
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (number(rows[i - 1]) >= number(rows[i])) {
      found.push_back(fmt::format("{} {} is out of order or there twice", what, number(rows[i])));
    }
  }
}

void check_map_kinds(const Contract& contract, Findings& found) {
  for (const MapKind& kind : contract.map_kinds) {
    for (const SizeRule* rule : {&kind.key_bytes, &kind.value_bytes, &kind.entries}) {
      if (rule->multiple == 0) found.push_back(fmt::format("map kind {} counts by 0", kind.name));
    }
  }
}

void check_executions(const Contract& contract, Findings& found) {
  for (const Execution& way : contract.executions) {
    const bool below = way.frames == Frames::Below;
    const std::uint32_t frame = contract.limits.stack_bytes_per_frame;
    if (way.name.empty()) found.emplace_back("a way of execution has no name");
    if (below != (way.frame_step != 0) || way.frame_step > frame)
      found.push_back(fmt::format("the frames of {} do not fit", way.name));
  }
}

void check_limits(const Contract& contract, Findings& found) {
  const Limits& limits = contract.limits;
  if (limits.stack_bytes_per_frame == 0 || limits.call_depth == 0 ||
      limits.instruction_budget == 0) {
    found.emplace_back("a limit is zero");
  }
  if (limits.stack_bytes_per_frame > kMostFrameBytes)
    found.push_back(fmt::format("a frame has more than {} bytes of stack", kMostFrameBytes));
  if (contract.result.min > contract.result.max)
    found.emplace_back("the range of results is empty");
  const bool generic = contract.platform == Platform::Generic;
  const bool prefixed =
      contract.name.starts_with(fmt::format("{}/", platform_name(contract.platform)));
  if (!generic && !prefixed) found.emplace_back("the name does not begin with the platform");
  const auto& prefixes = contract.section_prefixes;
  if (std::find(prefixes.begin(), prefixes.end(), "") != prefixes.end())
    found.emplace_back("a section is empty");
}

}  // namespace

std::vector<std::string> contradictions(const Contract& contract) {
  Findings found;
  check_fields(contract, found);
  check_names(contract, found);
  check_regions(contract, found);
  check_order(contract.helpers, [](const Helper& helper) { return helper.id; }, "helper", found);
  check_order(
      contract.map_kinds, [](const MapKind& kind) { return kind.number; }, "map kind", found);
  check_map_kinds(contract, found);
  for (const Helper& helper : contract.helpers) {
    check_arguments(helper, found);
    check_result(helper, found);
    check_effects(helper, found);
    check_model(helper, found);
    check_maps_of(contract, helper, found);
  }
  check_kinds_of_objects(contract, found);
  check_executions(contract, found);
  check_limits(contract, found);
  return found;
}

}  // namespace assay
