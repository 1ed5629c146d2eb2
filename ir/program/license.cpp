// SPDX-License-Identifier: Apache-2.0
#include "ir/program/license.hpp"

#include <algorithm>
#include <array>

namespace assay {

bool fits_gpl(std::string_view license) {
  constexpr std::array<std::string_view, 6> kFit = {
      "GPL", "GPL v2", "GPL and additional rights", "Dual BSD/GPL", "Dual MIT/GPL", "Dual MPL/GPL"};
  return std::ranges::find(kFit, license) != kFit.end();
}

bool has_unfit_license(const Program& program) {
  return program.license && !fits_gpl(*program.license);
}

}  // namespace assay
