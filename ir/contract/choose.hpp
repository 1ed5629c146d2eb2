// SPDX-License-Identifier: Apache-2.0
// Which contract of a catalogue a program is judged under.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/contract/catalogue.hpp"
#include "ir/program/program.hpp"

namespace assay {

/// The contracts that there are, and how the user narrowed the choice (design section 3), in
/// falling order of strength.
struct ContractChoice {
  Catalogue catalogue;
  std::string name = {};  // --contract, or a --contract-map row's program_type; empty: none
  std::optional<Platform> platform = std::nullopt;  // --platform
};

/// A contract, and what its choice rests on beside what program and user say.
struct ChosenContract {
  std::shared_ptr<const Contract> contract;
  /// Empty, or a clause that says what was taken for granted: "assumes that section xdp means
  /// Linux's hook".
  std::string assumption = {};
};

/// The contract of `program`: by name, else by its section, which is what loaders choose by. A full
/// name ("linux/xdp") or an unambiguous last part ("lirc_mode2") will do; a variant of the contract
/// so named takes its place where the program's section is the variant's. The type of the context
/// and the platform header that the source includes settle whose hook is meant where a section is
/// both platforms'; they never override it.
/// Errors: SectionUnknown, HookContradicted (section, type, header or --platform disagree),
/// ContractUnknown (a known hook without a contract, or no such name), ContractAmbiguous. Each
/// message says what to do. unspec only by name.
[[nodiscard]] Result<ChosenContract> choose_contract(const Program& program,
                                                     const ContractChoice& choice);

/// Every name that a section may have, or begin with before a slash, to find misspelt ones.
[[nodiscard]] std::vector<std::string> known_sections(const ContractChoice& choice);

}  // namespace assay
