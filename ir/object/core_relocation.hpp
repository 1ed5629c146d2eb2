// SPDX-License-Identifier: Apache-2.0
// CO-RE relocations: numbers in the code that the loader computes again from the types of the
// kernel that it loads into (the kernel's Documentation/bpf/llvm_reloc.rst; libbpf's relo_core.c).
//
// With a target they are resolved as libbpf resolves them. Without one they are numbers of which no
// more is known than holds on every kernel, but for offsets that the user API fixes (user_api.hpp)
// and the ids of the object's own types.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/object/target_types.hpp"
#include "ir/program/load_time.hpp"
#include "ir/types/btf.hpp"
#include "ir/types/btf_ext.hpp"
#include "ir/types/core_match.hpp"
#include "ir/types/core_spec.hpp"

namespace assay {

/// Relocations of one key have one number throughout the object: kind, type and access path.
using CoreKey = std::tuple<std::uint32_t, TypeId, std::uint32_t>;
[[nodiscard]] CoreKey key_of(const CoreRecord& record);

/// What a relocation comes to, whichever instruction it names.
struct CoreAnswer {
  CoreKind kind{};
  CoreNumber written;               // what the object's own types give, and the compiler wrote
  std::optional<CoreNumber> given;  // what the loader writes; nothing where no target says it
  LoadTimeNumber unknown;           // where nothing is given and `lacks` is empty
  std::string lacks;                // why the instruction is poisoned, or empty
  std::string contradiction;        // why the object's layout cannot be what is accessed, or empty
  /// `given` holds if no module of the kernel has a type of that name ("struct sock"); empty: it
  /// holds whatever modules have.
  std::string of_no_module;
  bool width_misfits = false;  // a load or store of the target's width would mean another number
};

/// The relocations of one object. What is borrowed outlives it.
class CoreRelocations {
 public:
  /// `target`: null where none was named.
  CoreRelocations(const Btf& local, const BtfExt& info, const TargetTypes* target);

  /// Errors: CoreRelocationMalformed (libbpf does not load the object, either; or the object's
  /// layout of a type of the user API is not the API's), LimitExceeded.
  [[nodiscard]] Result<CoreAnswer> answer(const CoreRecord& record);
  [[nodiscard]] const TargetTypes* target() const { return target_; }

 private:
  /// A candidate of the target that has what a relocation speaks of.
  struct Match {
    TypeId candidate = kVoid;
    CoreSpec spec;
  };
  using Matches = std::vector<Match>;
  /// All relocations of one type, which share its candidates.
  struct Root {
    std::map<CoreKey, Result<Matches>> matches;
    std::vector<TypeId> common;  // candidates that every relocation with a match matches
    /// The kernel itself has no candidate, and something is not found: loaders look for it in the
    /// types of every module.
    bool asks_modules = false;
  };
  using Candidates = std::vector<TypeId>;  // ascending

  [[nodiscard]] Result<CoreAnswer> compute(const CoreRecord& record);
  [[nodiscard]] CoreAnswer untargeted(CoreAnswer answer, const CoreSpec& spec) const;
  [[nodiscard]] Result<CoreAnswer> targeted(CoreAnswer answer, const CoreRecord& record,
                                            const CoreSpec& spec);
  [[nodiscard]] Root& root_of(TypeId type);
  [[nodiscard]] Result<Candidates> candidates_of(TypeId type);
  [[nodiscard]] bool has_base_of(const Candidates& candidates) const;
  [[nodiscard]] Result<Matches> matches_of(const CoreRecord& record,
                                           const Result<Candidates>& candidates);
  [[nodiscard]] Result<CoreNumber> number_of(CoreKind kind, const Match& match) const;
  [[nodiscard]] bool width_misfits(const CoreNumber& written, const CoreNumber& given) const;

  const Btf& local_;
  const TargetTypes* target_;
  std::optional<CoreMatcher> matcher_;
  std::map<TypeId, std::vector<CoreRecord>> records_;  // by type, one of each key
  std::map<TypeId, Root> roots_;
  std::map<CoreKey, Result<CoreAnswer>> answers_;
};

/// What the verifier must know of the instruction; the number itself stands in the code.
struct FixedNumber {};
struct ObjectLayout {
  std::string type;
};
struct Poison {
  std::string lacks;
};
using CoreEffect = std::variant<FixedNumber, LoadTimeNumber, ObjectLayout, Poison>;

/// Applies the answer to the instruction at byte `record.offset - base` of `code`: the immediate of
/// an ALU instruction or of a 16-byte load, the displacement and width of a load or store. Error:
/// CoreRelocationMalformed, also where the compiler wrote another number than its types give.
[[nodiscard]] Result<CoreEffect> apply_core(const CoreRecord& record, const CoreAnswer& answer,
                                            std::span<std::uint8_t> code, std::uint64_t base);

/// The helper number that a poisoned instruction calls (libbpf's, which no platform has).
inline constexpr std::uint32_t kPoisonHelper = 0xbad2310;

}  // namespace assay
