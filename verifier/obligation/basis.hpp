// SPDX-License-Identifier: Apache-2.0
// What a proof rests on besides the program and its contract, as the final pass met it: each thing
// that another party may choose after the proof is made. An acceptance names all of it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <set>

namespace assay {

/// Filled while the transfer functions of the final pass run.
struct Basis {
  /// Bytes from the context's begin to the end of the furthest access.
  std::uint32_t context_bytes = 0;
  /// Where in the context stores begin.
  std::set<std::uint32_t> written_context;
  /// Types whose layout is taken from the object, though other kernels may have another: indices
  /// into LoadTime::layouts, of loads and stores.
  std::set<std::uint32_t> layouts;
  /// The same of offsets that are added to pointers, and of numbers whose range is assumed: indices
  /// into LoadTime::numbers.
  std::set<std::uint32_t> numbers;
  /// Read-only data (index into Program::maps) whose bytes the proof uses.
  std::set<std::uint32_t> contents;
  /// Maps (index into Program::maps) that the program hands to helpers or addresses directly: they
  /// must be made as the object declares them.
  std::set<std::uint32_t> maps;
  /// Of these the arrays whose programs are called and do not return.
  std::set<std::uint32_t> program_arrays;
  /// A helper gave memory of a size that is known only in a run: no certificate can say that.
  bool sizes_of_the_run = false;
  /// The same where a helper made an object on the stack.
  bool objects_on_stack = false;

  /// Takes over what another proof of the same program rests on, besides.
  void add(const Basis& other) {
    reads_context(other.context_bytes);
    written_context.insert(other.written_context.begin(), other.written_context.end());
    layouts.insert(other.layouts.begin(), other.layouts.end());
    numbers.insert(other.numbers.begin(), other.numbers.end());
    contents.insert(other.contents.begin(), other.contents.end());
    maps.insert(other.maps.begin(), other.maps.end());
    program_arrays.insert(other.program_arrays.begin(), other.program_arrays.end());
    sizes_of_the_run = sizes_of_the_run || other.sizes_of_the_run;
    objects_on_stack = objects_on_stack || other.objects_on_stack;
  }
  void reads_context(std::uint32_t end) { context_bytes = std::max(context_bytes, end); }
  bool operator==(const Basis&) const = default;
};

}  // namespace assay
