// SPDX-License-Identifier: Apache-2.0
// No forged proof passes. A certificate that was changed may still prove a safe program (a fact
// that says less, a step that nobody needs); so what passes is held against what is known
// otherwise: another program that passes with somebody's certificate must be one that the verifier
// proves, too, and a changed certificate must not promise a shorter run than one that was seen.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>

#include "ir/contract/execution.hpp"
#include "ir/isa/opcode.hpp"
#include "loader/checker/code_form.hpp"
#include "session/asm_file.hpp"
#include "unit/loader/checker/proof/tally.hpp"
#include "verifier/engine/verify.hpp"

namespace assay::test {
namespace {

struct Proved {
  std::string path;
  Program program;
  Contract contract;  // of one way of execution
  Certificate certificate;
  std::uint64_t worst_case = 0;
};

std::vector<Proved> proved_programs() {
  std::vector<Proved> out;
  const Catalogue catalogue = builtin_catalogue();
  for (const char* folder : {"/tests/data/idioms", "/tests/data/verify"}) {
    for (const std::string& path : files_below(std::string(ASSAY_SOURCE_DIR) + folder, ".asm")) {
      const auto file = read_asm_file(path, catalogue);
      const auto contract = file.ok() ? catalogue.find(file.value().contract) : nullptr;
      if (!contract) continue;
      const Program& program = file.value().program;
      const Verification verified = verify(program, *contract, {});
      if (!verified.accepted()) continue;
      const auto cases = execution_cases(program, *contract);
      const Proof& proof = verified.acceptance()->proofs()[0];
      const SealedView sealed(program);
      Certificate certificate = certify(program, sealed, cases[0].contract, proof);
      if (certificate.empty()) continue;
      out.push_back({path, program, cases[0].contract, std::move(certificate), proof.worst_case()});
    }
  }
  return out;
}

/// How much of the work a run does: a test takes every n-th change, measurements all.
std::size_t stride_of(std::size_t normally) {
  return std::getenv("ASSAY_ALL_FORGERIES") != nullptr ? 1 : normally;
}

struct Outcome {
  std::size_t tried = 0;
  std::size_t passed = 0;
  std::map<std::string, std::size_t> refusals;

  void note(checker::Code code) {
    ++tried;
    if (code == checker::Code::Ok) {
      ++passed;
    } else {
      ++refusals[name_of(code)];
    }
  }
  void print() const {
    std::printf("%zu tried, %zu passed\n", tried, passed);
    for (const auto& [code, count] : refusals) std::printf("  %6zu %s\n", count, code.c_str());
  }
};

/// The instructions that differ from one in one operand.
class Neighbours {
 public:
  void operator()(const Alu& i) {
    operand(i, &Alu::src);
    add(i, [](Alu& c) { c.dst = other(c.dst); });
    for (const AluOp op : {AluOp::Add, AluOp::Sub, AluOp::And, AluOp::Or, AluOp::Mov}) {
      if (op != i.op) add(i, [&](Alu& c) { c.op = op; });
    }
    add(i, [](Alu& c) { c.width = c.width == Width::W64 ? Width::W32 : Width::W64; });
  }
  void operator()(const Load& i) {
    displaced(i);
    add(i, [](Load& c) { c.base = other(c.base); });
    add(i, [](Load& c) { c.dst = other(c.dst); });
    for (const Width size : {Width::W8, Width::W16, Width::W32, Width::W64})
      if (size != i.size) add(i, [&](Load& c) { c.size = size; });
  }
  void operator()(const Store& i) {
    operand(i, &Store::src);
    displaced(i);
    add(i, [](Store& c) { c.base = other(c.base); });
    for (const Width size : {Width::W8, Width::W16, Width::W32, Width::W64})
      if (size != i.size) add(i, [&](Store& c) { c.size = size; });
  }
  void operator()(const Atomic& i) {
    displaced(i);
    add(i, [](Atomic& c) { c.src = other(c.src); });
  }
  void operator()(const JumpIf& i) {
    operand(i, &JumpIf::right);
    add(i, [](JumpIf& c) { c.left = other(c.left); });
    for (const JumpOp op : {JumpOp::Eq, JumpOp::Ne, JumpOp::Gt, JumpOp::Ge, JumpOp::Lt, JumpOp::Le,
                            JumpOp::Sgt, JumpOp::Slt, JumpOp::Set}) {
      if (op != i.op) add(i, [&](JumpIf& c) { c.op = op; });
    }
    for (const int by : {-1, 1}) add(i, [&](JumpIf& c) { c.target += by; });
  }
  void operator()(const Jump& i) {
    for (const int by : {-1, 1}) add(i, [&](Jump& c) { c.target += by; });
  }
  void operator()(const Call& i) {
    if (i.kind != CallKind::Helper) return;
    for (const std::int32_t target : {1, 2, 3, 5, 6, 14, 131, 132})
      add(i, [&](Call& c) { c.target = target; });
  }
  void operator()(const LoadImm64& i) {
    if (i.kind == WideKind::Immediate) add(i, [](LoadImm64& c) { c.value += 1; });
    if (i.kind == WideKind::MapValue)
      add(i, [](LoadImm64& c) { c.value += std::uint64_t{1} << 32; });
  }
  void operator()(const Neg& i) {
    add(i, [](Neg& c) { c.dst = other(c.dst); });
  }
  void operator()(const ByteSwap& i) {
    add(i, [](ByteSwap& c) { c.dst = other(c.dst); });
  }
  void operator()(const LoadPacket&) {}
  void operator()(const WideTail&) {}
  void operator()(const CallIndirect&) {}
  void operator()(const Exit&) {}

