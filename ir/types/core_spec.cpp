// SPDX-License-Identifier: Apache-2.0
#include "ir/types/core_spec.hpp"

#include <fmt/format.h>

#include <limits>
#include <optional>
#include <span>

#include "ir/base/errors.hpp"

namespace assay {
namespace {

constexpr std::uint64_t kMostBytes = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint32_t kIntSigned = 1;  // BTF_INT_SIGNED, shifted to the low bits
constexpr unsigned kIntEncodingShift = 24;

/// "0:1:2" as numbers; nothing when it is none such.
std::optional<std::vector<std::uint32_t>> parse_path(std::string_view text) {
  std::vector<std::uint32_t> path;
  std::uint64_t number = 0;
  bool digits = false;
  const auto end_number = [&] {
    path.push_back(static_cast<std::uint32_t>(number));
    number = 0;
    digits = false;
    return path.size() <= kMostCoreSteps;
  };
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      number = number * 10 + static_cast<unsigned>(c - '0');
      digits = true;
      if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int32_t>::max()))
        return std::nullopt;
    } else if (c != ':' || !digits || !end_number()) {
      return std::nullopt;
    }
  }
  if (!digits || !end_number()) return std::nullopt;
  return path;
}

/// Follows a path of numbers through the types of the object that it belongs to.
class Walk {
 public:
  Walk(const Btf& btf, TypeId root) : btf_(btf) { spec_.root = root; }

  Result<CoreSpec> run(CoreKind kind, std::span<const std::uint32_t> path) {
    const auto root = btf_.resolve(spec_.root);
    if (!root) return malformed_relocation("a chain of types does not end");
    spec_.depth = static_cast<std::uint32_t>(path.size());
    if (asks_of_enumerator(kind)) return enumerator(*root, path);
    type_ = *root;
    if (auto failed = element(path.front())) return *failed;
    for (const std::uint32_t index : path.subspan(1)) {
      if (auto failed = step(index)) return *failed;
    }
    return std::move(spec_);
  }

 private:
  Result<CoreSpec> enumerator(TypeId id, std::span<const std::uint32_t> path) {
    if (!is_enumeration(btf_.kind(id)))
      return malformed_relocation("the root type is not an enumeration");
    const auto enumerators = btf_.enumerators(id);
    if (path.size() != 1 || path.front() >= enumerators.size())
      return malformed_relocation("the enumeration has no such enumerator");
    spec_.steps.push_back({btf_.string(enumerators[path.front()].name), id, path.front()});
    return std::move(spec_);
  }

  std::optional<Error> step(std::uint32_t index) {
    const auto id = btf_.resolve(type_);
    if (!id) return malformed_relocation("a chain of types does not end");
    if (is_record(btf_.kind(*id))) return member(*id, index);
    if (btf_.kind(*id) != BtfKind::Array) {
      return malformed_relocation(
          fmt::format("the path goes into '{}', which has no parts", btf_.name(*id)));
    }
    const BtfArray& array = btf_.array(*id);
    if (index >= array.count && !is_flexible(array, spec_.steps.back(), btf_))
      return malformed_relocation(fmt::format("element {} lies past the end of an array", index));
    const auto held = btf_.resolve(array.element);
    if (!held) return malformed_relocation("a chain of types does not end");
    type_ = *held;
    return element(index);
  }

  std::optional<Error> member(TypeId id, std::uint32_t index) {
    const auto members = btf_.members(id);
    if (index >= members.size())
      return malformed_relocation(fmt::format("'{}' has no member {}", btf_.name(id), index));
    const BtfMember& held = members[index];
    if (const std::string_view name = btf_.string(held.name); !name.empty())
      spec_.steps.push_back({name, id, index});
    type_ = held.type;
    return advance(held.bit_offset);
  }

  std::optional<Error> element(std::uint32_t index) {
    const auto size = btf_.size_of(type_);
    if (!size || *size > kMostBytes) return malformed_relocation("a type has no size");
    spec_.steps.push_back({{}, type_, index});
    return advance(std::uint64_t{index} * *size * 8);  // below 2^31 * 2^32 * 2^3
  }

  std::optional<Error> advance(std::uint64_t bits) {
    if (bits > kMostBytes - spec_.bit_offset)
      return malformed_relocation("the field lies too far away");
    spec_.bit_offset += bits;
    return std::nullopt;
  }

  const Btf& btf_;
  TypeId type_ = kVoid;
  CoreSpec spec_;
};

