// SPDX-License-Identifier: Apache-2.0
#include "ir/contract/header.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "ir/contract/header_annotations.hpp"
#include "ir/contract/header_flags.hpp"
#include "ir/contract/platforms.hpp"

namespace assay {

namespace {

constexpr std::string_view kVocabulary = R"(
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef signed char s8;
typedef signed short s16;
typedef signed int s32;
typedef signed long long s64;
_Static_assert(sizeof(u16) == 2 && sizeof(u32) == 4 && sizeof(u64) == 8, "the integers of BPF");
_Static_assert(sizeof(void *) == 8, "compile with -target bpf");

#ifndef NULL
#define NULL ((void *)0)
#endif

/// Puts a program into the section of its hook, a map into `.maps`.
#ifndef SEC
#define SEC(name) __attribute__((section(name), used))
#endif

/// Members of a map's definition: a number, such as `__uint(max_entries, 64)`; a type, such as
/// `__type(key, u32)`; the inner maps or programs of a map that holds such.
#ifndef __uint
#define __uint(name, number) int (*name)[number]
#endif
#ifndef __type
#define __type(name, type) __typeof__(type) *name
#endif
#ifndef __array
#define __array(name, type) __typeof__(type) *name[]
#endif

/// A function that becomes part of its callers, and one that stays a function.
#ifndef INLINE
#define INLINE static inline __attribute__((always_inline))
#endif
#ifndef NOINLINE
#define NOINLINE static __attribute__((noinline))
#endif

/// Reads or writes memory that others change meanwhile (map values) exactly once: the compiler may
/// neither repeat the access nor drop it.
#ifndef READ_ONCE
#define READ_ONCE(place) (*(const volatile __typeof__(place) *)&(place))
#endif
#ifndef WRITE_ONCE
#define WRITE_ONCE(place, value) (*(volatile __typeof__(place) *)&(place) = (value))
#endif

/// Keeps a value in a register, so that a loop that counts with it is still a loop when compiled.
#ifndef KEEP
#define KEEP(value) __asm__ volatile("" : "+r"(value))
#endif

/// From the network's order of bytes to the machine's, which is little-endian, and back.
#ifndef bpf_ntohs
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "compile with -target bpf or bpfel");
#define bpf_ntohs(value) __builtin_bswap16(value)
#define bpf_htons(value) __builtin_bswap16(value)
#define bpf_ntohl(value) __builtin_bswap32(value)
#define bpf_htonl(value) __builtin_bswap32(value)
#define bpf_be64_to_cpu(value) __builtin_bswap64(value)
#define bpf_cpu_to_be64(value) __builtin_bswap64(value)
#endif
)";

constexpr std::string_view kAnnotations =
    "\n// What the contracts say beyond C; nothing to a compiler.\n"
    "#include \"assay_contract.h\"\n";

constexpr std::string_view kNumbersAsFunctions =
    "\n// A helper is a call of its number; ISO C has no conversion of a number to a function.\n"
    "#pragma GCC diagnostic push\n"
    "#pragma GCC diagnostic ignored \"-Wpedantic\"\n";

ContractList contracts_of(const Catalogue& catalogue, Platform platform) {
  ContractList list;
  for (const auto& contract : catalogue.contracts()) {
    if (contract->platform == platform) list.push_back(contract.get());
  }
  return list;
}

/// Contracts of one context type together, in the order of the first; those without a type are left
/// out.
std::vector<ContractList> by_context(const ContractList& contracts) {
  std::vector<ContractList> groups;
  for (const Contract* contract : contracts) {
    if (contract->context_types.empty()) continue;
    const auto same = [contract](const ContractList& group) {
      return group.front()->context_types.front() == contract->context_types.front();
    };
    const auto found = std::find_if(groups.begin(), groups.end(), same);
    if (found == groups.end()) {
      groups.push_back({contract});
    } else {
      found->push_back(contract);
    }
  }
  return groups;
}

/// What was named so far; C has one name space for all enumerators.
using Named = std::map<std::string, std::int64_t>;

/// Those of `group` that name the value.
ContractList naming(const ContractList& group, const std::string& name) {
  ContractList list;
  for (const Contract* contract : group) {
    const auto same = [&name](const NamedValue& value) { return value.name == name; };
    if (std::any_of(contract->names.begin(), contract->names.end(), same)) list.push_back(contract);
  }
  return list;
}

/// The names that `contract` gives to values of `field` (empty: to results), where none before it
/// gave them.
std::string value_names(const ContractList& group, const Contract& contract,
                        const std::string& field, Named& named) {
  std::string rows;
  ContractList hooks;
  for (const NamedValue& value : contract.names) {
    if (value.field != field) continue;
    const auto [known, is_new] = named.emplace(value.name, value.value);
    ASSAY_CHECK(known->second == value.value, "two values of " + value.name);
    if (!is_new) continue;
    if (hooks.empty()) hooks = naming(group, value.name);
    rows += fmt::format("  {} = {},\n", value.name, value.value);
  }
  if (rows.empty()) return "";
  const std::string what = field.empty() ? "Results" : fmt::format("Values of `{}`", field);
  return fmt::format("\n/// {} of {}.\nenum{} {{\n{}}};\n", what, hook_names(hooks),
                     values_annotation(field, hooks), rows);
}

