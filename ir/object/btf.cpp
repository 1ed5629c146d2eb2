// SPDX-License-Identifier: Apache-2.0
#include "ir/object/btf.hpp"

#include <fmt/format.h>

#include <array>
#include <limits>
#include <string>
#include <utility>

#include "ir/object/bytes.hpp"

namespace assay {
namespace {

constexpr std::uint16_t kMagic = 0xeb9f;
constexpr std::uint64_t kMinHeaderBytes = 24;
constexpr std::uint32_t kTypeHeaderBytes = 12;
constexpr unsigned kMaxChain = 64;
constexpr std::size_t kMaxStringBytes = 4095;
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

}  // namespace

class BtfReader {
 public:
  BtfReader(std::span<const std::uint8_t> section, const Btf* base) : section_(section) {
    if (base == nullptr) {
      btf_.types_.emplace_back();
      return;
    }
    btf_ = *base;
    btf_.base_strings_ = base->strings_;
    first_ = base->size();
  }

  Result<Btf> read() {
    if (auto fault = read_header()) return *fault;
    while (offset_ < types_.size()) {
      if (auto fault = read_type()) return *fault;
    }
    if (auto fault = check_ids()) return *fault;
    btf_.resolved_.reserve(btf_.size());
    btf_.sizes_.reserve(btf_.size());
    const auto held = static_cast<std::uint32_t>(btf_.resolved_.size());
    for (std::uint32_t id = held; id < btf_.size(); ++id) btf_.resolved_.push_back(follow(id));
    for (std::uint32_t id = held; id < btf_.size(); ++id) btf_.sizes_.push_back(measure(id));
    return std::move(btf_);
  }

 private:
  std::optional<Error> read_header() {
    const auto magic = u16_at(section_, 0);
    const auto header_bytes = u32_at(section_, 4);
    if (!magic || !header_bytes || !inside(0, kMinHeaderBytes, section_.size())) {
      return malformed(fmt::format("{} bytes are too few for a header", section_.size()));
    }
    if (*magic != kMagic) return malformed(fmt::format("magic 0x{:04x} at offset 0", *magic));
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
    types_ = body.subspan(field[0], field[1]);
    const auto strings = body.subspan(field[2], field[3]);
    // What goes on from a base has its empty string there.
    const bool begins = first_ != 0 || (!strings.empty() && strings.front() == 0);
    if (!begins || (!strings.empty() && strings.back() != 0)) {
      return malformed("the string table does not begin and end with a zero byte");
    }
    btf_.strings_ = {reinterpret_cast<const char*>(strings.data()), strings.size()};
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
    (tail.has_type ? type.type : type.size) = third;
    offset_ += kTypeHeaderBytes;
    const std::uint64_t count = info & 0xffff;
    const std::uint64_t words = tail.fixed_words + count * tail.words_per_part;
    if (!inside(offset_, words * 4, types_.size())) return fault_at(start, "is truncated");
    type.first_part = static_cast<std::uint32_t>(btf_.parts_.size());
    if (tail.words_per_part != 0) {
      type.parts = static_cast<std::uint32_t>(count);
      for (std::uint64_t i = 0; i < count; ++i) read_part(type, tail.words_per_part);
    } else if (type.kind == BtfKind::Array) {
      type.parts = 1;
      btf_.parts_.push_back({.a = word(0), .b = word(2), .c = word(1)});
      offset_ += 12;
    } else if (tail.fixed_words != 0) {
      if (type.kind == BtfKind::Int || type.kind == BtfKind::Variable) type.encoding = word(0);
      offset_ += 4;
    }
    for (const BtfPart& part : btf_.parts(type)) {
      if (!btf_.has_string(part.name)) return fault_at(start, "has a part with no such name");
    }
    btf_.types_.push_back(type);
    return std::nullopt;
  }

  void read_part(const BtfType& type, std::uint32_t words) {
    BtfPart part;
    if (type.kind == BtfKind::DataSection) {
      part = {.a = word(0), .b = word(1), .c = word(2)};
    } else {
      part = {.name = word(0), .a = word(1), .b = words == 3 ? word(2) : 0};
    }
    const bool is_record = type.kind == BtfKind::Struct || type.kind == BtfKind::Union;
    if (is_record && type.kind_flag) {
      part.c = part.b >> 24;
      part.b &= 0xffffff;
    }
    if (type.kind == BtfKind::Enum && type.kind_flag && part.a >> 31 != 0) {
      part.b = std::numeric_limits<std::uint32_t>::max();
    }
    btf_.parts_.push_back(part);
    offset_ += std::uint64_t{words} * 4;
  }

