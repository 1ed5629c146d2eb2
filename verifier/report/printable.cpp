// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/printable.hpp"

namespace assay {

std::string printable(std::string_view text) {
  constexpr unsigned char kDelete = 0x7f;
  std::string shown(text);
  for (char& c : shown) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\t') {
      c = ' ';
    } else if (byte < 0x20 || byte == kDelete) {
      c = '?';
    }
  }
  return shown;
}

}  // namespace assay
