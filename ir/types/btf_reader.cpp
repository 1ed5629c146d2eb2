// SPDX-License-Identifier: Apache-2.0
#include "ir/types/btf_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "ir/base/bytes.hpp"
#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"

namespace assay {
namespace {

constexpr std::uint64_t kMinHeaderBytes = 24;
constexpr std::uint32_t kTypeHeaderBytes = 12;
constexpr unsigned kMaxChain = 64;
constexpr std::uint64_t kPointerBytes = 8;
constexpr unsigned kKinds = static_cast<unsigned>(BtfKind::Enum64) + 1;

Error malformed(std::string what) {
  return {ErrorCode::BtfMalformed, "section '.BTF': " + std::move(what)};
}

/// What follows the 12 bytes that all types share.
struct Tail {
  std::uint32_t fixed_words = 0;     // once
  std::uint32_t words_per_part = 0;  // for each of the type's `vlen` parts
  bool has_type = false;             // the third word is a type id, not a size
};

Tail tail_of(BtfKind kind) {
  switch (kind) {
    case BtfKind::Void:
    case BtfKind::Float:
      return {};
    case BtfKind::Int:
      return {.fixed_words = 1};
    case BtfKind::Array:
      return {.fixed_words = 3};
    case BtfKind::Struct:
    case BtfKind::Union:
    case BtfKind::DataSection:
    case BtfKind::Enum64:
      return {.words_per_part = 3};
    case BtfKind::Enum:
      return {.words_per_part = 2};
    case BtfKind::Forward:
      return {};
    case BtfKind::Pointer:
    case BtfKind::Typedef:
    case BtfKind::Volatile:
    case BtfKind::Const:
    case BtfKind::Restrict:
    case BtfKind::Function:
    case BtfKind::TypeTag:
      return {.has_type = true};
    case BtfKind::Prototype:
      return {.words_per_part = 2, .has_type = true};
    case BtfKind::Variable:
    case BtfKind::DeclTag:
      return {.fixed_words = 1, .has_type = true};
  }
  throw InternalFault("no such kind of type");
}

std::uint64_t sign_extended(std::uint32_t word) {
  return static_cast<std::uint64_t>(std::int64_t{static_cast<std::int32_t>(word)});
}

}  // namespace

class BtfReader {
 public:
  /// `base`: null where the types begin with void.
  BtfReader(std::span<const std::uint8_t> section, std::shared_ptr<const Btf> base)
      : section_(section), first_(base ? base->size() : 1) {
    if (!base) return;
    btf_.types_.clear();
    btf_.resolved_.clear();
    btf_.sizes_.clear();
    btf_.first_ = base->size();
    btf_.base_ = std::move(base);
  }

  Result<std::shared_ptr<const Btf>> read() {
    if (auto fault = read_header()) return *fault;
    while (offset_ < types_.size()) {
      if (auto fault = read_type()) return *fault;
    }
    if (auto fault = check_ids()) return *fault;
    btf_.resolved_.reserve(btf_.types_.size());
    btf_.sizes_.reserve(btf_.types_.size());
    for (std::uint32_t n = first_; n < btf_.size(); ++n)
      btf_.resolved_.push_back(follow(TypeId{n}));
    for (std::uint32_t n = first_; n < btf_.size(); ++n) btf_.sizes_.push_back(measure(TypeId{n}));
    return std::shared_ptr<const Btf>(std::make_shared<Btf>(std::move(btf_)));
  }

 private:
  std::optional<Error> read_header() {
    const auto magic = u16_at(section_, 0);
    const auto header_bytes = u32_at(section_, 4);
    if (!magic || !header_bytes || !inside(0, kMinHeaderBytes, section_.size())) {
      return malformed(fmt::format("{} bytes are too few for a header", section_.size()));
    }
    if (*magic != kBtfMagic) return malformed(fmt::format("magic 0x{:04x} at offset 0", *magic));
    if (section_[2] != 1) return malformed(fmt::format("version {}", section_[2]));
    if (*header_bytes < kMinHeaderBytes || *header_bytes > section_.size()) {
      return malformed(fmt::format("a header of {} bytes", *header_bytes));
    }
    const auto body = section_.subspan(*header_bytes);
    std::array<std::uint32_t, 4> field{};  // type offset, type bytes, string offset, string bytes
    for (std::size_t i = 0; i < field.size(); ++i) field[i] = u32_at(section_, 8 + 4 * i).value();
    if (!inside(field[0], field[1], body.size()) || field[0] % 4 != 0) {
      return malformed(fmt::format("types of {} bytes at offset {} leave the section of {}",
                                   field[1], field[0], section_.size()));
    }
    if (!inside(field[2], field[3], body.size())) {
      return malformed(fmt::format("strings of {} bytes at offset {} leave the section of {}",
                                   field[3], field[2], section_.size()));
    }
    // libbpf drops types and all relocations that lean on them without a word (btf_parse_hdr).
    if (std::uint64_t{field[0]} + field[1] > field[2]) {
      return malformed(fmt::format("strings at offset {} do not follow the types, which end at {}",
                                   field[2], std::uint64_t{field[0]} + field[1]));
    }
    types_ = body.subspan(field[0], field[1]);
    return read_strings(body.subspan(field[2], field[3]));
  }

