// SPDX-License-Identifier: Apache-2.0
// A package that the checker accepted, in bytes of its own: what is loaded is what was checked. The
// contracts are those that are built in, which say what this platform promises; what the package
// says of them counts for nothing.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "loader/base/hex.hpp"
#include "loader/base/outcome.hpp"
#include "loader/checker/assay_checker.h"

namespace assay::loader {

class Admitted {
 public:
  /// Copies and checks. CheckRefused, with the checker's code and place as subject;
  /// TypesOfOtherKernel, where the package was made for other types than those in `kernel_types`, a
  /// file of BTF.
  [[nodiscard]] static Outcome<std::unique_ptr<const Admitted>> check(
      std::span<const std::uint8_t> package, const char* kernel_types);

  Admitted(const Admitted&) = delete;
  Admitted& operator=(const Admitted&) = delete;

  [[nodiscard]] std::string_view name() const;
  [[nodiscard]] std::span<const assay_checked_map> maps() const;
  [[nodiscard]] std::span<const assay_checked_program> programs() const;
  /// The contract that the program was checked against.
  [[nodiscard]] std::string_view contract_of(const assay_checked_program& program) const;

 private:
  explicit Admitted(std::span<const std::uint8_t> package);
  [[nodiscard]] Done check_own();

  const Bytes own_;
  std::vector<std::string> contracts_;
  Bytes arena_;
  assay_check_result result_{};  // views into own_ and arena_
};

/// The bytes as text.
[[nodiscard]] std::string_view text_of(const assay_check_bytes& bytes);

}  // namespace assay::loader
