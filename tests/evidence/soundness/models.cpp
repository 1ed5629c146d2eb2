// SPDX-License-Identifier: Apache-2.0
// Calls of helpers as their prototypes describe them: arguments that do not fit are faults, results
// are any that the prototype allows.
#include <algorithm>

#include "evidence/soundness/world.hpp"

namespace assay::soundness {
namespace {

constexpr std::uint64_t kMostRecordBytes = 1u << 20;  // a ring buffer never has room for more
constexpr std::uint32_t kNoMap = ~0u;                 // index of what is a handle of no map

using oracle::Block;
using oracle::BlockKind;
using oracle::Machine;
using oracle::Stop;
using oracle::Word;

/// Memory that the helper is given: size 0 where the pointer may be null.
struct Span {
  bool used = false;
  oracle::BlockId block = 0;
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

class HelperRun {
 public:
  HelperRun(World& world, Machine& machine, const Helper& helper)
      : world_(world), machine_(machine), helper_(helper) {}

  Stop run() {
    for (std::size_t i = 0; i < 5; ++i) {
      if (helper_.args[i].kind != ArgKind::None && !word(i).written) return Stop::UnwrittenRegister;
    }
    for (std::size_t i = 0; i < 5; ++i) {
      if (const Stop stop = check(i); stop != Stop::None) return stop;
    }
    return effects();
  }

 private:
  [[nodiscard]] const Word& word(std::size_t i) const { return machine_.registers.at(i + 1); }
  [[nodiscard]] std::uint64_t at_width(std::size_t i) const {
    return helper_.args[i].width == Width::W32 ? static_cast<std::uint32_t>(word(i).value)
                                               : word(i).value;
  }
  [[nodiscard]] bool leaks_allowed() const {
    return world_.contract().policy.pointer_leak_to_memory;
  }

  Stop check(std::size_t i) {
    const Argument& arg = helper_.args[i];
    const Word& w = word(i);
    switch (arg.kind) {
      case ArgKind::None:
        return Stop::None;
      case ArgKind::Any:
        return w.origin != 0 && !leaks_allowed() ? Stop::AddressLeaks : Stop::None;
      case ArgKind::Scalar: {
        if (w.origin != 0 && !leaks_allowed()) return Stop::BadArgument;
        const std::uint64_t value = at_width(i);
        return value < arg.min || value > arg.max ? Stop::BadArgument : Stop::None;
      }
      case ArgKind::Context:
        if (arg.nullable && w.value == 0) return Stop::None;
        return w.origin == world_.context() && w.value == machine_.memory.at(world_.context()).base
                   ? Stop::None
                   : Stop::BadArgument;
      case ArgKind::MapHandle:
        return map_argument(i);
      case ArgKind::MapKey:
        return map_ == nullptr ? Stop::Unmodelled
                               : memory(i, map_->key_size, writes_key() ? Way::InOut : Way::In);
      case ArgKind::MapValueIn:
        return map_ == nullptr ? Stop::Unmodelled : memory(i, map_->value_size, Way::In);
      case ArgKind::MapValueOut:
        return map_ == nullptr ? Stop::Unmodelled : memory(i, map_->value_size, Way::Out);
      case ArgKind::ReadMemory:
        return memory(i, size_of(i), Way::In);
      case ArgKind::WriteMemory:
        return memory(i, size_of(i), Way::Out);
      case ArgKind::ReadWriteMemory:
        return memory(i, size_of(i), Way::InOut);
      case ArgKind::Size:
        return w.origin == 0 && at_width(i) != 0 ? Stop::None : Stop::BadArgument;
      case ArgKind::SizeOrZero:
        return w.origin == 0 ? Stop::None : Stop::BadArgument;
      case ArgKind::AllocatedMemory:
      case ArgKind::SocketReference:
        return reference(i);
      case ArgKind::NewObject:
        return room(i);
      case ArgKind::StackObject:
        return object_at(i) != 0 ? Stop::None : Stop::BadArgument;
      case ArgKind::Callback:
      case ArgKind::StackPointer:
      case ArgKind::ConstString:
      case ArgKind::OpaqueHandle:
        return Stop::Unmodelled;
    }
    return Stop::Unmodelled;
  }

