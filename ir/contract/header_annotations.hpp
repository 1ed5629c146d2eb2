// SPDX-License-Identifier: Apache-2.0
// What a platform's header says of its contracts beyond C: the annotations from which
// `assay contract extract` makes the same contracts again (include/assay/bpf/assay_contract.h).
#pragma once

#include <string>
#include <vector>

#include "ir/contract/header.hpp"

namespace assay {

/// Whether the header of these contracts is annotated. Linux's is not: its hooks share structs and
/// helpers that differ from hook to hook in more than annotations can tell.
[[nodiscard]] bool is_annotated(const ContractList& contracts);

/// A member of a context struct, and who of those that share the struct has it.
struct MemberUse {
  const ContextField& field;
  const ContractList& holders;  // not empty
  const ContractList& writers;
  const ContractList& sharing;
};
/// A helper, the hooks that offer it, and the names of its parameters.
struct HelperUse {
  const Helper& helper;
  const ContractList& hooks;
  const std::vector<std::string>& parameters;
};

// Each text is empty or begins with a space.
[[nodiscard]] std::string member_annotations(const MemberUse& use);
[[nodiscard]] std::string parameter_annotations(const HelperUse& use, std::size_t index);
/// In a header of so many hooks.
[[nodiscard]] std::string helper_annotations(const HelperUse& use, std::size_t platform_hooks);
[[nodiscard]] std::string map_kind_annotations(const MapKind& kind, const ContractList& contracts);
/// Of an enumeration of values of `field`, or of results where it is empty.
[[nodiscard]] std::string values_annotation(const std::string& field, const ContractList& hooks);

/// The prototypes of the hooks, which say what a contract says of a whole program.
[[nodiscard]] std::string hook_prototypes(const ContractList& contracts);

/// The enumerator that stands for the kind of map.
[[nodiscard]] std::string map_kind_enumerator(const MapKind& kind);

}  // namespace assay
