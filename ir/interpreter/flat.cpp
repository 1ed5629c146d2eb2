// SPDX-License-Identifier: Apache-2.0
#include "ir/interpreter/flat.hpp"

#include <utility>

#include "ir/contract/execution.hpp"
#include "ir/interpreter/execute.hpp"
#include "ir/isa/flow.hpp"
#include "ir/isa/moves.hpp"
#include "ir/semantics/alu.hpp"
#include "ir/semantics/jump.hpp"

namespace assay {

/// Flat instructions at work on a machine.
class FlatRun {
 public:
  FlatRun(Machine& machine, const FlatProgram& flat)
      : machine_(machine),
        flat_(flat),
        aligned_stack_(flat.contract().policy.aligned_stack),
        aligned_(flat.contract().policy.strict_alignment),
        any_stack_read_(flat.contract().policy.uninitialised_stack_reads) {}

  /// From the machine's slot on, as far as flat steps get.
  void go();

  [[nodiscard]] bool can_read(const FlatStep& step) const {
    return (step.reads & ~machine_.initialised) == 0;
  }
  [[nodiscard]] std::uint64_t left(const FlatStep& step) const {
    return machine_.registers[step.left];
  }
  [[nodiscard]] std::uint64_t right(const FlatStep& step) const {
    return step.is_value ? step.value : machine_.registers[step.right];
  }
  [[nodiscard]] const MapStore& maps() const { return machine_.maps; }
  /// Whether the function that runs is the entry.
  [[nodiscard]] bool in_entry() const { return machine_.frames.size() == 1; }
  void exit() { machine_.progress = RunProgress::Exited; }
  /// The destination is checked where the step is made.
  void write(std::uint8_t reg, std::uint64_t value) {
    machine_.registers[reg] = value;
    machine_.initialised = static_cast<std::uint16_t>(machine_.initialised | 1u << reg);
  }

  /// Where the bytes of a load or a store lie, or null where it is not plain that it may be.
  [[nodiscard]] const std::uint8_t* loaded(std::uint64_t address, std::uint64_t size);
  [[nodiscard]] std::uint8_t* stored(std::uint64_t address, std::uint64_t size);

 private:
  /// Blocks lie so far apart that one seldom takes another's place.
  static constexpr std::size_t kWindows = 8;

  [[nodiscard]] MemoryBlock* block_of(const Extent& extent);
  [[nodiscard]] bool is_plain(const MemoryBlock& block, const Extent& extent) const;

