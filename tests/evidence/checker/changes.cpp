// SPDX-License-Identifier: Apache-2.0
#include "evidence/checker/changes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace assay::forge {
namespace {

/// Numbers in the place of one.
std::set<std::uint64_t> others(std::uint64_t number, const Field& field, Bytes all,
                               const std::vector<Field>& fields) {
  std::set<std::uint64_t> out = {number + 1, number - 1, number ^ 0x80, 0,
                                 0 - number, number + 8, number - 8,    std::uint64_t{1} << 40};
  if (field.size == 1) {
    for (std::uint64_t small = 0; small < 12; ++small) out.insert(small);
  }
  for (const Field& other : fields) {
    if (other.reader == field.reader && other.form == field.form && out.size() < 16)
      out.insert(read_number(all, other));
  }
  out.erase(number);
  return out;
}

/// The code with another instruction in one slot.
class Slot {
 public:
  Slot(const Specimen& specimen, std::size_t slot, Every& every, const Hear& hear)
      : specimen_(specimen), slot_(slot), every_(every), hear_(hear) {
    const auto& code = specimen.package.programs[0].code;
    std::copy_n(code.begin() + static_cast<std::ptrdiff_t>(8 * slot), 8, now_.begin());
  }

  [[nodiscard]] bool is_wide() const { return now_[0] == kWideLoad; }
  [[nodiscard]] bool is_jump_on_condition() const {
    const unsigned kind = now_[0] & 7u;
    return (kind == 5 || kind == 6) && now_[0] >> 4 != 0 && now_[0] >> 4 < 8 + 6 &&
           now_[0] >> 4 != 8 && now_[0] >> 4 != 9;
  }

  [[nodiscard]] bool with(std::size_t at, std::uint8_t byte) {
    std::array<std::uint8_t, 8> changed = now_;
    changed[at] = byte;
    return put(changed);
  }
  [[nodiscard]] bool with_number(std::size_t at, std::size_t size, std::uint32_t by) {
    std::array<std::uint8_t, 8> changed = now_;
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < size; ++i) number |= std::uint32_t{now_[at + i]} << (8 * i);
    number += by;
    for (std::size_t i = 0; i < size; ++i)
      changed[at + i] = static_cast<std::uint8_t>(number >> (8 * i));
    return put(changed);
  }
  /// Jumps by `distance` and does nothing else.
  [[nodiscard]] bool as_jump(std::uint16_t distance) {
    return put({0x05, 0, static_cast<std::uint8_t>(distance),
                static_cast<std::uint8_t>(distance >> 8), 0, 0, 0, 0});
  }
  [[nodiscard]] std::uint8_t byte(std::size_t at) const { return now_[at]; }

 private:
  [[nodiscard]] bool put(const std::array<std::uint8_t, 8>& instruction) {
    if (instruction == now_ || !every_.next()) return true;
    return hear_(with_instruction(specimen_, slot_, instruction));
  }

  const Specimen& specimen_;
  std::size_t slot_;
  Every& every_;
  const Hear& hear_;
  std::array<std::uint8_t, 8> now_{};
};

bool each_neighbour(Slot& slot, const std::set<std::uint8_t>& operations) {
  if (slot.is_wide()) {
    for (const std::uint32_t by : {1u, 2u, ~0u, 1u << 30}) {
      if (!slot.with_number(4, 4, by)) return false;
    }
    return true;
  }
  if (!slot.as_jump(0)) return false;
  const auto distance = static_cast<std::uint16_t>(slot.byte(2) | slot.byte(3) << 8);
  if (slot.is_jump_on_condition() && !slot.as_jump(distance)) return false;
  for (const std::uint8_t operation : operations) {
    if (!slot.with(0, operation)) return false;
  }
  for (std::uint8_t r = 0; r < 12; ++r) {
    if (!slot.with(1, static_cast<std::uint8_t>((slot.byte(1) & 0xf0) | r))) return false;
    if (!slot.with(1, static_cast<std::uint8_t>((slot.byte(1) & 0x0f) | r << 4))) return false;
  }
  for (const std::uint32_t by : {1u, 4u, 8u, 64u, 512u, ~0u, ~3u, ~7u, ~63u, ~511u, 1u << 15}) {
    if (!slot.with_number(2, 2, by)) return false;
    if (!slot.with_number(4, 4, by)) return false;
  }
  for (std::uint32_t id = 0; id < 220; ++id) {
    const bool is_call = slot.byte(0) == 0x85 && slot.byte(1) == 0;
    if (is_call && !slot.with_number(4, 4, id - slot.byte(4))) return false;
  }
  return slot.with_number(4, 4, 1u << 31);
}

