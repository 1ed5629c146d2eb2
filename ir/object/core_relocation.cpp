// SPDX-License-Identifier: Apache-2.0
#include "ir/object/core_relocation.hpp"

#include <fmt/format.h>

#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ir/object/bytes.hpp"

namespace assay {
namespace {

constexpr std::size_t kMaxAccessDepth = 64;
constexpr std::uint64_t kMaxTypeBytes = 1ull << 32;
constexpr std::uint32_t kIntSigned = 1;  // BTF_INT_SIGNED, shifted to the low bits
constexpr unsigned kIntEncodingShift = 24;

/// enum bpf_core_relo_kind; the numbers are the format's.
enum class CoreKind : std::uint8_t {
  ByteOffset,
  ByteSize,
  FieldExists,
  Signed,
  LeftShift,
  RightShift,
  LocalTypeId,
  TargetTypeId,
  TypeExists,
  TypeSize,
  EnumeratorExists,
  EnumeratorValue,
  TypeMatches
};
constexpr std::uint32_t kCoreKinds = static_cast<std::uint32_t>(CoreKind::TypeMatches) + 1;

Error malformed(const CoreRecord& record, std::string_view what) {
  return {ErrorCode::CoreRelocationMalformed,
          fmt::format("CO-RE relocation at byte {}: {}", record.offset, what)};
}

/// "0:1:2" as numbers; nothing when it is none such.
std::optional<std::vector<std::uint32_t>> parse_access(std::string_view text) {
  std::vector<std::uint32_t> path;
  std::uint64_t number = 0;
  bool digits = false;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      number = number * 10 + static_cast<unsigned>(c - '0');
      digits = true;
      if (number > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
    } else if (c == ':' && digits) {
      path.push_back(static_cast<std::uint32_t>(number));
      number = 0;
      digits = false;
    } else {
      return std::nullopt;
    }
  }
  if (!digits || path.size() >= kMaxAccessDepth) return std::nullopt;
  path.push_back(static_cast<std::uint32_t>(number));
  return path;
}

/// Where an access path ends.
struct Field {
  std::uint32_t type = 0;
  std::uint64_t bit_offset = 0;  // from the start of the root
  std::uint32_t bits = 0;        // width of a bit field, or 0
  bool is_member = false;        // of a struct or union, not an element of an array
};

Result<Field> find_field(const CoreRecord& record, const Btf& btf,
                         const std::vector<std::uint32_t>& path) {
  const auto root_size = btf.size_of(record.type);
  if (!root_size || *root_size > kMaxTypeBytes) {
    return malformed(record, "the root type has no size");
  }
  if (*root_size != 0 && path.front() > kMaxTypeBytes / *root_size) {
    return malformed(record, "the index is too large");
  }
  Field field{.type = record.type, .bit_offset = path.front() * *root_size * 8};
  for (std::size_t i = 1; i < path.size(); ++i) {
    const auto id = btf.resolve(field.type);
    if (!id) return malformed(record, "a chain of types does not end");
    const BtfType& type = btf.type(*id);
    const auto parts = btf.parts(type);
    if (type.kind == BtfKind::Struct || type.kind == BtfKind::Union) {
      if (path[i] >= parts.size()) {
        return malformed(record, fmt::format("'{}' has no member {}", btf.name(*id), path[i]));
      }
      const BtfPart& member = parts[path[i]];
      field = {member.a, field.bit_offset + member.b, member.c, true};
    } else if (type.kind == BtfKind::Array) {
      const auto element = btf.size_of(parts.front().a);
      if (!element || *element > kMaxTypeBytes / 8) {
        return malformed(record, "an array's elements have no size");
      }
      // One past the declared number is common: flexible arrays are declared with 0 or 1 elements.
      if (*element != 0 && path[i] > kMaxTypeBytes / *element) {
        return malformed(record, "the index is too large");
      }
      const std::uint64_t bits = std::uint64_t{path[i]} * *element * 8 + field.bit_offset;
      if (bits > kMaxTypeBytes * 8) return malformed(record, "the index is too large");
      field = {parts.front().a, bits, 0, false};
    } else {
      return malformed(record,
                       fmt::format("the path goes into '{}', which has no parts", btf.name(*id)));
    }
  }
  return field;
}

/// The aligned bytes that are loaded to read the field.
struct Storage {
  std::uint64_t offset = 0;  // bytes
  std::uint64_t size = 0;    // bytes
  std::uint64_t bits = 0;    // width of the field
};

Result<Storage> storage_of(const CoreRecord& record, const Btf& btf, const Field& field) {
  const auto size = btf.size_of(field.type);
  if (!size) return malformed(record, "the field has no size");
  if (field.bits == 0) return Storage{field.bit_offset / 8, *size, *size * 8};
  Storage storage{0, *size, field.bits};
  for (; storage.size != 0 && storage.size <= 8; storage.size *= 2) {
    storage.offset = field.bit_offset / 8 / storage.size * storage.size;
    if (field.bit_offset + field.bits <= (storage.offset + storage.size) * 8) return storage;
  }
  return malformed(record, "the bit field fits in no 8 bytes");
}

bool is_signed(const Btf& btf, std::uint32_t id) {
  const BtfType& type = btf.type(btf.resolve(id).value_or(0));
  if (type.kind == BtfKind::Enum || type.kind == BtfKind::Enum64) return type.kind_flag;
  return type.kind == BtfKind::Int && (type.encoding >> kIntEncodingShift & kIntSigned) != 0;
}

/// A number, and whether the compiler must have written the same.
struct CoreValue {
  std::uint64_t number = 0;
  bool certain = true;
};

Result<CoreValue> field_value(CoreKind kind, const CoreRecord& record, const Btf& btf,
                              const std::vector<std::uint32_t>& path) {
  const auto found = find_field(record, btf, path);
  if (!found) return found.error();
  const Field& field = found.value();
  if (kind == CoreKind::FieldExists) return CoreValue{1};
  const auto stored = storage_of(record, btf, field);
  if (!stored) return stored.error();
  const Storage& storage = stored.value();
  const bool certain = field.bits == 0;
  if (kind == CoreKind::ByteOffset) return CoreValue{storage.offset, certain};
  if (kind == CoreKind::ByteSize) return CoreValue{storage.size, certain};
  if (!field.is_member) return malformed(record, "asks for the sign or shift of an array element");
  if (kind == CoreKind::Signed) return CoreValue{is_signed(btf, field.type) ? 1u : 0u};
  const std::uint64_t end = field.bit_offset + storage.bits - storage.offset * 8;
  if (end > 64 || storage.bits > 64) return malformed(record, "a field wider than 8 bytes");
  if (kind == CoreKind::LeftShift) return CoreValue{64 - end, certain};
  return CoreValue{64 - storage.bits};
}

Result<CoreValue> enumerator_value(CoreKind kind, const CoreRecord& record, const Btf& btf,
                                   const std::vector<std::uint32_t>& path) {
  const BtfType& type = btf.type(btf.resolve(record.type).value_or(0));
  if (type.kind != BtfKind::Enum && type.kind != BtfKind::Enum64) {
    return malformed(record, "the root type is no enumeration");
  }
  if (path.size() != 1 || path.front() >= type.parts) {
    return malformed(record, "the enumeration has no such enumerator");
  }
  if (kind == CoreKind::EnumeratorExists) return CoreValue{1};
  const BtfPart& part = btf.parts(type)[path.front()];
  return CoreValue{std::uint64_t{part.b} << 32 | part.a};
}

Result<CoreValue> compute(const CoreRecord& record, const Btf& btf) {
  if (record.kind >= kCoreKinds) {
    return malformed(record, fmt::format("the unknown kind {}", record.kind));
  }
  const auto path = parse_access(btf.string(record.access));
  if (!path) return malformed(record, "the access path is no list of numbers");
  const auto kind = static_cast<CoreKind>(record.kind);
  switch (kind) {
    case CoreKind::ByteOffset:
    case CoreKind::ByteSize:
    case CoreKind::FieldExists:
    case CoreKind::Signed:
    case CoreKind::LeftShift:
    case CoreKind::RightShift:
      return field_value(kind, record, btf, *path);
    case CoreKind::LocalTypeId:
    case CoreKind::TargetTypeId:
      return CoreValue{record.type, false};  // linkers renumber types and leave the code alone
    case CoreKind::TypeExists:
    case CoreKind::TypeMatches:
      return CoreValue{1};
    case CoreKind::TypeSize: {
      const auto size = btf.size_of(record.type);
      if (!size) return malformed(record, "the type has no size");
      return CoreValue{*size};
    }
    case CoreKind::EnumeratorExists:
    case CoreKind::EnumeratorValue:
      return enumerator_value(kind, record, btf, *path);
  }
  throw InternalFault("no such kind of CO-RE relocation");
}

void write_u32(std::span<std::uint8_t> bytes, std::uint64_t offset, std::uint64_t value) {
  for (unsigned i = 0; i < 4; ++i) {
    bytes[offset + i] = static_cast<std::uint8_t>(value >> (8 * i));
  }
}

Error contradicts(const CoreRecord& record, std::uint64_t found, std::uint64_t computed) {
  return malformed(record,
                   fmt::format("the instruction holds {}, but the types give {}", found, computed));
}

}  // namespace

