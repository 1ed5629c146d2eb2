// SPDX-License-Identifier: Apache-2.0
#include "loader/checker/proof/certificate.hpp"

namespace assay::checker {
namespace {

/// Symbols that ascend, each with its coefficient, which is not 0.
void read_symbols(Reader& in, Symbol* symbols, uint64_t* coefficients, uint32_t count) {
  for (uint32_t i = 0; i < count; ++i) {
    const uint64_t symbol = in.number();
    symbols[i] = static_cast<Symbol>(symbol);
    coefficients[i] = static_cast<uint64_t>(in.signed_number());
    const bool ascends = i == 0 || symbols[i - 1] < symbol;
    if (!ascends || symbol > kMinusOne >> 32 || coefficients[i] == 0)
      in.fail(Code::CertificateForm);
  }
}

Linear read_directions(Reader& in, uint32_t count) {
  Linear e;
  read_symbols(in, e.symbol, reinterpret_cast<uint64_t*>(e.coefficient), count);
  for (uint32_t i = 0; i < count; ++i) {
    if (e.coefficient[i] >= kMostCoefficient || e.coefficient[i] <= -kMostCoefficient)
      in.fail(Code::CertificateForm);
  }
  e.count = in.ok() ? count : 0;
  return e;
}

/// Words of so many bits between two signed numbers; `flipped` bits are kept the other way.
Range read_range(Reader& in, unsigned bits, uint64_t flipped) {
  const auto word = [&] {
    const int64_t number = in.signed_number();
    const uint64_t raised = static_cast<uint64_t>(number) << (64 - bits);
    if (static_cast<int64_t>(raised) >> (64 - bits) != number) in.fail(Code::CertificateForm);
    return raised >> (64 - bits) ^ flipped;
  };
  const uint64_t lo = word();
  return {lo, word()};
}

/// Of the parts that are there; each says something.
Scalar read_parts(Reader& in, uint8_t parts) {
  const auto has = [parts](uint8_t part) { return (parts & part) != 0; };
  Scalar f;
  if (has(wire::kFactsBits)) {
    f.full.known.must = in.number();
    f.full.known.may = ~in.number();
  }
  if (has(wire::kFactsUnsigned)) f.full.u = read_range(in, 64, 0);
  if (has(wire::kFactsSigned)) f.full.s = read_range(in, 64, Word<64>::top);
  if (has(wire::kFactsLowUnsigned)) f.low_u = read_range(in, 32, 0);
  if (has(wire::kFactsLowSigned)) f.low_s = read_range(in, 32, Word<32>::top);
  if (has(wire::kFactsStride)) {
    f.stride.modulus = small(in, Scalar::cap);
    f.stride.remainder = small(in, Scalar::cap);
  }
  const bool canonical = has(wire::kFactsBits) == !(f.full.known == Bits{0, Word<64>::all}) &&
                         has(wire::kFactsUnsigned) == !(f.full.u == Range{0, Word<64>::all}) &&
                         has(wire::kFactsSigned) == !(f.full.s == Range{0, Word<64>::all}) &&
                         has(wire::kFactsLowUnsigned) == !(f.low_u == Range{0, Word<32>::all}) &&
                         has(wire::kFactsLowSigned) == !(f.low_s == Range{0, Word<32>::all}) &&
                         has(wire::kFactsStride) == !(f.stride == Stride{});
  if (!canonical) in.fail(Code::CertificateForm);
  if (f.stride.modulus == 0 || f.stride.remainder >= f.stride.modulus || is_contradictory(f))
    in.fail(Code::StateIllFormed);
  return f;
}

Step read_step(Reader& in, uint32_t last) {
  Step s;
  const uint64_t moment = last + in.number();
  if (moment > kMinusOne >> 32) in.fail(Code::CertificateForm);
  s.moment = static_cast<uint32_t>(moment);
  s.kind = static_cast<StepKind>(in.enumerator(wire::kStepKinds));
  switch (s.kind) {
    case StepKind::Combination:
      s.expression = read_directions(in, in.enumerator(kLinearSymbols + 1));
      s.elimination_count = in.enumerator(kMostEliminations + 1);
      for (uint32_t i = 0; i < s.elimination_count; ++i) {
        Elimination& e = s.eliminations[i];
        e.bound = small(in, kMostBounds);
        e.scale = small(in, ~uint32_t{0} >> 1);
        e.factor = small(in, ~uint32_t{0} >> 1);
      }
      return s;
    case StepKind::SpreadOn:
      s.candidate = small(in, ~uint32_t{0} >> 1);
      return s;
    case StepKind::OwnExtension:
      s.link = static_cast<Link>(in.enumerator(wire::kLinks));
      s.term = read_term(in);
      return s;
  }
  return s;
}

}  // namespace

Head read_head(Reader& in) {
  Head h;
  if (in.u8() != wire::kCertificateVersion) in.fail(Code::CertificateForm);
  h.states = small(in, wire::kMostStates);
  h.symbols = small(in, wire::kMostSymbols);
  h.cells = small(in, wire::kMostCells);
  h.frames = small(in, kMostFrames);
  h.ids = small(in, wire::kMostIds);
  h.steps = small(in, wire::kMostSteps);
  if (h.states == 0 || h.frames == 0 || h.ids == 0) in.fail(Code::CertificateForm);
  return h;
}

Term read_term(Reader& in) {
  Term t;
  t.constant = static_cast<uint64_t>(in.signed_number());
  const uint32_t count = in.enumerator(kTermSymbols + 1);
  read_symbols(in, t.symbol, t.coefficient, count);
  t.count = in.ok() ? count : 0;
  return t;
}

Linear read_linear(Reader& in) {
  constexpr uint8_t kHighWord = 16;
  const uint8_t form = in.enumerator(kHighWord + kLinearSymbols + 1);
  const uint32_t count = form % kHighWord;
  if (count > kLinearSymbols) in.fail(Code::CertificateForm);
  const int64_t low = in.signed_number();
  const int64_t sign = low < 0 ? -1 : 0;
  const int64_t high = form < kHighWord ? sign : in.signed_number();
  if (form >= kHighWord && high == sign) in.fail(Code::CertificateForm);
  if (!in.ok()) return {};
  Linear e = read_directions(in, count);
  e.constant = {static_cast<uint64_t>(low), high};
  if (!is_small(e.constant)) in.fail(Code::CertificateForm);
  return e;
}

Scalar read_facts(Reader& in) {
  const uint8_t form = in.u8();
  Scalar f;
  if (form >= wire::kFactsWhole) {
    f = read_parts(in, form % wire::kFactsParts);
    f.settled = form >= wire::kFactsWholeSettled;
    return in.ok() ? f : Scalar::top();
  }
  if (form >= wire::kFactsReduced) {
    f = read_parts(in, form % wire::kFactsParts);
  } else if (form > 0) {
    f.full.u.hi = (uint64_t{1} << form) - 1;
  }
  if (in.ok() && !reduce(f)) in.fail(Code::StateIllFormed);
  return in.ok() ? f : Scalar::top();
}

uint32_t read_steps(Reader& in, Step* out, uint32_t room) {
  const uint32_t count = small(in, room);
  uint32_t last = 0;
  for (uint32_t i = 0; i < count && in.ok(); ++i) {
    out[i] = read_step(in, last);
    last = out[i].moment;
  }
  return in.ok() ? count : 0;
}

void skip_steps(Reader& in) {
  const uint32_t count = small(in, wire::kMostSteps);
  for (uint32_t i = 0; i < count && in.ok(); ++i) static_cast<void>(read_step(in, 0));
}

}  // namespace assay::checker
