// SPDX-License-Identifier: Apache-2.0
#include "verifier/certificate/records.hpp"

#include <algorithm>

#include "ir/base/check.hpp"
#include "ir/wire/certificate.hpp"

namespace assay {
namespace {

constexpr std::uint64_t kAll32 = 0xffffffffu;
constexpr std::uint64_t kTop32 = std::uint64_t{1} << 31;
constexpr std::uint64_t kTop64 = std::uint64_t{1} << 63;

std::uint64_t zigzag(std::int64_t value) {
  return static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63);
}

}  // namespace

SymbolNumbers::SymbolNumbers(const Invariants& invariants, std::uint32_t first_fresh)
    : first_fresh_(first_fresh) {
  for (const Invariant& i : invariants.states) {
    for (const SymbolFacts& s : i.state.knowledge.symbols()) used_.push_back(s.symbol);
  }
  std::ranges::sort(used_);
  used_.erase(std::unique(used_.begin(), used_.end()), used_.end());
}

std::uint32_t SymbolNumbers::of(Symbol symbol) const {
  const auto number = static_cast<std::uint32_t>(symbol);
  if (number >= first_fresh_) return fresh() + (number - first_fresh_);
  const auto it = std::ranges::lower_bound(used_, symbol);
  ASSAY_CHECK(it != used_.end() && *it == symbol, "a symbol that no state of the proof has");
  return static_cast<std::uint32_t>(it - used_.begin());
}

void RecordWriter::number(std::uint64_t value) {
  while (value >= 0x80) {
    byte(static_cast<std::uint8_t>(value | 0x80));
    value >>= 7;
  }
  byte(static_cast<std::uint8_t>(value));
}

void RecordWriter::signed_number(std::int64_t value) { number(zigzag(value)); }

void RecordWriter::term(const Term& term) {
  signed_number(static_cast<std::int64_t>(term.constant_part()));
  byte(static_cast<std::uint8_t>(term.monomials().size()));
  for (const Monomial& m : term.monomials()) {
    number(symbols_.of(m.symbol));
    signed_number(static_cast<std::int64_t>(m.coefficient));
  }
}

void RecordWriter::directions(const LinearExpr& expr) {
  byte(static_cast<std::uint8_t>(expr.terms().size()));
  for (const LinearTerm& t : expr.terms()) {
    number(symbols_.of(t.symbol));
    signed_number(t.coefficient);
  }
}

void RecordWriter::linear(const LinearExpr& expr) {
  const Int128 constant = expr.constant_part();
  signed_number(static_cast<std::int64_t>(static_cast<std::uint64_t>(constant)));
  signed_number(static_cast<std::int64_t>(constant >> 64));
  directions(expr);
}

void RecordWriter::facts(const Scalar& f) {
  struct Ends {
    std::uint64_t lo;
    std::uint64_t hi;
    std::uint64_t all;
  };
  const Ends ranges[] = {
      {f.full.u.lo.value(), f.full.u.hi.value(), ~std::uint64_t{0}},
      {f.full.s.lo.value() ^ kTop64, f.full.s.hi.value() ^ kTop64, ~std::uint64_t{0}},
      {f.low_u.lo.value(), f.low_u.hi.value(), kAll32},
      {f.low_s.lo.value() ^ kTop32, f.low_s.hi.value() ^ kTop32, kAll32}};
  const std::uint8_t flags[] = {wire::kFactsUnsigned, wire::kFactsSigned, wire::kFactsLowUnsigned,
                                wire::kFactsLowSigned};
  std::uint8_t parts = 0;
  if (f.known_ones() != 0 || f.known_zeros() != 0) parts |= wire::kFactsBits;
  for (std::size_t i = 0; i < 4; ++i) {
    if (ranges[i].lo != 0 || ranges[i].hi != ranges[i].all) parts |= flags[i];
  }
  if (f.modulus() != 1) parts |= wire::kFactsStride;
  if (f.settled) parts |= wire::kFactsSettled;
  byte(parts);
  if ((parts & wire::kFactsBits) != 0) {
    number(f.known_ones());
    number(f.known_zeros());
  }
  for (std::size_t i = 0; i < 4; ++i) {
    if ((parts & flags[i]) == 0) continue;
    number(ranges[i].lo);
    number(ranges[i].all - ranges[i].hi);
  }
  if ((parts & wire::kFactsStride) == 0) return;
  number(f.modulus());
  number(f.remainder());
}

void RecordWriter::knowledge(const Knowledge& k) {
  number(k.symbols().size());
  std::uint32_t last = 0;
  for (const SymbolFacts& s : k.symbols()) {
    const std::uint32_t symbol = symbols_.of(s.symbol);
    number(symbol - last);
    last = symbol;
    facts(s.facts);
    byte(s.lift == Lift::Signed ? 1 : 0);
    byte(static_cast<std::uint8_t>(s.link));
    if (s.link != LinkKind::None) term(s.of);
  }
  number(k.bounds().size());
  for (const LinearExpr& bound : k.bounds()) linear(bound);
  number(k.exclusions().all().size());
  for (const ExcludedWord& e : k.exclusions().all()) {
    number(symbols_.of(e.symbol));
    signed_number(static_cast<std::int64_t>(e.word));
  }
}