  Stop map_argument(std::size_t i) {
    if (word(i).origin == 0) return Stop::BadArgument;
    const Block& block = machine_.memory.at(word(i).origin);
    if (block.kind != BlockKind::Handle || word(i).value != block.base) return Stop::BadArgument;
    map_index_ = block.index;
    map_ = &world_.program().maps.at(map_index_);
    const auto& kinds = helper_.map_kinds;
    if (!kinds.empty() && std::find(kinds.begin(), kinds.end(), map_->kind) == kinds.end())
      return Stop::BadArgument;
    return helper_.writes_map && map_->read_only ? Stop::ReadOnly : Stop::None;
  }

  /// The look-up writes into the key while it searches.
  [[nodiscard]] bool writes_key() const {
    const MapKind* kind = find_map_kind(world_.contract(), map_->kind);
    return kind != nullptr && kind->lookup_writes_key &&
           helper_.returns == ReturnKind::MapValueOrNull;
  }

  /// The memory must be private, and is not: others may write everything but stacks and constants.
  [[nodiscard]] bool others_write(std::size_t i, const Block& block) const {
    const bool is_key = helper_.args[i].kind == ArgKind::MapKey;
    const MapKind* kind = is_key ? find_map_kind(world_.contract(), map_->kind) : nullptr;
    const bool private_key =
        kind != nullptr && kind->key_is_private && (helper_.writes_map || kind->lookup_writes_key);
    if (!private_key && !helper_.args[i].is_private) return false;
    const bool constant = block.kind == BlockKind::Data && !block.writable && !block.shared;
    const bool own =
        block.kind == BlockKind::Region && world_.contract().regions.at(block.index).unshared;
    return block.kind != BlockKind::Stack && !constant && !own;
  }

  [[nodiscard]] std::uint64_t size_of(std::size_t i) const {
    if (helper_.args[i].size != 0) return helper_.args[i].size;
    return i + 1 < 5 ? at_width(i + 1) : 0;
  }

  enum class Way : std::uint8_t { In, Out, InOut };

  Stop memory(std::size_t i, std::uint64_t size, Way way) {
    const Word& w = word(i);
    if (w.origin == 0 && w.value == 0) {
      const bool allowed = helper_.args[i].nullable && (size == 0 || helper_.args[i].size != 0 ||
                                                        helper_.args[i].kind == ArgKind::MapKey);
      return allowed ? Stop::None : Stop::BadArgument;
    }
    if (w.origin == 0) return Stop::NotAnAddress;
    Span& span = spans_[i];
    span = {true, w.origin, 0, size};
    const Block& block = machine_.memory.at(w.origin);
    if (!block.alive) return Stop::DeadMemory;
    if (block.kind == BlockKind::Context) return Stop::BadArgument;
    if (block.kind == BlockKind::Region && !helper_.packet_arguments &&
        world_.contract().regions.at(block.index).moved_by_helpers)
      return Stop::BadArgument;
    if (size == 0) return Stop::None;
    if (others_write(i, block)) return Stop::BadArgument;
    if (const Stop stop = machine_.locate(w, 0, size, span.offset); stop != Stop::None) return stop;
    const bool is_apart = span.offset % size != 0 || size > block.multiple_of;
    if (helper_.args[i].aligned && is_apart) return Stop::Misaligned;
    if (block.kind == BlockKind::Stack) machine_.memory.at(w.origin).touch(span.offset);
    if (way != Way::In && !block.writable) return Stop::ReadOnly;
    return way != Way::Out ? check_read(block, span) : Stop::None;
  }

  Stop check_read(const Block& block, const Span& span) const {
    for (std::uint64_t k = 0; k < span.size && !block.written.empty(); ++k) {
      if (!block.written.at(span.offset + k) &&
          !world_.contract().policy.uninitialised_stack_reads_by_helpers)
        return Stop::UnwrittenStack;
      if (block.origin.at(span.offset + k) != 0 && !leaks_allowed()) return Stop::AddressLeaks;
    }
    return Stop::None;
  }

