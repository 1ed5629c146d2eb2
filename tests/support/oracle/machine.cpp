// SPDX-License-Identifier: Apache-2.0
#include "support/oracle/machine.hpp"

#include <algorithm>

namespace assay::oracle {

const char* stop_name(Stop stop) {
  static constexpr std::array kNames = {"none",
                                        "exited",
                                        "left for another",
                                        "unmodelled",
                                        "too long",
                                        "bad instruction",
                                        "unwritten register",
                                        "frame pointer written",
                                        "not an address",
                                        "out of bounds",
                                        "dead memory",
                                        "read-only",
                                        "unwritten stack",
                                        "misaligned",
                                        "atomic not allowed",
                                        "address as number",
                                        "address leaks",
                                        "part of an address",
                                        "too deep",
                                        "bad context access",
                                        "bad argument",
                                        "not released",
                                        "bad result",
                                        "kept bytes"};
  static_assert(kNames.size() == static_cast<std::size_t>(Stop::KeptBytes) + 1);
  return kNames.at(static_cast<std::size_t>(stop));
}

Machine::Machine(std::span<const std::uint8_t> code, Host& host, const Rules& rules)
    : code_(code), host_(host), rules_(rules) {
  for (Word& word : registers) word.written = false;
  enter(0);
}

Stop Machine::run(std::uint64_t limit) {
  const bool cut = rules_.most_slots != 0 && code_.size() / 8 > rules_.most_slots;
  Stop stop = cut ? Stop::BadInstruction : Stop::None;
  while (stop == Stop::None) stop = executed_ >= limit ? Stop::TooLong : step();
  return stop;
}

void Machine::enter(std::uint64_t return_slot) {
  Frame frame;
  frame.return_slot = return_slot;
  std::copy_n(registers.begin() + 6, 4, frame.saved.begin());
  for (std::size_t i = 6; i < 10; ++i) registers.at(i) = {0, 0, false};
  registers[0] = {0, 0, false};
  place_stack(frame);
  registers[10] = {frame.top, frame.stack, true};
  frames.push_back(frame);
}

BlockId Machine::new_stack(std::uint32_t bytes) {
  Block stack;
  stack.kind = BlockKind::Stack;
  stack.index = static_cast<std::uint32_t>(frames.size());
  stack.base = host_.place_stack(bytes);
  stack.bytes.resize(bytes);
  stack.written.resize(bytes);
  stack.origin.resize(bytes);
  return memory.add(std::move(stack));
}

void Machine::place_stack(Frame& frame) {
  const bool entry = frames.empty();
  if (!entry && rules_.stacks != Stacks::Own) {
    frame.stack = frames.back().stack;
    frame.top = frames.back().top;
    if (rules_.stacks == Stacks::Callers) return;
    frame.top -= rules_.step;
    clear_below(frame.top);
    return;
  }
  const std::uint32_t below =
      rules_.stacks == Stacks::Below ? (rules_.most_frames - 1) * rules_.step : 0;
  frame.stack = new_stack(rules_.stack_bytes + below);
  const Block& stack = memory.at(frame.stack);
  frame.top = stack.base + stack.bytes.size();
}

void Machine::clear_below(std::uint64_t top) {
  Block& stack = memory.at(frames.back().stack);
  const auto end = static_cast<std::ptrdiff_t>(top - stack.base);
  std::fill_n(stack.written.begin(), end, false);
  std::fill_n(stack.origin.begin(), end, BlockId{0});
}

bool Machine::object_below(const Frame& frame, std::uint64_t top) const {
  const Block& stack = memory.at(frame.stack);
  return stack.touches_kept(0, top - stack.base);
}

Stop Machine::leave() {
  if (frames.size() == 1) return Stop::Exited;
  const Frame frame = frames.back();
  if (rules_.stacks != Stacks::Callers && object_below(frame, frame.top)) return Stop::NotReleased;
  frames.pop_back();
  if (rules_.stacks == Stacks::Own) memory.at(frame.stack).alive = false;
  if (rules_.stacks == Stacks::Below) clear_below(frame.top);
  for (std::size_t i = 1; i < 6; ++i) registers.at(i) = {0, 0, false};
  std::copy_n(frame.saved.begin(), 4, registers.begin() + 6);
  registers[10] = {frames.back().top, frames.back().stack, true};
  slot_ = frame.return_slot;
  return Stop::None;
}

Stop Machine::write(unsigned reg, const Word& word) {
  if (reg == 10) return Stop::FramePointerWritten;
  registers.at(reg) = word;
  return Stop::None;
}

Word Machine::operand(const Slot& slot) const {
  return slot.takes_register() ? registers.at(slot.src) : Word{slot.immediate(), 0, true};
}

Stop Machine::step() {
  if ((slot_ + 1) * 8 > code_.size()) return Stop::BadInstruction;
  const Slot slot = slot_at(code_, slot_);
  if (!well_formed(slot)) return Stop::BadInstruction;
  ++executed_;
  ++slot_;
  switch (slot.kind()) {
    case 0x0:
      return slot.opcode == 0x18 ? wide_load(slot) : packet_load(slot);
    case 0x4:
    case 0x7:
      return arithmetic(slot);
    case 0x5:
    case 0x6:
      return jump(slot);
    default:
      return memory_access(slot);
  }
}

Stop Machine::wide_load(const Slot& slot) {
  if ((slot_ + 1) * 8 > code_.size()) return Stop::BadInstruction;
  const Slot tail = slot_at(code_, slot_++);
  if (tail.opcode != 0 || tail.dst != 0 || tail.src != 0 || tail.offset != 0)
    return Stop::BadInstruction;
  const auto high = static_cast<std::uint32_t>(tail.imm);
  if (slot.src != 0) {
    const auto word = host_.load_address(*this, slot, high);
    return word ? write(slot.dst, *word) : Stop::Unmodelled;
  }
  const std::uint64_t value =
      static_cast<std::uint64_t>(high) << 32 | static_cast<std::uint32_t>(slot.imm);
  return write(slot.dst, {value, 0, true});
}

/// Where the packet is too short, the function that runs ends with 0.
Stop Machine::packet_load(const Slot& slot) {
  std::int64_t offset = slot.imm;
  if ((slot.opcode & 0xe0) == 0x40) {
    if (!registers.at(slot.src).written) return Stop::UnwrittenRegister;
    if (registers.at(slot.src).origin != 0 && !rules_.address_to_number)
      return Stop::AddressAsNumber;
    offset += static_cast<std::int32_t>(registers.at(slot.src).value);
  }
  if (!registers[6].written) return Stop::UnwrittenRegister;
  std::optional<std::uint64_t> value;
  if (!host_.load_packet(*this, offset, size_of(slot.opcode), value)) return Stop::BadArgument;
  registers[0] = {value.value_or(0), 0, true};
  if (!value) {
    if (frames.size() == 1) --slot_;
    return leave();
  }
  for (std::size_t i = 1; i < 6; ++i) registers.at(i) = {0, 0, false};
  return Stop::None;
}

Stop Machine::arithmetic(const Slot& slot) {
  const bool moves = slot.code() == 0xb;
  const Word x = moves ? Word{0, 0, true} : registers.at(slot.dst);
  // Negations and swaps have no second operand; bit 3 of a swap means something else.
  const bool unary = slot.code() == 0x8 || slot.code() == 0xd;
  const Word y = unary ? Word{} : operand(slot);
  if (!x.written || !y.written) return Stop::UnwrittenRegister;
  const bool divides = slot.code() == 0x3 || slot.code() == 0x9;
  const bool is_signed64 = divides && slot.kind() == 0x7 && slot.offset == 1;
  if (is_signed64 && y.value == ~std::uint64_t{0} && rules_.signed_division_loses_context)
    return Stop::BadArgument;
  if (slot.dst == 10) return Stop::FramePointerWritten;
  const bool keeps = slot.opcode == 0xd4 && slot.imm != 64 && rules_.le_keeps_upper_bits;
  if (keeps && (x.origin == 0 || rules_.address_to_number)) return Stop::None;
  Word result{x.value, 0, true};
  if (!compute(slot, result.value, y.value)) return Stop::BadInstruction;
  if (x.origin == 0 && y.origin == 0) return write(slot.dst, result);
  const bool wide = slot.kind() == 0x7;
  if (wide && moves && slot.offset == 0) {
    result.origin = y.origin;
  } else if (wide && slot.code() == 0x0 && (x.origin == 0 || y.origin == 0)) {
    result.origin = x.origin + y.origin;
  } else if (wide && slot.code() == 0x1 && y.origin == 0) {
    result.origin = x.origin;
  } else if (slot.code() == 0x1 && x.origin == y.origin) {
    result.origin = 0;  // a distance inside one block tells no address
  } else if (!rules_.address_to_number) {
    return Stop::AddressAsNumber;
  }
  return write(slot.dst, result);
}

Stop Machine::locate(const Word& address, std::uint64_t displacement, std::uint64_t size,
                     std::uint64_t& offset) const {
  if (!address.written) return Stop::UnwrittenRegister;
  if (address.origin == 0) return Stop::NotAnAddress;
  const Block& block = memory.at(address.origin);
  if (!block.alive) return Stop::DeadMemory;
  offset = address.value + displacement - block.base;
  if (block.kind == BlockKind::Handle || !block.covers(offset, size)) return Stop::OutOfBounds;
  const bool below = block.kind == BlockKind::Stack && rules_.stacks == Stacks::Below;
  if (below && block.base + offset + rules_.stack_bytes < frames.back().top)
    return Stop::OutOfBounds;  // below the frame that runs
  return block.touches_kept(offset, size) ? Stop::KeptBytes : Stop::None;
}

Stop Machine::memory_access(const Slot& slot) {
  const bool loads = slot.kind() == 0x1;
  const bool is_atomic = slot.kind() == 0x3 && (slot.opcode & 0xe0) == 0xc0;
  const unsigned size = size_of(slot.opcode);
  const Word& address = registers.at(loads ? slot.src : slot.dst);
  const Word value = slot.kind() == 0x3 ? registers.at(slot.src) : Word{slot.immediate(), 0, true};
  if (!loads && !value.written) return Stop::UnwrittenRegister;
  std::uint64_t offset = 0;
  if (const Stop stop = locate(address, slot.displacement(), size, offset); stop != Stop::None)
    return stop;
  Block& block = memory.at(address.origin);
  if (block.kind == BlockKind::Stack) block.touch(offset);
  if (block.kind == BlockKind::Context) {
    if (is_atomic) return Stop::AtomicNotAllowed;
    if (!loads) return host_.store_context(*this, offset, size, value);
    Word word;
    const Stop stop = host_.load_context(*this, offset, size, word);
    if (stop != Stop::None) return stop;
    if ((slot.opcode & 0xe0) == 0x80) word.value = sign_extended(word.value, size);
    return write(slot.dst, word);
  }
  const bool is_apart = offset % size != 0 || size > block.multiple_of;
  if ((block.aligned || is_atomic) && is_apart) return Stop::Misaligned;
  if (!loads && !block.writable) return Stop::ReadOnly;
  if (block.shared) host_.before_shared_access(block, offset, size);
  if (loads) return load(slot, block, offset);
  return is_atomic ? atomic(slot, block, offset) : store(slot, block, offset, value);
}

namespace {

/// Every byte of the range has been written; true where nobody keeps count.
bool all_written(const Block& block, std::uint64_t offset, unsigned size) {
  for (unsigned i = 0; i < size && !block.written.empty(); ++i) {
    if (!block.written.at(offset + i)) return false;
  }
  return true;
}

/// The block that all eight bytes are an address of, or 0; `mixed` when only some of the bytes
/// belong to an address.
BlockId origin_of(const Block& block, std::uint64_t offset, unsigned size, bool& mixed) {
  mixed = false;
  if (block.origin.empty()) return 0;
  const BlockId first = block.origin.at(offset);
  bool any = false;
  bool same = size == 8;
  for (unsigned i = 0; i < size; ++i) {
    any = any || block.origin.at(offset + i) != 0;
    same = same && block.origin.at(offset + i) == first;
  }
  mixed = any && !same;
  return same ? first : 0;
}

}  // namespace

Stop Machine::load(const Slot& slot, Block& block, std::uint64_t offset) {
  const unsigned size = size_of(slot.opcode);
  if (!rules_.unwritten_stack_reads && !all_written(block, offset, size))
    return Stop::UnwrittenStack;
  bool mixed = false;
  const BlockId origin = origin_of(block, offset, size, mixed);
  if (mixed && !rules_.address_to_number) return Stop::PartOfAddress;
  const std::uint64_t value = load_bytes(block, offset, size);
  return write(slot.dst,
               {(slot.opcode & 0xe0) == 0x80 ? sign_extended(value, size) : value, origin, true});
}

Stop Machine::store(const Slot& slot, Block& block, std::uint64_t offset, const Word& word) const {
  const unsigned size = size_of(slot.opcode);
  const bool stack = block.kind == BlockKind::Stack;
  if (word.origin != 0) {
    if (!stack && !rules_.address_leaks) return Stop::AddressLeaks;
    if (stack && size != 8 && !rules_.address_to_number) return Stop::PartOfAddress;
  }
  store_bytes(block, offset, size, word.value, word.origin);
  return Stop::None;
}

Stop Machine::atomic(const Slot& slot, Block& block, std::uint64_t offset) {
  const unsigned size = size_of(slot.opcode);
  if (!block.atomic) return Stop::AtomicNotAllowed;
  const bool compares = slot.imm == 0xf1;
  const bool exchanges = slot.imm == 0xe1;
  const bool fetches = (slot.imm & 1) != 0;
  if (fetches && !compares && !exchanges && slot.dst == 0 && rules_.fetch_loses_r0)
    return Stop::OutOfBounds;
  if (compares && !registers[0].written) return Stop::UnwrittenRegister;
  if (!all_written(block, offset, size)) return Stop::UnwrittenStack;
  bool mixed = false;
  const BlockId origin = origin_of(block, offset, size, mixed);
  const bool addresses =
      registers.at(slot.src).origin != 0 || (compares && registers[0].origin != 0);
  if (addresses && !rules_.address_leaks) return Stop::AddressLeaks;
  if ((mixed || origin != 0) && !rules_.address_to_number) return Stop::PartOfAddress;
  const std::uint64_t old = load_bytes(block, offset, size);
  const auto next = atomic_result(slot, {old, registers.at(slot.src).value, registers[0].value});
  if (!next) return Stop::BadInstruction;
  store_bytes(block, offset, size, *next, 0);
  if (compares) return write(0, {old, 0, true});
  const bool extends = exchanges && size == 4 && rules_.exchange32_extends_sign;
  if (fetches) return write(slot.src, {extends ? sign_extended(old, size) : old, 0, true});
  return Stop::None;
}

Stop Machine::jump(const Slot& slot) {
  switch (slot.opcode) {
    case 0x05:
      slot_ += slot.displacement();
      return Stop::None;
    case 0x06:
      slot_ += slot.immediate();
      return Stop::None;
    case 0x85:
      return call(slot);
    case 0x8d:
      return Stop::Unmodelled;
    case 0x95:
      if (frames.size() == 1 && !registers[0].written) return Stop::UnwrittenRegister;
      if (frames.size() == 1) --slot_;
      return leave();
    default:
      break;
  }
  const Word& x = registers.at(slot.dst);
  const Word y = operand(slot);
  if (!x.written || !y.written) return Stop::UnwrittenRegister;
  const auto taken = holds(slot, x.value, y.value);
  if (!taken) return Stop::BadInstruction;
  if (*taken) slot_ += slot.displacement();
  return Stop::None;
}

Stop Machine::call(const Slot& slot) {
  if (slot.src == 1) {
    if (frames.size() >= rules_.most_frames) return Stop::TooDeep;
    const Frame& caller = frames.back();
    if (rules_.stacks == Stacks::Below && object_below(caller, caller.top - rules_.step))
      return Stop::NotReleased;
    const std::uint64_t target = slot_ + slot.immediate();
    enter(slot_);
    slot_ = target;
    return Stop::None;
  }
  if (slot.src != 0) return Stop::Unmodelled;
  const Stop stop = host_.call_helper(*this, slot.imm);
  if (stop != Stop::None) return stop;
  for (std::size_t i = 1; i < 6; ++i) registers.at(i) = {0, 0, false};
  return Stop::None;
}

}  // namespace assay::oracle