std::string all_value_names(const ContractList& group, Named& named) {
  std::string text;
  for (const Contract* contract : group) {
    text += value_names(group, *contract, "", named);
    for (const ContextField& field : contract->fields)
      text += value_names(group, *contract, field.name, named);
  }
  return text;
}

std::string contexts(const ContractList& contracts) {
  std::string text;
  Named named;
  for (const ContractList& group : by_context(contracts)) {
    text += "\n" + context_struct(group) + all_value_names(group, named);
  }
  for (const Contract* contract : contracts) {
    if (!contract->context_types.empty()) continue;
    text += fmt::format("\n// {}: {} bytes of context, for which the platform has no type.\n",
                        contract->name, contract->context_size);
  }
  return text;
}

std::string map_kinds(const ContractList& contracts) {
  std::map<std::uint32_t, const MapKind*> kinds;
  for (const Contract* contract : contracts) {
    for (const MapKind& kind : contract->map_kinds) {
      const auto known = kinds.emplace(kind.number, &kind).first;
      ASSAY_CHECK(known->second->name == kind.name, "two names of a kind of map: " + kind.name);
    }
  }
  std::string text = "\n/// Kinds of map, for `__uint(type, ...)`.\nenum {\n";
  for (const auto& [number, kind] : kinds) {
    text += fmt::format("  {}{} = {},\n", map_kind_enumerator(*kind),
                        map_kind_annotations(*kind, contracts), number);
  }
  return text + "};\n";
}

/// Linux packets: the struct's marks are 32-bit fields that a load turns into pointers.
std::string mark_macro(const ContractList& contracts) {
  const auto is_narrow = [](const ContextField& field) {
    return field.kind == FieldKind::RegionMark && field.size == 4;
  };
  const bool needed =
      std::any_of(contracts.begin(), contracts.end(), [&is_narrow](const Contract* contract) {
        return std::any_of(contract->fields.begin(), contract->fields.end(), is_narrow);
      });
  if (!needed) return "";
  return "\n/// The pointer that a 32-bit mark of a packet stands for: `ASSAY_MARK(ctx->data)`.\n"
         "#define ASSAY_MARK(field) ((u8 *)(unsigned long)(field))\n"
         "#define PACKET(ctx) ASSAY_MARK((ctx)->data)\n"
         "#define PACKET_END(ctx) ASSAY_MARK((ctx)->data_end)\n";
}

std::string opening(Platform platform, const ContractList& contracts) {
  return fmt::format(
      "// SPDX-License-Identifier: Apache-2.0\n"
      "// clang-format off\n"
      "// Written by `assay contract header {0}`: do not edit.\n"
      "/// @file\n"
      "/// What sensors for {1} need: contexts, results, maps and helpers, as Assay's contracts "
      "have\n"
      "/// them. {2} `assay contract show` tells all that a contract says.\n"
      "#pragma once\n\n"
      "#ifdef ASSAY_PLATFORM_HEADER\n"
      "#error \"a sensor is for one platform: another header of Assay's is included already\"\n"
      "#endif\n"
      "#define ASSAY_PLATFORM_HEADER \"{0}\"\n"
      "// A symbol in the object that says so. Nothing of it is loaded.\n"
      "__asm__(\".set {3}{0}, 1\");\n",
      platform_name(platform), row_of(platform).title,
      is_annotated(contracts) ? "assay_contract.h lies beside it." : "No other header is needed.",
      kPlatformMark);
}

std::string heading(std::string_view title) { return fmt::format("\n// ---- {} ----\n", title); }

}  // namespace

std::string hook_names(const ContractList& contracts) {
  std::string text;
  for (const Contract* contract : contracts) {
    const bool covered =
        std::any_of(contracts.begin(), contracts.end(),
                    [&](const Contract* other) { return other->name == contract->variant_of; });
    if (covered) continue;
    text += (text.empty() ? "" : ", ") + contract->name.substr(contract->name.rfind('/') + 1);
  }
  return text;
}

std::string render_header(const Catalogue& catalogue, Platform platform) {
  const ContractList contracts = contracts_of(catalogue, platform);
  ASSAY_CHECK(!contracts.empty(), "a platform without contracts has no header");
  const std::string_view vocabulary = is_annotated(contracts) ? kAnnotations : "";
  return opening(platform, contracts) + std::string(vocabulary) + std::string(kVocabulary) +
         heading("contexts") + contexts(contracts) + hook_prototypes(contracts) +
         mark_macro(contracts) + heading("maps") + map_kinds(contracts) + heading("numbers") +
         flag_enumerations(platform) + heading("helpers") + std::string(kNumbersAsFunctions) +
         helper_declarations(contracts) + "\n#pragma GCC diagnostic pop\n";
}

}  // namespace assay
