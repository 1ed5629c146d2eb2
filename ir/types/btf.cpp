// SPDX-License-Identifier: Apache-2.0
#include "ir/types/btf.hpp"

#include <fmt/format.h>

#include "ir/base/check.hpp"

namespace assay {
namespace {

constexpr std::size_t kMaxStringBytes = 4095;
constexpr unsigned kMaxSteps = 64;  // through typedefs, qualifiers and arrays

template <class Part>
std::span<const Part> parts_of(const std::vector<Part>& all, const BtfType& type) {
  return std::span(all).subspan(type.first, type.count);
}

}  // namespace

bool is_alias(BtfKind kind) {
  switch (kind) {
    case BtfKind::Typedef:
    case BtfKind::Volatile:
    case BtfKind::Const:
    case BtfKind::Restrict:
    case BtfKind::TypeTag:
      return true;
    case BtfKind::Void:
    case BtfKind::Int:
    case BtfKind::Pointer:
    case BtfKind::Array:
    case BtfKind::Struct:
    case BtfKind::Union:
    case BtfKind::Enum:
    case BtfKind::Forward:
    case BtfKind::Function:
    case BtfKind::Prototype:
    case BtfKind::Variable:
    case BtfKind::DataSection:
    case BtfKind::Float:
    case BtfKind::DeclTag:
    case BtfKind::Enum64:
      return false;
  }
  throw InternalFault("no such kind of type");
}

bool is_record(BtfKind kind) { return kind == BtfKind::Struct || kind == BtfKind::Union; }

bool is_enumeration(BtfKind kind) { return kind == BtfKind::Enum || kind == BtfKind::Enum64; }

Btf::Btf() : types_(1), strings_(1, '\0'), resolved_{kVoid}, sizes_{kNoSize} {}

const BtfType& Btf::type(TypeId id) const {
  const Btf& held = holder(id);
  const std::uint32_t index = to_number(id) - held.first_;
  ASSAY_CHECK(index < held.types_.size(), "no such BTF type");
  return held.types_[index];
}

std::optional<TypeId> Btf::resolve(TypeId id) const {
  const Btf& held = holder(id);
  const TypeId found = held.resolved_.at(to_number(id) - held.first_);
  return found == kNoType ? std::nullopt : std::optional(found);
}

std::optional<std::uint64_t> Btf::size_of(TypeId id) const {
  const Btf& held = holder(id);
  const std::uint64_t found = held.sizes_.at(to_number(id) - held.first_);
  return found == kNoSize ? std::nullopt : std::optional(found);
}

std::span<const BtfMember> Btf::members(TypeId record) const {
  ASSAY_CHECK(is_record(kind(record)), "only structs and unions have members");
  return parts_of(holder(record).members_, type(record));
}

std::span<const BtfEnumerator> Btf::enumerators(TypeId enumeration) const {
  ASSAY_CHECK(is_enumeration(kind(enumeration)), "only enumerations have enumerators");
  return parts_of(holder(enumeration).enumerators_, type(enumeration));
}

std::span<const BtfParameter> Btf::parameters(TypeId prototype) const {
  ASSAY_CHECK(kind(prototype) == BtfKind::Prototype, "only prototypes have parameters");
  return parts_of(holder(prototype).parameters_, type(prototype));
}

std::span<const BtfPlaced> Btf::variables(TypeId data_section) const {
  ASSAY_CHECK(kind(data_section) == BtfKind::DataSection, "only data sections have variables");
  return parts_of(holder(data_section).variables_, type(data_section));
}

const BtfArray& Btf::array(TypeId id) const {
  ASSAY_CHECK(kind(id) == BtfKind::Array, "only arrays have elements");
  return holder(id).arrays_.at(type(id).first);
}

std::string_view Btf::string(std::uint32_t offset) const {
  if (!has_string(offset)) return {};
  const std::size_t of_base = base_string_bytes();
  const std::string_view table = offset < of_base ? base_->strings_ : strings_;
  const std::size_t begin = offset < of_base ? offset : offset - of_base;
  const std::string_view rest = table.substr(begin, kMaxStringBytes);
  return rest.substr(0, rest.find('\0'));
}

std::map<std::string_view, TypeId> Btf::named(BtfKind kind) const {
  std::map<std::string_view, TypeId> found;
  for (std::uint32_t number = 1; number < size(); ++number) {
    const TypeId id{number};
    if (type(id).kind == kind) found.emplace(name(id), id);
  }
  return found;
}

std::string type_text(const Btf& btf, TypeId id) {
  const auto tagged = [&](std::string_view tag) { return fmt::format("{} {}", tag, btf.name(id)); };
  const BtfType& type = btf.type(id);
  if (type.kind == BtfKind::Struct) return tagged("struct");
  if (type.kind == BtfKind::Union) return tagged("union");
  if (is_enumeration(type.kind)) return tagged("enum");
  if (type.kind == BtfKind::Forward) return tagged(type.kind_flag ? "union" : "struct");
  return std::string(btf.name(id));
}

bool is_volatile(const Btf& btf, TypeId id) {
  for (unsigned step = 0; step < kMaxSteps; ++step) {
    const BtfType& held = btf.type(id);
    if (held.kind == BtfKind::Volatile) return true;
    if (held.kind == BtfKind::Array) {
      id = btf.array(id).element;
    } else if (is_alias(held.kind)) {
      id = held.type;
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace assay
