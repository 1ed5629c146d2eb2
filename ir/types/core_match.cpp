// SPDX-License-Identifier: Apache-2.0
#include "ir/types/core_match.hpp"

#include <fmt/format.h>

#include <limits>

#include "ir/base/errors.hpp"

namespace assay {
namespace {

constexpr std::uint64_t kMostComparisons = 5'000'000;
constexpr int kMostLevels = 32;        // of prototypes and structs inside each other
constexpr int kMostIndirections = 32;  // pointers and arrays in a row
constexpr std::uint64_t kMostBits = std::numeric_limits<std::uint32_t>::max();

/// Old compilers kept bit fields as integers that begin inside a byte.
bool begins_at_a_byte(const BtfType& integer) { return (integer.encoding >> 16 & 0xff) == 0; }

}  // namespace

std::string_view without_flavour(std::string_view name) {
  for (std::size_t i = name.size(); i-- > 0;) {
    if (i + 5 > name.size()) continue;
    const bool separates = name[i] != '_' && name.substr(i + 1, 3) == "___" && name[i + 4] != '_';
    if (separates) return name.substr(0, i + 1);
  }
  return name;
}

bool kinds_fit(BtfKind a, BtfKind b) { return a == b || (is_enumeration(a) && is_enumeration(b)); }

std::optional<Error> CoreMatcher::spend() {
  if (++spent_ <= kMostComparisons) return std::nullopt;
  return Error{
      ErrorCode::LimitExceeded,
      fmt::format("the types need more than {} comparisons with the target's", kMostComparisons)};
}

Result<CoreMatcher::Pair> CoreMatcher::resolved(Pair types) const {
  const auto local = local_.resolve(types.local);
  const auto target = target_.resolve(types.target);
  if (!local || !target) return malformed_relocation("a chain of types does not end");
  return Pair{*local, *target};
}

CoreMatcher::Pair CoreMatcher::elements(Pair arrays) const {
  return {local_.array(arrays.local).element, target_.array(arrays.target).element};
}

Result<std::optional<CoreSpec>> CoreMatcher::match(CoreKind kind, const CoreSpec& spec,
                                                   TypeId candidate) {
  if (auto spent = spend()) return *spent;
  CoreSpec found;
  found.root = candidate;
  Result<bool> fits = false;
  if (kind == CoreKind::TypeMatches) {
    fits = types_match({spec.root, candidate}, Behind::Nothing, kMostLevels);
  } else if (asks_of_type(kind)) {
    fits = kinds_fit(local_.kind(spec.root), target_.kind(candidate))
               ? types_fit({spec.root, candidate}, kMostLevels)
               : Result<bool>(false);
  } else if (asks_of_enumerator(kind)) {
    const auto id = target_.resolve(candidate);
    if (!id) return malformed_relocation("a chain of types does not end");
    if (!is_enumeration(target_.kind(*id))) return std::optional<CoreSpec>();
    const std::string_view wanted = without_flavour(spec.steps.front().name);
    const auto enumerators = target_.enumerators(*id);
    for (std::uint32_t i = 0; i < enumerators.size(); ++i) {
      if (auto spent = spend()) return *spent;
      const std::string_view name = target_.string(enumerators[i].name);
      if (without_flavour(name) != wanted) continue;
      found.steps.push_back({name, *id, i});
      return std::optional(std::move(found));
    }
  } else {
    fits = match_field(spec, found);
  }
  if (!fits) return fits.error();
  return fits.value() ? std::optional(std::move(found)) : std::nullopt;
}

Result<bool> CoreMatcher::match_field(const CoreSpec& spec, CoreSpec& found) {
  TypeId type = found.root;
  for (const CoreStep& step : spec.steps) {
    const auto id = target_.resolve(type);
    if (!id) return malformed_relocation("a chain of types does not end");
    type = *id;
    const auto fits =
        step.name.empty() ? match_element(step, type, found) : match_member(step, type, found);
    if (!fits || !fits.value()) return fits;
  }
  return true;
}

Result<bool> CoreMatcher::match_element(const CoreStep& step, TypeId& type, CoreSpec& found) {
  if (!found.steps.empty()) {  // the first step indexes what the pointer points to
    if (target_.kind(type) != BtfKind::Array) return false;
    const BtfArray& array = target_.array(type);
    if (step.index >= array.count && !is_flexible(array, found.steps.back(), target_)) return false;
    const auto element = target_.resolve(array.element);
    if (!element) return malformed_relocation("a chain of types does not end");
    type = *element;
  }
  if (found.depth++ == kMostCoreSteps)
    return malformed_relocation("the target's types nest too deeply");
  const auto size = target_.size_of(type);
  if (!size || *size > kMostBits) return malformed_relocation("a type of the target has no size");
  found.steps.push_back({{}, type, step.index});
  found.bit_offset += std::uint64_t{step.index} * *size * 8;
  if (found.bit_offset > kMostBits)
    return malformed_relocation("the target's field lies too far away");
  return true;
}

Result<bool> CoreMatcher::match_member(const CoreStep& step, TypeId& type, CoreSpec& found) {
  const auto id = target_.resolve(type);
  if (!id) return malformed_relocation("a chain of types does not end");
  if (!is_record(target_.kind(*id))) return false;
  const BtfMember& wanted = local_.members(step.type)[step.index];
  const auto members = target_.members(*id);
  for (std::uint32_t i = 0; i < members.size(); ++i) {
    if (auto spent = spend()) return *spent;
    if (found.depth == kMostCoreSteps)
      return malformed_relocation("the target's types nest too deeply");
    const BtfMember& member = members[i];
    const std::uint64_t before = found.bit_offset;
    found.bit_offset += member.bit_offset;
    if (found.bit_offset > kMostBits)
      return malformed_relocation("the target's field lies too far away");
    ++found.depth;
    const std::string_view name = target_.string(member.name);
    if (name.empty()) {
      TypeId inner = member.type;
      auto fits = match_member(step, inner, found);  // as deep as kMostCoreSteps
      if (!fits) return fits;
      type = inner;
      if (fits.value()) return true;
    } else if (name == step.name) {
      auto fits = fields_fit({wanted.type, member.type});
      if (!fits || !fits.value()) return fits;
      found.steps.push_back({name, *id, i});
      type = member.type;
      return true;
    }
    found.bit_offset = before;
    --found.depth;
  }
  return false;
}

/// Whether an access to the one field may be turned into one to the other.
Result<bool> CoreMatcher::fields_fit(Pair types) {
  for (int step = 0; step < kMostIndirections; ++step) {
    if (auto spent = spend()) return *spent;
    const auto both = resolved(types);
    if (!both) return both.error();
    const BtfType& local = local_.type(both.value().local);
    const BtfType& target = target_.type(both.value().target);
    if (is_record(local.kind) && is_record(target.kind)) return true;
    if (!kinds_fit(local.kind, target.kind)) return false;
    switch (local.kind) {
      case BtfKind::Pointer:
      case BtfKind::Float:
        return true;
      case BtfKind::Forward:
      case BtfKind::Enum:
      case BtfKind::Enum64: {
        const std::string_view a = without_flavour(local_.string(local.name));
        const std::string_view b = without_flavour(target_.string(target.name));
        return a.empty() || b.empty() || a == b;
      }
      case BtfKind::Int:
        return begins_at_a_byte(local) && begins_at_a_byte(target);
      case BtfKind::Array:
        types = elements(both.value());
        continue;
      case BtfKind::Void:
      case BtfKind::Struct:
      case BtfKind::Union:
      case BtfKind::Typedef:
      case BtfKind::Volatile:
      case BtfKind::Const:
      case BtfKind::Restrict:
      case BtfKind::Function:
      case BtfKind::Prototype:
      case BtfKind::Variable:
      case BtfKind::DataSection:
      case BtfKind::DeclTag:
      case BtfKind::TypeTag:
        return false;
    }
  }
  return malformed_relocation("arrays nest too deeply");
}

/// Whether two types of one name are of one kind all the way through pointers and prototypes.
Result<bool> CoreMatcher::types_fit(Pair types, int levels) {
  for (int step = 0; step < kMostIndirections; ++step) {
    if (auto spent = spend()) return *spent;
    const auto both = resolved(types);
    if (!both) return both.error();
    const BtfType& local = local_.type(both.value().local);
    const BtfType& target = target_.type(both.value().target);
    if (!kinds_fit(local.kind, target.kind)) return false;
    switch (local.kind) {
      case BtfKind::Void:
      case BtfKind::Struct:
      case BtfKind::Union:
      case BtfKind::Enum:
      case BtfKind::Forward:
      case BtfKind::Enum64:
        return true;
      case BtfKind::Int:
        return begins_at_a_byte(local) && begins_at_a_byte(target);
      case BtfKind::Pointer:
        types = {local.type, target.type};
        continue;
      case BtfKind::Array:
        types = elements(both.value());
        continue;
      case BtfKind::Prototype:
        if (const auto fits = parameters_fit(both.value(), levels); !fits || !fits.value())
          return fits;
        types = {local.type, target.type};
        continue;
      case BtfKind::Typedef:
      case BtfKind::Volatile:
      case BtfKind::Const:
      case BtfKind::Restrict:
      case BtfKind::Function:
      case BtfKind::Variable:
      case BtfKind::DataSection:
      case BtfKind::Float:
      case BtfKind::DeclTag:
      case BtfKind::TypeTag:
        return false;
    }
  }
  return malformed_relocation("pointers nest too deeply");
}

Result<bool> CoreMatcher::parameters_fit(Pair types, int levels) {
  const auto mine = local_.parameters(types.local);
  const auto theirs = target_.parameters(types.target);
  if (mine.size() != theirs.size()) return false;
  for (std::size_t i = 0; i < mine.size(); ++i) {
    if (levels <= 0) return malformed_relocation("prototypes nest too deeply");
    const auto fits = types_fit({mine[i].type, theirs[i].type}, levels - 1);
    if (!fits || !fits.value()) return fits;
  }
  return true;
}

bool CoreMatcher::names_match(std::uint32_t local_name, std::uint32_t target_name) const {
  const std::string_view local = local_.string(local_name);
  const std::string_view target = target_.string(target_name);
  if (target.empty()) return local.empty();
  return without_flavour(local) == without_flavour(target);
}

Result<bool> CoreMatcher::enumerators_match(Pair types) {
  const BtfType& local = local_.type(types.local);
  const BtfType& target = target_.type(types.target);
  if (!is_enumeration(target.kind) || local.size != target.size || local.count > target.count)
    return false;
  const auto theirs = target_.enumerators(types.target);
  for (const BtfEnumerator& mine : local_.enumerators(types.local)) {
    bool found = false;
    for (std::size_t i = 0; i < theirs.size() && !found; ++i) {
      if (auto spent = spend()) return *spent;
      found = names_match(mine.name, theirs[i].name);
    }
    if (!found) return false;
  }
  return true;
}

/// Every member of the local type has one of the target that matches.
Result<bool> CoreMatcher::members_match(Pair types, int levels) {
  const auto theirs = target_.members(types.target);
  if (local_.members(types.local).size() > theirs.size()) return false;
  for (const BtfMember& mine : local_.members(types.local)) {
    bool found = false;
    for (std::size_t i = 0; i < theirs.size() && !found; ++i) {
      if (auto spent = spend()) return *spent;
      if (!names_match(mine.name, theirs[i].name)) continue;
      const auto fits = types_match({mine.type, theirs[i].type}, Behind::Nothing, levels - 1);
      if (!fits) return fits;
      found = fits.value();
    }
    if (!found) return false;
  }
  return true;
}

Result<bool> CoreMatcher::prototypes_match(Pair types, Behind behind, int levels) {
  const auto mine = local_.parameters(types.local);
  const auto theirs = target_.parameters(types.target);
  if (mine.size() != theirs.size()) return false;
  for (std::size_t i = 0; i < mine.size(); ++i) {
    const auto fits = types_match({mine[i].type, theirs[i].type}, behind, levels - 1);
    if (!fits || !fits.value()) return fits;
  }
  return true;
}

/// Whether the target's type can do all that the local one can: structs hold its members, those
/// behind pointers need but their names.
Result<bool> CoreMatcher::types_match(Pair types, Behind behind, int levels) {
  if (levels <= 0) return malformed_relocation("types nest too deeply");
  for (int step = 0; step < kMostIndirections; ++step) {
    if (auto spent = spend()) return *spent;
    const auto both = resolved(types);
    if (!both) return both.error();
    const BtfType& local = local_.type(both.value().local);
    const BtfType& target = target_.type(both.value().target);
    if (!names_match(local.name, target.name)) return false;
    const bool same_kind = local.kind == target.kind;
    switch (local.kind) {
      case BtfKind::Void:
        return same_kind;
      case BtfKind::Forward:
        if (same_kind) return local.kind_flag == target.kind_flag;
        return behind == Behind::Pointer &&
               target.kind == (local.kind_flag ? BtfKind::Union : BtfKind::Struct);
      case BtfKind::Enum:
      case BtfKind::Enum64:
        return enumerators_match(both.value());
      case BtfKind::Struct:
      case BtfKind::Union:
        if (behind == Behind::Pointer) {
          return same_kind || (target.kind == BtfKind::Forward &&
                               (local.kind == BtfKind::Union) == target.kind_flag);
        }
        if (!same_kind) return false;
        return members_match(both.value(), levels);
      case BtfKind::Int: {
        constexpr unsigned kSigned = 1u << 24;
        return same_kind && local.size == target.size &&
               (local.encoding & kSigned) == (target.encoding & kSigned);
      }
      case BtfKind::Pointer:
        if (!same_kind) return false;
        behind = Behind::Pointer;
        types = {local.type, target.type};
        continue;
      case BtfKind::Array: {
        if (!same_kind) return false;
        const Pair arrays = both.value();
        if (local_.array(arrays.local).count != target_.array(arrays.target).count) return false;
        types = elements(arrays);
        continue;
      }
      case BtfKind::Prototype: {
        if (!same_kind) return false;
        const auto fits = prototypes_match(both.value(), behind, levels);
        if (!fits || !fits.value()) return fits;
        types = {local.type, target.type};
        continue;
      }
      case BtfKind::Typedef:
      case BtfKind::Volatile:
      case BtfKind::Const:
      case BtfKind::Restrict:
      case BtfKind::Function:
      case BtfKind::Variable:
      case BtfKind::DataSection:
      case BtfKind::Float:
      case BtfKind::DeclTag:
      case BtfKind::TypeTag:
        return false;
    }
  }
  return malformed_relocation("pointers nest too deeply");
}

}  // namespace assay
