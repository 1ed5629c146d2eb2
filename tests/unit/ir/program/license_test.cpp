// SPDX-License-Identifier: Apache-2.0
#include "ir/program/license.hpp"

#include <gtest/gtest.h>

namespace assay {
namespace {

TEST(License, FitsTheGplByItsLetters) {
  for (const char* license : {"GPL", "GPL v2", "GPL and additional rights", "Dual BSD/GPL",
                              "Dual MIT/GPL", "Dual MPL/GPL"})
    EXPECT_TRUE(fits_gpl(license)) << license;
}

TEST(License, DoesNotFitWhereALetterDiffers) {
  for (const char* license :
       {"", "gpl", "GPL ", "GPLv2", "GPL-2.0", "Dual BSD/GPL ", "Apache-2.0", "Proprietary", "BSD"})
    EXPECT_FALSE(fits_gpl(license)) << license;
}

TEST(License, IsUnfitOnlyWhereOneIsDeclared) {
  Program program;
  EXPECT_FALSE(has_unfit_license(program));
  program.license = "GPL";
  EXPECT_FALSE(has_unfit_license(program));
  program.license = "Proprietary";
  EXPECT_TRUE(has_unfit_license(program));
}

}  // namespace
}  // namespace assay
