// SPDX-License-Identifier: Apache-2.0
// Helpers as C: a constant pointer to a function at the helper's number, which a call turns into
// the instruction `call NUMBER`.
//
// Contracts name no arguments, so a name says what the argument is; what has no role of its own is
// called by its place (arg3).
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>

#include "ir/contract/argument_kinds.hpp"
#include "ir/contract/header.hpp"
#include "ir/contract/header_annotations.hpp"
#include "ir/contract/words.hpp"

namespace assay {

namespace {

constexpr std::size_t kArguments = std::tuple_size_v<decltype(Helper::args)>;

/// A helper as one or several contracts offer it.
struct Offer {
  const Helper* helper = nullptr;
  ContractList hooks;
};

std::size_t count_arguments(const Helper& helper) {
  std::size_t count = 0;
  while (count < kArguments && helper.args.at(count).kind != ArgKind::None) ++count;
  return count;
}

/// The form with more arguments: where a hook's form takes fewer, it ignores the rest.
const Helper* wider(const Helper* left, const Helper* right) {
  const bool left_is = count_arguments(*left) >= count_arguments(*right);
  const Helper* wide = left_is ? left : right;
  const Helper* narrow = left_is ? right : left;
  for (std::size_t i = 0; i < count_arguments(*narrow); ++i) {
    ASSAY_CHECK(narrow->args.at(i).kind == wide->args.at(i).kind &&
                    narrow->args.at(i).width == wide->args.at(i).width,
                "two prototypes of helper " + wide->name);
  }
  ASSAY_CHECK(narrow->id == wide->id && narrow->returns == wide->returns,
              "two helpers named " + wide->name);
  return wide;
}

std::vector<Offer> offers_of(const ContractList& contracts) {
  std::map<std::string_view, Offer> by_name;
  for (const Contract* contract : contracts) {
    for (const Helper& helper : contract->helpers) {
      Offer& offer = by_name[helper.name];
      offer.helper = offer.helper == nullptr ? &helper : wider(offer.helper, &helper);
      offer.hooks.push_back(contract);
    }
  }
  std::vector<Offer> offers;
  offers.reserve(by_name.size());
  for (auto& [name, offer] : by_name) offers.push_back(std::move(offer));
  std::sort(offers.begin(), offers.end(), [](const Offer& left, const Offer& right) {
    return std::tie(left.helper->id, left.helper->name) <
           std::tie(right.helper->id, right.helper->name);
  });
  return offers;
}

/// How an argument reads in C: its kind's row, and for a number that C declares as a pointer
/// another.
struct Form {
  std::string_view type;
  std::string_view name;
  std::string_view comment;
};

Form form_of(const Argument& argument) {
  if (argument.kind == ArgKind::Any && argument.address)
    return {"const void *", "address", "an address, which is not trusted"};
  const ArgKindRow& row = row_of(argument.kind);
  return {row.c_type, row.c_name, row.c_comment};
}

/// One name an argument: sizes are called after their memory, repeated names get their place.
std::vector<std::string> argument_names(const Helper& helper) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < count_arguments(helper); ++i) {
    const std::string_view stem = form_of(helper.args.at(i)).name;
    std::string name = stem == "size" ? names.back() + "_size" : std::string(stem);
    if (name.empty()) name = fmt::format("arg{}", i + 1);
    if (std::find(names.begin(), names.end(), name) != names.end()) name += std::to_string(i + 1);
    names.push_back(std::move(name));
  }
  return names;
}

/// The context's type where all hooks that offer the helper have one and the same.
std::string context_argument(const ContractList& hooks) {
  const std::string type = context_type_of(*hooks.front());
  const bool is_one = std::all_of(hooks.begin(), hooks.end(), [&type](const Contract* hook) {
    return context_type_of(*hook) == type;
  });
  return (type.empty() || !is_one ? "void" : type) + " *";
}

std::string argument_type(const Offer& offer, const Argument& argument) {
  if (argument.kind == ArgKind::Context) return context_argument(offer.hooks);
  const std::string_view type = form_of(argument).type;
  return type.empty() ? fmt::format("u{} ", bits(argument.width)) : std::string(type);
}

std::string parameter_comment(const Helper& helper, std::size_t index, std::string_view name) {
  const Argument& argument = helper.args.at(index);
  std::string text = fmt::format("/// @param {} {}", name, form_of(argument).comment);
  if (argument.size != 0) text += fmt::format("; {} bytes", argument.size);
  if (argument.kind == ArgKind::Scalar) {
    text += fmt::format(" from {} to {}", argument.min, argument.max);
  }
  if (argument.constant) text += "; a constant";
  if (argument.is_private) text += "; on the stack or in read-only data";
  if (argument.aligned) text += fmt::format("; at a multiple of {} bytes", argument.size);
  if (argument.nullable) text += "; may be null";
  if (helper.releases == static_cast<std::int32_t>(index)) text += "; released by the call";
  return text + "\n";
}

