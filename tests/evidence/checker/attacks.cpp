// SPDX-License-Identifier: Apache-2.0
#include "evidence/checker/attacks.hpp"

#include <algorithm>

#include "evidence/soundness/judge.hpp"
#include "ir/base/errors.hpp"
#include "ir/contract/record.hpp"
#include "ir/package/pack.hpp"
#include "ir/package/write.hpp"

namespace assay::forge {
namespace {

constexpr int kMostFaults = 8;
constexpr std::uint32_t kFurthestCause = 12;  // slots before the fault

/// An instruction that does no wrong in the place of one that may: a load gives 0, as a helper's
/// call does; anything else does nothing.
std::optional<Instruction> harmless(const Instruction& at, std::uint32_t slot) {
  const auto zero = [](Reg into) {
    return Alu{.op = AluOp::Mov, .width = Width::W64, .dst = into, .src = Imm{0}};
  };
  if (const auto* load = std::get_if<Load>(&at)) return zero(load->dst);
  if (std::holds_alternative<LoadPacket>(at) || std::holds_alternative<Call>(at))
    return zero(Reg{0});
  const bool does_more = std::holds_alternative<LoadImm64>(at) ||
                         std::holds_alternative<WideTail>(at) || std::holds_alternative<Exit>(at);
  if (does_more) return std::nullopt;
  Jump next;
  next.target = static_cast<std::int32_t>(slot + 1);
  return next;
}

/// The slot at fault, of a rejected sample.
std::optional<std::uint32_t> fault_of_sample(const soundness::Verified& said,
                                             const soundness::Sample& sample) {
  const auto slot = said.findings.empty() ? std::nullopt : slot_in(said.findings[0].where);
  if (!slot || *slot >= sample.program.instructions.size()) return std::nullopt;
  return slot;
}

/// The sample with a harmless instruction in that slot.
std::optional<soundness::Sample> without(soundness::Sample sample, std::uint32_t slot) {
  const auto other = harmless(sample.program.instructions[slot], slot);
  if (!other) return std::nullopt;
  sample.program.instructions[slot] = *other;
  return sample;
}

/// With all that is at fault made harmless, one after another.
std::unique_ptr<Specimen> without_faults(std::optional<soundness::Sample> sample) {
  for (int faults = 0; sample && faults < kMostFaults; ++faults) {
    const auto said = soundness::verified(sample->program, *sample->contract);
    if (said.accepted) return faults == 0 ? nullptr : specimen_of(*sample);
    const auto slot = fault_of_sample(said, *sample);
    if (!slot) return nullptr;
    sample = without(std::move(*sample), *slot);
  }
  return nullptr;
}

/// With one harmless instruction before the fault.
std::unique_ptr<Specimen> without_cause(const soundness::Sample& sample) {
  const auto said = soundness::verified(sample.program, *sample.contract);
  const auto slot = said.accepted ? std::nullopt : fault_of_sample(said, sample);
  for (std::uint32_t back = 1; slot && back <= std::min(*slot, kFurthestCause); ++back) {
    const auto other = without(sample, *slot - back);
    if (other && soundness::verified(other->program, *other->contract).accepted)
      return specimen_of(*other);
  }
  return nullptr;
}

/// The certificate with room for more symbols, cells and identities than the twin's states have:
/// its head is a byte and numbers of seven bits a byte (ir/wire/certificate.hpp).
std::vector<std::uint8_t> with_room(const std::vector<std::uint8_t>& certificate) {
  constexpr std::uint64_t kMore[] = {0, 16, 8, 0,
                                     16};  // states, symbols, cells, frames, identities
  std::vector<std::uint8_t> out(certificate.begin(), certificate.begin() + 1);
  Field field;
  field.offset = 1;
  field.form = ASSAY_FORM_NUMBER;
  for (const std::uint64_t more : kMore) {
    field.offset += field.size;
    field.size = 1;
    while (certificate[field.offset + field.size - 1] >= 0x80) ++field.size;
    std::ranges::copy(written(read_number(certificate, field) + more, field),
                      std::back_inserter(out));
  }
  out.insert(out.end(),
             certificate.begin() + static_cast<std::ptrdiff_t>(field.offset + field.size),
             certificate.end());
  return out;
}

/// A package says no license: a platform that asks for one does so itself.
bool is_of_license(const soundness::Sample& sample) {
  const auto said = soundness::verified(sample.program, *sample.contract);
  return !said.findings.empty() && said.findings[0].code == ErrorCode::LicenseUnfit;
}

}  // namespace

std::optional<Attack> attack_of(const soundness::Sample& sample) {
  if (is_of_license(sample)) return std::nullopt;
  auto twin = without_faults(sample);
  if (!twin) twin = without_cause(sample);
  if (!twin) return std::nullopt;
  const SealedProgram& from = twin->package.programs[0];
  ProvedProgram plain;
  auto named = sample.program;
  if (named.name.empty()) named.name = "program";
  plain.program = std::make_shared<const Program>(std::move(named));
  plain.contract = sample.contract;
  plain.worst_case = sample.contract->limits.instruction_budget;
  plain.context_bytes = sample.contract->context_size;
  plain.certificate_of_way = from.certificate_of_way;
  for (const auto& certificate : from.certificates)
    plain.certificates.push_back(with_room(certificate));
  auto packed = pack({"attack", 1, "assay", "test", 0}, std::span(&plain, 1));
  if (!packed.ok()) return std::nullopt;
  SealedPackage package = std::move(packed).value();
  package.announced = kGenerous;
  if (fault_of(package)) return std::nullopt;
  return Attack{sample.name,
                sample.contract->name,
                {Kind::Instruction, write_package(package), twin->record,
                 "a program that the verifier rejects"}};
}

}  // namespace assay::forge