Forgery plain(const Specimen& s, std::vector<std::uint8_t> bytes, std::string what) {
  return {Kind::Package, std::move(bytes), s.record, std::move(what)};
}

/// The names of maps begin with other letters, so that they are not in order any more.
std::vector<std::uint8_t> with_name(const Specimen& s, const std::string& name, char first) {
  std::vector<std::uint8_t> bytes = s.bytes;
  std::string whole = name;
  whole.insert(whole.begin(), static_cast<char>(name.size()));
  const auto found = std::ranges::search(
      bytes, whole, [](std::uint8_t a, char b) { return a == static_cast<std::uint8_t>(b); });
  if (found.empty()) return {};
  *(found.begin() + 1) = static_cast<std::uint8_t>(first);
  return redigested(std::move(bytes));
}

}  // namespace

void each_changed_number(const Specimen& s, Every every, const Hear& hear) {
  const auto change = [&](const Field& field, Bytes all, const std::vector<Field>& fields) {
    const std::uint64_t number = read_number(all, field);
    for (const std::uint64_t other : others(number, field, all, fields)) {
      const bool always = field.reader == "read_head";  // they are few
      if (!every.next() && !always) continue;
      const auto made = with_number(s, field, other);
      if (made && !hear(*made)) return false;
    }
    return true;
  };
  for (const Field& field : s.fields.package) {
    if (!change(field, s.bytes, s.fields.package)) return;
  }
  for (const Field& field : s.fields.contract) {
    if (field.reader == "read_head" && !change(field, s.record, {})) return;
  }
}

void each_changed_instruction(const Specimen& s, Every every, const Hear& hear) {
  const auto& code = s.package.programs[0].code;
  std::set<std::uint8_t> operations = {0x00, 0x0f, 0x18, 0x1f, 0x20, 0x50, 0x61, 0x71, 0x79,
                                       0x7b, 0x63, 0xb7, 0xbf, 0x95, 0xdb, 0xd7, 0x81, 0x8d};
  for (std::size_t at = 0; at < code.size(); at += 8) operations.insert(code[at]);
  for (std::size_t slot = 0; slot < code.size() / 8; ++slot) {
    Slot here(s, slot, every, hear);
    if (!each_neighbour(here, operations)) return;
    if (here.is_wide()) ++slot;
  }
}

void each_changed_form(const Specimen& s, const Hear& hear) {
  std::vector<std::uint8_t> bytes = s.bytes;
  bytes.back() = 1;
  if (!hear(plain(s, bytes, "a trailer"))) return;
  bytes = s.bytes;
  bytes.push_back(0);
  if (!hear(plain(s, bytes, "a byte more"))) return;
  bytes.resize(bytes.size() - 2);
  if (!hear(plain(s, bytes, "a byte less"))) return;
  for (std::size_t at = wire::kHeadBytes; at < s.bytes.size() - 4; at += s.bytes.size() / 4) {
    bytes = s.bytes;
    bytes[at] ^= 1;
    if (!hear(plain(s, bytes, "a byte without its digest"))) return;
  }
  for (const SealedMap& map : s.package.maps) {
    for (const char first : {'~', ' ', '\x07'}) {
      bytes = with_name(s, map.name, first);
      if (!bytes.empty() && !hear(plain(s, bytes, "the name of a map"))) return;
    }
  }
  bytes = with_name(s, s.package.programs[0].contract, 'x');
  if (!bytes.empty()) hear(plain(s, bytes, "the name of the contract"));
}

}  // namespace assay::forge
