// SPDX-License-Identifier: Apache-2.0
// A package that the checker accepted, in bytes of its own: what is loaded is what was checked. The
// contracts are those that are built in, which say what this platform promises; what the package
// says of them counts for nothing.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "loader/base/outcome.hpp"
#include "loader/check/checked_bytes.hpp"

namespace assay::loader {

class Admitted {
 public:
  /// Copies and checks. CheckRefused, with the checker's code, sentence and place as subject;
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
  Admitted(std::vector<std::string> contracts, std::unique_ptr<const CheckedBytes> checked)
      : contracts_(std::move(contracts)), checked_(std::move(checked)) {}

  std::vector<std::string> contracts_;  // by name, as the check was given them
  std::unique_ptr<const CheckedBytes> checked_;
};

}  // namespace assay::loader