  std::optional<Error> read_strings(std::span<const std::uint8_t> strings) {
    // What goes on from a base has its empty string there.
    const bool begins = btf_.base_ || (!strings.empty() && strings.front() == 0);
    if (!begins || (!strings.empty() && strings.back() != 0))
      return malformed("the string table does not begin and end with a zero byte");
    btf_.strings_.assign(strings.begin(), strings.end());
    return std::nullopt;
  }

  std::optional<Error> read_type() {
    const std::uint64_t start = offset_;
    if (!inside(start, kTypeHeaderBytes, types_.size())) return fault_at(start, "is truncated");
    const std::uint32_t info = u32_at(types_, start + 4).value();
    const unsigned kind_number = info >> 24 & 0x1f;
    if (kind_number == 0 || kind_number >= kKinds) {
      return fault_at(start, fmt::format("has the unknown kind {}", kind_number));
    }
    BtfType type;
    type.kind = static_cast<BtfKind>(kind_number);
    type.kind_flag = info >> 31 != 0;
    type.name = u32_at(types_, start).value();
    if (!btf_.has_string(type.name)) return fault_at(start, "has a name outside the strings");
    const Tail tail = tail_of(type.kind);
    const std::uint32_t third = u32_at(types_, start + 8).value();
    if (tail.has_type) {
      type.type = TypeId{third};
    } else {
      type.size = third;
    }
    offset_ += kTypeHeaderBytes;
    const std::uint32_t count = info & 0xffff;
    const std::uint64_t words = tail.fixed_words + std::uint64_t{count} * tail.words_per_part;
    if (!inside(offset_, words * 4, types_.size())) return fault_at(start, "is truncated");
    if (tail.words_per_part != 0) type.count = count;
    if (type.kind == BtfKind::Function) type.encoding = count;
    if (!read_parts(type)) return fault_at(start, "has a part with no such name");
    offset_ += words * 4;
    btf_.types_.push_back(type);
    return std::nullopt;
  }

  /// Reads what the type consists of, which the caller has found to be inside; false where a part
  /// has a name outside the strings.
  bool read_parts(BtfType& type) {
    switch (type.kind) {
      case BtfKind::Int:
      case BtfKind::Variable:
        type.encoding = word(0);
        return true;
      case BtfKind::Array:
        type.first = static_cast<std::uint32_t>(btf_.arrays_.size());
        btf_.arrays_.push_back({TypeId{word(0)}, TypeId{word(1)}, word(2)});
        return true;
      case BtfKind::Struct:
      case BtfKind::Union:
        return read_each(type, btf_.members_, [&](std::uint64_t at) {
          BtfMember member{word(at), TypeId{word(at + 1)}, word(at + 2), 0};
          if (type.kind_flag) {
            member.bits = member.bit_offset >> 24;
            member.bit_offset &= 0xffffff;
          }
          return member;
        });
      case BtfKind::Enum:
        return read_each(type, btf_.enumerators_, [&](std::uint64_t at) {
          return BtfEnumerator{
              word(at), type.kind_flag ? sign_extended(word(at + 1)) : std::uint64_t{word(at + 1)}};
        });
      case BtfKind::Enum64:
        return read_each(type, btf_.enumerators_, [&](std::uint64_t at) {
          return BtfEnumerator{word(at), std::uint64_t{word(at + 2)} << 32 | word(at + 1)};
        });
      case BtfKind::Prototype:
        return read_each(type, btf_.parameters_, [&](std::uint64_t at) {
          return BtfParameter{word(at), TypeId{word(at + 1)}};
        });
      case BtfKind::DataSection:
        return read_each(type, btf_.variables_, [&](std::uint64_t at) {
          return BtfPlaced{TypeId{word(at)}, word(at + 1), word(at + 2)};
        });
      case BtfKind::Void:
      case BtfKind::Pointer:
      case BtfKind::Forward:
      case BtfKind::Typedef:
      case BtfKind::Volatile:
      case BtfKind::Const:
      case BtfKind::Restrict:
      case BtfKind::Function:
      case BtfKind::Float:
      case BtfKind::DeclTag:
      case BtfKind::TypeTag:
        return true;
    }
    throw InternalFault("no such kind of type");
  }

