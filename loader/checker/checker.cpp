// SPDX-License-Identifier: Apache-2.0
// The order of a check: what the host said, the head and what it announces, the digest, the form of
// every table and instruction, and only then contracts and proofs.
#include "loader/checker/assay_checker.h"
#include "loader/checker/memory.hpp"
#include "loader/checker/package.hpp"
#include "loader/checker/proof_check.hpp"
#include "loader/checker/sha256.hpp"

namespace assay::checker {

namespace {

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
constexpr bool kLittleEndianHost = true;
#else
constexpr bool kLittleEndianHost = false;
#endif

/// What all steps of one check share.
struct Check {
  const assay_check_input& input;
  assay_check_result& result;
  Arena& arena;
  Work work;
};

assay_check_bytes shown(Bytes bytes) { return {bytes.data, bytes.size}; }

assay_checked_map shown(const MapView& map) {
  return {shown(map.name),
          map.kind,
          map.key_size,
          map.value_size,
          map.max_entries,
          map.flags,
          map.inner,
          static_cast<uint32_t>(map.role),
          static_cast<uint32_t>(map.contents),
          shown(map.value),
          shown(map.settings),
          shown(map.kept)};
}

assay_checked_program shown(const ProgramView& program) {
  const Bytes slots{program.slots.bytes, size_t{program.slots.count} * 8};
  return {shown(program.name), shown(program.section), shown(slots), 0,
          program.worst_case,  program.context_bytes};
}

void set_place(assay_check_result& result, assay_check_place kind, uint64_t place) {
  result.place_kind = kind;
  result.place = place;
}

bool is_usable(const assay_check_bytes& bytes) { return bytes.data != nullptr || bytes.size == 0; }

Code check_input(const assay_check_input& input) {
  if (!kLittleEndianHost) return Code::BigEndianHost;
  if (input.package.data == nullptr || input.arena == nullptr) return Code::BadCall;
  if (input.contracts == nullptr && input.contract_count != 0) return Code::BadCall;
  for (size_t i = 0; i < input.contract_count; ++i) {
    const assay_host_contract& contract = input.contracts[i];
    if (!is_usable(contract.name) || !is_usable(contract.record)) return Code::BadCall;
  }
  return Code::Ok;
}

bool is_same(Bytes a, const assay_check_bytes& b) {
  return a.size == b.size && memcmp(a.data, b.data, a.size) == 0;
}

/// The index of the host's contract for the program, or how many there are.
size_t contract_of(const assay_check_input& input, const ProgramView& program) {
  size_t index = 0;
  while (index < input.contract_count && !is_same(program.contract, input.contracts[index].name))
    ++index;
  return index;
}

Code check_figures(const Check& check, const ContractView& contract, const ProgramView& program) {
  const bool fits = program.worst_case <= contract.limits.instruction_budget &&
                    program.worst_case <= check.input.limits.instructions;
  return fits ? Code::Ok : Code::BudgetAboveLimit;
}

/// The proof of a program in each of the contract's ways of execution.
[[gnu::noinline]] Code check_ways(Check& check, const ContractView& contract,
                                  const PackedProgram& program) {
  if (program.way_count != contract.way_count) return Code::WaysDiffer;
  for (uint32_t way = 0; way < contract.way_count; ++way) {
    const ProofInput input{&contract, &contract.ways[way], &program.view,
                           certificate_of(program, way)};
    ProofResult proof;
    const Code code = check_program(input, check.arena, check.work, proof);
    if (code != Code::Ok) {
      set_place(check.result, ASSAY_PLACE_SLOT, proof.slot);
      check.result.state = proof.state;
      return code;
    }
    if (proof.worst_case > check.result.worst_case) check.result.worst_case = proof.worst_case;
    if (proof.worst_case > program.view.worst_case) return Code::WorstCaseUnderstated;
    if (proof.context_bytes > program.view.context_bytes) return Code::ContextReadUnderstated;
  }
  return Code::Ok;
}

/// Whoever made the package may say what he likes: it explains a refusal and decides none.
[[gnu::noinline]] bool is_digest_of(Bytes digest, Bytes message) {
  const Digest own = sha256(message);
  return is_same(digest, {own.bytes, sizeof own.bytes});
}

[[gnu::noinline]] Code check_one(Check& check, const PackedProgram& program) {
  const size_t index = contract_of(check.input, program.view);
  if (index == check.input.contract_count) return Code::ContractMissing;
  const assay_check_bytes& record = check.input.contracts[index].record;
  const size_t mark = check.arena.mark();
  ContractView* const contract = check.arena.take<ContractView>(1);
  if (contract == nullptr) return Code::ArenaFull;
  size_t place = 0;
  Code code = read_contract({record.data, record.size}, check.arena, *contract, place);
  if (code != Code::Ok) {
    set_place(check.result, ASSAY_PLACE_CONTRACT, place);
  } else {
    contract->policy.read_only_data_frozen |= check.input.freezes_data != 0;
    code = check_figures(check, *contract, program.view);
    if (code == Code::Ok) code = check_ways(check, *contract, program);
    if (code != Code::Ok && !is_digest_of(program.contract_digest, {record.data, record.size}))
      check.result.because = static_cast<uint32_t>(Code::ContractDiffers);
  }
  check.arena.release(mark);
  return code;
}

[[gnu::noinline]] Code check_programs(Check& check, const Package& package) {
  for (uint32_t i = 0; i < package.program_count; ++i) {
    check.result.program = i;
    const Code code = check_one(check, package.programs[i]);
    if (code != Code::Ok) return code;
  }
  check.result.program = ASSAY_CHECK_NONE;
  return Code::Ok;
}

/// Hands out what was checked.
[[gnu::noinline]] Code give(Check& check, const Package& package) {
  auto* const programs = check.arena.take<assay_checked_program>(package.program_count);
  auto* const maps = check.arena.take<assay_checked_map>(package.map_count);
  if (programs == nullptr || maps == nullptr) return Code::ArenaFull;
  for (uint32_t i = 0; i < package.program_count; ++i) {
    const ProgramView& view = package.programs[i].view;
    programs[i] = shown(view);
    programs[i].contract = contract_of(check.input, view);
  }
  for (uint32_t i = 0; i < package.map_count; ++i) maps[i] = shown(package.maps[i]);
  check.result.name = shown(package.name);
  check.result.version = package.version;
  check.result.programs = programs;
  check.result.program_count = package.program_count;
  check.result.maps = maps;
  check.result.map_count = package.map_count;
  return Code::Ok;
}

[[gnu::noinline]] Code read_tables(Check& check, const PackageHead& head, Package& package) {
  FormFault fault;
  const Code form = read_package(head, check.arena, check.work, package, fault);
  if (form == Code::Ok) return form;
  check.result.program = fault.program;
  const bool in_code = fault.slot != ASSAY_CHECK_NONE;
  set_place(check.result, in_code ? ASSAY_PLACE_SLOT : ASSAY_PLACE_PACKAGE,
            in_code ? fault.slot : fault.byte);
  return form;
}

[[gnu::noinline]] Code check_tables(Check& check, const PackageHead& head) {
  Package package;
  const Code form = read_tables(check, head, package);
  if (form != Code::Ok) return form;
  const Code proved = check_programs(check, package);
  return proved == Code::Ok ? give(check, package) : proved;
}

/// What the package announces, where the host allows that and the digest is the package's.
[[gnu::noinline]] Code open_package(const assay_check_input& input, uint64_t arena_size,
                                    assay_check_result& result, PackageHead& head) {
  const Bytes bytes{input.package.data, input.package.size};
  const Announced limits{input.limits.units, input.limits.edges, arena_size, input.limits.depth};
  FormFault fault;
  const Code opened = read_head(bytes, limits, head, fault);
  if (opened == Code::Ok) return check_digest(bytes, head);
  set_place(result, ASSAY_PLACE_PACKAGE, fault.byte);
  return opened;
}

Code check_package(const assay_check_input& input, assay_check_result& result) {
  const Code called = check_input(input);
  if (called != Code::Ok) return called;
  Arena arena(input.arena, input.arena_size);
  PackageHead head;
  const Code opened = open_package(input, arena.size(), result, head);
  if (opened != Code::Ok) return opened;
  const Announced& announced = head.announced;
  arena.narrow(static_cast<size_t>(announced.arena));
  Check check{input, result, arena, {announced.units, announced.edges, announced.depth, 0}};
  const Code code = check_tables(check, head);
  result.units = announced.units - check.work.units_left;
  result.edges = announced.edges - check.work.edges_left;
  result.depth = check.work.deepest;
  result.arena = arena.most_used();
  return code;
}

}  // namespace

}  // namespace assay::checker

extern "C" uint32_t assay_check_package(const assay_check_input* input,
                                        assay_check_result* result) {
  using assay::checker::Code;
  if (input == nullptr || result == nullptr) return static_cast<uint32_t>(Code::BadCall);
  *result = assay_check_result{};
  result->program = ASSAY_CHECK_NONE;
  result->state = ASSAY_CHECK_NONE;
  result->code = static_cast<uint32_t>(assay::checker::check_package(*input, *result));
  return result->code;
}
