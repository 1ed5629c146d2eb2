// SPDX-License-Identifier: Apache-2.0
#include "ir/event/event_bytes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "ir/interpreter/memory.hpp"

namespace assay {
namespace {

using nlohmann::json;

std::optional<std::uint64_t> parse_number(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const bool hexadecimal = text.starts_with("0x");
  if (hexadecimal) text.remove_prefix(2);
  std::uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value, hexadecimal ? 16 : 10);
  if (error != std::errc{} || rest != end) return std::nullopt;
  return negative ? std::uint64_t{0} - value : value;
}

Bytes little(std::uint64_t value, std::uint64_t size) {
  Bytes made(size);
  for (std::size_t i = 0; i < size && i < 8; ++i)
    made[i] = static_cast<std::uint8_t>(value >> 8 * i);
  return made;
}

Bytes from_hex(const std::string& text, const std::string& at) {
  Bytes made;
  std::string digits;
  for (const char c : text) {
    if (c != ' ' && c != ':') digits += c;
  }
  if (digits.size() % 2 != 0) throw EventFault(at, "has an odd number of hexadecimal digits");
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    std::uint8_t byte = 0;
    const char* begin = digits.data() + i;
    const auto [rest, error] = std::from_chars(begin, begin + 2, byte, 16);
    if (error != std::errc{} || rest != begin + 2) throw EventFault(at, "is not hexadecimal");
    made.push_back(byte);
  }
  return made;
}

/// UTF-8, which the JSON reader has checked, as UTF-16 in little endian; no NUL is added.
Bytes to_utf16(const std::string& text) {
  Bytes made;
  const auto put = [&](std::uint32_t unit) {
    made.push_back(static_cast<std::uint8_t>(unit));
    made.push_back(static_cast<std::uint8_t>(unit >> 8));
  };
  for (std::size_t i = 0; i < text.size();) {
    const auto first = static_cast<std::uint8_t>(text[i++]);
    const int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : 0;
    std::uint32_t point = more == 0 ? first : first & (0x3fu >> more);
    for (int k = 0; k < more && i < text.size(); ++k) {
      point = point << 6 | (static_cast<std::uint8_t>(text[i++]) & 0x3fu);
    }
    if (point < 0x10000) {
      put(point);
    } else {
      put(0xd800 + ((point - 0x10000) >> 10));
      put(0xdc00 + ((point - 0x10000) & 0x3ff));
    }
  }
  return made;
}

Bytes fitted(Bytes made, const std::string& at, Room room) {
  if (made.size() > room.size || (room.fit == Fit::Exact && made.size() != room.size)) {
    throw EventFault(at, fmt::format("has {} bytes; {} {} wanted", made.size(),
                                     room.fit == Fit::Exact ? "exactly" : "at most", room.size));
  }
  if (room.fit == Fit::Pad) made.resize(room.size);
  return made;
}

std::string text_of(const json& value, const std::string& at) {
  if (!value.is_string()) throw EventFault(at, "is not a string");
  return value.get<std::string>();
}

Bytes number_bytes(const json& value, const std::string& at, std::uint64_t size) {
  const std::uint64_t number = read_number(value, at);
  const auto as_signed = static_cast<std::int64_t>(number);
  if (size < 8) {
    // The number must fit, unsigned or signed.
    const bool fits_unsigned = size != 0 && number >> 8 * size == 0;
    const bool fits_signed =
        size != 0 && as_signed < 0 && as_signed >= -(std::int64_t{1} << (8 * size - 1));
    if (!fits_unsigned && !fits_signed)
      throw EventFault(at, fmt::format("does not fit {} byte(s)", size));
  }
  return little(number, size);
}

Bytes notation(const std::string& kind, const json& value, const std::string& at, Room room) {
  if (kind == "hex") return from_hex(text_of(value, at), at);
  if (kind == "utf16") return to_utf16(text_of(value, at));
  if (kind == "text") {
    const std::string text = text_of(value, at);
    return {text.begin(), text.end()};
  }
  if (kind == "zeros") {
    const std::uint64_t count = read_number(value, at);
    if (count > std::min(room.size, kMostRunBytes))
      throw EventFault(at, fmt::format("at most {} bytes fit", std::min(room.size, kMostRunBytes)));
    return Bytes(count);
  }
  for (const unsigned size : {1u, 2u, 4u, 8u}) {
    if (kind == fmt::format("u{}", 8 * size)) return number_bytes(value, at, size);
  }
  throw EventFault(at, "is no notation for bytes: hex, text, utf16, zeros, u8, u16, u32 or u64");
}

}  // namespace

std::string pointer_to(const std::string& parent, const std::string& name) {
  std::string escaped;
  for (const char c : name) {
    if (c == '~') {
      escaped += "~0";
    } else if (c == '/') {
      escaped += "~1";
    } else {
      escaped += c;
    }
  }
  return parent + "/" + escaped;
}

std::uint64_t read_number(const json& value, const std::string& at) {
  if (value.is_number_unsigned()) return value.get<std::uint64_t>();
  if (value.is_number_integer()) return static_cast<std::uint64_t>(value.get<std::int64_t>());
  if (value.is_string()) {
    if (const auto number = parse_number(value.get<std::string>())) return *number;
  }
  throw EventFault(at, "is not an integer");
}

Bytes read_bytes(const json& value, const std::string& at, Room room,
                 std::initializer_list<std::string_view> besides) {
  if (room.fit != Fit::Shorter && room.size > kMostRunBytes) {
    throw EventFault(
        at, fmt::format("takes {} bytes, and a run may take {}", room.size, kMostRunBytes));
  }
  if (!value.is_object()) {
    if (room.fit == Fit::Shorter) throw EventFault(at, R"(is not an object like {"hex": "00ff"})");
    return number_bytes(value, at, room.size);
  }
  json::const_iterator only = value.end();
  for (auto next = value.begin(); next != value.end(); ++next) {
    if (std::find(besides.begin(), besides.end(), next.key()) != besides.end()) continue;
    if (only != value.end()) throw EventFault(at, "needs exactly one notation");
    only = next;
  }
  if (only == value.end()) throw EventFault(at, "holds no bytes");
  return fitted(notation(only.key(), only.value(), pointer_to(at, only.key()), room), at, room);
}

const json& member(const json& value, const std::string& key, const std::string& at) {
  const auto found = value.find(key);
  if (found == value.end()) throw EventFault(pointer_to(at, key), "is missing");
  return *found;
}

void allow_only(const json& value, const std::string& at,
                std::initializer_list<std::string_view> keys) {
  if (!value.is_object()) throw EventFault(at, "is not an object");
  for (const auto& [name, unused] : value.items()) {
    if (std::find(keys.begin(), keys.end(), name) == keys.end()) {
      throw EventFault(pointer_to(at, name), "is not a known key");
    }
  }
}

}  // namespace assay