  Stop reference(std::size_t i) const {
    if (word(i).origin == 0) return Stop::BadArgument;
    const Block& block = machine_.memory.at(word(i).origin);
    if (!block.alive) return Stop::DeadMemory;
    const bool socket = helper_.args[i].kind == ArgKind::SocketReference;
    const bool is_kind = socket ? block.kind == BlockKind::Handle && block.index == kNoMap
                                : block.kind == BlockKind::Memory;
    const bool fits = is_kind && word(i).value == block.base;
    return fits && (block.held || helper_.releases < 0) ? Stop::None : Stop::BadArgument;
  }

  /// Bytes of a stack that become an object: words of it, counted from its end.
  Stop room(std::size_t i) {
    if (const Stop stop = memory(i, helper_.args[i].size, Way::Out); stop != Stop::None)
      return stop;
    const Span& span = spans_[i];
    const bool fits = span.used && machine_.memory.at(span.block).kind == BlockKind::Stack &&
                      (machine_.memory.at(span.block).bytes.size() - span.offset) % 8 == 0;
    return fits ? Stop::None : Stop::BadArgument;
  }

  /// The block of the object that the argument's bytes of the stack are, or 0.
  [[nodiscard]] oracle::BlockId object_at(std::size_t i) const {
    const Word& w = word(i);
    if (w.origin == 0) return 0;
    const Block& block = machine_.memory.at(w.origin);
    if (!block.alive || block.kind != BlockKind::Stack) return 0;
    const std::uint64_t offset = w.value - block.base;
    const std::pair bytes{offset, offset + helper_.args[i].size};
    const bool is_one = std::find(block.kept.begin(), block.kept.end(), bytes) != block.kept.end();
    return is_one ? block.origin.at(offset) : 0;
  }

  /// The object's words are its address, which nobody can read.
  void make_object(const Span& span) {
    const Word object = opaque_object();
    Block& stack = machine_.memory.at(span.block);
    for (std::uint64_t k = 0; k < span.size; k += 8)
      store_bytes(stack, span.offset + k, 8, object.value, object.origin);
    stack.kept.emplace_back(span.offset, span.offset + span.size);
    world_.inputs().note(
        {.kind = Drawn::Scribble, .block = span.block, .offset = span.offset, .count = span.size});
  }

  /// What the argument gives back is gone. Where an object was, the stack holds nothing.
  void release(std::size_t i) {
    const Word& w = word(i);
    if (w.origin == 0) return;
    if (helper_.args[i].kind != ArgKind::StackObject) {
      machine_.memory.at(w.origin).alive = false;
      return;
    }
    machine_.memory.at(object_at(i)).alive = false;
    Block& stack = machine_.memory.at(w.origin);
    const std::uint64_t first = w.value - stack.base;
    const std::uint64_t end = first + helper_.args[i].size;
    std::erase(stack.kept, std::pair{first, end});
    for (std::uint64_t k = first; k < end; ++k) {
      stack.written.at(k) = false;
      stack.origin.at(k) = 0;
    }
  }

  Word given(std::uint64_t size) {
    const Word result = world_.new_memory(machine_, size);
    machine_.memory.at(result.origin).held = helper_.acquires;
    machine_.memory.at(result.origin).multiple_of = helper_.aligned_memory ? 8 : 1;
    return result;
  }

  /// A result between min and max, often at an end or small.
  std::int64_t result_within(std::int64_t min, std::int64_t max) {
    Random& random = world_.random();
    const auto low = static_cast<std::uint64_t>(min);
    const std::uint64_t spread = static_cast<std::uint64_t>(max) - low;
    if (random.one_in(8)) return min;
    if (random.one_in(8)) return max;
    if (min <= 0 && max >= 0 && random.one_in(3)) return 0;
    const std::uint64_t w = random.one_in(2) ? random.below(128) : world_.word();
    if (spread == ~std::uint64_t{0}) return static_cast<std::int64_t>(w);
    return static_cast<std::int64_t>(low + w % (spread + 1));
  }

