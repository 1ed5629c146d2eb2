// SPDX-License-Identifier: Apache-2.0
// Containment: whatever a machine may compute from members of the operands is in the result.
#include <gtest/gtest.h>

#include "scalar_values.hpp"

namespace assay {
namespace {

constexpr Width kWidths[] = {Width::W32, Width::W64};

template <class S>
void expect_alu_contains(AluOp op, Width width, const Sampled<S>& a, const Sampled<S>& b) {
  const S result = alu(op, width, a.value, b.value);
  for (const std::uint64_t x : a.words) {
    for (const std::uint64_t y : b.words) {
      const std::uint64_t r = naive::alu(op, op_bits<S>(width), kWordBits<S>, x, y);
      ASSERT_TRUE(result.contains(static_cast<typename S::Word>(r)))
          << "op " << int(op) << " width " << int(width) << ": " << x << " op " << y << " = " << r
          << "\n  left  " << show(a.value) << "\n  right " << show(b.value) << "\n  result "
          << show(result);
    }
  }
}

TEST(ScalarAluExhaustive, EveryPairOfSimpleValuesAtFourBits) {
  std::vector<Sampled<Scalar4>> values;
  for (const Scalar4& v : all_simple_values(Kinds::IntervalsAndTnums)) values.push_back(sampled(v));
  for (const AluOp op : naive::kAluOps) {
    for (const Width width : kWidths) {
      for (const Sampled<Scalar4>& a : values) {
        for (const Sampled<Scalar4>& b : values) {
          expect_alu_contains(op, width, a, b);
          if (HasFatalFailure()) return;
        }
      }
    }
  }
}

TEST(ScalarAluExhaustive, RandomMixturesAtEightBits) {
  ValueSource<Scalar8> source(1);
  for (unsigned i = 0; i < 1500 * test_scale(); ++i) {
    const auto a = sampled(source.any());
    const auto b = sampled(source.any());
    for (const AluOp op : naive::kAluOps) {
      for (const Width width : kWidths) expect_alu_contains(op, width, a, b);
    }
    if (HasFatalFailure()) return;
  }
}

TEST(ScalarAluExhaustive, UnreducedOperandsAtEightBits) {
  ValueSource<Scalar8> source(2);
  for (unsigned i = 0; i < 500 * test_scale(); ++i) {
    const auto a = sampled(source.raw_around(source.word()));
    const auto b = sampled(source.raw_around(source.word()));
    for (const AluOp op : naive::kAluOps) {
      for (const Width width : kWidths) expect_alu_contains(op, width, a, b);
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
    const Sampled<Scalar> left{a, {x}};
    const Sampled<Scalar> right{b, {y}};
    for (const AluOp op : naive::kAluOps) {
      for (const Width width : kWidths) {
        expect_alu_contains(op, width, left, right);
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