  Machine& machine_;
  const FlatProgram& flat_;
  bool aligned_stack_;
  bool aligned_;
  bool any_stack_read_;
  std::array<MemoryBlock*, kWindows> windows_{};  // by address: where one lay that was used
};

/// The live block that holds all of the extent, or null.
MemoryBlock* FlatRun::block_of(const Extent& extent) {
  MemoryBlock*& window = windows_[extent.address / kBlockGap % kWindows];
  if (window == nullptr || extent.address - window->base >= window->size) {
    window = machine_.memory.find(extent.address);
    if (window == nullptr) return nullptr;
  }
  const std::uint64_t offset = extent.address - window->base;
  const std::uint64_t size = window->bytes.size();
  const bool inside = window->alive && offset <= size && extent.size <= size - offset;
  return inside ? window : nullptr;
}

/// Whether neither the kind of the block nor the contract asks for more than bounds.
bool FlatRun::is_plain(const MemoryBlock& block, const Extent& extent) const {
  switch (block.kind) {
    case MemoryKind::Stack:
      // Deeper than before: the reference executor keeps account of that.
      if (extent.address < machine_.frames[block.index].lowest_used) return false;
      if (!block.objects.empty()) return false;
      return !aligned_stack_ || (extent.address - block.base - block.size) % extent.size == 0;
    case MemoryKind::Region:
    case MemoryKind::MapValue:
      if (!block.special_fields.empty()) return false;
      return !aligned_ || (extent.address - block.base) % extent.size == 0;
    case MemoryKind::Context:
    case MemoryKind::Allocated:
    case MemoryKind::Scratch:
    case MemoryKind::Opaque:
      return false;
  }
  internal_fault(__FILE__, __LINE__, "kind of memory outside its enum");
}

const std::uint8_t* FlatRun::loaded(std::uint64_t address, std::uint64_t size) {
  MemoryBlock* const block = block_of({address, size});
  if (block == nullptr || !is_plain(*block, {address, size})) return nullptr;
  if (!any_stack_read_ && first_uninitialised(*block, {address, size})) return nullptr;
  return block->bytes.data() + (address - block->base);
}

std::uint8_t* FlatRun::stored(std::uint64_t address, std::uint64_t size) {
  MemoryBlock* const block = block_of({address, size});
  if (block == nullptr || !block->writable || !is_plain(*block, {address, size})) return nullptr;
  mark_initialised(*block, {address, size});
  return block->bytes.data() + (address - block->base);
}

void FlatRun::go() {
  const Function& function = machine_.program.functions[machine_.frames.back().function];
  if (machine_.slot < function.begin || machine_.slot >= function.end) return;
  const FlatStep* const first = flat_.steps().data();
  const FlatStep* step = first + machine_.slot;
  const std::uint64_t limit = machine_.options->max_instructions;
  std::uint64_t executed = machine_.executed;
  while (executed < limit) {
    const FlatStep* const next = step->run(*this, *step);
    if (next == nullptr) break;
    step = next;
    ++executed;
  }
  if (machine_.progress == RunProgress::Exited) ++executed;
  machine_.slot = static_cast<std::uint32_t>(step - first);
  machine_.executed = executed;
}

namespace {

using Word64 = MachineWord<64>;
using Run = FlatStep::Run;

const FlatStep* leave_it(FlatRun& /*run*/, const FlatStep& /*step*/) { return nullptr; }

const FlatStep* run_wide(FlatRun& run, const FlatStep& step) {
  run.write(step.left, step.value);
  return &step + 2;
}

/// `value` is as in LoadImm64; the map is there.
const FlatStep* run_data_address(FlatRun& run, const FlatStep& step) {
  const std::uint64_t data = run.maps().known_data(step.value & 0xffffffffu);
  if (data == 0) return nullptr;
  run.write(step.left, data + (step.value >> 32));
  return &step + 2;
}

/// Of the entry; a called function's is left to the reference executor, as it has more to look at.
const FlatStep* run_exit(FlatRun& run, const FlatStep& /*step*/) {
  if (run.in_entry()) run.exit();
  return nullptr;
}

const FlatStep* run_jump(FlatRun& /*run*/, const FlatStep& step) { return &step + step.jump; }

template <AluOp op, Width width>
const FlatStep* run_alu(FlatRun& run, const FlatStep& step) {
  if (!run.can_read(step)) return nullptr;
  run.write(step.left,
            alu(op, width, Word64::of(run.left(step)), Word64::of(run.right(step))).value());
  return &step + 1;
}

template <Width width>
const FlatStep* run_neg(FlatRun& run, const FlatStep& step) {
  if (!run.can_read(step)) return nullptr;
  run.write(step.left, neg(width, Word64::of(run.left(step))).value());
  return &step + 1;
}

template <JumpOp op, Width width>
const FlatStep* run_jump_if(FlatRun& run, const FlatStep& step) {
  if (!run.can_read(step)) return nullptr;
  const bool holds = jump_holds(op, width, Word64::of(run.left(step)), Word64::of(run.right(step)));
  return &step + (holds ? step.jump : 1);
}

std::uint64_t address_of(std::uint64_t base, std::int16_t offset) {
  return base + static_cast<std::uint64_t>(std::int64_t{offset});
}

template <Width size, Extend extend>
const FlatStep* run_load(FlatRun& run, const FlatStep& step) {
  if (!run.can_read(step)) return nullptr;
  const std::uint8_t* const from =
      run.loaded(address_of(run.right(step), step.offset), bytes(size));
  if (from == nullptr) return nullptr;
  const std::uint64_t value = load_little({from, bytes(size)});
  run.write(step.left, extend_load(size, extend, Word64::of(value)).value());
  return &step + 1;
}

template <Width size>
const FlatStep* run_store(FlatRun& run, const FlatStep& step) {
  if (!run.can_read(step)) return nullptr;
  std::uint8_t* const to = run.stored(address_of(run.left(step), step.offset), bytes(size));
  if (to == nullptr) return nullptr;
  store_little({to, bytes(size)}, run.right(step));
  return &step + 1;
}

// By operation and width: 32 bits, then 64.
constexpr Width kWidths[] = {Width::W32, Width::W64};
constexpr std::size_t kAluOps = static_cast<std::size_t>(AluOp::Movsx32) + 1;
constexpr std::size_t kJumpOps = static_cast<std::size_t>(JumpOp::Set) + 1;

template <std::size_t... i>
constexpr std::array<Run, sizeof...(i)> alu_runs(std::index_sequence<i...> /*of all*/) {
  return {run_alu<static_cast<AluOp>(i / 2), kWidths[i % 2]>...};
}
template <std::size_t... i>
constexpr std::array<Run, sizeof...(i)> jump_runs(std::index_sequence<i...> /*of all*/) {
  return {run_jump_if<static_cast<JumpOp>(i / 2), kWidths[i % 2]>...};
}
constexpr auto kAluRuns = alu_runs(std::make_index_sequence<2 * kAluOps>{});
constexpr auto kJumpRuns = jump_runs(std::make_index_sequence<2 * kJumpOps>{});

std::size_t index_of(auto op, Width width) {
  return 2 * static_cast<std::size_t>(op) + (width == Width::W64 ? 1 : 0);
}

template <Extend extend>
Run load_run(Width size) {
  switch (size) {
    case Width::W8:
      return run_load<Width::W8, extend>;
    case Width::W16:
      return run_load<Width::W16, extend>;
    case Width::W32:
      return run_load<Width::W32, extend>;
    case Width::W64:
      return run_load<Width::W64, extend>;
  }
  internal_fault(__FILE__, __LINE__, "width outside its enum");
}

Run store_run(Width size) {
  switch (size) {
    case Width::W8:
      return run_store<Width::W8>;
    case Width::W16:
      return run_store<Width::W16>;
    case Width::W32:
      return run_store<Width::W32>;
    case Width::W64:
      return run_store<Width::W64>;
  }
  internal_fault(__FILE__, __LINE__, "width outside its enum");
}

bool is_register(Reg reg) { return reg.index < kRegisterCount; }
bool is_writable(Reg reg) { return is_register(reg) && reg != kFramePointer; }

/// Makes the step of an instruction; one that has no flat form, or that goes where its function is
/// not, stays what FlatStep is by itself.
class Flattener {
 public:
  Flattener(const Program& program, const Function& function, std::uint32_t slot)
      : maps_(program.maps.size()), function_(function), slot_(slot) {}

