// SPDX-License-Identifier: Apache-2.0
#include "verifier/certificate/facts.hpp"

#include "ir/wire/certificate.hpp"
#include "verifier/certificate/records.hpp"

namespace assay {
namespace {

/// The facts with the parts of `parts` alone, not reduced.
Scalar only(const Scalar& f, std::uint8_t parts) {
  Scalar out;
  if ((parts & wire::kFactsBits) != 0) out.full.known = f.full.known;
  if ((parts & wire::kFactsUnsigned) != 0) out.full.u = f.full.u;
  if ((parts & wire::kFactsSigned) != 0) out.full.s = f.full.s;
  if ((parts & wire::kFactsLowUnsigned) != 0) out.low_u = f.low_u;
  if ((parts & wire::kFactsLowSigned) != 0) out.low_s = f.low_s;
  if ((parts & wire::kFactsStride) != 0) out.stride = f.stride;
  return out;
}

/// The parts that say something.
std::uint8_t parts_of(const Scalar& f) {
  const Scalar all;
  std::uint8_t parts = 0;
  if (!(f.full.known == all.full.known)) parts |= wire::kFactsBits;
  if (!(f.full.u == all.full.u)) parts |= wire::kFactsUnsigned;
  if (!(f.full.s == all.full.s)) parts |= wire::kFactsSigned;
  if (!(f.low_u == all.low_u)) parts |= wire::kFactsLowUnsigned;
  if (!(f.low_s == all.low_s)) parts |= wire::kFactsLowSigned;
  if (!(f.stride == all.stride)) parts |= wire::kFactsStride;
  return parts;
}

std::vector<std::uint8_t> record(const Scalar& f, std::uint8_t form) {
  const auto has = [form](std::uint8_t part) { return (form & part) != 0; };
  RecordWriter out;
  out.byte(form);
  const auto range = [&out](std::int64_t lo, std::int64_t hi) {
    out.signed_number(lo);
    out.signed_number(hi);
  };
  if (has(wire::kFactsBits)) {
    out.number(f.known_ones());
    out.number(f.known_zeros());
  }
  if (has(wire::kFactsUnsigned))
    range(static_cast<std::int64_t>(f.umin()), static_cast<std::int64_t>(f.umax()));
  if (has(wire::kFactsSigned)) range(f.smin(), f.smax());
  if (has(wire::kFactsLowUnsigned))
    range(static_cast<std::int32_t>(f.u32_min()), static_cast<std::int32_t>(f.u32_max()));
  if (has(wire::kFactsLowSigned)) range(f.s32_min(), f.s32_max());
  if (has(wire::kFactsStride)) {
    out.number(f.modulus());
    out.number(f.remainder());
  }
  return out.take();
}

bool gives(const Scalar& given, const Scalar& wanted) {
  const Scalar reduced = reduce(given);
  return reduced == wanted && reduced.settled == wanted.settled;
}

}  // namespace

std::vector<std::uint8_t> facts_record(const Scalar& f) {
  Scalar below;
  for (std::uint8_t bits = 0; bits < wire::kFactsParts; ++bits) {
    if (bits > 0) below.full.u.hi = {(std::uint64_t{1} << bits) - 1};
    if (f.umax() == (bits > 0 ? below.umax() : ~std::uint64_t{0}) && gives(below, f)) return {bits};
  }
  const std::uint8_t parts = parts_of(f);
  std::vector<std::uint8_t> best =
      record(f, parts | (f.settled ? wire::kFactsWholeSettled : wire::kFactsWhole));
  for (std::uint8_t some = 1; some < wire::kFactsParts; ++some) {
    if ((some & ~parts) != 0) continue;
    std::vector<std::uint8_t> shorter = record(f, some | wire::kFactsReduced);
    if (shorter.size() < best.size() && gives(only(f, some), f)) best = std::move(shorter);
  }
  return best;
}

}  // namespace assay
