// SPDX-License-Identifier: Apache-2.0
// The section decides, because loaders choose by it. The type of the context, the platform header
// and --platform settle whose hook is meant where a section is both platforms', and are an error
// where they disagree with it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "ir/base/errors.hpp"
#include "ir/base/nearest.hpp"
#include "ir/contract/candidates.hpp"
#include "ir/contract/linux_lsm_contracts.hpp"
#include "ir/contract/linux_sections.hpp"
#include "ir/contract/platforms.hpp"

namespace assay {

namespace {

using tables::LinuxSection;

constexpr std::array kPlatforms = {Platform::Linux, Platform::Windows};

/// The hooks of one platform that a section names: contracts, or a hook that has none.
struct Hooks {
  Candidates contracts;
  const LinuxSection* without_contract = nullptr;

  [[nodiscard]] bool empty() const { return contracts.empty() && without_contract == nullptr; }
};

/// libbpf's mark of a program that is not loaded until somebody asks for it is no part of the name.
std::string_view section_on(Platform platform, std::string_view section) {
  if (platform == Platform::Linux && section.starts_with('?')) section.remove_prefix(1);
  return section;
}

/// Those with the longest fitting name.
Hooks hooks_on(Platform platform, const Candidates& all, std::string_view written) {
  const std::string_view section = section_on(platform, written);
  Hooks found;
  std::size_t longest = 0;
  for (const auto& entry : all) {
    if (entry->head().platform != platform) continue;
    const std::size_t length = prefix_length(entry->head(), section);
    if (length == 0 || length < longest) continue;
    if (length > longest) found.contracts.clear();
    longest = length;
    found.contracts.push_back(entry);
  }
  if (platform != Platform::Linux) return found;
  for (const LinuxSection& known : tables::linux_sections()) {
    if (!has_section(section, known.name) || known.name.size() <= longest) continue;
    found = {{}, &known};
    longest = known.name.size();
  }
  return found;
}

bool has_type(const ContractHead& contract, const std::string& type) {
  const std::vector<std::string>& types = contract.context_types;
  return !type.empty() && std::find(types.begin(), types.end(), type) != types.end();
}

/// Whether typedef or struct of the program's first argument is the contract's.
bool takes_context_of(const Program& program, const ContractHead& contract) {
  return has_type(contract, program.context_typedef) || has_type(contract, program.context_type);
}

/// What the type of the first argument says of the hook.
struct TypeEvidence {
  std::string type;   // as C writes it; empty: it is no hook's context
  Candidates owners;  // contracts with that context; those that vary another are left out
  std::string hook;   // the hook without a contract that has it, where no contract has
};

/// Those whose own context it is come alone: of perf_event, registers are only the beginning.
Candidates owners_of(const Candidates& all, const std::string& type) {
  Candidates owners;
  for (const auto& entry : all) {
    if (has_type(entry->head(), type) && entry->head().variant_of.empty()) owners.push_back(entry);
  }
  Candidates first;
  std::copy_if(owners.begin(), owners.end(), std::back_inserter(first),
               [&](const auto& entry) { return entry->head().context_types.front() == type; });
  return first.empty() ? owners : first;
}

TypeEvidence type_evidence(const Program& program, const Candidates& all) {
  TypeEvidence said{program.context_typedef, owners_of(all, program.context_typedef), {}};
  if (!said.owners.empty()) return said;
  said = {"struct " + program.context_type, owners_of(all, program.context_type), {}};
  if (!said.owners.empty()) return said;
  for (const LinuxSection& known : tables::linux_sections()) {
    if (!program.context_type.empty() && known.context == program.context_type) {
      said.hook = known.hook;
      return said;
    }
  }
  return {};
}

/// Whether a typedef or a tag of the program is the context of a contract of `platform`.
bool type_is_of(const Candidates& all, const std::string& type, Platform platform) {
  return std::any_of(all.begin(), all.end(), [&](const auto& entry) {
    return entry->head().platform == platform && has_type(entry->head(), type);
  });
}

/// The one platform that the type of the context tells, if it does. A struct's tag may be that of
/// both; a typedef may be the program's own for a struct of the other platform.
std::optional<Platform> telling_platform(const Program& program, const Candidates& all) {
  const auto fits = [&](const std::string& type, Platform platform, Platform other) {
    return type_is_of(all, type, platform) || !type_is_of(all, type, other);
  };
  const auto says = [&](Platform platform, Platform other) {
    const bool known = type_is_of(all, program.context_typedef, platform) ||
                       type_is_of(all, program.context_type, platform);
    return known && fits(program.context_typedef, platform, other) &&
           fits(program.context_type, platform, other);
  };
  const bool of_linux = says(Platform::Linux, Platform::Windows);
  const bool of_windows = says(Platform::Windows, Platform::Linux);
  if (of_linux == of_windows) return std::nullopt;
  return of_linux ? Platform::Linux : Platform::Windows;
}

/// Whose hook the program is, as the user and the header that it includes say; and in which words.
struct SaidPlatform {
  std::optional<Platform> platform;
  std::string how;
};

Result<SaidPlatform> said_platform(const Program& program, const ContractChoice& choice) {
  SaidPlatform said;
  for (const Platform platform : kPlatforms) {
    if (program.platform_mark != platform_name(platform)) continue;
    said = {platform,
            fmt::format("the program includes Assay's header assay_{}.h", program.platform_mark)};
  }
  if (!program.platform_mark.empty() && !said.platform) {
    return Error{ErrorCode::HookContradicted,
                 fmt::format("the object is marked for platform {}, which Assay does not know",
                             program.platform_mark)};
  }
  if (!choice.platform) return said;
  const std::string option = fmt::format("--platform {}", platform_name(*choice.platform));
  if (said.platform && *said.platform != *choice.platform) {
    return Error{
        ErrorCode::HookContradicted,
        fmt::format(
            "{}, but {} was given: include the header of the other platform, or drop the option",
            said.how, option)};
  }
  return SaidPlatform{choice.platform, option + " was given"};
}

std::string context_name(const ContractHead& contract) {
  if (contract.context_types.empty()) return {};
  const std::string& type = contract.context_types.front();
  return row_of(contract.platform).tags_contexts ? "struct " + type : type;
}

/// "linux/kprobe and linux/perf_event", or the first two and how many more.
std::string owner_names(const TypeEvidence& evidence) {
  const Candidates& owners = evidence.owners;
  if (owners.empty()) return fmt::format("Linux's hook {}", evidence.hook);
  if (owners.size() == 1) return owners[0]->head().name;
  if (owners.size() == 2)
    return fmt::format("{} and {}", owners[0]->head().name, owners[1]->head().name);
  return fmt::format("{}, {} and {} more", owners[0]->head().name, owners[1]->head().name,
                     owners.size() - 2);
}

/// The section that a program with this type should have, if only one hook has the type.
std::string section_of_type(const TypeEvidence& evidence) {
  const bool one = evidence.owners.size() == 1;
  if (!one || evidence.owners[0]->head().section_prefixes.empty()) return {};
  return evidence.owners[0]->head().section_prefixes.front();
}

Error type_contradicts(const Program& program, const TypeEvidence& evidence, std::string_view hook,
                       const std::string& context) {
  std::string repair = section_of_type(evidence);
  if (!repair.empty()) repair = fmt::format("name the section \"{}\"", repair);
  if (!context.empty()) {
    repair += fmt::format("{}take {} *", repair.empty() ? "" : ", or ", context);
  }
  if (repair.empty()) repair = "correct one or the other";
  return Error{
      ErrorCode::HookContradicted,
      fmt::format("section {} belongs to {}{}, but the program takes {}, the context of {}: {}",
                  program.section, hook,
                  context.empty() ? "" : fmt::format(", whose context is {}", context),
                  evidence.type, owner_names(evidence), repair)};
}

/// What is wrong with a section that holds no programs on any platform; empty for others.
std::string_view why_reserved(std::string_view section) {
  if (section.empty()) return "the program has no section, so nothing says which hook it is for";
  if (section == ".text")
    return "section .text contains functions that programs call, not a hook's program";
  if (section == "license") return "section license contains the object's license, not a program";
  if (section == "version") return "section version contains a kernel's version, not a program";
  if (section == "maps" || section == ".maps")
    return "sections maps and .maps contain map definitions, not programs";
  return {};
}

Error unknown_section(const Program& program, const TypeEvidence& evidence,
                      const ContractChoice& choice) {
  const std::string_view reserved = why_reserved(program.section);
  std::string text = reserved.empty()
                         ? fmt::format("section {} belongs to no hook", program.section)
                         : std::string(reserved);
  if (!evidence.type.empty()) {
    text += fmt::format("; {} is the context of {}", evidence.type, owner_names(evidence));
    const std::string meant = section_of_type(evidence);
    if (!meant.empty()) text += fmt::format(", whose section is \"{}\"", meant);
  } else if (reserved.empty()) {
    const std::string near = nearest_word(program.section, known_sections(choice));
    if (!near.empty()) text += fmt::format(" (the nearest is {})", near);
  }
  return Error{ErrorCode::SectionUnknown, text};
}

Error other_platform(const Program& program, const SaidPlatform& said) {
  const Platform other = *said.platform == Platform::Linux ? Platform::Windows : Platform::Linux;
  return Error{ErrorCode::HookContradicted,
               fmt::format("section {} belongs to a hook of {}, but {}", program.section,
                           row_of(other).title, said.how)};
}

/// Of contracts with one section, those that have the program's type, where some do.
Candidates narrowed_by_type(Candidates fitting, const Program& program) {
  Candidates narrowed;
  for (const std::string& type : {program.context_typedef, program.context_type}) {
    std::copy_if(fitting.begin(), fitting.end(), std::back_inserter(narrowed),
                 [&](const auto& entry) { return has_type(entry->head(), type); });
    if (!narrowed.empty()) return narrowed;
  }
  return fitting;
}

Result<ChosenContract> one_of(const Hooks& hooks, const Program& program, const Candidates& all) {
  const TypeEvidence evidence = type_evidence(program, all);
  if (const LinuxSection* known = hooks.without_contract) {
    const std::string hook = fmt::format("Linux's hook {}", known->hook);
    const bool own =
        known->context == program.context_type || known->context == tables::kAnyContext;
    if (!evidence.type.empty() && !own) {
      return type_contradicts(
          program, evidence, hook,
          known->context.empty() ? "" : fmt::format("struct {}", known->context));
    }
    return Error{ErrorCode::ContractUnknown,
                 fmt::format("section {} belongs to {}, for which Assay has no contract",
                             program.section, hook)};
  }
  const auto settled = settle(narrowed_by_type(hooks.contracts, program),
                              fmt::format("section {}", program.section));
  if (!settled.ok()) return settled.error();
  const ContractHead& contract = settled.value()->head();
  if (!evidence.type.empty() && !takes_context_of(program, contract))
    return type_contradicts(program, evidence, contract.name, context_name(contract));
  const auto attached = tables::at_attach_point(settled.value()->contract(), program.section);
  if (!attached.ok()) return attached.error();
  return ChosenContract{attached.value()};
}

}  // namespace

Result<ChosenContract> choose_by_section(const Program& program, const ContractChoice& choice) {
  const Result<SaidPlatform> said = said_platform(program, choice);
  if (!said.ok()) return said.error();
  const Candidates& all = choice.catalogue.entries();
  const Hooks of_linux = hooks_on(Platform::Linux, all, program.section);
  const Hooks of_windows = hooks_on(Platform::Windows, all, program.section);
  if (of_linux.empty() && of_windows.empty())
    return unknown_section(program, type_evidence(program, all), choice);
  if (const auto platform = said.value().platform) {
    const Hooks& hooks = *platform == Platform::Linux ? of_linux : of_windows;
    if (hooks.empty()) return other_platform(program, said.value());
    return one_of(hooks, program, all);
  }
  if (of_windows.empty()) return one_of(of_linux, program, all);
  if (of_linux.empty()) return one_of(of_windows, program, all);
  const std::optional<Platform> told = telling_platform(program, all);
  if (told == Platform::Windows) return one_of(of_windows, program, all);
  const Result<ChosenContract> chosen = one_of(of_linux, program, all);
  if (told || !chosen.ok()) return chosen;
  return ChosenContract{
      chosen.value().contract,
      fmt::format(
          "assumes that section {} means Linux's hook (--platform windows: that of Windows)",
          program.section)};
}

}  // namespace assay
