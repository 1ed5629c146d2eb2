// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/utf16.hpp"

namespace assay {

std::uint32_t utf16_column(std::string_view line, std::uint32_t column) {
  std::uint32_t units = 1;
  for (std::uint32_t i = 0; i + 1 < column; ++i) {
    const unsigned byte = i < line.size() ? static_cast<unsigned char>(line[i]) : 0;
    const bool continues = (byte & 0xC0) == 0x80;
    const bool takes_two = (byte & 0xF8) == 0xF0;  // beyond U+FFFF: a pair of surrogates
    if (!continues) units += takes_two ? 2 : 1;
  }
  return units;
}

}  // namespace assay
