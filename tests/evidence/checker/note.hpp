// SPDX-License-Identifier: Apache-2.0
// What the traced checker says of each number that it reads. No C++ library: the checker's sources
// see this header.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// How a number is written.
enum assay_form : unsigned {
  ASSAY_FORM_FIXED,     // little-endian, of the size that is told
  ASSAY_FORM_TRUTH,     // a byte that is 0 or 1
  ASSAY_FORM_NUMBER,    // 7 bits a byte
  ASSAY_FORM_SIGNED,    // the same of a signed number
  ASSAY_FORM_SMALL = 8  // or-ed: with a limit, as counts and places have
};

/// `size` bytes at `at` were read as one number by the function of that name.
extern "C" void assay_note_read(const uint8_t* at, size_t size, unsigned form, const char* who);
