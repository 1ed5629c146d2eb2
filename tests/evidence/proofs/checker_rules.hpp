// SPDX-License-Identifier: Apache-2.0
// The checker's rules for words a second time, in a namespace of their own, over solver terms: its
// headers as they are, but for what `uint64_t` and `int64_t` mean in them.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "loader/checker/decode.hpp"
#include "term_word.hpp"

namespace assay::term_checker {
using checker::Alu;
using checker::Test;
using proofs::TermSigned;
using proofs::TermWord;
}  // namespace assay::term_checker

#define checker term_checker
#define uint64_t TermWord
#define int64_t TermSigned
#define __builtin_mul_overflow product_overflows
#include "loader/checker/proof/facts_refine.hpp"
#undef __builtin_mul_overflow
#undef int64_t
#undef uint64_t
#undef checker