  /// The word `index` words after the current offset, which the caller has found to be inside.
  std::uint32_t word(std::uint64_t index) const {
    return u32_at(types_, offset_ + index * 4).value();
  }

  std::optional<Error> check_ids() const {
    for (std::uint32_t id = first_; id < btf_.size(); ++id) {
      const BtfType& type = btf_.type(id);
      bool good = type.type < btf_.size();
      if (type.kind != BtfKind::Enum && type.kind != BtfKind::Enum64) {
        for (const BtfPart& part : btf_.parts(type)) good = good && part.a < btf_.size();
      }
      if (type.kind == BtfKind::Array) good = good && btf_.parts(type).front().c < btf_.size();
      if (!good) {
        return malformed(fmt::format("type {} '{}' refers to a type beyond the last, {}", id,
                                     btf_.name(id), btf_.size() - 1));
      }
    }
    return std::nullopt;
  }

  /// The id behind typedefs and qualifiers; kNone when the chain is longer than kMaxChain.
  std::uint32_t follow(std::uint32_t id) const {
    for (unsigned step = 0; step < kMaxChain; ++step) {
      const BtfType& held = btf_.type(id);
      switch (held.kind) {
        case BtfKind::Typedef:
        case BtfKind::Volatile:
        case BtfKind::Const:
        case BtfKind::Restrict:
        case BtfKind::TypeTag:
          id = held.type;
          continue;
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
          return id;
      }
    }
    return Btf::kNone;
  }

  /// Needs `resolved_`. Arrays of arrays multiply; nothing on overflow or when the nest is too
  /// deep.
  std::uint64_t measure(std::uint32_t id) const {
    std::uint64_t count = 1;
    for (unsigned step = 0; step < kMaxChain; ++step) {
      const auto resolved = btf_.resolve(id);
      if (!resolved) return Btf::kNoSize;
      const BtfType& held = btf_.type(*resolved);
      std::uint64_t element = 0;
      if (held.kind == BtfKind::Array) {
        const BtfPart& array = btf_.parts(held).front();
        element = array.b;
        id = array.a;
      } else if (held.kind == BtfKind::Pointer) {
        element = kPointerBytes;
      } else if (held.kind == BtfKind::Int || held.kind == BtfKind::Struct ||
                 held.kind == BtfKind::Union || held.kind == BtfKind::Enum ||
                 held.kind == BtfKind::Enum64 || held.kind == BtfKind::Float) {
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
  std::uint32_t first_ = 0;  // id of the first type that is read here; 0: void, of its own
  Btf btf_;
};

Result<Btf> Btf::read(std::span<const std::uint8_t> section) {
  return BtfReader(section, nullptr).read();
}

Result<Btf> Btf::read_split(std::span<const std::uint8_t> section, const Btf& base) {
  if (!base.base_strings_.empty()) return malformed("goes on from types that go on from others");
  return BtfReader(section, &base).read();
}

const BtfType& Btf::type(std::uint32_t id) const {
  ASSAY_CHECK(id < types_.size(), "no such BTF type");
  return types_[id];
}

std::span<const BtfPart> Btf::parts(const BtfType& type) const {
  return std::span(parts_).subspan(type.first_part, type.parts);
}

std::string_view Btf::string(std::uint32_t offset) const {
  if (!has_string(offset)) return {};
  const bool of_base = offset < base_strings_.size();
  const std::string_view table = of_base ? base_strings_ : strings_;
  const std::size_t begin = of_base ? offset : offset - base_strings_.size();
  const std::string_view rest = table.substr(begin, kMaxStringBytes);
  return rest.substr(0, rest.find('\0'));
}

std::optional<std::uint32_t> Btf::resolve(std::uint32_t id) const {
  const std::uint32_t found = resolved_.at(id);
  return found == kNone ? std::nullopt : std::optional(found);
}

std::optional<std::uint64_t> Btf::size_of(std::uint32_t id) const {
  const std::uint64_t found = sizes_.at(id);
  return found == kNoSize ? std::nullopt : std::optional(found);
}

std::map<std::string_view, std::uint32_t> Btf::named(BtfKind kind) const {
  std::map<std::string_view, std::uint32_t> found;
  for (std::uint32_t id = 1; id < size(); ++id) {
    if (type(id).kind == kind) found.emplace(name(id), id);
  }
  return found;
}

}  // namespace assay
