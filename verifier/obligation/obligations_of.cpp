// SPDX-License-Identifier: Apache-2.0
#include "verifier/obligation/obligations_of.hpp"

#include "ir/base/check.hpp"
#include "ir/contract/called_helper.hpp"
#include "ir/contract/execution.hpp"
#include "ir/isa/moves.hpp"

namespace assay {
namespace {

bool is_plain_move(const Alu& alu) { return alu.op == AluOp::Mov && alu.width == Width::W64; }

class Listing {
 public:
  Listing(const Program& program, const Contract& contract, Obligations& out)
      : program_(program), contract_(contract), out_(out) {}

  void operator()(const Alu& alu) {
    add(Writable{alu.dst});
    if (!is_move(alu.op)) add(Readable{alu.dst});
    const bool counts = is_shift(alu.op) || is_division(alu.op);
    if (counts && contract_.policy.constants_in_range) add(ConstantTaken{alu});
    if (const auto* src = std::get_if<Reg>(&alu.src)) {
      if (is_plain_move(alu)) return add(Copyable{*src});
      add(Readable{*src});
    }
    if (divides_signed64(alu)) add(ContextKept{alu});
    if (!is_plain_move(alu)) add(Computable{alu});
  }
  void operator()(const Neg& neg) { in_place(neg.dst, neg.width); }
  void operator()(const ByteSwap& swap) { in_place(swap.dst, Width::W64); }
  void operator()(const LoadImm64& load) {
    add(Writable{load.dst});
    switch (load.kind) {
      case WideKind::Immediate:
      case WideKind::Function:
        return;
      case WideKind::Map:
        return add(Addressable{static_cast<std::uint32_t>(load.value), false});
      case WideKind::MapValue:
        return add(Addressable{static_cast<std::uint32_t>(load.value), true});
      case WideKind::UnresolvedSymbol:
        return add(Defined{static_cast<std::uint32_t>(load.value)});
    }
    internal_fault(__FILE__, __LINE__, "wide load kind out of range");
  }
  void operator()(const Load& load) {
    add(Writable{load.dst});
    add(Readable{load.base});
    add(Accessible{{load.base, load.offset, load.size}, AccessKind::Read});
    if (load.sign_extend) add(UnsignedMark{load});
    add(WholePointerRead{load});
  }
  void operator()(const Store& store) {
    add(Readable{store.base});
    const auto* src = std::get_if<Reg>(&store.src);
    if (src != nullptr) add(Readable{*src});
    add(Accessible{{store.base, store.offset, store.size}, AccessKind::Write});
    if (src == nullptr) return;
    add(KeptPrivate{store});
    add(WholePointerStored{store});
  }
  void operator()(const Atomic& atomic) {
    add(Translated{atomic});
    add(Readable{atomic.base});
    add(Readable{atomic.src});
    const bool compares = atomic.op == AtomicOp::CompareExchange;
    if (compares) add(Readable{Reg{0}});
    add(Accessible{{atomic.base, atomic.offset, atomic.size}, AccessKind::Atomic});
    add(NumbersOnly{atomic});
    add(NoPointerChanged{atomic});
    const bool gives_old = atomic.fetch || atomic.op == AtomicOp::Exchange;
    if (!compares && gives_old) add(Writable{atomic.src});
  }
  void operator()(const LoadPacket& load) {
    add(PacketLoadOffered{});
    if (contract_.policy.functions_by_type) add(MayEndHere{});
    add(Readable{Reg{6}});
    add(ContextInR6{});
    if (load.indirect) {
      add(Readable{load.src});
      add(PacketOffset{load.src});
    }
    add(AllReleased{});
    add(ZeroAllowed{});
  }
  void operator()(const JumpIf& jump) {
    add(Readable{jump.left});
    if (const auto* right = std::get_if<Reg>(&jump.right)) add(Readable{*right});
    add(Comparable{jump});
  }
  void operator()(const Jump&) {}
  void operator()(const Call& call) {
    if (call.kind == CallKind::Helper) return helper_call(call);
    if (call.kind != CallKind::Local) return add(CalleeKnown{});
    add(CallNests{});
    add(NotRunning{static_cast<std::uint32_t>(call.target)});
  }
  void operator()(const CallIndirect&) { add(CalleeKnown{}); }
  void operator()(const Exit&) {
    add(AllReleased{});
    add(ResultAllowed{});
  }
  void operator()(const WideTail&) {
    internal_fault(__FILE__, __LINE__, "the tail of a wide load is no instruction");
  }

 private:
  void add(const Obligation& obligation) { out_.add(obligation); }

  /// Of arithmetic on one register: a pointer becomes a number.
  void in_place(Reg reg, Width width) {
    add(Writable{reg});
    add(Readable{reg});
    add(Computable{{AluOp::Mov, width, reg, reg}});
  }

  void helper_call(const Call& call) {
    if (!program_.load_time.poisoned.empty()) add(OnTarget{});
    add(Offered{static_cast<std::int32_t>(call.target)});
    const Helper* helper = called_helper(contract_, call);
    if (helper == nullptr) return;
    add(NoCallback{});
    each_argument(*helper, [&](std::uint8_t i) { add(ArgumentReadable{i}); });
    each_argument(*helper, [&](std::uint8_t i) { add(ArgumentFits{i}); });
    if (helper->tail_call && contract_.policy.functions_by_type) add(MayEndHere{});
    if (helper->tail_call) add(AllReleased{});
    if (helper->acquires) add(FewHeld{});
    add(InnerMapKnown{});
  }

  template <class F>
  static void each_argument(const Helper& helper, F&& f) {
    for (std::size_t i = 0; i < helper.args.size(); ++i) {
      if (helper.args[i].kind != ArgKind::None) f(static_cast<std::uint8_t>(i));
    }
  }

  const Program& program_;
  const Contract& contract_;
  Obligations& out_;
};

}  // namespace

void Obligations::add(const Obligation& obligation) {
  ASSAY_CHECK(size_ < list_.size(), "an instruction has more obligations than any has");
  list_[size_++] = obligation;
}

Obligations obligations_of(const Program& program, const Contract& contract, std::uint32_t slot) {
  Obligations out;
  if (slot == 0 && contract.policy.gpl_only) out.add(Licensed{});
  if (slot == 0 && first_execution(contract).most_slots != 0) out.add(LengthTaken{});
  std::visit(Listing(program, contract, out), program.instructions.at(slot));
  return out;
}

}  // namespace assay
