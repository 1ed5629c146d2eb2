// SPDX-License-Identifier: Apache-2.0
// The rules that the checker follows for words, by themselves: what an instruction gives for
// members of the operands is a member of the result, a branch keeps every pair that takes it, and
// what the parts of a value tell each other takes no member away.
//
// The meaning is ir/semantics over solver terms, as for the verifier's; the rules are the headers
// of loader/checker/proof (checker_rules.hpp). Each claim is made on each way through their
// branches.
#include <functional>
#include <string>

#include "checker_rules.hpp"
#include "ir/semantics/alu.hpp"
#include "ir/semantics/jump.hpp"
#include "names.hpp"
#include "symbolic.hpp"

namespace assay::proofs {
namespace {

namespace rules = term_checker;
using rules::Alu;

/// Unknown words of N bits, in the low bits of 64, and what holds of them.
template <unsigned N>
class Unknowns {
 public:
  explicit Unknowns(Terms& home) : store_(home) {}

  [[nodiscard]] Terms& home() { return store_.home(); }
  [[nodiscard]] TermStore& store() { return store_; }

  [[nodiscard]] TermWord of(const Z3Word<N>& x) {
    return TermWord(TermNumber(store_.keep(zext<Z3Word<64>>(x).in(home()))));
  }
  [[nodiscard]] TermWord word(const std::string& name) {
    return of(Z3Word<N>::unknown(home(), name));
  }
  [[nodiscard]] rules::View<N> view(const std::string& name) {
    const auto part = [&](const char* which) { return word(name + which); };
    rules::View<N> v;
    v.known = {part(".must"), part(".may")};
    v.u = {part(".umin"), part(".umax")};
    v.s = {part(".smin"), part(".smax")};
    return v;
  }

  [[nodiscard]] Z3Bool holds(const rules::Bits& known, const TermWord& x) {
    const z3::expr must = known.must.in(store_);
    const z3::expr may = known.may.in(store_);
    const z3::expr word = x.in(store_);
    return {home(), ((must & ~word) | (word & ~may)) == store_.number(0)};
  }
  [[nodiscard]] Z3Bool holds(const rules::Range& range, const TermWord& x) {
    const z3::expr word = x.in(store_);
    return {home(), z3::ule(range.lo.in(store_), word) && z3::ule(word, range.hi.in(store_))};
  }
  [[nodiscard]] Z3Bool holds(const rules::View<N>& v, const TermWord& x) {
    return holds(v.known, x) & holds(v.u, x) & holds(v.s, x ^ rules::Word<N>::top);
  }

 private:
  TermStore store_;
};

/// What is claimed on one way, under what is supposed on all.
class Claims {
 public:
  Claims(Terms& home, std::vector<Z3Bool> premises) : premises_(std::move(premises)) {
    premises_.emplace_back(home, home.path());
  }
  void add(const std::string& name, const Z3Bool& conclusion) {
    all_.push_back({name, premises_, conclusion});
  }
  template <unsigned N>
  void add_member(const std::string& name, Unknowns<N>& in, const rules::View<N>& v,
                  const TermWord& x) {
    add(name + " known bits", in.holds(v.known, x));
    add(name + " unsigned range", in.holds(v.u, x));
    add(name + " signed range", in.holds(v.s, x ^ rules::Word<N>::top));
  }
  [[nodiscard]] std::vector<Claim> take() { return std::move(all_); }

