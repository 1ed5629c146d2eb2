// SPDX-License-Identifier: Apache-2.0
#include "other_kernel.hpp"

#include <cstddef>
#include <cstdint>

#include "ir/base/bytes.hpp"
#include "ir/object/elf_file.hpp"
#include "ir/types/btf_reader.hpp"

namespace assay::loader {
namespace {

constexpr std::uint32_t kAway = 8;          // bytes by which members move
constexpr std::uint32_t kOneInSoMany = 5;   // named records are not there
constexpr std::uint32_t kHeaderBytes = 12;  // of a type
constexpr std::uint32_t kMostThatStay = 2;  // parts of every other type, of which none vanishes

class Changer {
 public:
  explicit Changer(Bytes& types) : types_(types) {}

  void change(const Btf& btf) {
    std::size_t at = word(4) + word(8);  // bytes of the header, then where types begin behind it
    for (std::uint32_t number = 1; number < btf.size(); ++number) {
      const BtfType& type = btf.type(TypeId{number});
      change(type, at, number);
      at += kHeaderBytes + bytes_behind(type);
    }
  }

 private:
  void change(const BtfType& type, std::size_t at, std::uint32_t number) {
    const std::size_t parts = at + kHeaderBytes;
    if (is_record(type.kind)) {
      put(at + 8, type.size + kAway);
      for (std::uint32_t i = 0; i < type.count; ++i)
        put(parts + i * 12 + 8, word(parts + i * 12 + 8) + kAway * 8);
      if (last_vanishes(type, number)) put(parts + (type.count - 1) * 12, type.name);
      if (number % kOneInSoMany == 0) put(at, 0);
    }
    if (!is_enumeration(type.kind)) return;
    const std::size_t bytes = type.kind == BtfKind::Enum ? 8 : 12;
    for (std::uint32_t i = 0; i < type.count; ++i)
      put(parts + i * bytes + 4, word(parts + i * bytes + 4) + 1);
    if (last_vanishes(type, number)) put(parts + (type.count - 1) * bytes, type.name);
  }

  static bool last_vanishes(const BtfType& type, std::uint32_t number) {
    return type.count > (number % 2 == 0 ? 0 : kMostThatStay);
  }

  static std::size_t bytes_behind(const BtfType& type) {
    switch (type.kind) {
      case BtfKind::Int:
      case BtfKind::Variable:
      case BtfKind::DeclTag:
        return 4;
      case BtfKind::Array:
        return 12;
      case BtfKind::Struct:
      case BtfKind::Union:
      case BtfKind::DataSection:
      case BtfKind::Enum64:
        return std::size_t{type.count} * 12;
      case BtfKind::Enum:
      case BtfKind::Prototype:
        return std::size_t{type.count} * 8;
      case BtfKind::Void:
      case BtfKind::Pointer:
      case BtfKind::Forward:
      case BtfKind::Typedef:
      case BtfKind::Volatile:
      case BtfKind::Const:
      case BtfKind::Restrict:
      case BtfKind::Function:
      case BtfKind::Float:
      case BtfKind::TypeTag:
        return 0;
    }
    return 0;
  }

  [[nodiscard]] std::uint32_t word(std::size_t at) const { return u32_at(types_, at).value(); }
  void put(std::size_t at, std::uint32_t value) {
    for (unsigned i = 0; i < 4; ++i) types_.at(at + i) = static_cast<std::uint8_t>(value >> 8 * i);
  }

  Bytes& types_;
};

}  // namespace

Bytes other_kernel(const Bytes& object) {
  const auto elf = read_elf(object);
  if (!elf) return {};
  const auto section = find_section(elf.value(), ".BTF");
  if (!section || !section.value()) return {};
  const auto data = elf.value().sections[*section.value()].data;
  const auto btf = read_btf(data);
  if (!btf) return {};
  Bytes changed(data.begin(), data.end());
  Changer(changed).change(*btf.value());
  return changed;
}

}  // namespace assay::loader
