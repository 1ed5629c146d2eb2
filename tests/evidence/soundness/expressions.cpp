// SPDX-License-Identifier: Apache-2.0
#include "evidence/soundness/expressions.hpp"

namespace assay::soundness {
namespace {

/// 64-bit operation `code` on registers.
oracle::Slot operation(std::uint8_t code, std::int16_t offset = 0) {
  oracle::Slot slot;
  slot.opcode = static_cast<std::uint8_t>(code << 4 | 0x0f);
  slot.offset = offset;
  return slot;
}

}  // namespace

Traced Expressions::input(Node node, std::uint64_t value) {
  const auto known = inputs_.find(node.key);
  if (known != inputs_.end()) return known->second;
  node.input = true;
  nodes_.push_back(node);
  return inputs_[node.key] = Traced{value, count()};
}

Traced Expressions::byte(const InputKey& key, std::uint8_t value) {
  Node node;
  node.key = key;
  node.is_byte = true;
  return input(node, value);
}

Traced Expressions::word(const InputKey& key, const Draw& draw, std::uint64_t value) {
  Node node;
  node.key = key;
  node.min = draw.min;
  node.max = draw.max;
  return input(node, value);
}

Traced Expressions::compute(const oracle::Slot& slot, const Traced& x, const Traced& y) {
  Traced result{x.value, 0};
  if (!oracle::compute(slot, result.value, y.value)) return result;
  if (x.node == 0 && y.node == 0) return result;
  Node node;
  node.slot = slot;
  node.x = x;
  node.y = y;
  nodes_.push_back(node);
  result.node = count();
  return result;
}

Traced Expressions::sum(const Traced& x, const Traced& y) { return compute(operation(0x0), x, y); }

Traced Expressions::product(const Traced& x, const Traced& y) {
  return compute(operation(0x2), x, y);
}

Traced Expressions::byte_of(const Traced& x, unsigned byte) {
  const Traced low = byte == 0 ? x : compute(operation(0x7), x, {8ull * byte});
  return compute(operation(0x5), low, {0xff});
}

Traced Expressions::joined(const std::vector<Traced>& bytes) {
  Traced word;
  for (unsigned i = 0; i < bytes.size(); ++i) {
    const Traced part = i == 0 ? bytes[i] : compute(operation(0x6), bytes[i], {8ull * i});
    word = i == 0 ? part : compute(operation(0x4), word, part);
  }
  return word;
}

Traced Expressions::sign_extended(const Traced& x, unsigned bytes) {
  return bytes == 8 ? x : compute(operation(0xb, static_cast<std::int16_t>(8 * bytes)), {}, x);
}

}  // namespace assay::soundness