Result<std::uint64_t> core_value(const CoreRecord& record, const Btf& btf) {
  const auto value = compute(record, btf);
  if (!value) return value.error();
  return value.value().number;
}

std::optional<Error> apply_core(const CoreRecord& record, const Btf& btf,
                                std::span<std::uint8_t> code, std::uint64_t base) {
  const auto computed = compute(record, btf);
  if (!computed) return computed.error();
  const auto [number, certain] = computed.value();
  if (record.offset < base || record.offset % 8 != 0 ||
      !inside(record.offset - base, 8, code.size())) {
    return malformed(record, "no instruction begins there");
  }
  const std::uint64_t at = record.offset - base;
  constexpr std::uint8_t kClassMask = 0x07;
  constexpr std::uint8_t kClassLoadStoreLast = 0x03;  // LD 0, LDX 1, ST 2, STX 3
  constexpr std::uint8_t kClassAlu = 0x04;
  constexpr std::uint8_t kClassAlu64 = 0x07;
  constexpr std::uint8_t kRegisterSource = 0x08;
  constexpr std::uint8_t kWideLoad = 0x18;
  const std::uint8_t opcode = code[at];
  const std::uint8_t op_class = opcode & kClassMask;
  const std::uint32_t imm = u32_at(code, at + 4).value();
  if (opcode == kWideLoad) {
    const auto high = u32_at(code, at + 12);
    if (!high) return malformed(record, "a 16-byte instruction lacks its second slot");
    const std::uint64_t found = std::uint64_t{*high} << 32 | imm;
    if (certain && found != number) return contradicts(record, found, number);
    write_u32(code, at + 4, number);
    write_u32(code, at + 12, number >> 32);
    return std::nullopt;
  }
  if ((op_class == kClassAlu || op_class == kClassAlu64) && (opcode & kRegisterSource) == 0) {
    const bool fits = number <= std::numeric_limits<std::uint32_t>::max() ||
                      number >= ~std::uint64_t{std::numeric_limits<std::int32_t>::max()};
    if (!fits) return malformed(record, fmt::format("{} does not fit in 32 bits", number));
    const auto truncated = static_cast<std::uint32_t>(number);
    if (certain && imm != truncated) return contradicts(record, imm, number);
    write_u32(code, at + 4, number);
    return std::nullopt;
  }
  if (op_class != 0 && op_class <= kClassLoadStoreLast) {
    if (number > std::uint64_t{std::numeric_limits<std::int16_t>::max()}) {
      return malformed(record, fmt::format("{} does not fit in an offset", number));
    }
    const std::uint16_t found = u16_at(code, at + 2).value();
    if (certain && found != number) return contradicts(record, found, number);
    code[at + 2] = static_cast<std::uint8_t>(number);
    code[at + 3] = static_cast<std::uint8_t>(number >> 8);
    return std::nullopt;
  }
  return malformed(record, fmt::format("opcode 0x{:02x} cannot be relocated", opcode));
}

}  // namespace assay
