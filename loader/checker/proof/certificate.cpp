// SPDX-License-Identifier: Apache-2.0
#include "loader/checker/proof/certificate.hpp"

namespace assay::checker {
namespace {

constexpr uint8_t kWideLoad = 0x18;  // opcode of the first slot of a 16-byte instruction

Linear read_directions(Reader& in) {
  Linear e;
  const uint32_t count = in.enumerator(kLinearSymbols + 1);
  for (uint32_t i = 0; i < count; ++i) {
    const uint64_t symbol = in.number();
    e.symbol[i] = static_cast<Symbol>(symbol);
    e.coefficient[i] = in.signed_number();
    const bool ascends = i == 0 || e.symbol[i - 1] < symbol;
    if (!ascends || symbol > kMinusOne >> 32 || e.coefficient[i] == 0 ||
        e.coefficient[i] >= kMostCoefficient || e.coefficient[i] <= -kMostCoefficient)
      in.fail(Code::CertificateForm);
  }
  e.count = in.ok() ? count : 0;
  return e;
}
Linear read_linear(Reader& in) {
  const int64_t low = in.signed_number();
  const int64_t high = in.signed_number();
  Linear e = read_directions(in);
  e.constant = {static_cast<uint64_t>(low), high};
  if (!is_small(e.constant)) in.fail(Code::CertificateForm);
  return e;
}

/// Ends as distances from the ends of the domain.
Range read_range(Reader& in, uint64_t all) {
  const uint64_t lo = in.number();
  const uint64_t below = in.number();
  if (lo > all || below > all || lo > all - below) in.fail(Code::StateIllFormed);
  return {lo, all - below};
}
Scalar read_facts(Reader& in) {
  const uint8_t parts = in.enumerator(128);
  const auto has = [parts](uint8_t part) { return (parts & part) != 0; };
  Scalar f;
  if (has(wire::kFactsBits)) {
    f.full.known.must = in.number();
    f.full.known.may = ~in.number();
  }
  if (has(wire::kFactsUnsigned)) f.full.u = read_range(in, Word<64>::all);
  if (has(wire::kFactsSigned)) f.full.s = read_range(in, Word<64>::all);
  if (has(wire::kFactsLowUnsigned)) f.low_u = read_range(in, Word<32>::all);
  if (has(wire::kFactsLowSigned)) f.low_s = read_range(in, Word<32>::all);
  if (has(wire::kFactsStride)) {
    f.stride.modulus = small(in, Scalar::cap);
    f.stride.remainder = small(in, Scalar::cap);
  }
  f.settled = has(wire::kFactsSettled);
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

/// Reads the parts of one state.
class StateReader {
 public:
  StateReader(Reader& in, const Rules& rules, const Head& head, State& out)
      : in_(in), rules_(rules), head_(head), out_(out) {}

  StateHead run() {
    StateHead head;
    out_.clear();
    head.slot = small(in_, rules_.program->slots.count - 1);
    head.group = small(in_, head_.groups - 1);
    if (!in_.ok()) return head;
    read_frames(head.slot);
    out_.next_id = small(in_, head_.ids);
    demand({out_.next_id > 0});
    if (!in_.ok()) return head;
    read_knowledge();
    read_values(out_.registers, kFramePointer);
    for (uint32_t f = 1; f < out_.frame_count; ++f)
      read_values(out_.frames[f].saved, kSavedRegisters);
    for (uint32_t f = 0; f < out_.frame_count && in_.ok(); ++f) read_stack(f);
    read_regions();
    read_resources();
    return head;
  }

 private:
  /// What must hold of a state that is well formed.
  struct Rule {
    bool holds;
  };
  void demand(Rule rule) {
    if (!rule.holds) in_.fail(Code::StateIllFormed);
  }
  Term known_term() {
    const Term term = read_term(in_);
    demand({out_.knowledge.knows(term)});
    return term;
  }

  /// Each frame but the entry's goes back behind a call of its function by the one around it.
  void read_frames(uint32_t slot) {
    const ProgramView& program = *rules_.program;
    const uint8_t* const bytes = program.slots.bytes;
    demand({slot == 0 || bytes[size_t{8} * (slot - 1)] != kWideLoad});
    const uint32_t calls = small(in_, head_.frames - 1);
    if (!in_.ok()) return;
    out_.frames[0] = Frame{};
    out_.frame_count = 1;
    for (uint32_t f = 1; f <= calls && in_.ok(); ++f) {
      Frame& frame = out_.frames[f];
      frame = Frame{};
      frame.return_slot = small(in_, program.slots.count - 1);
      if (frame.return_slot == 0) return demand({false});
      Instruction call;
      const uint32_t from = frame.return_slot - 1;
      demand({from == 0 || bytes[size_t{8} * (from - 1)] != kWideLoad});
      if (!in_.ok()) return;
      demand({decode(program.slots, from, call) == Code::Ok && call.op == Op::CallLocal &&
              runs(f - 1, from)});
      frame.function = call.target;
      const bool shared = rules_.way->frames == wire::Frames::Callers;
      frame.stack_frame = shared ? 0 : f;
      out_.frame_count = f + 1;
    }
    demand({runs(out_.frame_count - 1, slot)});
  }
  /// The frame's function has the slot.
  bool runs(uint32_t frame, uint32_t slot) const {
    const uint32_t function = function_at(*rules_.program, slot);
    return function_span(*rules_.program, function).offset == out_.frames[frame].function;
  }

  void read_knowledge() {
    Knowledge& k = out_.knowledge;
    const uint32_t rows = small(in_, head_.symbols);
    for (uint32_t i = 0; i < rows && in_.ok(); ++i) {
      Row& row = k.rows[i];
      row = Row{};
      const uint64_t distance = in_.number();
      const uint64_t symbol = i == 0 ? distance : k.rows[i - 1].symbol + distance;
      demand({distance < head_.fresh && symbol < head_.fresh && (i == 0 || distance > 0)});
      row.symbol = static_cast<Symbol>(symbol);
      row.facts = read_facts(in_);
      row.reading = static_cast<Reading>(in_.enumerator(2));
      row.link = static_cast<Link>(in_.enumerator(wire::kLinks));
      if (row.link != Link::None) row.of = read_term(in_);
      k.row_count = in_.ok() ? i + 1 : i;
    }
    // A link may speak of a later symbol.
    for (uint32_t i = 0; i < k.row_count; ++i)
      demand({k.rows[i].link == Link::None || k.knows(k.rows[i].of)});
    const uint32_t bounds = small(in_, kMostBounds);
    for (uint32_t i = 0; i < bounds && in_.ok(); ++i) {
      k.bounds[i] = read_linear(in_);
      for (uint32_t s = 0; s < k.bounds[i].count; ++s)
        demand({k.find(k.bounds[i].symbol[s]) != nullptr});
      k.bound_count = i + 1;
    }
    const uint32_t words = small(in_, kMostExcluded);
    for (uint32_t i = 0; i < words && in_.ok(); ++i) {
      const uint64_t symbol = in_.number();
      const Excluded e{static_cast<Symbol>(symbol), static_cast<uint64_t>(in_.signed_number())};
      demand({symbol < head_.fresh && k.find(e.symbol) != nullptr && !k.excludes(e) &&
              k.excluded_of(e.symbol) < kMostExcludedOfSymbol});
      k.excluded[i] = e;
      k.excluded_count = i + 1;
    }
  }

  bool handed_out(uint64_t id) const { return id < out_.next_id; }
  uint32_t id() {
    const uint64_t n = in_.number();
    demand({handed_out(n)});
    return static_cast<uint32_t>(n);
  }
  uint32_t below(uint32_t count) {
    const uint64_t n = in_.number();
    demand({n < count});
    return static_cast<uint32_t>(n);
  }

  Value read_value() {
    const uint8_t kind = in_.enumerator(wire::kValueKinds);
    Value v;
    if (kind == wire::kValueNumber) {
      v.holds = Holds::Number;
    } else {
      v.holds = Holds::Pointer;
      v.place.into = static_cast<Into>(kind - 1);
      read_place(v.place);
      v.null = id();
    }
    v.term = known_term();
    return in_.ok() ? v : Value{};
  }
  void read_place(Place& place) {
    switch (place.into) {
      case Into::Stack:
        place.index = below(out_.frame_count);
        return;
      case Into::Context:
        return;
      case Into::Region:
        place.index = below(rules_.contract->region_count);
        return;
      case Into::Element:
        place.index = below(rules_.program->map_count);
        place.identity = id();
        return;
      case Into::Data:
      case Into::Map:
        place.index = below(rules_.program->map_count);
        return;
      case Into::Memory:
        place.identity = id();
        place.bytes = in_.number();
        return;
      case Into::Code:
        place.index = below(rules_.program->slots.count);
        return;
      case Into::Object:
        place.identity = id();
        return;
    }
  }

  void read_values(Value* values, uint32_t count) {
    const uint64_t mask = in_.number();
    demand({mask >> count == 0});
    for (uint32_t i = 0; i < count && in_.ok(); ++i) {
      if ((mask >> i & 1) != 0) values[i] = read_value();
    }
  }

  /// An offset from the lowest byte, `gap` behind `from`; the bytes end inside the frame.
  uint32_t bytes_behind(uint32_t from, uint64_t gap, uint64_t size) {
    const bool inside =
        gap <= kFrameBytes && size > 0 && size <= kFrameBytes && from + gap + size <= kFrameBytes;
    demand({inside});
    return inside ? from + static_cast<uint32_t>(gap) : 0;
  }
  static int32_t from_top(uint32_t at) { return static_cast<int32_t>(at) - kFrameBytes; }

  void read_stack(uint32_t frame) {
    uint32_t from = 0;
    const uint32_t runs = small(in_, kFrameBytes);
    for (uint32_t i = 0; i < runs && in_.ok(); ++i) {
      const uint64_t gap = in_.number();
      const uint64_t size = in_.number();
      const uint32_t at = bytes_behind(from, gap, size);
      demand({i == 0 || gap > 0});
      if (!in_.ok()) return;
      out_.scramble(frame, from_top(at), static_cast<uint32_t>(size));
      from = at + static_cast<uint32_t>(size);
    }
    read_cells(frame);
    const uint32_t filled = small(in_, kMostFilled);
    for (uint32_t i = 0; i < filled && in_.ok(); ++i) {
      const uint64_t offset = in_.number();
      const uint64_t size = in_.number();
      const uint32_t at = bytes_behind(0, offset, size);
      const Term count = known_term();
      if (!in_.ok()) return;
      out_.filled[out_.filled_count++] = {frame, from_top(at), static_cast<uint32_t>(size),
                                          Value::number(count)};
    }
  }
  void read_cells(uint32_t frame) {
    uint32_t from = 0;
    const uint32_t cells = small(in_, head_.cells - out_.cell_count);
    for (uint32_t i = 0; i < cells && in_.ok(); ++i) {
      const uint64_t gap = in_.number();
      const uint32_t size = in_.enumerator(9);
      const uint32_t at = bytes_behind(from, gap, size);
      const Value value = read_value();
      if (!in_.ok()) return;
      demand({out_.initialised(frame, from_top(at), size) && (!value.is_pointer() || size == 8)});
      out_.cells[out_.cell_count++] = {frame, from_top(at), size, value};
      from = at + size;
    }
  }

  void read_regions() {
    for (uint32_t r = 0; r < rules_.contract->region_count && in_.ok(); ++r) {
      out_.presence[r] = static_cast<Presence>(in_.enumerator(wire::kPresences));
      Term* const marks = out_.marks + rules_.mark_first[r];
      for (uint32_t m = 1; m < rules_.contract->regions[r].marks && in_.ok(); ++m)
        marks[m] = known_term();
      if (out_.presence[r] == Presence::Absent) demand_nothing_in(r);
    }
  }
  /// A region that is absent has marks of 0, and nothing points into it.
  void demand_nothing_in(uint32_t region) {
    const Term* const marks = out_.marks + rules_.mark_first[region];
    for (uint32_t m = 1; m < rules_.contract->regions[region].marks; ++m) demand({marks[m].is(0)});
    out_.each_value(
        [&](const Value& v) { demand({!v.points_into(Into::Region) || v.place.index != region}); });
  }
  void read_resources() {
    const uint32_t count = small(in_, out_.sizes.resources);
    uint64_t last = 0;
    for (uint32_t i = 0; i < count && in_.ok(); ++i) {
      const uint64_t distance = in_.number();
      demand({distance > 0 && distance < out_.next_id && handed_out(last + distance)});
      last += distance;
      out_.resources[i] = {static_cast<uint32_t>(last), id()};
      out_.resource_count = i + 1;
    }
  }

  Reader& in_;
  const Rules& rules_;
  const Head& head_;
  State& out_;
};

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
  h.fresh = small(in, ~uint32_t{0} >> 1);
  h.groups = small(in, wire::kMostGroups);
  if (h.states == 0 || h.groups == 0 || h.frames == 0 || h.ids == 0) in.fail(Code::CertificateForm);
  return h;
}

Term read_term(Reader& in) {
  Term t;
  t.constant = static_cast<uint64_t>(in.signed_number());
  const uint32_t count = in.enumerator(kTermSymbols + 1);
  for (uint32_t i = 0; i < count; ++i) {
    const uint64_t symbol = in.number();
    t.symbol[i] = static_cast<Symbol>(symbol);
    t.coefficient[i] = static_cast<uint64_t>(in.signed_number());
    const bool ascends = i == 0 || t.symbol[i - 1] < symbol;
    if (!ascends || symbol > kMinusOne >> 32 || t.coefficient[i] == 0)
      in.fail(Code::CertificateForm);
  }
  t.count = in.ok() ? count : 0;
  return t;
}

namespace {

Step read_step(Reader& in, uint32_t last) {
  Step s;
  const uint64_t moment = last + in.number();
  if (moment > kMinusOne >> 32) in.fail(Code::CertificateForm);
  s.moment = static_cast<uint32_t>(moment);
  s.kind = static_cast<StepKind>(in.enumerator(wire::kStepKinds));
  switch (s.kind) {
    case StepKind::Combination:
      s.expression = read_directions(in);
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

StateHead read_state(Reader& in, const Rules& rules, const Head& head, State& out) {
  return StateReader(in, rules, head, out).run();
}

}  // namespace assay::checker