  void write_output(const Span& span, std::uint64_t bytes) {
    Block& block = machine_.memory.at(span.block);
    const auto filled = world_.some_bytes(bytes);
    for (std::uint64_t k = 0; k < bytes; ++k) store_bytes(block, span.offset + k, 1, filled[k], 0);
    world_.inputs().bytes(
        {.kind = Drawn::Bytes, .block = span.block, .offset = span.offset, .count = bytes}, block);
  }

  /// Bytes that the helper may have overwritten without a promise: none, or numbers over what was
  /// written before. Bytes of an address that were touched are readable no more.
  void scribble(const Span& span) {
    Block& block = machine_.memory.at(span.block);
    for (std::uint64_t k = 0; k < span.size; ++k) {
      if (world_.random().one_in(2)) continue;
      if (!block.written.empty() && !block.written.at(span.offset + k)) continue;
      store_bytes(block, span.offset + k, 1, world_.random().next(), 0);
    }
    world_.inputs().note(
        {.kind = Drawn::Scribble, .block = span.block, .offset = span.offset, .count = span.size});
  }

  /// Whether the helper gives what it may also refuse, as it does once in `n` calls.
  bool present_but_once_in(std::uint64_t n) {
    const std::uint64_t drawn = world_.random().one_in(n) ? 0 : 1;
    return world_.inputs().word({.kind = Drawn::Present, .max = 1}, drawn) == 1;
  }

  void write_outputs(std::int64_t r0) {
    for (std::size_t i = 0; i < 5; ++i) {
      const ArgKind kind = helper_.args[i].kind;
      const bool out = kind == ArgKind::WriteMemory || kind == ArgKind::ReadWriteMemory ||
                       kind == ArgKind::MapValueOut;
      if (!out || !spans_[i].used || spans_[i].size == 0) continue;
      switch (helper_.initialises) {
        case Initialises::All:
          write_output(spans_[i], spans_[i].size);
          break;
        case Initialises::AllOnSuccess:
          if (r0 >= 0)
            write_output(spans_[i], spans_[i].size);
          else
            scribble(spans_[i]);
          break;
        case Initialises::ResultBytes:
          scribble(spans_[i]);
          if (r0 > 0)
            write_output(spans_[i], std::min(static_cast<std::uint64_t>(r0), spans_[i].size));
          break;
        case Initialises::Unknown:
          scribble(spans_[i]);
          break;
      }
    }
  }

  Word lookup() {
    const Word null{0, 0, true};
    const MapKind* kind = find_map_kind(world_.contract(), map_->kind);
    Random& random = world_.random();
    if (kind != nullptr && kind->holds_maps) {
      if (!map_->inner || !present_but_once_in(2)) return null;
      return world_.map_handle(machine_, *map_->inner);
    }
    const bool is_array = kind != nullptr && kind->name.find("array") != std::string::npos;
    if (is_array && helper_.args[1].kind == ArgKind::MapKey && spans_[1].size == 4) {
      const std::uint64_t index =
          load_bytes(machine_.memory.at(spans_[1].block), spans_[1].offset, 4);
      return index < map_->max_entries ? world_.map_value(machine_, map_index_, index) : null;
    }
    if (helper_.returns == ReturnKind::MapValueOrNull && !present_but_once_in(3)) return null;
    return world_.map_value(machine_, map_index_, random.below(2));
  }

  Stop effects() {
    if (helper_.releases >= 0) release(static_cast<std::size_t>(helper_.releases));
    if (helper_.tail_call) {
      if (world_.held(machine_) != 0) return Stop::NotReleased;
      if (world_.random().one_in(2)) {
        if (machine_.frames.size() == 1) return Stop::LeftForAnother;
        world_.move_regions(machine_);
        const Draw draw{.kind = Drawn::Result, .min = INT64_MIN, .max = INT64_MAX};
        machine_.registers[0] = {world_.inputs().word(draw, world_.word()), 0, true};
        return machine_.leave();
      }
    }
    if (helper_.moves_packet) world_.move_regions(machine_);
    return set_result();
  }

