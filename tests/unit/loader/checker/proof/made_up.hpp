// SPDX-License-Identifier: Apache-2.0
// States of the checker made up around words, with a concrete state inside each, and the step that
// the checker makes from them.
#pragma once

#include <algorithm>
#include <random>

#include "loader/checker/proof/transfer.hpp"
#include "support/builtin.hpp"
#include "unit/loader/checker/proof/contained.hpp"
#include "unit/loader/checker/proof/sealed.hpp"

namespace assay::test {

inline constexpr std::uint32_t kCellBytes = 64;  // of the frame, where cells are

/// Where the checker walks: a program of one instruction, and room for its states.
class Rig {
 public:
  Rig()
      : contract_(plain()), memory_(std::size_t{16} << 20), arena_(memory_.data(), memory_.size()) {
    const checker::ContractView& view = contract_.view();
    marks_first_ = arena_.take<std::uint32_t>(view.region_count);
    sizes_ = {64, 64, 2, checker::kMostResources, view.region_count, 0};
    for (std::uint32_t r = 0; r < view.region_count; ++r) {
      marks_first_[r] = sizes_.marks;
      sizes_.marks += view.regions[r].marks;
    }
    desk_.narrowed = arena_.take<checker::Symbol>(1024);
    desk_.narrowed_capacity = 1024;
    desk_.rewritten = arena_.take<checker::Linear>(checker::kMostBounds);
    desk_.copied = arena_.take<checker::Linear>(checker::kMostBounds);
    desk_.work = &work_;
    use_.depth = arena_.take<std::uint32_t>(1);
    use_.makes_tail_call = arena_.take<bool>(1);
    use_.called = arena_.take<bool>(8);
    walk_.call = arena_.take<checker::CallFacts>(1);
    walk_.arena = &arena_;
    walk_.desk = &desk_;
    walk_.sizes = sizes_;
    program_.function_begins = {begin_, sizeof begin_};
    program_.function_count = 1;
    walk_.rules = {&view, &view.ways[0], &program_, marks_first_, &use_, 1};
  }

  /// A state of which nothing is known.
  checker::State& start() {
    while (walk_.first != nullptr) walk_.drop_first();
    desk_.fault = checker::Code::Ok;
    desk_.next_symbol = 0;
    desk_.narrowed_count = 0;
    work_.units_left = std::uint64_t{1} << 40;
    checker::Path* const path = walk_.make();
    path->state.clear();
    path->state.frames[0] = checker::Frame{};
    path->state.frame_count = 1;
    path->slot = 0;
    walk_.first = path;
    return path->state;
  }
  /// Executes the instruction at slot 0 of the code.
  checker::Code step(const std::vector<std::uint8_t>& code) {
    program_.slots = {code.data(), static_cast<std::uint32_t>(code.size() / 8)};
    return checker::step(walk_, *walk_.first);
  }
  [[nodiscard]] const checker::Path* paths() const { return walk_.first; }
  [[nodiscard]] checker::Code fault() const { return desk_.fault; }

 private:
  static Contract plain() {
    Contract contract = *find_contract("linux/xdp");
    contract.executions.clear();
    return contract;
  }

  SealedContract contract_;
  std::vector<std::uint8_t> memory_;
  checker::Arena arena_;
  std::uint32_t* marks_first_ = nullptr;
  checker::Sizes sizes_;
  checker::Work work_;
  checker::Desk desk_;
  checker::Used use_;
  checker::Walk walk_;
  std::uint8_t begin_[4] = {};
  checker::ProgramView program_;
};

/// Makes up a state and a concrete one inside it.
class Maker {
 public:
  Maker(std::mt19937_64& random, checker::State& state) : random_(random), state_(state) {}

  void run() {
    concrete.memory.assign(512, 0);
    concrete.memory_base = kStackTop - 512;
    concrete.registers.fill(0x5555);
    concrete.registers[10] = kStackTop;
    const std::uint64_t count = 1 + below(4);
    for (std::uint64_t i = 0; i < count; ++i) add_symbol(word());
    for (std::uint64_t i = below(3); i > 0; --i) add_link();
    for (std::uint64_t i = below(4); i > 0; --i) add_bound();
    for (std::uint64_t i = below(3); i > 0; --i) add_comparison();
    for (std::uint32_t r = 0; r < 10; ++r) set_register(r);
    for (std::int32_t at = -static_cast<std::int32_t>(kCellBytes); at < 0; at += 8) set_stack(at);
    state_.settle();
    complete(state_, concrete, words);
  }

  Concrete concrete;
  Words words;