  /// Reads the type's parts by `part_at`, which takes the index of a part's first word.
  template <class Part, class PartAt>
  bool read_each(BtfType& type, std::vector<Part>& all, PartAt part_at) {
    type.first = static_cast<std::uint32_t>(all.size());
    const std::uint32_t words = tail_of(type.kind).words_per_part;
    for (std::uint64_t i = 0; i < type.count; ++i) {
      const Part part = part_at(i * words);
      if constexpr (requires { part.name; }) {
        if (!btf_.has_string(part.name)) return false;
      }
      all.push_back(part);
    }
    return true;
  }

  /// The word `index` words after the current offset, which the caller has found to be inside.
  std::uint32_t word(std::uint64_t index) const {
    return u32_at(types_, offset_ + index * 4).value();
  }

  std::optional<Error> check_ids() const {
    for (std::uint32_t number = first_; number < btf_.size(); ++number) {
      const TypeId id{number};
      if (!refers_to_types(id)) {
        return malformed(fmt::format("type {} '{}' refers to a type beyond the last, {}", number,
                                     btf_.name(id), btf_.size() - 1));
      }
      // libbpf drops all types where there is such a one (btf_validate_type).
      const TypeId type = btf_.type(id).type;
      if (btf_.kind(id) == BtfKind::Function && btf_.kind(type) != BtfKind::Prototype) {
        return malformed(
            fmt::format("type {} '{}' is a function, but type {}, which it refers to, is no "
                        "prototype",
                        number, btf_.name(id), to_number(type)));
      }
    }
    return std::nullopt;
  }

  /// Whether all types that the type refers to are there.
  bool refers_to_types(TypeId id) const {
    const BtfType& type = btf_.type(id);
    if (!btf_.has(type.type)) return false;
    const auto typed = [&](const auto& part) { return btf_.has(part.type); };
    if (is_record(type.kind)) return std::ranges::all_of(btf_.members(id), typed);
    if (type.kind == BtfKind::Prototype) return std::ranges::all_of(btf_.parameters(id), typed);
    if (type.kind == BtfKind::DataSection) {
      return std::ranges::all_of(btf_.variables(id),
                                 [&](const BtfPlaced& v) { return btf_.has(v.variable); });
    }
    if (type.kind != BtfKind::Array) return true;
    const BtfArray& array = btf_.array(id);
    return btf_.has(array.element) && btf_.has(array.index);
  }

  /// The id behind typedefs and qualifiers; kNoType when the chain is longer than kMaxChain.
  TypeId follow(TypeId id) const {
    for (unsigned step = 0; step < kMaxChain; ++step) {
      const BtfType& held = btf_.type(id);
      if (!is_alias(held.kind)) return id;
      id = held.type;
    }
    return Btf::kNoType;
  }

  /// Needs `resolved_`. Arrays of arrays multiply; nothing on overflow or when the nest is too
  /// deep.
  std::uint64_t measure(TypeId id) const {
    std::uint64_t count = 1;
    for (unsigned step = 0; step < kMaxChain; ++step) {
      const auto resolved = btf_.resolve(id);
      if (!resolved) return Btf::kNoSize;
      const BtfType& held = btf_.type(*resolved);
      std::uint64_t element = 0;
      if (held.kind == BtfKind::Array) {
        element = btf_.array(*resolved).count;
        id = btf_.array(*resolved).element;
      } else if (held.kind == BtfKind::Pointer) {
        element = kPointerBytes;
      } else if (held.kind == BtfKind::Int || is_record(held.kind) || is_enumeration(held.kind) ||
                 held.kind == BtfKind::Float) {
        element = held.size;
      } else {
        return Btf::kNoSize;
      }
      if (element != 0 && count > Btf::kNoSize / element) return Btf::kNoSize;
      count *= element;
      if (held.kind != BtfKind::Array) return count;
    }
    return Btf::kNoSize;
  }

  Error fault_at(std::uint64_t offset, std::string_view what) const {
    return malformed(
        fmt::format("type {} at offset {} of the types {}", btf_.size(), offset, what));
  }

  std::span<const std::uint8_t> section_;
  std::span<const std::uint8_t> types_;
  std::uint64_t offset_ = 0;
  std::uint32_t first_;  // id of the first type that is read here
  Btf btf_;
};

Result<std::shared_ptr<const Btf>> read_btf(std::span<const std::uint8_t> section) {
  return BtfReader(section, nullptr).read();
}

Result<std::shared_ptr<const Btf>> read_split_btf(std::span<const std::uint8_t> section,
                                                  std::shared_ptr<const Btf> base) {
  ASSAY_CHECK(base != nullptr, "types that go on from none");
  if (base->base()) return malformed("goes on from types that go on from others");
  return BtfReader(section, std::move(base)).read();
}

}  // namespace assay