  [[nodiscard]] FlatStep step_of(const Instruction& instruction) {
    step_.run = leave_it;
    if (!goes_to(std::int64_t{slot_} + slots(instruction)) && goes_on(instruction)) return step_;
    std::visit(*this, instruction);
    return valid_ ? step_ : FlatStep{.run = leave_it};
  }

  void operator()(const Alu& alu) {
    if (divides_signed64(alu)) return;  // to the reference executor: a way may lose the context
    write(alu.dst);
    if (!is_move(alu.op)) read(alu.dst);
    source(alu.src);
    step_.run = kAluRuns.at(index_of(alu.op, alu.width));
  }
  void operator()(const Neg& negation) {
    write(negation.dst);
    read(negation.dst);
    step_.run = negation.width == Width::W64 ? run_neg<Width::W64> : run_neg<Width::W32>;
  }
  void operator()(const LoadImm64& wide) {
    write(wide.dst);
    step_.value = wide.value;
    if (wide.kind == WideKind::Immediate) step_.run = run_wide;
    const bool is_data = wide.kind == WideKind::MapValue && (wide.value & 0xffffffffu) < maps_;
    if (is_data) step_.run = run_data_address;
  }
  void operator()(const Load& load) {
    write(load.dst);
    source(load.base);
    step_.offset = load.offset;
    step_.run =
        load.sign_extend ? load_run<Extend::Sign>(load.size) : load_run<Extend::Zeros>(load.size);
  }
  void operator()(const Store& store) {
    step_.left = store.base.index;
    read(store.base);
    source(store.src);
    step_.offset = store.offset;
    step_.run = store_run(store.size);
  }
  void operator()(const JumpIf& jump) {
    step_.left = jump.left.index;
    read(jump.left);
    source(jump.right);
    go_to(jump.target);
    valid_ = valid_ && goes_to(std::int64_t{slot_} + 1);
    step_.run = kJumpRuns.at(index_of(jump.op, jump.width));
  }
  void operator()(const Jump& jump) {
    go_to(jump.target);
    step_.run = run_jump;
  }
  void operator()(const Exit& /*exit*/) { step_.run = run_exit; }
  // Left to the reference executor:
  void operator()(const ByteSwap& /*swap*/) {}
  void operator()(const WideTail& /*tail*/) {}
  void operator()(const Atomic& /*atomic*/) {}
  void operator()(const LoadPacket& /*load*/) {}
  void operator()(const Call& /*call*/) {}
  void operator()(const CallIndirect& /*call*/) {}

