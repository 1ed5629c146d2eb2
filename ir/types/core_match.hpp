// SPDX-License-Identifier: Apache-2.0
// Finds in the types of a target what a CO-RE relocation speaks of in the types of its object, by
// the rules of libbpf's relo_core.c: names without their flavour, kinds that may stand for each
// other, members of anonymous structs as members of what holds them.
#pragma once

#include <cstdint>
#include <optional>

#include "ir/base/result.hpp"
#include "ir/types/core_spec.hpp"

namespace assay {

/// "sock___old" is "sock": what follows the last three underscores between two other letters says
/// which of several layouts of one type is meant.
[[nodiscard]] std::string_view without_flavour(std::string_view name);

/// What may stand for the other at the root of a relocation: the same kind, or two enumerations.
[[nodiscard]] bool kinds_fit(BtfKind a, BtfKind b);

/// Comparisons of types, bounded in number for all of an object: its types, and those of the
/// target, may be made to take for ever.
class CoreMatcher {
 public:
  CoreMatcher(const Btf& local, const Btf& target) : local_(local), target_(target) {}

  /// The spec in the target's type `candidate`, whose name fits; nothing where the candidate has no
  /// such thing. Errors: CoreRelocationMalformed (libbpf gives up, too), LimitExceeded.
  [[nodiscard]] Result<std::optional<CoreSpec>> match(CoreKind kind, const CoreSpec& spec,
                                                      TypeId candidate);
  /// Counts one comparison. Error: LimitExceeded.
  [[nodiscard]] std::optional<Error> spend();

 private:
  struct Pair {
    TypeId local = kVoid;
    TypeId target = kVoid;
  };
  enum class Behind : std::uint8_t { Nothing, Pointer };

  [[nodiscard]] Result<Pair> resolved(Pair types) const;
  [[nodiscard]] Pair elements(Pair arrays) const;
  [[nodiscard]] Result<bool> match_field(const CoreSpec& spec, CoreSpec& found);
  [[nodiscard]] Result<bool> match_element(const CoreStep& step, TypeId& type, CoreSpec& found);
  [[nodiscard]] Result<bool> match_member(const CoreStep& step, TypeId& type, CoreSpec& found);
  [[nodiscard]] Result<bool> fields_fit(Pair types);
  [[nodiscard]] Result<bool> types_fit(Pair types, int levels);
  [[nodiscard]] Result<bool> parameters_fit(Pair types, int levels);
  [[nodiscard]] Result<bool> types_match(Pair types, Behind behind, int levels);
  [[nodiscard]] Result<bool> prototypes_match(Pair types, Behind behind, int levels);
  [[nodiscard]] Result<bool> members_match(Pair types, int levels);
  [[nodiscard]] Result<bool> enumerators_match(Pair types);
  [[nodiscard]] bool names_match(std::uint32_t local_name, std::uint32_t target_name) const;

  const Btf& local_;
  const Btf& target_;
  std::uint64_t spent_ = 0;
};

}  // namespace assay