/// Numbers are signed, so that a test for an error means what it says; a helper that takes nothing
/// gives a reading, which is unsigned.
std::string result_type(const Helper& helper) {
  switch (helper.returns) {
    case ReturnKind::Scalar:
      if (helper.result_width == Width::W32) return "s32 ";
      if (helper.return_min == 0 && helper.return_max == UINT32_MAX) return "u32 ";
      if (helper.return_min == INT64_MIN && count_arguments(helper) == 0) return "u64 ";
      return "s64 ";
    case ReturnKind::Argument:
    case ReturnKind::ArgumentOrNull:
    case ReturnKind::MapValueOrNull:
    case ReturnKind::MapValue:
    case ReturnKind::MemoryOrNull:
    case ReturnKind::SocketOrNull:
    case ReturnKind::InnerMapOrNull:
      return "void *";
    case ReturnKind::Void:
      return "void ";
    case ReturnKind::NoReturn:
      return "s64 ";
  }
  internal_fault(__FILE__, __LINE__, "not a return kind");
}

std::string result_comment(const Helper& helper, const std::vector<std::string>& names) {
  switch (helper.returns) {
    case ReturnKind::Scalar:
      if (helper.return_min == INT64_MIN) return "/// @return a number\n";
      return fmt::format("/// @return a number from {} to {}\n", helper.return_min,
                         helper.return_max);
    case ReturnKind::Argument:
      return fmt::format("/// @return {}\n", names.at(helper.returned_argument));
    case ReturnKind::MapValueOrNull:
      return "/// @return the value, or null\n";
    case ReturnKind::MapValue:
      return "/// @return the value\n";
    case ReturnKind::MemoryOrNull:
      return fmt::format("/// @return as many bytes as {} says, or null\n",
                         names.at(helper.size_argument));
    case ReturnKind::SocketOrNull:
      return "/// @return a socket, or null\n";
    case ReturnKind::InnerMapOrNull:
      return "/// @return a map, or null\n";
    case ReturnKind::Void:
      return helper.tail_call ? "/// @return only where it fails, and nothing\n" : "";
    case ReturnKind::NoReturn:
      return "/// @return only where it fails: a negative number\n";
    case ReturnKind::ArgumentOrNull:
      return fmt::format("/// @return {}, or null\n", names.at(helper.returned_argument));
  }
  internal_fault(__FILE__, __LINE__, "not a return kind");
}

std::string effects_comment(const Offer& offer, const std::vector<std::string>& names) {
  const Helper& helper = *offer.helper;
  std::string text;
  const auto note = [&text](std::string_view words) {
    if (!words.empty()) text += fmt::format("/// @note {}.\n", words);
  };
  if (!helper.map_kinds.empty()) {
    note("Kinds of map: " + map_kind_names(*offer.hooks.front(), helper));
  }
  if (writes_memory(helper)) note(initialises_text(helper.initialises));
  if (helper.return_at_most_argument >= 0) {
    note("The result is at most " +
         names.at(static_cast<std::size_t>(helper.return_at_most_argument)));
  }
  const bool makes =
      std::ranges::find(helper.args, ArgKind::NewObject, &Argument::kind) != helper.args.end();
  if (helper.acquires)
    note(fmt::format("Acquires: the {} must be released on every path",
                     makes ? "object" : "result"));
  if (helper.moves_packet) note("Moves the packet: pointers into it must be loaded again");
  if (helper.writes_map) note("Writes the map");
  return text;
}

std::string declare(const Offer& offer, std::size_t platform_hooks) {
  const Helper& helper = *offer.helper;
  const std::vector<std::string> names = argument_names(helper);
  const bool everywhere = offer.hooks.size() == platform_hooks;
  std::string text = fmt::format("\n/// Helper {} of {}.\n", helper.id,
                                 everywhere ? "every hook" : hook_names(offer.hooks));
  std::string parameters;
  for (std::size_t i = 0; i < names.size(); ++i) {
    text += parameter_comment(helper, i, names[i]);
    parameters += (i == 0 ? "" : ", ") + argument_type(offer, helper.args.at(i)) + names[i] +
                  parameter_annotations({helper, offer.hooks, names}, i);
  }
  text += result_comment(helper, names) + effects_comment(offer, names);
  return text + fmt::format("static {}(*const {})({}){} = (void *){};\n", result_type(helper),
                            name_in_c(helper.name), parameters.empty() ? "void" : parameters,
                            helper_annotations({helper, offer.hooks, names}, platform_hooks),
                            helper.id);
}

}  // namespace

std::string helper_declarations(const ContractList& contracts) {
  std::string text;
  for (const Offer& offer : offers_of(contracts)) text += declare(offer, contracts.size());
  return text;
}

}  // namespace assay