 private:
  [[nodiscard]] static bool goes_on(const Instruction& instruction) {
    return !std::holds_alternative<Jump>(instruction) && !std::holds_alternative<Exit>(instruction);
  }
  [[nodiscard]] bool goes_to(std::int64_t slot) const {
    return slot >= function_.begin && slot < function_.end;
  }
  void go_to(std::int64_t target) {
    valid_ = valid_ && goes_to(target);
    step_.jump = static_cast<std::int32_t>(target - slot_);
  }
  void read(Reg reg) {
    valid_ = valid_ && is_register(reg);
    if (valid_) step_.reads = static_cast<std::uint16_t>(step_.reads | 1u << reg.index);
  }
  void write(Reg reg) {
    valid_ = valid_ && is_writable(reg);
    step_.left = reg.index;
  }
  void source(const Operand& operand) {
    std::visit(Overloaded{[this](Reg reg) { source(reg); },
                          [this](Imm imm) {
                            step_.is_value = true;
                            step_.value = immediate<Word64>(imm).value();
                          }},
               operand);
  }
  void source(Reg reg) {
    read(reg);
    step_.right = reg.index;
  }

  std::size_t maps_;
  const Function& function_;
  std::uint32_t slot_;
  FlatStep step_;
  bool valid_ = true;
};

std::vector<FlatStep> flattened(const Program& program) {
  std::vector<FlatStep> steps(program.instructions.size(), FlatStep{.run = leave_it});
  for (const Function& function : program.functions) {
    for (std::uint32_t slot = function.begin; slot < function.end; ++slot) {
      steps.at(slot) = Flattener(program, function, slot).step_of(program.instructions.at(slot));
    }
  }
  return steps;
}

}  // namespace

FlatProgram::FlatProgram(std::shared_ptr<const Program> program,
                         std::shared_ptr<const Contract> contract)
    : program_(std::move(program)), contract_(std::move(contract)), steps_(flattened(*program_)) {}

MaybeFault execute_flat(Machine& machine) {
  FlatRun run(machine, *machine.flat);
  while (machine.progress == RunProgress::Running && !machine.frames.empty()) {
    run.go();
    if (machine.progress != RunProgress::Running) break;
    if (MaybeFault fault = execute_one(machine)) return fault;
  }
  return std::nullopt;
}

}  // namespace assay
