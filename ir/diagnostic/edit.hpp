// SPDX-License-Identifier: Apache-2.0
// A change of a source's text, as repairs propose it. Who proposes it, and who makes it, is not
// known here.
#pragma once

#include <cstdint>
#include <string>

namespace assay {

/// The text of `file` from one place up to another becomes `replacement`; nothing is replaced where
/// both are one place. Lines and columns (bytes) count from 1.
struct Edit {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t end_line = 0;
  std::uint32_t end_column = 0;
  std::string replacement;
};

}  // namespace assay