  std::vector<Instruction> out;

 private:
  static Reg other(Reg r) { return Reg{static_cast<std::uint8_t>((r.index + 1) % 10)}; }
  template <class I, class F>
  void add(I changed, F&& change) {
    change(changed);
    out.emplace_back(changed);
  }
  template <class I>
  void displaced(const I& i) {
    for (const int by : {-1, 1, 4, 8})
      add(i, [&](I& c) { c.offset = static_cast<std::int16_t>(c.offset + by); });
  }
  template <class I>
  void operand(const I& i, Operand I::* member) {
    if (const auto* reg = std::get_if<Reg>(&(i.*member)))
      return add(i, [&](I& c) { c.*member = other(*reg); });
    const std::int64_t imm = std::get<Imm>(i.*member).value;
    for (const std::int64_t by : {-1, 1, 8, 0x10000})
      add(i, [&](I& c) { c.*member = Imm{static_cast<std::int32_t>(imm + by)}; });
  }
};
std::vector<Instruction> neighbours(const Instruction& at) {
  Neighbours all;
  std::visit(all, at);
  return std::move(all.out);
}

/// Whether the instruction set has such an instruction.
bool is_encoded(const Instruction& instruction) {
  try {
    static_cast<void>(row_of(instruction));
    return true;
  } catch (const InternalFault&) {
    return false;
  }
}

/// Whether every target is in the program, as the checker demands before it looks at a proof.
bool has_form(const Program& program, const SealedView& sealed) {
  const auto is_target = [&](std::int32_t slot) {
    return slot >= 0 && static_cast<std::size_t>(slot) < program.instructions.size() &&
           !std::holds_alternative<WideTail>(program.instructions[static_cast<std::size_t>(slot)]);
  };
  for (const Instruction& i : program.instructions) {
    if (const auto* jump = std::get_if<Jump>(&i); jump != nullptr && !is_target(jump->target))
      return false;
    if (const auto* jump = std::get_if<JumpIf>(&i); jump != nullptr && !is_target(jump->target))
      return false;
  }
  checker::Work work;
  work.units_left = ~std::uint64_t{0};
  std::uint32_t slot = 0;
  return checker::check_code(sealed.view(), work, slot) == checker::Code::Ok;
}

TEST(Forgery, another_program_with_the_certificate_passes_only_where_the_verifier_proves_it) {
  Outcome outcome;
  std::size_t at = 0;
  const std::size_t stride = stride_of(7);
  for (const Proved& proved : proved_programs()) {
    const SealedContract host(proved.contract);
    for (std::size_t slot = 0; slot < proved.program.instructions.size(); ++slot) {
      for (const Instruction& changed : neighbours(proved.program.instructions[slot])) {
        if (++at % stride != 0 || !is_encoded(changed)) continue;
        Program forged = proved.program;
        forged.instructions[slot] = changed;
        const SealedView sealed(forged);
        if (!has_form(forged, sealed)) continue;
        const Checked checked = check(sealed, host, proved.certificate);
        outcome.note(checked.code);
        if (checked.code != checker::Code::Ok) continue;
        EXPECT_TRUE(verify(forged, proved.contract, {}).accepted())
            << proved.path << " slot " << slot;
      }
    }
  }
  outcome.print();
  EXPECT_GT(outcome.tried, 1000u);
}

TEST(Forgery, a_changed_byte_of_a_certificate_is_refused_or_changes_no_promise) {
  Outcome outcome;
  std::size_t at = 0;
  std::size_t shorter = 0;
  const std::size_t stride = stride_of(23);
  for (const Proved& proved : proved_programs()) {
    const SealedView sealed(proved.program);
    const SealedContract host(proved.contract);
    for (std::size_t byte = 0; byte < proved.certificate.size(); ++byte) {
      for (const std::uint8_t change : {0x01, 0x02, 0x04, 0x10, 0x40, 0x80, 0xff}) {
        if (++at % stride != 0) continue;
        Certificate forged = proved.certificate;
        forged[byte] = static_cast<std::uint8_t>(forged[byte] ^ change);
        const Checked checked = check(sealed, host, forged);
        outcome.note(checked.code);
        if (checked.code == checker::Code::Ok && checked.result.worst_case < proved.worst_case) {
          ++shorter;
          std::printf("  %s byte %zu ^ %x: %llu for %llu\n", proved.path.c_str(), byte, change,
                      static_cast<unsigned long long>(checked.result.worst_case),
                      static_cast<unsigned long long>(proved.worst_case));
        }
      }
    }
  }
  outcome.print();
  EXPECT_EQ(shorter, 0u);
  EXPECT_GT(outcome.tried, 1000u);
}

TEST(Forgery, a_certificate_that_is_cut_short_or_too_long_is_refused) {
  for (const Proved& proved : proved_programs()) {
    const SealedView sealed(proved.program);
    const SealedContract host(proved.contract);
    for (std::size_t size = 0; size < proved.certificate.size(); size += stride_of(97)) {
      const Certificate cut(proved.certificate.begin(),
                            proved.certificate.begin() + static_cast<std::ptrdiff_t>(size));
      EXPECT_NE(check(sealed, host, cut).code, checker::Code::Ok) << proved.path;
    }
    if (check(sealed, host, proved.certificate).code != checker::Code::Ok) continue;
    Certificate longer = proved.certificate;
    longer.push_back(0);
    EXPECT_EQ(check(sealed, host, longer).code, checker::Code::CertificateForm);
  }
}

}  // namespace
}  // namespace assay::test