/// The size of the type, as an access of its innermost elements has it.
std::optional<std::uint32_t> element_bytes(const Btf& btf, TypeId id) {
  for (unsigned guard = 0; guard < kMostCoreSteps; ++guard) {
    const auto held = btf.resolve(id);
    if (!held) return std::nullopt;
    if (btf.kind(*held) != BtfKind::Array) {
      const auto size = btf.size_of(*held);
      if (!size || *size > kMostBytes) return std::nullopt;
      return static_cast<std::uint32_t>(*size);
    }
    id = btf.array(*held).element;
  }
  return std::nullopt;
}

Result<CoreNumber> element_number(CoreKind kind, const Btf& btf, const CoreSpec& spec) {
  const TypeId type = spec.steps.back().type;
  if (kind == CoreKind::ByteOffset) {
    const auto bytes = element_bytes(btf, type);
    if (!bytes) return malformed_relocation("an element has no size");
    return CoreNumber{spec.bit_offset / 8, true, *bytes, type};
  }
  if (kind != CoreKind::ByteSize)
    return malformed_relocation("asks for the sign or shift of an array element");
  const auto size = btf.size_of(type);
  if (!size || *size > kMostBytes) return malformed_relocation("an element has no size");
  return CoreNumber{*size};
}

/// The aligned bytes that are loaded to read a field.
struct Storage {
  std::uint64_t offset = 0;  // bytes
  std::uint64_t size = 0;    // bytes
  std::uint64_t bits = 0;    // of the field
};

/// The least aligned 1, 2, 4 or 8 bytes, at least those of the declared type, that hold a bit
/// field.
Result<Storage> bit_field_storage(std::uint64_t declared, std::uint64_t bit_offset,
                                  std::uint64_t bits) {
  if (declared == 0) return malformed_relocation("a bit field has a type of no size");
  for (std::uint64_t size = declared;; size *= 2) {
    const std::uint64_t offset = bit_offset / 8 / size * size;
    if (bit_offset + bits <= (offset + size) * 8) return Storage{offset, size, bits};
    if (size >= 8) return malformed_relocation("the bit field fits in no 8 bytes");
  }
}

Result<CoreNumber> member_number(CoreKind kind, const Btf& btf, const CoreSpec& spec) {
  const CoreStep& last = spec.steps.back();
  const BtfMember& member = btf.members(last.type)[last.index];
  const auto id = btf.resolve(member.type);
  const auto size = id ? btf.size_of(*id) : std::nullopt;
  if (!size || *size > kMostBytes) return malformed_relocation("the field has no size");
  const bool is_bit_field = member.bits != 0;
  Storage storage{spec.bit_offset / 8, *size, *size * 8};
  if (is_bit_field) {
    const auto found = bit_field_storage(*size, spec.bit_offset, member.bits);
    if (!found) return found.error();
    storage = found.value();
  }
  const BtfType& type = btf.type(*id);
  const auto shift = [](std::uint64_t bits) -> Result<CoreNumber> {
    // libbpf computes both shifts in 32 bits, without a look at fields that no register holds.
    return CoreNumber{static_cast<std::uint32_t>(64 - bits)};
  };
  switch (kind) {
    case CoreKind::ByteOffset: {
      if (is_bit_field) return CoreNumber{storage.offset, false};
      const auto bytes = element_bytes(btf, *id);
      if (!bytes) return malformed_relocation("the field has no size");
      return CoreNumber{storage.offset, true, *bytes, *id};
    }
    case CoreKind::ByteSize:
      return CoreNumber{storage.size, !is_bit_field};
    case CoreKind::Signed: {
      const bool is_signed =
          is_enumeration(type.kind)
              ? type.kind_flag
              : type.kind == BtfKind::Int && (type.encoding >> kIntEncodingShift & kIntSigned) != 0;
      return CoreNumber{is_signed ? 1u : 0u};
    }
    case CoreKind::LeftShift: {
      Result<CoreNumber> found = shift(spec.bit_offset + storage.bits - storage.offset * 8);
      return CoreNumber{found.value().number, !is_bit_field};
    }
    case CoreKind::RightShift:
      return shift(storage.bits);
    case CoreKind::FieldExists:
    case CoreKind::LocalTypeId:
    case CoreKind::TargetTypeId:
    case CoreKind::TypeExists:
    case CoreKind::TypeSize:
    case CoreKind::EnumeratorExists:
    case CoreKind::EnumeratorValue:
    case CoreKind::TypeMatches:
      break;
  }
  throw InternalFault("a field has no such number");
}

}  // namespace

