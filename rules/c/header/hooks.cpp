// SPDX-License-Identifier: Apache-2.0
// Hooks: the prototypes of a header that carry ASSAY_HOOK, and what each says of its programs.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "ir/base/errors.hpp"
#include "ir/base/nearest.hpp"
#include "ir/contract/platform_facts.hpp"
#include "ir/contract/validate.hpp"
#include "rules/c/header/reading.hpp"

namespace assay {
namespace {

std::optional<Platform> platform_of(std::string_view name) {
  const std::string_view first = name.substr(0, name.find('/'));
  const bool has_own_part = first.size() + 1 < name.size();
  for (const Platform platform : {Platform::Linux, Platform::Windows}) {
    if (has_own_part && first == platform_name(platform)) return platform;
  }
  return std::nullopt;
}

/// The struct that the hook takes and its typedef's name, or nothing with an error told.
bool set_context(HeaderReading& reading, HookPrototype& hook) {
  const clang::FunctionDecl* function = hook.function;
  const bool is_prototype = !function->isThisDeclarationADefinition() &&
                            function->getNumParams() == 1 && !function->isVariadic() &&
                            function->getReturnType()->isIntegerType();
  const clang::QualType pointee = function->getNumParams() == 1
                                      ? function->getParamDecl(0)->getType()->getPointeeType()
                                      : clang::QualType();
  const clang::RecordDecl* record = pointee.isNull() ? nullptr : pointee->getAsRecordDecl();
  const clang::RecordDecl* definition = record == nullptr ? nullptr : record->getDefinition();
  if (!is_prototype || definition == nullptr || definition->isInvalidDecl() ||
      !definition->isStruct()) {
    tell(reading.findings, ErrorCode::AnnotationMisplaced, function->getSourceRange(),
         fmt::format("hook {} is not a prototype that takes a pointer to the struct of its context "
                     "and returns a number",
                     quoted(function)));
    return false;
  }
  hook.context = definition;
  if (const auto* name = pointee->getAs<clang::TypedefType>()) {
    hook.context_typedef = name->getDecl()->getNameAsString();
  }
  return true;
}

std::optional<HookPrototype> prototype_of(HeaderReading& reading,
                                          const clang::FunctionDecl* function) {
  const Annotation* said = reading.annotations.find(function, Word::Hook);
  HookPrototype hook;
  hook.function = function;
  hook.name = said->strings.front();
  const std::optional<Platform> platform = platform_of(hook.name);
  if (!platform) {
    tell(reading.findings, ErrorCode::AnnotationMisplaced, said->range,
         fmt::format("the hook's name '{}' does not begin with 'linux/' or 'windows/'", hook.name));
    return std::nullopt;
  }
  hook.platform = *platform;
  hook.short_name = hook.name.substr(hook.name.find('/') + 1);
  if (!set_context(reading, hook)) return std::nullopt;
  return hook;
}

/// The number as a limit: in [least, most], else an error.
std::uint64_t limit(HeaderReading& reading, const Annotation& said, std::size_t index,
                    std::uint64_t least, std::uint64_t most = UINT32_MAX) {
  const AnnotationNumber& number = said.numbers.at(index);
  if (!number.negative && number.bits >= least && number.bits <= most) return number.bits;
  tell(reading.findings, ErrorCode::AnnotationMisplaced, said.range,
       fmt::format("number {} of {} must be from {} to {}", index + 1, macro_of(row_of(said.word)),
                   least, most));
  return least;
}

void read_limits(HeaderReading& reading, const HookPrototype& hook, Limits& limits) {
  const Annotation* said = reading.annotations.find(hook.function, Word::Limits);
  if (said == nullptr) {
    if (reading.annotations.is_broken(hook.function)) return;
    tell(reading.findings, ErrorCode::ContractIncomplete,
         hook.function->getNameInfo().getSourceRange(),
         fmt::format("{} does not state its limits: ASSAY_LIMITS(stack, frames, tail_calls, "
                     "instructions)",
                     hook.name));
    return;
  }
  limits.stack_bytes_per_frame =
      static_cast<std::uint32_t>(limit(reading, *said, 0, 1, kMostFrameBytes));
  limits.call_depth = static_cast<std::uint32_t>(limit(reading, *said, 1, 1));
  limits.tail_calls = static_cast<std::uint32_t>(limit(reading, *said, 2, 0));
  limits.instruction_budget = limit(reading, *said, 3, 1, UINT64_MAX);
  if (const Annotation* chain = reading.annotations.find(hook.function, Word::ChainStack)) {
    limits.stack_bytes_per_chain = static_cast<std::uint32_t>(limit(reading, *chain, 0, 0));
    limits.stack_bytes_with_tail_calls = static_cast<std::uint32_t>(limit(reading, *chain, 1, 0));
  }
}

void read_result(HeaderReading& reading, const HookPrototype& hook, ReturnRange& result) {
  const Annotation* said = reading.annotations.find(hook.function, WordGroup::HookResult);
  if (said == nullptr) {
    if (reading.annotations.is_broken(hook.function)) return;
    tell(reading.findings, ErrorCode::ContractIncomplete,
         hook.function->getNameInfo().getSourceRange(),
         fmt::format("{} does not state which results it allows: ASSAY_RESULT(least, most) or "
                     "ASSAY_ANY_RESULT",
                     hook.name));
    return;
  }
  if (said->word == Word::AnyResult) return;
  if (said->word == Word::OtherResults) {
    result.otherwise = said->strings.front();
    return;
  }
  result.checked = true;
  result.low32 = said->word == Word::Result;
  result.min = static_cast<std::int64_t>(said->numbers[0].bits);
  result.max = static_cast<std::int64_t>(said->numbers[1].bits);
  const auto fits = [&](const AnnotationNumber& number, std::int64_t value) {
    if (number.negative != (value < 0)) return false;
    return !result.low32 || (value >= INT32_MIN && value <= INT32_MAX);
  };
  if (!fits(said->numbers[0], result.min) || !fits(said->numbers[1], result.max)) {
    tell(reading.findings, ErrorCode::AnnotationMisplaced, said->range,
         fmt::format("{} takes {}-bit numbers with a sign", macro_of(row_of(said->word)),
                     result.low32 ? 32 : 64));
  } else if (result.min > result.max) {
    tell(reading.findings, ErrorCode::AnnotationConflict, said->range, "the range is empty");
  }
}

/// The rules that the hook's annotation `word` lists by name.
void read_policy(HeaderReading& reading, const HookPrototype& hook, Word word, Policy& policy) {
  const Annotation* said = reading.annotations.find(hook.function, word);
  if (said == nullptr) return;
  std::vector<std::string> names;
  schema::each_flag<Policy>([&](const auto& row) {
    if (row.flag.word == row_of(word).text) names.emplace_back(row.name);
  });
  for (const std::string& name : said->strings) {
    if (std::find(names.begin(), names.end(), name) != names.end()) {
      schema::each_flag<Policy>([&](const auto& row) {
        if (row.name == name) policy.*row.member = row.flag.says;
      });
      continue;
    }
    tell_unknown(reading, *said, name, names);
  }
}

}  // namespace

void tell_unknown(HeaderReading& reading, const Annotation& said, const std::string& word,
                  const std::vector<std::string>& words) {
  Diagnostic& message = tell(reading.findings, ErrorCode::AnnotationUnknown, said.range,
                             fmt::format("{} knows no '{}'", macro_of(row_of(said.word)), word));
  const std::string near = nearest_word(word, words);
  if (!near.empty()) message.suggestion = fmt::format("did you mean \"{}\"?", near);
}

void note_hook(const HeaderReading& reading, Diagnostic& message, const HookPrototype& hook) {
  reading.findings.note(
      message, hook.function->getNameInfo().getSourceRange(),
      fmt::format("in the contract of hook {}, which is declared here", hook.name));
}

std::vector<HookPrototype> find_prototypes(HeaderReading& reading) {
  std::vector<HookPrototype> hooks;
  for (const clang::Decl* declaration : reading.annotations.with(Word::Hook)) {
    reading.annotations.use(declaration);
    const auto* function = llvm::cast<clang::FunctionDecl>(declaration);
    std::optional<HookPrototype> hook = prototype_of(reading, function);
    if (!hook) continue;
    const auto same = std::find_if(hooks.begin(), hooks.end(), [&hook](const HookPrototype& other) {
      return other.name == hook->name;
    });
    if (same != hooks.end()) {
      Diagnostic& message = tell(reading.findings, ErrorCode::AnnotationConflict,
                                 reading.annotations.find(function, Word::Hook)->range,
                                 fmt::format("hook {} is declared twice", hook->name));
      reading.findings.note(message, same->function->getSourceRange(), "the other is here");
      continue;
    }
    hooks.push_back(std::move(*hook));
  }
  return hooks;
}

bool is_offered(const HeaderReading& reading, const clang::Decl* declaration,
                const HookPrototype& hook) {
  const Annotation* only = reading.annotations.find(declaration, Word::OnlyIn);
  if (only == nullptr) return !reading.annotations.is_broken(declaration);
  return std::find(only->strings.begin(), only->strings.end(), hook.short_name) !=
         only->strings.end();
}

void check_hook_lists(HeaderReading& reading, const std::vector<HookPrototype>& hooks) {
  std::vector<std::string> names;
  for (const HookPrototype& hook : hooks) names.push_back(hook.short_name);
  for (const Word word : {Word::OnlyIn, Word::WritableIn, Word::ResultsOf, Word::ValuesOf}) {
    for (const clang::Decl* declaration : reading.annotations.with(word)) {
      const Annotation& said = *reading.annotations.find(declaration, word);
      // ValuesOf names a member first.
      const std::size_t first = word == Word::ValuesOf ? 1 : 0;
      for (std::size_t i = first; i < said.strings.size(); ++i) {
        const std::string& name = said.strings[i];
        if (std::find(names.begin(), names.end(), name) != names.end()) continue;
        Diagnostic& message = tell(reading.findings, ErrorCode::AnnotationUnknown, said.range,
                                   fmt::format("the header declares no hook '{}'", name));
        const std::string near = nearest_word(name, names);
        if (!near.empty()) message.suggestion = fmt::format("did you mean \"{}\"?", near);
      }
    }
  }
}

void read_head(HeaderReading& reading, const HookPrototype& hook, Contract& contract) {
  const Annotations& annotations = reading.annotations;
  contract.name = hook.name;
  contract.platform = hook.platform;
  if (const Annotation* said = annotations.find(hook.function, Word::PlatformVersion)) {
    contract.platform_version = said->strings.front();
  }
  set_platform_facts(contract);
  if (const Annotation* said = annotations.find(hook.function, Word::Sections)) {
    contract.section_prefixes = said->strings;
  }
  if (!hook.context_typedef.empty()) contract.context_types.push_back(hook.context_typedef);
  const Annotation* by_tag = annotations.find(hook.function, Word::AlsoByTag);
  if (by_tag != nullptr || hook.context_typedef.empty()) {
    contract.context_types.push_back(hook.context->getNameAsString());
  }
  if (const Annotation* said = annotations.find(hook.function, Word::VariantOf)) {
    contract.variant_of = said->strings.front();
  }
  read_result(reading, hook, contract.result);
  read_limits(reading, hook, contract.limits);
  read_policy(reading, hook, Word::Allows, contract.policy);
  read_policy(reading, hook, Word::Demands, contract.policy);
}

}  // namespace assay
