// SPDX-License-Identifier: Apache-2.0
#include "names.hpp"

#include "ir/base/check.hpp"

namespace assay::proofs {

std::string name_of(AluOp op) {
  switch (op) {
    case AluOp::Add:
      return "add";
    case AluOp::Sub:
      return "sub";
    case AluOp::Mul:
      return "mul";
    case AluOp::Div:
      return "div";
    case AluOp::Sdiv:
      return "sdiv";
    case AluOp::Mod:
      return "mod";
    case AluOp::Smod:
      return "smod";
    case AluOp::Or:
      return "or";
    case AluOp::And:
      return "and";
    case AluOp::Xor:
      return "xor";
    case AluOp::Lsh:
      return "lsh";
    case AluOp::Rsh:
      return "rsh";
    case AluOp::Arsh:
      return "arsh";
    case AluOp::Mov:
      return "mov";
    case AluOp::Movsx8:
      return "movsx8";
    case AluOp::Movsx16:
      return "movsx16";
    case AluOp::Movsx32:
      return "movsx32";
  }
  throw InternalFault("no such arithmetic operation");
}

std::string row_of(AluOp op) { return name_of(op) + (is_shift(op) ? " by register" : ""); }

std::string name_of(JumpOp op) {
  switch (op) {
    case JumpOp::Eq:
      return "jeq";
    case JumpOp::Ne:
      return "jne";
    case JumpOp::Gt:
      return "jgt";
    case JumpOp::Ge:
      return "jge";
    case JumpOp::Lt:
      return "jlt";
    case JumpOp::Le:
      return "jle";
    case JumpOp::Sgt:
      return "jsgt";
    case JumpOp::Sge:
      return "jsge";
    case JumpOp::Slt:
      return "jslt";
    case JumpOp::Sle:
      return "jsle";
    case JumpOp::Set:
      return "jset";
  }
  throw InternalFault("no such comparison");
}

std::string name_of(ByteOrder order) {
  switch (order) {
    case ByteOrder::ToLittle:
      return "le";
    case ByteOrder::ToBig:
      return "be";
    case ByteOrder::Swap:
      return "bswap";
  }
  throw InternalFault("no such byte order");
}

std::string name_of(Branch branch) { return branch == Branch::Taken ? "taken" : "not taken"; }

}  // namespace assay::proofs
