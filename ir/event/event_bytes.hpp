// SPDX-License-Identifier: Apache-2.0
// Values of the event file: numbers, and bytes in the notations of docs/event.md.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <nlohmann/json_fwd.hpp>
#include <stdexcept>
#include <string>

#include "ir/interpreter/event.hpp"

namespace assay {

/// What is wrong with an event, at a JSON pointer. Thrown inside the event reader only.
class EventFault : public std::runtime_error {
 public:
  EventFault(const std::string& pointer, const std::string& what)
      : std::runtime_error((pointer.empty() ? std::string("the document") : pointer) + ": " +
                           what) {}
};

enum class Fit : std::uint8_t {
  Exact,    // `size` bytes, no more and no fewer; a plain number is given that width
  Pad,      // at most `size` bytes; the rest is zeros
  Shorter,  // at most `size` bytes, and as many as there are
};
struct Room {
  std::uint64_t size = 0;  // bytes
  Fit fit{};
};

/// `parent` + "/" + `name`, escaped as RFC 6901 says.
[[nodiscard]] std::string pointer_to(const std::string& parent, const std::string& name);
/// A JSON integer, or a string like "0x1f" or "-3"; 64 bits, two's complement.
[[nodiscard]] std::uint64_t read_number(const nlohmann::json& value, const std::string& at);
/// A number (little endian), or an object with one of "hex", "text", "utf16", "zeros",
/// "u8", "u16", "u32", "u64". Members named `besides` may stand there, and are not looked at.
[[nodiscard]] Bytes read_bytes(const nlohmann::json& value, const std::string& at, Room room,
                               std::initializer_list<std::string_view> besides = {});
/// The member `key`, which must be there.
[[nodiscard]] const nlohmann::json& member(const nlohmann::json& value, const std::string& key,
                                           const std::string& at);
/// Throws unless `value` is an object without other members than `keys`.
void allow_only(const nlohmann::json& value, const std::string& at,
                std::initializer_list<std::string_view> keys);

}  // namespace assay
