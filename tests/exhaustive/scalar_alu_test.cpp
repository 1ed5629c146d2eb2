// SPDX-License-Identifier: Apache-2.0
// Containment: whatever a machine may compute from members of the operands is in the result.
#include <gtest/gtest.h>

#include "scalar_values.hpp"

namespace assay {
namespace {

constexpr Width kWidths[] = {Width::W32, Width::W64};

template <class S>
void expect_alu_contains(AluOp op, Width width, const S& a, const S& b,
                         const std::vector<std::uint64_t>& of_a,
                         const std::vector<std::uint64_t>& of_b) {
  const S result = alu(op, width, a, b);
  for (const std::uint64_t x : of_a) {
    for (const std::uint64_t y : of_b) {
      const std::uint64_t r = naive::alu(op, op_bits<S>(width), kWordBits<S>, x, y);
      ASSERT_TRUE(result.contains(static_cast<typename S::Word>(r)))
          << "op " << int(op) << " width " << int(width) << ": " << x << " op " << y << " = " << r
          << "\n  left  " << show(a) << "\n  right " << show(b) << "\n  result " << show(result);
    }
  }
}

TEST(ScalarAluExhaustive, EveryPairOfSimpleValuesAtFourBits) {
  const std::vector<Scalar4> values = all_simple_values(true);
  std::vector<std::vector<std::uint64_t>> sets;
  for (const Scalar4& v : values) sets.push_back(members(v));
  for (const AluOp op : naive::kAluOps) {
    for (const Width width : kWidths) {
      for (std::size_t i = 0; i < values.size(); ++i) {
        for (std::size_t j = 0; j < values.size(); ++j) {
          expect_alu_contains(op, width, values[i], values[j], sets[i], sets[j]);
          if (HasFatalFailure()) return;
        }
      }
    }
  }
}

TEST(ScalarAluExhaustive, RandomMixturesAtEightBits) {
  ValueSource<Scalar8> source(1);
  for (unsigned i = 0; i < 1500 * test_scale(); ++i) {
    const Scalar8 a = source.any();
    const Scalar8 b = source.any();
    const auto of_a = members(a);
    const auto of_b = members(b);
    for (const AluOp op : naive::kAluOps) {
      for (const Width width : kWidths) expect_alu_contains(op, width, a, b, of_a, of_b);
    }
    if (HasFatalFailure()) return;
  }
}

TEST(ScalarAluExhaustive, UnreducedOperandsAtEightBits) {
  ValueSource<Scalar8> source(2);
  for (unsigned i = 0; i < 500 * test_scale(); ++i) {
    const Scalar8 a = source.raw_around(source.word());
    const Scalar8 b = source.raw_around(source.word());
    const auto of_a = members(a);
    const auto of_b = members(b);
    for (const AluOp op : naive::kAluOps) {
      for (const Width width : kWidths) expect_alu_contains(op, width, a, b, of_a, of_b);
    }
    if (HasFatalFailure()) return;
  }
}

TEST(ScalarAluExhaustive, ConstantsStayExactAtEightBits) {
  for (const AluOp op : naive::kAluOps) {
    for (const Width width : kWidths) {
      for (unsigned x = 0; x < 256; ++x) {
        for (unsigned y = 0; y < 256; ++y) {
          const auto result =
              alu(op, width, Scalar8::constant(std::uint8_t(x)), Scalar8::constant(std::uint8_t(y)))
                  .as_constant();
          ASSERT_TRUE(result.has_value()) << "op " << int(op) << ": " << x << ", " << y;
          ASSERT_EQ(*result, naive::alu(op, op_bits<Scalar8>(width), 8, x, y)) << "op " << int(op);
        }
      }
    }
  }
}

TEST(ScalarAluExhaustive, UnaryOperationsAtEightBits) {
  ValueSource<Scalar8> source(3);
  for (unsigned i = 0; i < 20000 * test_scale(); ++i) {
    const Scalar8 a = source.any();
    for (const std::uint64_t x : members(a)) {
      const auto has = [](const Scalar8& v, std::uint64_t r) {
        return v.contains(static_cast<std::uint8_t>(r));
      };
      for (const Width width : kWidths) {
        const std::uint64_t negated = naive::alu(AluOp::Sub, op_bits<Scalar8>(width), 8, 0, x);
        ASSERT_TRUE(has(neg(width, a), negated)) << show(a) << " member " << x;
      }
      if (i % 8 != 0) break;
    }
    for (const Width size : {Width::W8, Width::W16, Width::W32, Width::W64}) {
      const unsigned n = naive::scaled(bits(size), 8);
      const Scalar8 zeroed = zero_extend(a, size);
      const Scalar8 extended = sign_extend(a, size);
      for (const std::uint64_t x : members(a)) {
        const auto sign = static_cast<std::uint8_t>(naive::as_signed(x, n));
        ASSERT_TRUE(zeroed.contains(std::uint8_t(x & naive::mask(n))))
            << show(a) << " -> " << show(zeroed);
        ASSERT_TRUE(extended.contains(sign)) << show(a) << " -> " << show(extended);
      }
      if (size == Width::W8) continue;
      for (const ByteOrder order : {ByteOrder::ToLittle, ByteOrder::ToBig, ByteOrder::Swap}) {
        const Scalar8 swapped = byte_swap(order, size, a);
        for (const std::uint64_t x : members(a)) {
          ASSERT_TRUE(swapped.contains(std::uint8_t(naive::swap(order, n, 8, x)))) << show(a);
        }
      }
    }
  }
}

TEST(ScalarAluRandom, CornerWordsAtSixtyFourBits) {
  ValueSource<Scalar> source(4);
  for (unsigned i = 0; i < 30000 * test_scale(); ++i) {
    const std::uint64_t x = source.word();
    const std::uint64_t y = source.word();
    const Scalar a = i % 8 == 0 ? Scalar::constant(x) : reduce(source.raw_around(x));
    const Scalar b = i % 3 == 0 ? Scalar::constant(y) : reduce(source.raw_around(y));
    ASSERT_TRUE(a.contains(x)) << show(a) << " lost " << x;
    for (const AluOp op : naive::kAluOps) {
      for (const Width width : kWidths) {
        expect_alu_contains(op, width, a, b, {x}, {y});
        if (HasFatalFailure()) return;
      }
    }
    for (const Width size : {Width::W16, Width::W32, Width::W64}) {
      ASSERT_TRUE(byte_swap(ByteOrder::ToBig, size, a)
                      .contains(naive::swap(ByteOrder::ToBig, bits(size), 64, x)));
      ASSERT_TRUE(zero_extend(a, size).contains(x & naive::mask(bits(size)))) << show(a);
      ASSERT_TRUE(sign_extend(a, size).contains(std::uint64_t(naive::as_signed(x, bits(size)))))
          << show(a);
    }
    ASSERT_TRUE(neg(Width::W32, a).contains((0 - x) & naive::mask(32))) << show(a);
    ASSERT_TRUE(neg(Width::W64, a).contains(0 - x)) << show(a);
  }
}

}  // namespace
}  // namespace assay
