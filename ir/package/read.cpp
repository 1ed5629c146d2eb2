// SPDX-License-Identifier: Apache-2.0
// Reads what is sealed, asks fault_of() whether it is a package, and last whether these bytes are
// its encoding, so that no rule about numbers or order is written twice.
#include "ir/package/read.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "ir/base/bytes.hpp"
#include "ir/package/write.hpp"

namespace assay {

namespace {

/// After the first fault every number is 0 and nothing moves.
class PackageReader {
 public:
  explicit PackageReader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  std::uint8_t u8() { return static_cast<std::uint8_t>(number(1)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
  std::uint64_t u64() { return number(8); }
  std::vector<std::uint8_t> raw(std::uint64_t size) {
    if (!has(size)) return {};
    const auto run = bytes_.subspan(at_, size);
    at_ += size;
    return {run.begin(), run.end()};
  }
  std::string word() {
    const std::vector<std::uint8_t> text = raw(u8());
    return {text.begin(), text.end()};
  }
  Sha256 digest() {
    Sha256 out{};
    const std::vector<std::uint8_t> run = raw(out.size());
    std::ranges::copy(run, out.begin());
    return out;
  }
  std::uint32_t count(std::uint32_t most) {
    const std::uint32_t value = u32();
    if (value > most) fail("it has more of a kind than a package may have");
    return ok() ? value : 0;
  }
  template <class Enum>
  Enum enumerator(Enum last) {
    const std::uint8_t value = u8();
    if (value > static_cast<std::uint8_t>(last)) fail("a number that names nothing");
    return ok() ? static_cast<Enum>(value) : Enum{};
  }

  void fail(std::string_view what) {
    if (ok()) fault_ = PackageFault{at_, std::string(what)};
  }
  [[nodiscard]] bool ok() const { return !fault_; }
  [[nodiscard]] const std::optional<PackageFault>& fault() const { return fault_; }

 private:
  bool has(std::uint64_t size) {
    if (!inside(at_, size, bytes_.size())) fail("it ends too early");
    return ok();
  }
  std::uint64_t number(unsigned size) {
    if (!has(size)) return 0;
    std::uint64_t value = 0;
    for (unsigned i = 0; i < size; ++i) value |= std::uint64_t{bytes_[at_ + i]} << (8 * i);
    at_ += size;
    return value;
  }

  std::span<const std::uint8_t> bytes_;
  std::size_t at_ = 0;
  std::optional<PackageFault> fault_;
};

/// How many maps and programs the head says.
struct Counts {
  std::uint32_t maps = 0;
  std::uint32_t programs = 0;
};

Counts read_head(PackageReader& in, SealedPackage& out) {
  (void)in.raw(wire::kHeadRules);  // whose package it is, and of which version: parts_of()
  if (in.u32() != wire::kRulesVersion) in.fail("its proofs follow another version of the rules");
  (void)in.u64();  // the size: likewise
  out.announced.units = in.u64();
  out.announced.edges = in.u64();
  out.announced.arena = in.u64();
  out.announced.depth = in.u32();
  const std::uint32_t maps = in.count(wire::kMostMaps);
  return {maps, in.count(wire::kMostPrograms)};
}

void read_identity(PackageReader& in, SealedPackage& out) {
  out.name = in.word();
  out.version = in.u64();
  out.tool = in.word();
  out.tool_version = in.word();
  out.time = in.u64();
  if (in.u8() != 0) out.target = in.digest();
}

std::vector<ValueSpan> read_spans(PackageReader& in) {
  std::vector<ValueSpan> spans;
  const std::uint32_t count = in.count(wire::kMostFields);
  for (std::uint32_t i = 0; i < count && in.ok(); ++i) {
    const std::uint32_t offset = in.u32();
    spans.push_back({offset, in.u32()});
  }
  return spans;
}

SealedMap read_map(PackageReader& in) {
  SealedMap map;
  map.name = in.word();
  for (std::uint32_t* const number :
       {&map.kind, &map.key_size, &map.value_size, &map.max_entries, &map.flags}) {
    *number = in.u32();
  }
  const std::uint32_t inner = in.u32();
  if (inner != wire::kNoMap) map.inner = inner;
  map.role = in.enumerator(wire::MapRole::ReadOnlyData);
  map.contents = in.enumerator(wire::Contents::Initial);
  map.kept = read_spans(in);
  map.settings = read_spans(in);
  const bool has_value =
      map.contents == wire::Contents::Bound || map.contents == wire::Contents::Initial;
  if (has_value) map.value = in.raw(map.value_size);
  return map;
}

SealedProgram read_program(PackageReader& in) {
  SealedProgram program;
  program.name = in.word();
  program.section = in.word();
  program.contract = in.word();
  program.contract_version = in.word();
  program.contract_digest = in.digest();
  program.touched_digest = in.digest();
  program.worst_case = in.u64();
  program.context_bytes = in.u32();
  const std::uint32_t functions = in.count(wire::kMostFunctions);
  for (std::uint32_t i = 0; i < functions && in.ok(); ++i) program.functions.push_back(in.u32());
  program.code = in.raw(std::uint64_t{in.count(wire::kMostSlots)} * 8);
  const std::uint32_t ways = in.count(wire::kMostWays);
  std::uint32_t certificates = 0;
  for (std::uint32_t i = 0; i < ways && in.ok(); ++i) {
    program.certificate_of_way.push_back(in.u32());
    certificates = std::max(certificates, std::min(program.certificate_of_way.back(), ways) + 1);
  }
  for (std::uint32_t i = 0; i < certificates && in.ok(); ++i)
    program.certificates.push_back(in.raw(in.u32()));
  return program;
}

}  // namespace

std::variant<SealedPackage, PackageFault> read_package(std::span<const std::uint8_t> bytes) {
  auto told_apart = parts_of(bytes);
  if (const auto* const fault = std::get_if<PackageFault>(&told_apart)) return *fault;
  auto& parts = std::get<PackageParts>(told_apart);
  PackageReader in(parts.sealed);
  SealedPackage out;
  out.signatures = std::move(parts.signatures);
  const Counts counts = read_head(in, out);
  read_identity(in, out);
  for (std::uint32_t i = 0; i < counts.maps && in.ok(); ++i) out.maps.push_back(read_map(in));
  for (std::uint32_t i = 0; i < counts.programs && in.ok(); ++i)
    out.programs.push_back(read_program(in));
  if (!in.ok()) return *in.fault();
  if (const auto fault = fault_of(out)) return PackageFault{0, *fault};
  const std::vector<std::uint8_t> written = write_package(out);
  const auto difference = std::ranges::mismatch(written, bytes);
  if (difference.in1 == written.end() && difference.in2 == bytes.end()) return out;
  const auto offset = static_cast<std::size_t>(difference.in2 - bytes.begin());
  return PackageFault{offset, "it is not how this package is written"};
}

}  // namespace assay