  Stop set_result() {
    Word result{0, 0, true};
    switch (helper_.returns) {
      case ReturnKind::Scalar:
      case ReturnKind::NoReturn: {
        if (helper_.result_width == Width::W32) {
          result.value = low_half_result();
          break;
        }
        std::int64_t r0 = result_within(helper_.return_min, helper_.return_max);
        const auto limit = helper_.return_at_most_argument;
        std::int64_t max = helper_.return_max;
        if (limit >= 0 && max > 0) {
          const std::uint64_t most = at_width(static_cast<std::size_t>(limit));
          if (r0 > 0 && static_cast<std::uint64_t>(r0) > most)
            r0 = static_cast<std::int64_t>(static_cast<std::uint64_t>(r0) % (most + 1));
          if (static_cast<std::uint64_t>(max) > most) max = static_cast<std::int64_t>(most);
        }
        const Draw draw{.kind = Drawn::Result, .min = helper_.return_min, .max = max};
        result.value = world_.inputs().word(draw, static_cast<std::uint64_t>(r0));
        write_outputs(static_cast<std::int64_t>(result.value));
        break;
      }
      case ReturnKind::Argument:
        result = word(helper_.returned_argument);
        write_outputs(0);
        break;
      case ReturnKind::MapValueOrNull:
      case ReturnKind::MapValue:
        if (map_ == nullptr) return Stop::Unmodelled;
        result = lookup();
        break;
      case ReturnKind::InnerMapOrNull:
        return Stop::Unmodelled;
      case ReturnKind::MemoryOrNull:
        if (const std::uint64_t size = at_width(helper_.size_argument);
            size <= kMostRecordBytes && present_but_once_in(3))
          result = given(size);
        break;
      case ReturnKind::SocketOrNull:
        if (present_but_once_in(3)) result = opaque_object();
        break;
      case ReturnKind::ArgumentOrNull:
        if (present_but_once_in(3)) result = word(helper_.returned_argument);
        break;
      case ReturnKind::Void:
        write_outputs(0);
        result.written = false;
        break;
    }
    for (std::size_t i = 0; i < 5; ++i) {
      if (helper_.args[i].kind == ArgKind::NewObject) make_object(spans_[i]);
    }
    machine_.registers[0] = result;
    return Stop::None;
  }

  /// A result of which the prototype tells the low half: above it are zeros, the sign, or anything.
  std::uint64_t low_half_result() {
    std::int64_t most = helper_.return_max;
    if (const auto limit = helper_.return_at_most_argument; limit >= 0) {
      const std::uint64_t size = at_width(static_cast<std::size_t>(limit));
      if (most > 0 && static_cast<std::uint64_t>(most) > size)
        most = static_cast<std::int64_t>(size);
    }
    const auto fitting = [&](std::uint64_t word) {
      const auto low = static_cast<std::int32_t>(word);
      return low >= helper_.return_min && low <= most;
    };
    const auto r0 = static_cast<std::uint64_t>(result_within(helper_.return_min, most));
    const auto low = static_cast<std::uint32_t>(r0);
    const std::uint64_t shapes[] = {low, r0, world_.random().next() << 32 | low};
    const std::uint64_t drawn = shapes[world_.random().below(3)];
    const Draw draw{.kind = Drawn::Result, .min = INT64_MIN, .max = INT64_MAX};
    std::uint64_t result = world_.inputs().word(draw, drawn);
    if (!fitting(result)) result = drawn;
    write_outputs(static_cast<std::int32_t>(result));
    return result;
  }

  Word opaque_object() {
    const Word object = world_.new_memory(machine_, 0);
    machine_.memory.at(object.origin).held = helper_.acquires;
    machine_.memory.at(object.origin).kind = BlockKind::Handle;
    machine_.memory.at(object.origin).index = kNoMap;
    return object;
  }

  World& world_;
  Machine& machine_;
  const Helper& helper_;
  const Map* map_ = nullptr;
  std::uint32_t map_index_ = 0;
  std::array<Span, 5> spans_;
};

}  // namespace

Stop World::call_helper(Machine& machine, std::int32_t id) {
  const Helper* helper = find_helper(contract_, static_cast<std::uint32_t>(id));
  if (helper == nullptr) return Stop::BadArgument;
  if (helper->callback_argument >= 0) return Stop::Unmodelled;
  return HelperRun(*this, machine, *helper).run();
}

}  // namespace assay::soundness
