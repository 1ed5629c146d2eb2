// SPDX-License-Identifier: Apache-2.0
// The C front end under fuzzing: sources and annotated headers. Apart from the other targets,
// because it brings Clang into the process.
#pragma once

#include "evidence/fuzz/targets.hpp"

namespace assay::fuzz {

/// `assay compile`: an object that the reader takes, or an error with a code, and never a fault of
/// Assay's own. Clang may die; the program runs it in a child for that.
[[nodiscard]] bool fuzz_c_source(Bytes input);
/// `assay contract extract`: contracts without contradictions, or an error with a code.
[[nodiscard]] bool fuzz_c_header(Bytes input);

struct CTarget {
  std::string_view name;
  bool (*run)(Bytes);
  std::string_view extension;  // of the files that are its seeds
};

inline constexpr std::array kCTargets{
    CTarget{"c_header", fuzz_c_header, ".h"},
    CTarget{"c_source", fuzz_c_source, ".c"},
};

}  // namespace assay::fuzz
