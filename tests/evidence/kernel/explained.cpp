// SPDX-License-Identifier: Apache-2.0
#include "evidence/kernel/explained.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "evidence/kernel/reached.hpp"

namespace assay::kernel {
namespace {

template <class Test>
bool any_instruction(const Program& program, const Test& test) {
  return std::ranges::any_of(program.instructions, test);
}

bool anything(const Program& /*program*/) { return true; }

bool adds_registers(const Program& program) {
  return any_instruction(program, [](const Instruction& i) {
    const auto* alu = std::get_if<Alu>(&i);
    return alu != nullptr && alu->op == AluOp::Add && alu->width == Width::W64 &&
           std::holds_alternative<Reg>(alu->src);
  });
}

/// Whether two loads of 32 bits, as wide as packet pointers in a context, are of one offset.
bool may_read_a_pointer_again(const Program& program) {
  std::set<std::int16_t> offsets;
  return any_instruction(program, [&](const Instruction& i) {
    const auto* load = std::get_if<Load>(&i);
    return load != nullptr && load->size == Width::W32 && !offsets.insert(load->offset).second;
  });
}

bool calls_a_function(const Program& program) {
  return any_instruction(program, [](const Instruction& i) {
    const auto* call = std::get_if<Call>(&i);
    return call != nullptr && call->kind == CallKind::Local;
  });
}

bool fetches(const Program& program) {
  return any_instruction(program, [](const Instruction& i) {
    const auto* atomic = std::get_if<Atomic>(&i);
    return atomic != nullptr && atomic->fetch;
  });
}

bool calls_helper(const Program& program, std::int32_t id) {
  return any_instruction(program, [id](const Instruction& i) {
    const auto* call = std::get_if<Call>(&i);
    return call != nullptr && call->kind == CallKind::Helper && call->target == id;
  });
}

bool asks_for_the_processor(const Program& program) {
  constexpr std::int32_t kGetSmpProcessorId = 8;
  return calls_helper(program, kGetSmpProcessorId);
}

bool asks_for_the_task(const Program& program) {
  constexpr std::int32_t kGetCurrentTaskBtf = 158;
  return calls_helper(program, kGetCurrentTaskBtf);
}

bool asks_for_the_registers_of_a_task(const Program& program) {
  constexpr std::int32_t kTaskPtRegs = 175;
  return calls_helper(program, kTaskPtRegs);
}

bool tests_registers_for_equality(const Program& program) {
  return any_instruction(program, [](const Instruction& i) {
    const auto* jump = std::get_if<JumpIf>(&i);
    return jump != nullptr && (jump->op == JumpOp::Eq || jump->op == JumpOp::Ne) &&
           std::holds_alternative<Reg>(jump->right);
  });
}

bool computes_otherwise_than_adding(const Program& program) {
  return any_instruction(program, [](const Instruction& i) {
    const auto* alu = std::get_if<Alu>(&i);
    return alu != nullptr && std::holds_alternative<Reg>(alu->src) && alu->op != AluOp::Add &&
           alu->op != AluOp::Mov;
  });
}

bool jumps_back(const Program& program) {
  for (std::int32_t slot = 0; slot < std::ssize(program.instructions); ++slot) {
    const Instruction& i = program.instructions[static_cast<std::size_t>(slot)];
    const auto* jump = std::get_if<Jump>(&i);
    const auto* test = std::get_if<JumpIf>(&i);
    if ((jump != nullptr && jump->target <= slot) || (test != nullptr && test->target <= slot))
      return true;
  }
  return false;
}

bool looks_up_in_an_array(const Program& program) {
  constexpr std::int32_t kMapLookupElem = 1;
  constexpr std::array<std::uint32_t, 2> kArrays{2, 6};
  return calls_helper(program, kMapLookupElem) &&
         std::ranges::any_of(program.maps, [&](const Map& map) {
           return std::ranges::find(kArrays, map.kind) != kArrays.end();
         });
}

bool names_a_map(const Program& program) { return !program.maps.empty(); }

bool negates(const Program& program) {
  return any_instruction(program,
                         [](const Instruction& i) { return std::holds_alternative<Neg>(i); });
}

bool is_known_better_to_the_kernel(const Program& program) {
  return fetches(program) || asks_for_the_processor(program) || negates(program);
}

constexpr std::string_view kLostRange =
    "the kernel lost a range, so that it walks paths that cannot be taken or sees larger offsets";
constexpr std::string_view kUnreached =
    "the kernel lost a range, and walks a path that no run takes: Assay's confirmed claims hold no "
    "state where it refuses";
constexpr std::string_view kArithmetic =
    "the kernel restricts arithmetic on pointers; Assay judges what is accessed through them";
constexpr std::string_view kTaskIsANumber =
    "the address of a task is a number to Assay, which can have any value";
constexpr std::string_view kKnownBetter =
    "the kernel knows what a fetching atomic operation loads from the stack, how many processors "
    "there are, or the range of a negated value";

constexpr std::array kExplained{
    Explained{Side::OnlyAssay, "math between ", adds_registers, false, kArithmetic},
    Explained{Side::OnlyAssay, "R# subtraction from stack pointer prohibited", anything, false,
              kArithmetic},
    Explained{Side::OnlyAssay, "R# bitwise operator ", anything, false, kArithmetic},
    Explained{Side::OnlyAssay, "R# pointer arithmetic with ", anything, false, kArithmetic},
    Explained{Side::OnlyAssay, "R# pointer arithmetic on pkt_end prohibited", anything, false,
              kArithmetic},
    Explained{Side::OnlyAssay, "R# #-bit pointer arithmetic prohibited", anything, false,
              kArithmetic},
    Explained{Side::OnlyAssay, "R# pointer += pointer prohibited", asks_for_the_task, false,
              kTaskIsANumber},
    Explained{Side::OnlyAssay, "R# pointer ", computes_otherwise_than_adding, false, kArithmetic},
    Explained{Side::OnlyAssay, "value # makes ", adds_registers, false, kArithmetic},
    Explained{Side::OnlyAssay, "invalid size of register spill", asks_for_the_task, false,
              kTaskIsANumber},
    Explained{
        Side::OnlyAssay, "infinite loop detected at insn #", tests_registers_for_equality, false,
        "the kernel learns nothing from a test of two packet pointers for equality, and walks "
        "rounds that no run makes"},
    Explained{Side::OnlyAssay, "R# offset is outside of the packet", adds_registers, false,
              "a variable part is added after the test, or may exceed 65,535 with it: the kernel "
              "then takes nothing from the test"},
    Explained{Side::OnlyAssay, "R# offset is outside of the packet", may_read_a_pointer_again,
              false,
              "the pointer is read from the context again after the test: for the kernel another "
              "one, of which the test says nothing"},
    Explained{Side::OnlyAssay, "misaligned stack access off ", anything, false, kLostRange},
    Explained{Side::OnlyAssay, "R# max value is outside of the allowed memory range", anything,
              false, kLostRange},
    Explained{Side::OnlyAssay, "R# min value is outside of the allowed memory range", anything,
              false, kLostRange},
    Explained{Side::OnlyAssay, "R# min value is negative, ", anything, false, kLostRange},
    Explained{Side::OnlyAssay, "R# unbounded memory access, ", anything, false, kLostRange},
    Explained{Side::OnlyAssay, "invalid read from stack ", anything, false, kLostRange},
    Explained{Side::OnlyAssay, "invalid variable-offset read from stack ", anything, false,
              kLostRange},
    Explained{Side::OnlyAssay, "invalid unbounded variable-offset read from stack ", anything,
              false, kLostRange},
    Explained{Side::OnlyAssay, "invalid variable-offset write to stack ", anything, false,
              kLostRange},
    Explained{
        Side::OnlyAssay, "invalid size of register fill", anything, false,
        "the kernel lets no program read a part of an address from the stack; Assay takes the "
        "part for a number that can have any value"},
    Explained{Side::OnlyAssay, "R# type=scalar expected=ptr_, ", asks_for_the_registers_of_a_task,
              false,
              "the task of task_pt_regs must be one that the kernel gave; Assay takes any number"},
    Explained{Side::OnlyAssay, "The sequence of # jumps is too complex.", anything, false,
              "the kernel walks each round of a loop, and lost the bound that ends it"},
    Explained{Side::OnlyAssay, "BPF program is too large. ", jumps_back, false,
              "the kernel walks each round of a loop, and those of one within it"},
    Explained{Side::OnlyAssay, "", anything, true, kUnreached},
    Explained{Side::OnlyAssay, "combined stack size of ", calls_a_function, false,
              "the kernel counts stack that only unreachable accesses use"},
    Explained{Side::OnlyKernel, "A402 this atomic operation covers stack bytes ", anything, false,
              "the kernel lets a privileged program read stack that was never written; Assay "
              "allows that to plain reads and helpers only"},
    Explained{
        Side::OnlyKernel, "A304 the frames of this chain of calls, ", calls_a_function, false,
        "a kernel that compiles the program rounds each frame up to 16 bytes; Assay to 32, as "
        "older kernels and the interpreter do"},
    Explained{Side::OnlyKernel, "A212 ", is_known_better_to_the_kernel, false, kKnownBetter},
    Explained{Side::OnlyKernel, "A305 ", jumps_back, false,
              "the kernel walks each round of a loop; Assay wants a measure that falls"},
    Explained{Side::OnlyKernel, "A306 ", jumps_back, false,
              "the kernel walks each round of a loop; Assay bounds the rounds by a measure, and "
              "those of a loop within it by the same in each"},
    Explained{Side::OnlyKernel, "A401 ", is_known_better_to_the_kernel, false, kKnownBetter},
    Explained{Side::OnlyKernel, "A501 ", is_known_better_to_the_kernel, false, kKnownBetter},
    Explained{Side::OnlyKernel, "A502 ", is_known_better_to_the_kernel, false, kKnownBetter},
    Explained{Side::OnlyKernel, "A505 ", is_known_better_to_the_kernel, false, kKnownBetter},
    Explained{Side::OnlyKernel, "A508 ", is_known_better_to_the_kernel, false, kKnownBetter},
    Explained{Side::OnlyKernel, "A601 ", is_known_better_to_the_kernel, false, kKnownBetter},
    Explained{Side::OnlyKernel, "A701 ", is_known_better_to_the_kernel, false, kKnownBetter},
    Explained{Side::OnlyKernel, "A802 ", is_known_better_to_the_kernel, false, kKnownBetter},
    Explained{Side::OnlyKernel, "A504 ", looks_up_in_an_array, false,
              "the kernel takes a look-up in an array with a constant key in range for granted; "
              "Assay takes none for granted"},
    Explained{Side::OnlyKernel, "A512 ", names_a_map, false,
              "the kernel lets a privileged program read its own record of a map; Assay's "
              "contracts promise nothing of it"},
    Explained{Side::OnlyKernel, "A513 a pointer into the region 'packet' is compared, ", anything,
              false,
              "the kernel takes nothing from a comparison whose address may wrap around; Assay "
              "refuses it"},
};

}  // namespace

std::span<const Explained> explained_kinds() { return kExplained; }

std::optional<std::string_view> explanation_of(const Difference& difference, const Program& program,
                                               const Contract& contract) {
  const auto unreached = [&] { return leaves_claims(program, contract, difference.path); };
  const auto* const row = std::ranges::find_if(kExplained, [&](const Explained& e) {
    return e.side == difference.side && difference.kind.starts_with(e.kind) &&
           e.has_cause(program) && (!e.only_unreached || unreached());
  });
  if (row == kExplained.end()) return std::nullopt;
  return row->why;
}

}  // namespace assay::kernel
