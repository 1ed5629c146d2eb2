// SPDX-License-Identifier: Apache-2.0
// Conditional jumps: each branch keeps what the comparison teaches (RFC 9669 section 4.3).
#include "loader/checker/proof/transfer.hpp"

namespace assay::checker {
namespace {

constexpr unsigned kWhole = 8;

enum class Comparison : uint8_t {
  Numbers,
  Null,       // of a pointer with 0, which tells whether it is null
  Offsets,    // of two pointers into one region
  LowHalves,  // equality of the low halves of two such that lie less than 2^32 bytes apart
  Unrelated,  // it may come out either way
};

/// Whether the comparison with 0 tells if the pointer is null, and on which branch it is.
enum class NullTest : uint8_t { No, NullIfTaken, NullIfNot };
NullTest null_test(Test test, const Value& left) {
  if (test == Test::Eq || test == (left.is_pointer() ? Test::Le : Test::Ge))
    return NullTest::NullIfTaken;
  if (test == Test::Ne || test == (left.is_pointer() ? Test::Gt : Test::Lt))
    return NullTest::NullIfNot;
  return NullTest::No;
}

bool low_halves_tell(const Knowledge& k, const Value& left, const Value& right) {
  constexpr int64_t kMost = 0xffffffff;
  Term apart;
  Scalar near;
  return combine(left.term, kMinusOne, right.term, apart) &&
         signed_facts<64>(-kMost, kMost, near) && k.lies_within(apart, near);
}

[[gnu::noinline]] Comparison comparison_of(const Site& site, const Value& left,
                                           const Value& right) {
  if (left.is_number() && right.is_number()) return Comparison::Numbers;
  const bool whole = site.at.width == kWhole;
  const Value& number = left.is_pointer() ? right : left;
  if (number.is_zero() && whole && null_test(site.at.test, left) != NullTest::No)
    return Comparison::Null;
  const bool one_region = left.is_pointer() && right.is_pointer() && left.place == right.place &&
                          left.null == 0 && right.null == 0 && takes_offset(left.place.into);
  if (!one_region) return Comparison::Unrelated;
  if (whole) return Comparison::Offsets;
  const bool equality = site.at.test == Test::Eq || site.at.test == Test::Ne;
  return equality && low_halves_tell(site.known(), left, right) ? Comparison::LowHalves
                                                                : Comparison::Unrelated;
}

[[gnu::noinline]] Code check_comparison(const Site& site, Comparison kind, const Value& left,
                                        const Value& right) {
  if (kind == Comparison::Offsets && !(near_region(site, left) && near_region(site, right)))
    return Code::OffsetTooFar;
  if (kind == Comparison::Unrelated && !site.policy().pointer_to_scalar)
    return Code::PointerComparison;
  return Code::Ok;
}

/// The comparison of signed offsets that one of addresses in one region means; Set: none.
Test as_offsets(Test test) {
  const bool strict = test == Test::Gt || test == Test::Lt;
  if (is_equality(test)) return test;
  if (test == Test::Gt || test == Test::Ge) return strict ? Test::Sgt : Test::Sge;
  if (test == Test::Lt || test == Test::Le) return strict ? Test::Slt : Test::Sle;
  return Test::Set;
}

/// Where `term` is a multiple of one symbol and may wrap, a new symbol stands for the multiple, in
/// both operands and in all values, so that the comparison teaches what it is.
void name_multiple(State& state, Term& term, Term& other) {
  Knowledge& k = state.knowledge;
  if (term.count != 1 || term.has_one_alone() || !k.may_wrap(term)) return;
  const Symbol symbol = term.symbol[0];
  const uint64_t c = term.coefficient[0];
  Term multiple = Term::of(symbol);
  multiple.multiply(c);
  const Term name = k.introduce(k.evaluate(multiple));
  const auto rewrite = [&](Term& t) {
    if (t.of_symbol(symbol) != c) return;
    Term out;
    if (combine(t, kMinusOne, multiple, out) && combine(out, 1, name, out)) t = out;
  };
  rewrite(term);
  rewrite(other);
  Values all(state);
  while (Value* const v = all.next()) {
    if (v->is_readable()) rewrite(v->term);
  }
}

void follow(Path& path, const Instruction& at, Branch way) {
  path.slot = way == Branch::Taken ? at.target : path.slot + 1;
}

void take_branch(Path& path, const Compared& c, Branch way) {
  path.state.knowledge.assume(c, way);
  path.settle();
}
/// Both ways, each with what the comparison teaches there; null: nothing.
[[gnu::noinline]] Code compare(Walk& walk, Path& path, Compared* c) {
  if (c != nullptr && c->part == Part::Whole) {
    name_multiple(path.state, c->left, c->right);
    name_multiple(path.state, c->right, c->left);
  }
  Path* const other = walk.copy_before(path);
  if (other == nullptr) return Code::ArenaFull;
  if (c != nullptr) {
    take_branch(*other, *c, Branch::NotTaken);
    take_branch(path, *c, Branch::Taken);
  }
  follow(*other, walk.site.at, Branch::NotTaken);
  follow(path, walk.site.at, Branch::Taken);
  return Code::Ok;
}

/// A way on from a test of a pointer against null.
struct NullWay {
  Nullness is;
  Branch branch;
};
[[gnu::noinline]] Code test_null(Walk& walk, Path& path) {
  const Value left = path.state.read(walk.site.at.dst);
  const Value pointer = left.is_pointer() ? left : walk.site.second();
  const bool null_taken = null_test(walk.site.at.test, left) == NullTest::NullIfTaken;
  // No address near a region is 0; one that is far from it may be, and its fellows are not.
  const bool may_look_null = !near_region(walk.on(path), pointer);
  NullWay ways[4];
  uint32_t count = 0;
  for (uint32_t way = 0; way < 2; ++way) {
    const Branch branch = way == 1 ? Branch::Taken : Branch::NotTaken;
    const bool is_null = (way == 1) == null_taken;
    const Nullness is = is_null ? Nullness::Null : Nullness::NotNull;
    if (!is_null || pointer.may_be_null()) ways[count++] = {is, branch};
    if (is_null && may_look_null) ways[count++] = {Nullness::NotNull, branch};
  }
  for (uint32_t i = 0; i < count; ++i) {
    Path* const next = i + 1 == count ? &path : walk.copy_before(path);
    if (next == nullptr) return Code::ArenaFull;
    if (pointer.may_be_null()) next->state.resolve_null(pointer.null, ways[i].is);
    follow(*next, walk.site.at, ways[i].branch);
  }
  return Code::Ok;
}

/// From null such an offset compares as it does from any other address.
bool ascends_from_null(const Knowledge& k, const Value& pointer) {
  Scalar plus;
  return signed_facts<64>(0, INT64_MAX, plus) && k.lies_within(pointer.term, plus);
}

/// The region that may be absent, where the comparison means something else if it is.
[[gnu::noinline]] bool turns_on_presence(const Site& site, uint32_t& region) {
  const Value left = site.state->read(site.at.dst);
  const Value right = site.second();
  if (site.at.width != kWhole || comparison_of(site, left, right) == Comparison::Numbers)
    return false;
  const State& s = *site.state;
  const auto open = [&](const Value& v) {
    return v.points_into(Into::Region) && s.presence[v.place.index] == Presence::Either;
  };
  if (!open(left) && !open(right)) return false;
  const Value& pointer = open(left) ? left : right;
  const Value& other = open(left) ? right : left;
  region = pointer.place.index;
  if (other.is_number()) return other.is_zero();
  // Comparisons that teach nothing mean the same either way.
  const bool taught =
      other.place == pointer.place && !pointer.may_be_null() && !other.may_be_null();
  return taught &&
         !(ascends_from_null(s.knowledge, pointer) && ascends_from_null(s.knowledge, other));
}

[[gnu::noinline]] Comparison read_comparison(const Site& site, Compared& c) {
  const Value left = site.state->read(site.at.dst);
  const Value right = site.second();
  const Comparison kind = comparison_of(site, left, right);
  c = {site.at.test, Part::Whole, left.term, right.term};
  if (kind == Comparison::Numbers && site.at.width != kWhole) c.part = Part::Low;
  if (kind == Comparison::Offsets) c.test = as_offsets(c.test);
  return kind;
}

Code judge_settled(Walk& walk, Path& path) {
  Compared c;
  const Comparison kind = read_comparison(walk.on(path), c);
  if (kind == Comparison::Null) return test_null(walk, path);
  const bool teaches =
      kind != Comparison::Unrelated && (kind != Comparison::Offsets || c.test != Test::Set);
  return compare(walk, path, teaches ? &c : nullptr);
}

/// What must hold of the operands.
[[gnu::noinline]] Code check_operands(const Site& site) {
  const Value left = site.state->read(site.at.dst);
  const Value right = site.second();
  if (!left.is_readable() || !right.is_readable()) return Code::RegisterUninitialised;
  return check_comparison(site, comparison_of(site, left, right), left, right);
}

// The obligation is judged before any region's presence is settled. Then, while a region turns the
// comparison, it is judged with the region there first, and without it.
Code judge(Walk& walk, Path& path) {
  const Code obliged = check_operands(walk.on(path));
  if (obliged != Code::Ok) return obliged;
  const ContractView& contract = walk.site.contract();
  for (uint32_t round = 0; round <= contract.region_count; ++round) {
    uint32_t region = 0;
    if (!turns_on_presence(walk.on(path), region)) return judge_settled(walk, path);
    Path* const present = walk.copy_before(path);
    if (present == nullptr) return Code::ArenaFull;
    present->state.presence[region] = Presence::Present;
    // With both operands in one region nothing else is open; with 0, neither.
    const Code code = judge_settled(walk, *present);
    if (code != Code::Ok) return code;
    path.state.resolve_absent(region, walk.rules.mark_first[region],
                              contract.regions[region].marks);
    path.settle();
    if (path.going == Going::Dead) return Code::Ok;
  }
  return Code::Internal;
}

}  // namespace

bool near_region(const Site& site, const Value& pointer) {
  const Knowledge& k = site.known();
  uint64_t slack = uint64_t{1} << 29;
  const bool in_region = pointer.points_into(Into::Region);
  if (in_region) slack = least_of(slack, site.contract().regions[pointer.place.index].slack);
  const Wide nearest = Wide::of_unsigned(slack) - Wide::of(1);
  Linear offset;
  Wide low;
  if (!k.integer(pointer.term, Reading::Signed, offset) || !k.lower_bound(offset, -nearest, low) ||
      low < -nearest)
    return false;
  if (!in_region) return k.entails(offset.plus(-nearest));
  for (uint32_t m = 0; m <= site.last_mark(pointer.place.index); ++m) {
    Linear mark;
    Linear over;
    if (k.integer(site.region_mark(pointer.place.index, m), Reading::Signed, mark) &&
        difference(offset, mark, over) && k.entails(over.plus(-nearest)))
      return true;
  }
  return false;
}

Code step_jump_if(Walk& walk, Path& path) { return judge(walk, path); }

}  // namespace assay::checker