 private:
  std::uint64_t below(std::uint64_t n) { return random_() % n; }
  std::uint64_t word() {
    const std::uint64_t corner[] = {0,
                                    1,
                                    0x7fff'ffff,
                                    0x8000'0000,
                                    0xffff'ffff,
                                    std::uint64_t{1} << 32,
                                    INT64_MAX,
                                    std::uint64_t{1} << 63,
                                    ~std::uint64_t{0}};
    const std::uint64_t any =
        below(4) == 0 ? corner[below(std::size(corner))] + below(3) - 1 : random_() >> below(64);
    return below(3) == 0 ? 0 - any : any;
  }
  checker::Scalar facts_of(std::uint64_t x) {
    checker::Scalar f;
    const std::uint64_t down = random_() >> below(64);
    const std::uint64_t up = random_() >> below(64);
    if (below(2) == 0) f.full.u = {x - std::min(down, x), x + std::min(up, ~x)};
    const std::uint64_t flipped = x ^ std::uint64_t{1} << 63;
    if (below(3) == 0)
      f.full.s = {flipped - std::min(up, flipped), flipped + std::min(down, ~flipped)};
    if (below(3) == 0) f.full.known = {x & random_(), x | random_()};
    if (below(4) == 0) {
      f.stride.modulus = static_cast<std::uint32_t>(1 + below(48));
      f.stride.remainder = static_cast<std::uint32_t>(x % f.stride.modulus);
    }
    EXPECT_TRUE(reduce(f));
    return f;
  }
  checker::Term add_symbol(std::uint64_t x) {
    const checker::Term made = state_.knowledge.introduce(facts_of(x));
    if (!made.is_constant()) words.set(made.symbol[0], x);
    terms_.push_back(made);
    return made;
  }
  checker::Term sum() {
    checker::Term out = checker::Term::number(below(2) == 0 ? below(64) : word());
    for (std::uint64_t i = below(3) + (below(8) == 0 ? 0 : 1); i > 0; --i) {
      const std::uint64_t factors[] = {1, 1, 1, ~std::uint64_t{0}, 2, 8, word()};
      static_cast<void>(
          combine(out, factors[below(std::size(factors))], terms_[below(terms_.size())], out));
    }
    return state_.knowledge.resolve(out);
  }
  void add_link() {
    const checker::Link link =
        below(2) == 0 ? checker::Link::ZeroExtend32 : checker::Link::SignExtend32;
    terms_.push_back(sum());
    state_.knowledge.extend32(link, terms_.back());
    complete(state_, concrete, words);
  }
  /// A sum of two symbols is at most what it is, or a little more.
  void add_bound() {
    const checker::Term a = terms_[below(terms_.size())];
    const checker::Term b = terms_[below(terms_.size())];
    checker::Linear left;
    checker::Linear right;
    checker::Linear both;
    const checker::Knowledge& k = state_.knowledge;
    if (!k.integer(k.resolve(a), checker::Reading::Signed, left) ||
        !k.integer(k.resolve(b), checker::Reading::Signed, right) ||
        !combine(below(2) == 0 ? 1 : 3, left, below(2) == 0 ? 1 : -1, right, both) ||
        both.is_constant())
      return;
    checker::Wide value = both.constant;
    for (std::uint32_t i = 0; i < both.count; ++i) {
      const std::uint64_t x = words.of(both.symbol[i]).value_or(0);
      const bool is_signed = k.find(both.symbol[i])->reading == checker::Reading::Signed;
      const checker::Wide read = is_signed ? checker::Wide::of(static_cast<std::int64_t>(x))
                                           : checker::Wide::of_unsigned(x);
      value = value + times(read, both.coefficient[i]);
    }
    state_.knowledge.learn(both.plus(-value).plus(-checker::Wide::of_unsigned(below(3))));
  }
  void add_comparison() {
    const checker::Term a = sum();
    const checker::Term b = below(2) == 0 ? sum() : checker::Term::number(word());
    if (words.of(a) == words.of(b)) return;
    state_.knowledge.assume({checker::Test::Ne, checker::Part::Whole, a, b},
                            checker::Branch::Taken);
    complete(state_, concrete, words);
  }
  void put(std::uint32_t r, const checker::Value& v) {
    state_.registers[r] = v;
    concrete.registers[r] = (v.is_pointer() ? kStackTop : 0) + words.of(v.term).value_or(0);
  }
  void set_register(std::uint32_t r) {
    const std::uint64_t kind = below(8);
    if (kind == 0) return;
    if (kind == 1) {
      const std::uint64_t down = 8 * (1 + below(kCellBytes / 8)) - (below(4) == 0 ? below(8) : 0);
      put(r, checker::Value::pointer({checker::Into::Stack, 0, 0, 0}, 0 - down));
    } else {
      put(r, checker::Value::number(sum()));
    }
  }
  void set_stack(std::int32_t at) {
    const std::uint64_t kind = below(4);
    if (kind == 0) return;
    const std::uint64_t bytes = random_();
    put_stack_word(concrete, at, 8, bytes);
    state_.scramble(0, at, 8);
    if (kind == 1) return;
    const auto size = std::uint32_t{1} << below(4);
    checker::Value v = checker::Value::number(sum());
    if (size < 8) {
      const std::uint64_t x = bytes & ((std::uint64_t{1} << (8 * size)) - 1);
      checker::Scalar facts;
      EXPECT_TRUE(checker::unsigned_facts(x - below(x + 1), x, facts));
      v = checker::Value::number(state_.knowledge.introduce(facts));
      if (!v.term.is_constant()) words.set(v.term.symbol[0], x);
    } else if (kind == 3 && below(2) == 0) {
      v = checker::Value::pointer({checker::Into::Stack, 0, 0, 0}, 0 - 8 * (1 + below(8)));
    }
    put_stack_word(concrete, at, size,
                   (v.is_pointer() ? kStackTop : 0) + words.of(v.term).value_or(0));
    state_.store(0, at, size, v);
  }

  std::mt19937_64& random_;
  checker::State& state_;
  std::vector<checker::Term> terms_;
};

}  // namespace assay::test
