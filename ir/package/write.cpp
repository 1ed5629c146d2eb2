// SPDX-License-Identifier: Apache-2.0
#include "ir/package/write.hpp"

#include <span>

#include "ir/base/check.hpp"

namespace assay {

namespace {

class PackageWriter {
 public:
  void u8(std::uint8_t value) { bytes_.push_back(value); }
  void u32(std::uint32_t value) { number(value, 4); }
  void u64(std::uint64_t value) { number(value, 8); }
  void raw(std::span<const std::uint8_t> run) {
    bytes_.insert(bytes_.end(), run.begin(), run.end());
  }
  void word(const std::string& text) {
    u8(static_cast<std::uint8_t>(text.size()));
    bytes_.insert(bytes_.end(), text.begin(), text.end());
  }
  void count(std::size_t size) { u32(static_cast<std::uint32_t>(size)); }

  [[nodiscard]] std::vector<std::uint8_t>& bytes() { return bytes_; }

 private:
  void number(std::uint64_t value, unsigned size) {
    for (unsigned i = 0; i < size; ++i) u8(static_cast<std::uint8_t>(value >> (8 * i)));
  }

  std::vector<std::uint8_t> bytes_;
};

void put_head(PackageWriter& out, const SealedPackage& package, std::uint64_t body) {
  out.raw(wire::kPackageMagic);
  out.u32(wire::kPackageVersion);
  out.u32(wire::kRulesVersion);
  out.u64(body);
  out.u64(package.announced.units);
  out.u64(package.announced.edges);
  out.u64(package.announced.arena);
  out.u32(package.announced.depth);
  out.count(package.maps.size());
  out.count(package.programs.size());
}

void put_identity(PackageWriter& out, const SealedPackage& package) {
  out.word(package.name);
  out.u64(package.version);
  out.word(package.tool);
  out.word(package.tool_version);
  out.u64(package.time);
  out.u8(package.target ? 1 : 0);
  if (package.target) out.raw(*package.target);
}

void put_spans(PackageWriter& out, const std::vector<ValueSpan>& spans) {
  out.count(spans.size());
  for (const ValueSpan& span : spans) {
    out.u32(span.offset);
    out.u32(span.size);
  }
}

void put_map(PackageWriter& out, const SealedMap& map) {
  out.word(map.name);
  for (const std::uint32_t number :
       {map.kind, map.key_size, map.value_size, map.max_entries, map.flags}) {
    out.u32(number);
  }
  out.u32(map.inner.value_or(wire::kNoMap));
  out.u8(static_cast<std::uint8_t>(map.role));
  out.u8(static_cast<std::uint8_t>(map.contents));
  put_spans(out, map.kept);
  put_spans(out, map.settings);
  out.raw(map.value);
}

void put_program(PackageWriter& out, const SealedProgram& program) {
  out.word(program.name);
  out.word(program.section);
  out.word(program.contract);
  out.word(program.contract_version);
  out.raw(program.contract_digest);
  out.raw(program.touched_digest);
  out.u64(program.worst_case);
  out.u32(program.context_bytes);
  out.count(program.functions.size());
  for (const std::uint32_t begin : program.functions) out.u32(begin);
  out.count(program.code.size() / 8);
  out.raw(program.code);
  out.count(program.certificate_of_way.size());
  for (const std::uint32_t certificate : program.certificate_of_way) out.u32(certificate);
  for (const std::vector<std::uint8_t>& certificate : program.certificates) {
    out.count(certificate.size());
    out.raw(certificate);
  }
}

/// All that the digest is of.
std::vector<std::uint8_t> sealed_bytes(const SealedPackage& package) {
  const std::optional<std::string> fault = fault_of(package);
  if (fault) internal_fault(__FILE__, __LINE__, *fault);
  PackageWriter tables;
  put_identity(tables, package);
  for (const SealedMap& map : package.maps) put_map(tables, map);
  for (const SealedProgram& program : package.programs) put_program(tables, program);
  PackageWriter out;
  put_head(out, package, wire::kHeadBytes + tables.bytes().size());
  ASSAY_CHECK(out.bytes().size() == wire::kHeadBytes, "a head of another size");
  out.raw(tables.bytes());
  return std::move(out.bytes());
}

}  // namespace

std::vector<std::uint8_t> write_package(const SealedPackage& package) {
  const std::vector<std::uint8_t> sealed = sealed_bytes(package);
  return joined({sealed, sha256(sealed), package.signatures});
}

Sha256 digest_of(const SealedPackage& package) { return sha256(sealed_bytes(package)); }

}  // namespace assay