Error malformed_relocation(std::string_view what) {
  return {ErrorCode::CoreRelocationMalformed, std::string(what)};
}

bool is_flexible(const BtfArray& array, const CoreStep& before, const Btf& btf) {
  return array.count == 0 && !before.name.empty() &&
         before.index + 1 == btf.type(before.type).count;
}

bool asks_of_field(CoreKind kind) {
  return kind == CoreKind::ByteOffset || kind == CoreKind::ByteSize ||
         kind == CoreKind::FieldExists || kind == CoreKind::Signed || kind == CoreKind::LeftShift ||
         kind == CoreKind::RightShift;
}

bool asks_of_type(CoreKind kind) {
  return kind == CoreKind::LocalTypeId || kind == CoreKind::TargetTypeId ||
         kind == CoreKind::TypeExists || kind == CoreKind::TypeSize ||
         kind == CoreKind::TypeMatches;
}

bool asks_of_enumerator(CoreKind kind) {
  return kind == CoreKind::EnumeratorExists || kind == CoreKind::EnumeratorValue;
}

Result<CoreSpec> core_spec(const CoreRecord& record, CoreKind kind, const Btf& btf) {
  const auto path = parse_path(btf.string(record.access));
  if (!path) return malformed_relocation("the access path is not a list of numbers");
  if (asks_of_type(kind)) {
    if (path->size() != 1 || path->front() != 0)
      return malformed_relocation("the access path of a type is not 0");
    CoreSpec spec;
    spec.root = record.type;
    return spec;
  }
  return Walk(btf, record.type).run(kind, *path);
}

Result<CoreNumber> core_number(CoreKind kind, const Btf& btf, const CoreSpec& spec) {
  switch (kind) {
    case CoreKind::FieldExists:
    case CoreKind::TypeExists:
    case CoreKind::TypeMatches:
    case CoreKind::EnumeratorExists:
      return CoreNumber{1};
    case CoreKind::ByteOffset:
    case CoreKind::ByteSize:
    case CoreKind::Signed:
    case CoreKind::LeftShift:
    case CoreKind::RightShift:
      return spec.steps.back().name.empty() ? element_number(kind, btf, spec)
                                            : member_number(kind, btf, spec);
    case CoreKind::TypeSize: {
      const auto size = btf.size_of(spec.root);
      if (!size || *size > kMostBytes) return malformed_relocation("the type has no size");
      return CoreNumber{*size};
    }
    case CoreKind::EnumeratorValue: {
      const CoreStep& step = spec.steps.front();
      const std::uint64_t value = btf.enumerators(step.type)[step.index].value;
      if (btf.kind(step.type) == BtfKind::Enum64) return CoreNumber{value};
      // libbpf reads the values of a 32-bit enumeration as signed, whatever its own sign.
      return CoreNumber{static_cast<std::uint64_t>(std::int64_t{static_cast<std::int32_t>(value)})};
    }
    case CoreKind::LocalTypeId:
    case CoreKind::TargetTypeId:
      break;
  }
  throw InternalFault("ids of types are not computed from a spec");
}

bool ends_at_scalar(const Btf& btf, const CoreSpec& spec) {
  const CoreStep& last = spec.steps.back();
  TypeId id = last.type;
  if (!last.name.empty()) {
    const BtfMember& member = btf.members(last.type)[last.index];
    if (member.bits != 0) return true;
    id = member.type;
  }
  const auto resolved = btf.resolve(id);
  if (!resolved) return false;
  const BtfKind kind = btf.kind(*resolved);
  const bool number = kind == BtfKind::Int || kind == BtfKind::Float || is_enumeration(kind) ||
                      kind == BtfKind::Pointer;
  const auto size = btf.size_of(*resolved);
  return number && size && *size <= 8;
}

std::string path_text(const CoreSpec& spec) {
  std::string text;
  for (std::size_t i = 0; i < spec.steps.size(); ++i) {
    const CoreStep& step = spec.steps[i];
    if (!step.name.empty()) {
      text += text.empty() ? std::string(step.name) : fmt::format(".{}", step.name);
    } else if (i != 0 || step.index != 0) {
      text += fmt::format("[{}]", step.index);
    }
  }
  return text;
}

}  // namespace assay
