// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/pointer_words.hpp"

#include <fmt/format.h>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
#include "ir/isa/moves.hpp"
#include "verifier/explain/describe.hpp"
#include "verifier/obligation/comparison.hpp"
#include "verifier/obligation/pointer_arithmetic.hpp"

namespace assay {
namespace {

/// The operand of the arithmetic that is a pointer.
Value pointer_of(const Site& site, const Alu& alu) {
  const AluOperands operands = operands_of(site, alu);
  return operands.dst.is_pointer() ? operands.dst : operands.src.value_or(Value());
}

Finding too_far(const Site& site, const Value& pointer) {
  Finding f =
      refuse(site, ErrorCode::OffsetTooFar,
             fmt::format("{} is compared, but its offset is {}, so the address may wrap around",
                         describe_value(site, pointer), describe_range(site, pointer.term())));
  explain_offset(site, pointer.term(), f);
  return f;
}

}  // namespace

Finding constant_finding(const Site& site, const Alu& alu) {
  const std::int32_t constant = std::get<Imm>(alu.src).value;
  const bool shifts = is_shift(alu.op);
  const std::string what = shifts ? fmt::format("a number of {} bits is shifted by {}",
                                                alu.width == Width::W32 ? 32 : 64, constant)
                                  : "the divisor is the constant 0";
  Finding f = refuse(site, ErrorCode::PlatformRefuses,
                     fmt::format("{}, which {} refuses", what, site.contract.name));
  f.suggestion = shifts ? "shift by less than the number of bits, or write the result itself"
                        : "divide by another number, or write the result itself";
  return f;
}

Finding lost_context_finding(const Site& site, const Alu& alu) {
  const bool divides = alu.op == AluOp::Sdiv;
  const Value divisor = operands_of(site, alu).src.value_or(Value());
  std::string which;
  if (divisor.is_scalar())
    which = fmt::format(" (the divisor is {})", describe_range(site, divisor.term()));
  Finding f = refuse(
      site, ErrorCode::InstructionUnsupported,
      fmt::format("this signed {} of 64 bits may be by -1{}: the platform's compiler then loses "
                  "the context that it hands to the helpers called later",
                  divides ? "division" : "remainder", which));
  if (divisor.is_scalar()) explain_origin(site, divisor.term(), f, "divisor");
  f.suggestion = fmt::format(
      "compare the divisor with -1 before: where it is -1, {}; or divide unsigned numbers",
      divides ? "negate the number in place of the division" : "the remainder is 0");
  return f;
}

Finding arithmetic_finding(const Site& site, const Alu& alu, const Miss& miss) {
  const Value pointer = pointer_of(site, alu);
  const std::string words = describe_value(site, pointer);
  if (miss.lack == Lack::MakesNumber) {
    return refuse(site, miss.code,
                  fmt::format("this arithmetic turns {} into a number, which {} does not allow",
                              words, site.contract.name));
  }
  if (miss.lack == Lack::Plain)
    return refuse(site, miss.code, "this arithmetic is not allowed on " + words);
  Finding f = refuse(site, miss.code, "an offset is added to " + words);
  if (miss.lack == Lack::MayBeNull) {
    explain_pointer(site, pointer, f);
    f.suggestion = "compare the pointer with NULL before adding to it";
    return f;
  }
  ASSAY_CHECK(miss.lack == Lack::MovesOpaque, "arithmetic that fails in another way");
  f.suggestion = "pass it to helpers unchanged; the values of a map are reached by a lookup";
  return f;
}

Finding comparison_finding(const Site& site, const JumpIf& jump, const Miss& miss) {
  const Value left = site.state.read(jump.left);
  const Value right = site.state.read(jump.right);
  if (miss.lack == Lack::LeftTooFar) return too_far(site, left);
  if (miss.lack == Lack::RightTooFar) return too_far(site, right);
  ASSAY_CHECK(miss.lack == Lack::Plain, "a comparison that fails in another way");
  return refuse(site, miss.code,
                describe_value(site, left) + " is compared with " + describe_value(site, right));
}

Finding kept_private_finding(const Site& site, const Store& store, const Miss& miss) {
  const Value value = site.state.read(std::get<Reg>(store.src));
  const Value place = site.state.read(store.base);
  return refuse(
      site, miss.code,
      fmt::format("{} is stored in {}, where others can read it", describe_value(site, value),
                  region_name(site, place.as_pointer()->region)));
}

Finding whole_pointer_finding(const Site& site, const Miss& miss) {
  return refuse(site, miss.code,
                miss.lack == Lack::UnknownPlace ? "a pointer is stored at an unknown stack offset"
                                                : "only part of a pointer is stored");
}

}  // namespace assay
