// SPDX-License-Identifier: Apache-2.0
// The operations of RFC 9669 and their names, for the table of proofs.
#pragma once

#include <string>

#include "ir/isa/instruction.hpp"
#include "verifier/domain/scalar.hpp"

namespace assay::proofs {

inline constexpr AluOp kAluOps[] = {
    AluOp::Add,  AluOp::Sub, AluOp::Mul,    AluOp::Div,     AluOp::Sdiv,   AluOp::Mod,
    AluOp::Smod, AluOp::Or,  AluOp::And,    AluOp::Xor,     AluOp::Lsh,    AluOp::Rsh,
    AluOp::Arsh, AluOp::Mov, AluOp::Movsx8, AluOp::Movsx16, AluOp::Movsx32};
inline constexpr JumpOp kJumpOps[] = {JumpOp::Eq,  JumpOp::Ne,  JumpOp::Gt,  JumpOp::Ge,
                                      JumpOp::Lt,  JumpOp::Le,  JumpOp::Sgt, JumpOp::Sge,
                                      JumpOp::Slt, JumpOp::Sle, JumpOp::Set};

[[nodiscard]] std::string name_of(AluOp op);
[[nodiscard]] constexpr bool is_shift(AluOp op) {
  return op == AluOp::Lsh || op == AluOp::Rsh || op == AluOp::Arsh;
}
/// The operation's row in the table. Shifts by an immediate have rows of their own: they run other
/// code.
[[nodiscard]] std::string row_of(AluOp op);
[[nodiscard]] std::string name_of(JumpOp op);
[[nodiscard]] std::string name_of(ByteOrder order);
[[nodiscard]] std::string name_of(Branch branch);

}  // namespace assay::proofs
