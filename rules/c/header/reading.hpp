// SPDX-License-Identifier: Apache-2.0
// The parts of a contract, each read from the declarations of one hook's header.
//
// Every part fails closed: what it does not understand it tells as an error, and then nothing of
// the header is used.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ir/contract/contract.hpp"
#include "ir/contract/enumerators.hpp"
#include "ir/contract/schema.hpp"
#include "rules/c/header/annotations.hpp"

namespace assay {

/// What all parts look at.
struct HeaderReading {
  clang::ASTContext& context;
  Annotations& annotations;
  Findings& findings;
};

/// A hook's prototype, and what other declarations call it by.
struct HookPrototype {
  const clang::FunctionDecl* function = nullptr;
  std::string name;        // full: "windows/process"
  std::string short_name;  // without the platform
  Platform platform = Platform::Generic;
  const clang::RecordDecl* context = nullptr;  // the struct that it takes
  std::string context_typedef;                 // its name, or empty
};

/// Sets the facts that are true or false and that annotations of the declaration say.
template <class Owner>
void read_flags(const HeaderReading& reading, const clang::Decl* declaration, Owner& owner) {
  schema::each_flag<Owner>([&](const auto& row) {
    if (row.flag.word.empty()) return;
    const bool is_said = reading.annotations.has(declaration, find_word(row.flag.word)->word);
    owner.*row.member = is_said == row.flag.says;
  });
}

/// Tells that the annotation does not know the word that it has, but `words`.
void tell_unknown(HeaderReading& reading, const Annotation& said, const std::string& word,
                  const std::vector<std::string>& words);
/// Sets the fact that the annotation `word` of the declaration says by one of its type's words.
template <class Enum>
void read_enumerator(HeaderReading& reading, const clang::Decl* declaration, Word word,
                     Enum& value) {
  const Annotation* said = reading.annotations.find(declaration, word);
  if (said == nullptr) return;
  if (const std::optional<Enum> meant = schema::value_of<Enum>(said->strings.front())) {
    value = *meant;
    return;
  }
  std::vector<std::string> words;
  for (const auto& row : schema::kEnumerators<Enum>) words.emplace_back(row.word);
  tell_unknown(reading, *said, said->strings.front(), words);
}

/// Says for which hook an error is one. Hooks that share a declaration would tell the same error
/// each, so that the sentence itself must not name the hook; the first is told.
void note_hook(const HeaderReading& reading, Diagnostic& message, const HookPrototype& hook);

/// The prototypes that carry ASSAY_HOOK, as far as they are sound.
[[nodiscard]] std::vector<HookPrototype> find_prototypes(HeaderReading& reading);
/// Whether the declaration is the hook's: it has no ONLY_IN, or one that names the hook.
[[nodiscard]] bool is_offered(const HeaderReading& reading, const clang::Decl* declaration,
                              const HookPrototype& hook);
/// Tells of hooks that an annotation names and the header does not have.
void check_hook_lists(HeaderReading& reading, const std::vector<HookPrototype>& hooks);

/// Name, sections, result, policy, limits.
void read_head(HeaderReading& reading, const HookPrototype& hook, Contract& contract);
/// Size of the context, fields and regions.
void read_context(HeaderReading& reading, const HookPrototype& hook, Contract& contract);
void read_helpers(HeaderReading& reading, const HookPrototype& hook, Contract& contract);
void read_map_kinds(HeaderReading& reading, const HookPrototype& hook, Contract& contract);
void read_named_values(HeaderReading& reading, const HookPrototype& hook, Contract& contract);
/// Tells of types whose numbers count an array that no hook's context has.
void check_index_types(HeaderReading& reading, const std::vector<Contract>& contracts);

}  // namespace assay
