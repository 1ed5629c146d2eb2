// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/numbers.hpp"

namespace assay {

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

std::string grouped_signed(std::int64_t number) {
  const auto word = static_cast<std::uint64_t>(number);
  return number < 0 ? "-" + grouped(std::uint64_t{0} - word) : grouped(word);
}

std::string counted(std::uint64_t number, std::string_view noun) {
  return grouped(number) + " " + std::string(noun) + (number == 1 ? "" : "s");
}

}  // namespace assay
