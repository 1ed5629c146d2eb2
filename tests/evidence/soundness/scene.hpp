// SPDX-License-Identifier: Apache-2.0
// What the generator believes of the registers while it writes a function, and the small steps from
// which it makes one. Beliefs only steer: nothing checks them.
#pragma once

#include <array>
#include <optional>

#include "evidence/soundness/builder.hpp"
#include "evidence/soundness/generate.hpp"

namespace assay::soundness {

inline constexpr Width kWidths[] = {Width::W8, Width::W16, Width::W32, Width::W64};

enum class Holds : std::uint8_t { Nothing, Number, Memory, Context, PacketEnd };

/// `most`: an unsigned bound of a number. `room`: bytes that may be accessed from the pointer on.
struct Belief {
  Holds holds = Holds::Nothing;
  std::uint64_t most = ~std::uint64_t{0};
  std::uint32_t room = 0;
  bool writable = false;
  bool atomic = false;
  bool packet = false;  // dies when a helper moves the packet
};

/// Maps by what they are good for; indices into Program::maps, or none.
struct MapSet {
  std::optional<std::uint32_t> array, hash, constants, data, ring, programs;
};

/// One function under construction.
class Scene {
 public:
  Scene(Builder& code, Random& random, const Program& program, const Contract& contract,
        const MapSet& maps)
      : code_(code), random_(random), program_(program), contract_(contract), maps_(maps) {}

  /// The entry function, with `callees` to call; ends with exit.
  void entry(const std::vector<Builder::Label>& callees, int steps);
  /// A subprogram of three numbers and a pointer to 16 writable bytes in r4.
  void function(int steps);

 private:
  using Beliefs = std::array<Belief, 11>;
  enum class LoopShape : std::uint8_t { Up, DownToZero, DownSigned, Shrinking };
  struct Loop {
    LoopShape shape{};
    Width width{};
    std::int32_t most = 1;
    Reg counter;
    std::array<Reg, 2> scratch;
    std::optional<Reg> limit;
  };

  void step(int depth);
  void steps(int count, int depth);

  // Numbers.
  [[nodiscard]] Reg any_register();  // one that may be overwritten
  [[nodiscard]] Reg number();        // one that holds a number; makes one where there is none
  void make_number(Reg reg);
  void arithmetic();
  void unary();
  void strided();
  void bound(Reg reg, std::uint64_t most);
  [[nodiscard]] bool bound_by_another(Reg reg, std::uint64_t most);
  [[nodiscard]] std::int32_t immediate();
  [[nodiscard]] Operand operand();

  // Memory.
  [[nodiscard]] std::optional<Reg> pointer();
  void access(Reg base, std::uint32_t room);
  void access_some();
  void moved_access(int depth);
  void reach_back(Reg pointer, std::uint32_t room);
  void stack_access();
  void spill();
  void mark_test(Reg data, Reg data_end, Reg between);
  void packet_check(int depth);
  void packet_scan();
  void legacy_load();
  void map_lookup(int depth);
  void direct_value();

  // Control.
  [[nodiscard]] JumpIf condition(Reg left);
  void branch(int depth);
  void loop(int depth);
  [[nodiscard]] Loop plan_loop();
  void start_loop(const Loop& plan);
  void test_loop(const Loop& plan, Builder::Label out);
  void close_loop(const Loop& plan, Builder::Label head);
  [[nodiscard]] std::uint32_t body_registers(const Loop& plan);
  void call_function();
  void helper();
  void ring_record(int depth);

  // Objects on the stack, by their offset from r10.
  void dynptr_record(int depth);
  void use_dynptr(std::int16_t at);
  void end_dynptr(std::int16_t at);
  void point_at(Reg reg, std::int16_t at);
  void tail_call();
  void finish();

  [[nodiscard]] bool one_in(std::uint64_t n) { return random_.one_in(n); }
  [[nodiscard]] bool sloppy() { return random_.one_in(60); }
  [[nodiscard]] bool can_call() const;
  void set_number(Reg reg, std::uint64_t most = ~std::uint64_t{0});
  void set(Reg reg, const Belief& belief) { beliefs_[reg.index] = belief; }
  void after_call();
  void after_call(const Helper& called);
  void meet(const Beliefs& other);
  [[nodiscard]] const Helper* helper_named(std::string_view name) const;
  [[nodiscard]] std::int16_t fresh_stack(std::uint32_t bytes);

  Builder& code_;
  Random& random_;
  const Program& program_;
  const Contract& contract_;
  MapSet maps_;
  Beliefs beliefs_;
  std::uint32_t free_ = 0x3ff;     // registers that may be overwritten, one bit each
  std::uint32_t stack_words_ = 0;  // words below r10 that hold numbers
  std::optional<Builder::Label> out_;
  std::vector<Builder::Label> callees_;
  bool entry_ = false;
  bool holds_reference_ = false;
};

}  // namespace assay::soundness