void RecordWriter::value(const Value& v) {
  const Pointer* pointer = v.as_pointer();
  if (pointer == nullptr) {
    byte(wire::kValueNumber);
    return term(v.term());
  }
  const auto id = [this](auto which) { number(static_cast<std::uint32_t>(which)); };
  std::visit(Overloaded{
                 [&](const StackMemory& m) {
                   byte(wire::kValueStack);
                   number(m.frame);
                 },
                 [&](const ContextMemory&) { byte(wire::kValueContext); },
                 [&](const RegionMemory& m) {
                   byte(wire::kValueRegion);
                   number(m.region);
                 },
                 [&](const MapElement& m) {
                   byte(wire::kValueElement);
                   number(maps_[m.map]);
                   id(m.element);
                 },
                 [&](const DataSection& m) {
                   byte(wire::kValueData);
                   number(maps_[m.map]);
                 },
                 [&](const HelperMemory& m) {
                   byte(wire::kValueMemory);
                   id(m.resource);
                   number(m.bytes);
                 },
                 [&](const MapHandle& m) {
                   byte(wire::kValueMap);
                   number(maps_[m.map]);
                 },
                 [&](const Code& m) {
                   byte(wire::kValueCode);
                   number(m.slot);
                 },
                 [&](const KernelObject& m) {
                   byte(wire::kValueObject);
                   id(m.resource);
                 },
             },
             pointer->region);
  id(pointer->null);
  term(pointer->offset);
}

void RecordWriter::values(std::span<const Value> all) {
  std::uint64_t mask = 0;
  for (std::size_t i = 0; i < all.size(); ++i) mask |= std::uint64_t{all[i].is_readable()} << i;
  number(mask);
  for (const Value& v : all) {
    if (v.is_readable()) value(v);
  }
}

void RecordWriter::stack(const Stack& s) {
  constexpr auto kBytes = static_cast<std::uint32_t>(Stack::kFrameBytes);
  const auto from_lowest = [](std::int32_t offset) {
    return static_cast<std::uint32_t>(offset + Stack::kFrameBytes);
  };
  const FrameBytes& set = s.initialised_bytes();
  std::vector<std::pair<std::uint32_t, std::uint32_t>> runs;  // gap, length
  std::uint32_t behind = 0;
  for (std::uint32_t b = 0; b < kBytes;) {
    std::uint32_t end = b;
    while (end < kBytes && set.test(end)) ++end;
    if (end > b) {
      runs.emplace_back(b - behind, end - b);
      behind = end;
    }
    b = end + 1;
  }
  number(runs.size());
  for (const auto& [gap, length] : runs) {
    number(gap);
    number(length);
  }
  number(s.cells().size());
  behind = 0;
  for (const StackCell& cell : s.cells()) {
    number(from_lowest(cell.offset) - behind);
    byte(static_cast<std::uint8_t>(cell.size));
    value(cell.value);
    behind = from_lowest(cell.offset) + cell.size;
  }
  number(s.filled().size());
  for (const FilledBytes& bytes : s.filled()) {
    number(from_lowest(bytes.offset));
    number(bytes.size);
    term(bytes.count.term());
  }
}

void RecordWriter::state(const State& s) {
  number(s.frames.size() - 1);
  for (std::size_t f = 1; f < s.frames.size(); ++f) number(s.frames[f].return_slot);
  number(s.next_id);
  knowledge(s.knowledge);
  values(s.registers);
  for (std::size_t f = 1; f < s.frames.size(); ++f) values(s.frames[f].saved);
  for (const Frame& frame : s.frames) stack(frame.stack);
  for (const RegionMarks& region : s.regions) {
    byte(static_cast<std::uint8_t>(region.presence));
    for (const Term& mark : std::span(region.marks).subspan(1)) term(mark);
  }
  number(s.resources.size());
  std::uint32_t last = 0;
  for (const Resource& r : s.resources) {
    number(static_cast<std::uint32_t>(r.id) - last);
    last = static_cast<std::uint32_t>(r.id);
    number(static_cast<std::uint32_t>(r.null));
  }
}

void RecordWriter::step(const DeductionStep& known) {
  byte(static_cast<std::uint8_t>(known.step.index()));
  std::visit(Overloaded{
                 [&](const Combination& c) {
                   directions(c.expr());
                   byte(static_cast<std::uint8_t>(c.eliminations().size()));
                   for (const Elimination& e : c.eliminations()) {
                     number(e.bound);
                     number(static_cast<std::uint64_t>(e.scale));
                     number(static_cast<std::uint64_t>(e.factor));
                   }
                 },
                 [&](const SpreadOn& s) { number(s.candidate); },
                 [&](const OwnExtension& e) {
                   byte(static_cast<std::uint8_t>(e.kind));
                   term(e.term);
                 },
             },
             known.step);
}

void RecordWriter::steps(std::span<const DeductionStep> all, std::uint32_t before) {
  number(all.size());
  for (const DeductionStep& known : all) {
    number(known.moment - before);
    before = known.moment;
    step(known);
  }
}

}  // namespace assay