 private:
  std::vector<Z3Bool> premises_;
  std::vector<Claim> all_;
};

/// Ways on which the same is claimed are one claim, whose last premise is that one of them is gone.
void add_merged(Terms& home, std::vector<Claim>& claims, Claim claim) {
  for (Claim& known : claims) {
    if (known.name != claim.name || !z3::eq(known.conclusion.in(home), claim.conclusion.in(home)))
      continue;
    known.premises.back() = known.premises.back() | claim.premises.back();
    return;
  }
  claims.push_back(std::move(claim));
}

/// The claims of each way through `body`, which runs over unknowns of its own.
template <unsigned N, class Body>
std::vector<Claim> on_ways(Terms& home, const Body& body) {
  std::vector<Claim> claims;
  home.on_every_path([&] {
    Unknowns<N> in(home);
    for (Claim& claim : body(in)) add_merged(home, claims, std::move(claim));
  });
  return claims;
}

/// Of words of N bits, which an operation of 64 bits reads whole.
template <unsigned N>
Z3Word<N> meaning(AluOp op, const Z3Word<N>& x, const Z3Word<N>& y) {
  return alu(op, Width::W64, x, y);
}

template <unsigned N>
std::vector<Claim> alu_claims(Terms& home, AluOp op) {
  return on_ways<N>(home, [op](Unknowns<N>& in) {
    const auto x = Z3Word<N>::unknown(in.home(), "x");
    const auto y = Z3Word<N>::unknown(in.home(), "y");
    const auto a = in.view("a");
    const auto b = in.view("b");
    const auto out = rules::view_alu(static_cast<Alu>(op), a, b, 0);
    Claims claims(in.home(), {in.holds(a, in.of(x)), in.holds(b, in.of(y))});
    claims.add_member("result", in, out, in.of(meaning<N>(op, x, y)));
    return claims.take();
  });
}

template <unsigned N>
std::vector<Claim> shift_claims(Terms& home, AluOp op) {
  std::vector<Claim> all;
  for (unsigned k = 0; k < N; ++k) {
    for (Claim& claim : on_ways<N>(home, [op, k](Unknowns<N>& in) {
           const auto x = Z3Word<N>::unknown(in.home(), "x");
           const auto a = in.view("a");
           const auto amount = rules::View<N>::constant(k);
           const auto out = rules::view_alu(static_cast<Alu>(op), a, amount, 0);
           Claims claims(in.home(), {in.holds(a, in.of(x))});
           claims.add_member("by " + std::to_string(k), in, out,
                             in.of(meaning<N>(op, x, Z3Word<N>::of(k))));
           return claims.take();
         }))
      all.push_back(std::move(claim));
  }
  return all;
}

/// The two steps of sign- and zero-extension, for any reduction between them that keeps members.
template <unsigned N>
std::vector<Claim> extension_claims(Terms& home, unsigned from) {
  return on_ways<N>(home, [from](Unknowns<N>& in) {
    const auto x = Z3Word<N>::unknown(in.home(), "x");
    const auto up = shl(x, N - from);
    const auto a = in.view("a");
    const auto b = in.view("b");
    const auto raised = rules::shifted_left(a, N - from);
    Claims claims(in.home(), {in.holds(a, in.of(x)), in.holds(b, in.of(up))});
    claims.add_member("shifted up", in, raised, in.of(up));
    claims.add_member("down with signs", in, rules::shifted(rules::Shift::Arithmetic, b, N - from),
                      in.of(sign_extended_bits(x, from)));
    claims.add_member("down with zeros", in, rules::shifted(rules::Shift::Right, b, N - from),
                      in.of(zero_extended_bits(x, from)));
    return claims.take();
  });
}

std::vector<Claim> swap_claims(Terms& home, Width size) {
  return on_ways<64>(home, [size](Unknowns<64>& in) {
    const auto x = Z3Word<64>::unknown(in.home(), "x");
    const auto a = in.view("a");
    rules::View<64> out;
    const unsigned count = bits(size) / 8;
    out.known = {rules::reversed(a.known.must, 8, count), rules::reversed(a.known.may, 8, count)};
    Claims claims(in.home(), {in.holds(a, in.of(x))});
    claims.add_member("swapped", in, out, in.of(byte_swap(ByteOrder::Swap, size, x)));
    return claims.take();
  });
}

template <unsigned N>
std::vector<Claim> branch_claims(Terms& home, JumpOp op, Branch branch) {
  return on_ways<N>(home, [op, branch](Unknowns<N>& in) {
    const auto x = Z3Word<N>::unknown(in.home(), "x");
    const auto y = Z3Word<N>::unknown(in.home(), "y");
    const auto a = in.view("a");
    const auto b = in.view("b");
    auto left = a;
    auto right = b;
    rules::refine_views(static_cast<rules::Test>(op),
                        branch == Branch::Taken ? rules::Branch::Taken : rules::Branch::NotTaken,
                        left, right);
    const Z3Bool held = jump_holds(op, Width::W64, x, y);
    Claims claims(in.home(), {in.holds(a, in.of(x)), in.holds(b, in.of(y)),
                              branch == Branch::Taken ? held : !held});
    claims.add_member("left", in, left, in.of(x));
    claims.add_member("right", in, right, in.of(y));
    return claims.take();
  });
}

/// A branch is dropped only where a view is empty.
template <unsigned N>
std::vector<Claim> empty_claims(Terms& home) {
  return on_ways<N>(home, [](Unknowns<N>& in) {
    const auto v = in.view("v");
    const bool empty = rules::is_empty(v);
    Claims claims(in.home(), {in.holds(v, in.word("x"))});
    claims.add("a view with a member is not empty", !empty);
    return claims.take();
  });
}

template <unsigned N>
std::vector<Claim> order_claims(Terms& home) {
  return on_ways<N>(home, [](Unknowns<N>& in) {
    const auto a = in.view("a");
    const auto b = in.view("b");
    const auto x = in.word("x");
    Claims of_left(in.home(), {in.holds(a, x)});
    of_left.add_member("join of the left", in, rules::join(a, b), x);
    Claims of_right(in.home(), {in.holds(b, x)});
    of_right.add_member("join of the right", in, rules::join(a, b), x);
    Claims of_both(in.home(), {in.holds(a, x), in.holds(b, x)});
    of_both.add_member("meet", in, rules::meet(a, b), x);
    std::vector<Claim> all = of_left.take();
    for (Claims* const more : {&of_right, &of_both}) {
      for (Claim& claim : more->take()) all.push_back(std::move(claim));
    }
    return all;
  });
}
template <unsigned N>
std::vector<Claim> inclusion_claims(Terms& home) {
  const auto part = [&](const auto& pick) {
    return on_ways<N>(home, [&pick](Unknowns<N>& in) {
      const auto a = pick(in.view("a"));
      const auto b = pick(in.view("b"));
      const auto x = in.word("x");
      const bool included = rules::within(a, b);
      Claims claims(in.home(), {Z3Bool(included), in.holds(a, x)});
      claims.add("within", in.holds(b, x));
      return claims.take();
    });
  };
  std::vector<Claim> all = part([](const rules::View<N>& v) { return v.known; });
  for (Claim& claim : part([](const rules::View<N>& v) { return v.u; }))
    all.push_back(std::move(claim));
  return all;
}

/// A change of one view that must keep its members.
template <unsigned N, class Change>
std::vector<Claim> kept_claims(Terms& home, const Change& change) {
  return on_ways<N>(home, [&change](Unknowns<N>& in) {
    const auto v = in.view("v");
    const auto x = in.word("x");
    auto after = v;
    change(after);
    Claims claims(in.home(), {in.holds(v, x)});
    claims.add_member("member stays in", in, after, x);
    return claims.take();
  });
}
template <unsigned N>
std::vector<Claim> sign_claims(Terms& home) {
  return kept_claims<N>(home, [](rules::View<N>& v) { rules::exchange_signs(v); });
}
template <unsigned N>
std::vector<Claim> prefix_claims(Terms& home) {
  return kept_claims<N>(
      home, [](rules::View<N>& v) { v.known = rules::meet(v.known, rules::prefix_of(v.u)); });
}
template <unsigned N>
std::vector<Claim> first_claims(Terms& home) {
  return on_ways<N>(home, [](Unknowns<N>& in) {
    const auto v = in.view("v");
    const auto x = in.word("x");
    const auto bound = in.word("bound");
    TermWord first;
    const bool found = rules::first_from<N>(v.known, bound, first);
    const rules::Range from{bound, rules::Word<N>::all};
    Claims claims(in.home(), {in.holds(v.known, x), in.holds(from, x)});
    claims.add("first from a bound",
               Z3Bool(found) & in.holds(rules::Range{first, rules::Word<N>::all}, x));
    return claims.take();
  });
}
template <unsigned N>
std::vector<Claim> to_low_claims(Terms& home) {
  return on_ways<N>(home, [](Unknowns<N>& in) {
    const auto x = Z3Word<N>::unknown(in.home(), "x");
    Unknowns<N / 2> halves(in.home());
    const auto low_x = halves.of(truncate<Z3Word<N / 2>>(x));
    const auto v = in.view("v");
    const auto low = halves.view("low");
    auto after = low;
    rules::bound_low<N>(after, v.u.lo, v.u.hi);
    Claims claims(in.home(), {in.holds(v.u, in.of(x)), halves.holds(low, low_x)});
    claims.add_member("half", halves, after, low_x);
    return claims.take();
  });
}
template <unsigned N>
std::vector<Claim> from_low_claims(Terms& home) {
  return on_ways<N>(home, [](Unknowns<N>& in) {
    const auto x = Z3Word<N>::unknown(in.home(), "x");
    Unknowns<N / 2> halves(in.home());
    const auto low_x = halves.of(truncate<Z3Word<N / 2>>(x));
    const auto range = in.view("v").u;
    const auto low = halves.view("low").u;
    const auto after = rules::rounded_to_low<N>(range, low);
    Claims claims(in.home(), {in.holds(range, in.of(x)), halves.holds(low, low_x)});
    claims.add("whole", in.holds(after, in.of(x)));
    return claims.take();
  });
}

using Make = std::vector<Claim> (*)(Terms&);
void add_both(Library& library, const std::string& name, Make at64, Make at32) {
  library.push_back(symbolic({"checker", name, "64"}, 64, "", at64));
  library.push_back(symbolic({"checker", name, "32"}, 32, "", at32));
}

template <unsigned N>
void add_operations(Library& library) {
  const std::string width = N == 64 ? "64" : "32";
  const auto add = [&](const std::string& name, unsigned bits, auto make) {
    library.push_back(symbolic({"checker", name, width}, bits, "", make));
  };
  for (const AluOp op : {AluOp::Add, AluOp::Sub, AluOp::Or, AluOp::And, AluOp::Xor, AluOp::Mov})
    add(name_of(op), N, [op](Terms& t) { return alu_claims<N>(t, op); });
  add(name_of(AluOp::Div), 8, [](Terms& t) { return alu_claims<8>(t, AluOp::Div); });
  // The solver does not end at 64.
  for (const AluOp op : {AluOp::Lsh, AluOp::Rsh, AluOp::Arsh})
    add(name_of(op) + " by immediate", 32, [op](Terms& t) { return shift_claims<32>(t, op); });
  for (const unsigned from : {8U, 16U})
    add("extension of " + std::to_string(from), N,
        [from](Terms& t) { return extension_claims<N>(t, from); });
  for (const JumpOp op : kJumpOps) {
    for (const Branch branch : {Branch::Taken, Branch::NotTaken})
      add(name_of(op) + " " + name_of(branch), N,
          [op, branch](Terms& t) { return branch_claims<N>(t, op, branch); });
  }
}

}  // namespace

void add_checker(Library& library) {
  add_operations<64>(library);
  add_operations<32>(library);
  for (const Width size : {Width::W16, Width::W32, Width::W64})
    library.push_back(symbolic({"checker", "bswap" + std::to_string(bits(size)), "64"}, 64, "",
                               [size](Terms& t) { return swap_claims(t, size); }));
  add_both(library, "dead branch", empty_claims<64>, empty_claims<32>);
  library.push_back(symbolic({"checker", "join and meet", "64"}, 32, "", order_claims<32>));
  library.push_back(symbolic({"checker", "join and meet", "32"}, 32, "", order_claims<32>));
  add_both(library, "inclusion", inclusion_claims<64>, inclusion_claims<32>);
  add_both(library, "signs and ranges", sign_claims<64>, sign_claims<32>);
  add_both(library, "prefix to bits", prefix_claims<64>, prefix_claims<32>);
  add_both(library, "bits to bounds", first_claims<64>, first_claims<32>);
  library.push_back(symbolic({"checker", "whole to half", "64"}, 64, "", to_low_claims<64>));
  library.push_back(symbolic({"checker", "half to whole", "64"}, 64, "", from_low_claims<64>));
}

}  // namespace assay::proofs
