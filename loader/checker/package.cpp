// SPDX-License-Identifier: Apache-2.0
// In the order of the bytes; a rule stands where its bytes are read.
#include "loader/checker/package.hpp"

#include "loader/checker/code_form.hpp"
#include "loader/checker/map_form.hpp"
#include "loader/checker/memory.hpp"
#include "loader/checker/sha256.hpp"

namespace assay::checker {

namespace {

bool is_after(Bytes word, Bytes before) {
  const size_t least = word.size < before.size ? word.size : before.size;
  const int order = memcmp(word.data, before.data, least);
  return order > 0 || (order == 0 && word.size > before.size);
}

Code above_limit(const Announced& announced, const Announced& limits) {
  if (announced.units > limits.units) return Code::UnitsAboveLimit;
  if (announced.edges > limits.edges) return Code::EdgesAboveLimit;
  if (announced.arena > limits.arena) return Code::ArenaAboveLimit;
  if (announced.depth > limits.depth) return Code::DepthAboveLimit;
  return Code::Ok;
}

/// Name, version, who made it and when, and the types that it was relocated for.
void read_identity(Reader& in, Package& out) {
  out.name = in.word();
  out.version = in.u64();
  (void)in.word();  // the tool
  (void)in.word();  // its version
  (void)in.u64();   // when, or 0
  if (in.truth()) (void)in.bytes(wire::kDigestBytes);
}

const MapView* read_maps(Reader& in, uint32_t count, Arena& arena, Work& work) {
  MapView* const maps = arena.take<MapView>(count);
  if (maps == nullptr) in.fail(Code::ArenaFull);
  for (uint32_t i = 0; i < count && in.ok(); ++i) {
    if (!work.spend(1)) in.fail(Code::UnitsExceeded);
    read_map(in, work, maps[i]);
    if (in.ok() && i > 0 && !is_after(maps[i].name, maps[i - 1].name))
      in.fail(Code::NamesOutOfOrder);
  }
  for (uint32_t i = 0; i < count && in.ok(); ++i) {
    if (!is_inner_map_known(maps, count, i)) in.fail(Code::BadInnerMap);
  }
  return maps;
}

/// Certificates are numbered as the ways come to use them, so that none is left over. Returns how
/// many there are.
uint32_t read_ways(Reader& in, Work& work, PackedProgram& out) {
  out.way_count = in.count(wire::kMostWays);
  if (out.way_count == 0) in.fail(Code::BadWays);
  out.certificate_of_way = in.bytes(uint64_t{out.way_count} * 4);
  uint32_t next = 0;
  for (uint32_t way = 0; way < out.way_count && in.ok(); ++way) {
    if (!work.spend(1)) in.fail(Code::UnitsExceeded);
    const uint32_t certificate = u32_at(out.certificate_of_way.data + size_t{way} * 4);
    if (certificate > next) in.fail(Code::BadWays);
    if (certificate == next) ++next;
  }
  return next;
}

void read_certificates(Reader& in, uint32_t count, PackedProgram& out) {
  out.certificate_count = count;
  const size_t begin = in.place();
  const uint8_t* const first = in.here();
  for (uint32_t i = 0; i < count && in.ok(); ++i) (void)in.bytes(in.u32());
  if (in.ok()) out.certificates = {first, in.place() - begin};
}

void read_program(Reader& in, Work& work, PackedProgram& out) {
  ProgramView& view = out.view;
  view.name = in.word();
  view.section = in.word_or_nothing();
  view.contract = in.word();
  (void)in.word_or_nothing();  // the contract's version
  out.contract_digest = in.bytes(wire::kDigestBytes);
  (void)in.bytes(wire::kDigestBytes);  // of what this program touches
  view.worst_case = in.u64();
  view.context_bytes = in.u32();
  view.function_count = in.count(wire::kMostFunctions);
  view.function_begins = in.bytes(uint64_t{view.function_count} * 4);
  view.slots.count = in.count(wire::kMostSlots);
  view.slots.bytes = in.bytes(uint64_t{view.slots.count} * 8).data;
  if (!work.spend(uint64_t{view.function_count} + 1)) in.fail(Code::UnitsExceeded);
  if (in.ok() && !are_functions(view)) in.fail(Code::BadFunctions);
  read_certificates(in, read_ways(in, work, out), out);
}

/// Only maps that some program names are there, and those that they hold.
bool are_all_named(const Package& package, bool* named) {
  for (uint32_t i = 0; i < package.map_count; ++i) {
    const uint32_t inner = package.maps[i].inner;  // a map that holds none itself
    if (named[i] && inner != wire::kNoMap) named[inner] = true;
  }
  for (uint32_t i = 0; i < package.map_count; ++i) {
    if (!named[i]) return false;
  }
  return true;
}

const PackedProgram* read_programs(Reader& in, const Package& package, Arena& arena, Work& work,
                                   FormFault& fault) {
  const uint32_t count = package.program_count;
  PackedProgram* const programs = arena.take<PackedProgram>(count);
  if (programs == nullptr) in.fail(Code::ArenaFull);
  if (count == 0) in.fail(Code::NoProgram);
  bool* const named = arena.take_zeros<bool>(package.map_count);
  if (named == nullptr) in.fail(Code::ArenaFull);
  for (uint32_t i = 0; i < count && in.ok(); ++i) {
    fault.program = i;
    PackedProgram& program = programs[i];
    program.view.maps = package.maps;
    program.view.map_count = package.map_count;
    program.view.named = named;
    read_program(in, work, program);
    if (in.ok() && i > 0 && !is_after(program.view.name, programs[i - 1].view.name))
      in.fail(Code::NamesOutOfOrder);
    if (in.ok()) in.fail(check_code(program.view, work, fault.slot));
  }
  if (in.ok() && !are_all_named(package, named)) in.fail(Code::BytesLeftOver);
  return programs;
}

}  // namespace

Code read_head(Bytes package, const Announced& limits, PackageHead& out, FormFault& fault) {
  Reader in(package);
  for (const uint8_t letter : wire::kPackageMagic) {
    if (in.u8() != letter) in.fail(Code::BadMagic);
  }
  if (in.u32() != wire::kPackageVersion) in.fail(Code::PackageVersionUnknown);
  if (in.u32() != wire::kRulesVersion) in.fail(Code::RulesVersionUnknown);
  const uint64_t body = in.u64();
  out.announced.units = in.u64();
  out.announced.edges = in.u64();
  out.announced.arena = in.u64();
  out.announced.depth = in.u32();
  if (in.ok()) in.fail(above_limit(out.announced, limits));
  out.map_count = in.count(wire::kMostMaps);
  out.program_count = in.count(wire::kMostPrograms);
  if (body < wire::kHeadBytes) in.fail(Code::Truncated);
  if (in.ok()) (void)in.bytes(body - wire::kHeadBytes);
  (void)in.bytes(wire::kDigestBytes);
  (void)in.bytes(in.count(wire::kMostTrailerBytes));  // who signed is not asked here
  in.expect_end();
  out.body = {package.data, in.ok() ? static_cast<size_t>(body) : 0};
  fault.byte = in.place();
  return in.code();
}

Code check_digest(Bytes package, const PackageHead& head) {
  const Digest digest = sha256(head.body);
  const uint8_t* const said = package.data + head.body.size;
  return memcmp(digest.bytes, said, sizeof digest.bytes) == 0 ? Code::Ok : Code::DigestWrong;
}

Code read_package(const PackageHead& head, Arena& arena, Work& work, Package& out,
                  FormFault& fault) {
  Reader in(head.body);
  (void)in.bytes(wire::kHeadBytes);
  read_identity(in, out);
  out.map_count = head.map_count;
  out.maps = read_maps(in, head.map_count, arena, work);
  out.program_count = head.program_count;
  if (in.ok()) out.programs = read_programs(in, out, arena, work, fault);
  in.expect_end();
  fault.byte = in.place();
  return in.code();
}

Bytes certificate_of(const PackedProgram& program, uint32_t way) {
  const uint32_t wanted = u32_at(program.certificate_of_way.data + size_t{way} * 4);
  Reader in(program.certificates);
  Bytes certificate;
  for (uint32_t i = 0; i <= wanted; ++i) certificate = in.bytes(in.u32());
  return certificate;
}

}  // namespace assay::checker
