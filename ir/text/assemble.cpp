// SPDX-License-Identifier: Apache-2.0
#include "ir/text/assemble.hpp"

#include <fmt/format.h>

#include <limits>
#include <map>
#include <string>

#include "ir/isa/opcode.hpp"
#include "ir/text/cursor.hpp"

namespace assay {
namespace {

const OpcodeRow* row_with(Form form, std::string_view symbol) {
  for (const OpcodeRow& row : opcode_rows()) {
    if (row.form == form && row.symbol == symbol) return &row;
  }
  return nullptr;
}

const OpcodeRow* row_with(Form form, std::string_view symbol, Width width) {
  for (const OpcodeRow& row : opcode_rows()) {
    if (row.form == form && row.symbol == symbol && row.width == width) return &row;
  }
  return nullptr;
}

/// A 32-bit operation may write its immediate signed or unsigned; a 64-bit one sign-extends it.
NumberRange immediate_range(Width width) { return width == Width::W64 ? kSigned32 : kAny32; }

Imm imm(std::uint64_t number) { return Imm{static_cast<std::int32_t>(number)}; }

/// A target that is written but perhaps not yet defined.
struct Reference {
  std::size_t slot = 0;
  Token where;
  bool is_label = false;
  std::int64_t distance = 0;  // in slots from the next slot, when no label
};

class Assembler {
 public:
  explicit Assembler(std::span<const Token> tokens) : cursor_(tokens) {}

  Result<std::vector<Instruction>> run() {
    while (cursor_.peek().kind != TokenKind::EndOfText) line();
    if (program_.size() > std::size_t{std::numeric_limits<std::int32_t>::max()}) {
      cursor_.fail(cursor_.peek(), "too many instructions");
    }
    for (const Reference& reference : references_) resolve(reference);
    if (cursor_.error()) return *cursor_.error();
    return std::move(program_);
  }

 private:
  void line() {
    while (cursor_.peek().kind == TokenKind::Word && cursor_.peek(1).text == ":") define_label();
    if (cursor_.peek().kind != TokenKind::EndOfStatement) statement();
    const Token end = cursor_.peek();
    if (end.kind == TokenKind::EndOfStatement) {
      cursor_.take();
    } else {
      cursor_.fail(end, fmt::format("'{}' after the end of an instruction", end.text));
    }
  }

  void define_label() {
    const Token name = cursor_.take();
    cursor_.expect(":");
    if (!labels_.emplace(name.text, program_.size()).second) {
      cursor_.fail(name, fmt::format("label '{}' is defined twice", name.text));
    }
  }

  void add(const Instruction& instruction) {
    program_.push_back(instruction);
    if (std::holds_alternative<LoadImm64>(instruction)) program_.emplace_back(WideTail{});
  }

  void statement() {
    const Token first = cursor_.peek();
    if (const auto dst = cursor_.accept_register()) return assignment(*dst);
    cursor_.take();
    if (first.text == "*") return store();
    if (first.text == "if") return jump_if();
    if (first.text == "lock") return atomic();
    if (first.text == "call") return call();
    if (row_with(Form::Exit, first.text) != nullptr) return add(Exit{});
    if (row_with(Form::CallIndirect, first.text) != nullptr) {
      return add(CallIndirect{cursor_.expect_register(Width::W64)});
    }
    const bool wide = row_with(Form::JumpWide, first.text) != nullptr;
    if (wide || row_with(Form::Jump, first.text) != nullptr) {
      target();
      return add(Jump{0, wide});
    }
    cursor_.fail(first, fmt::format("'{}' begins no instruction", first.text));
  }

  // --- targets ---------------------------------------------------------------------------------

  /// Reads a label or a distance; resolve() fills it into the instruction that is added next.
  void target() {
    const Token where = cursor_.peek();
    Reference reference{program_.size(), where, where.kind == TokenKind::Word, 0};
    if (reference.is_label) {
      cursor_.take();
    } else if (cursor_.next_is("+") || cursor_.next_is("-")) {
      reference.distance = cursor_.signed_offset(kSigned32);
    } else {
      cursor_.fail(where, "expected a label or a distance such as +2");
    }
    references_.push_back(reference);
  }

  void resolve(const Reference& reference) {
    if (cursor_.error()) return;
    std::int64_t to = static_cast<std::int64_t>(reference.slot) + 1 + reference.distance;
    if (reference.is_label) {
      const auto label = labels_.find(reference.where.text);
      if (label == labels_.end()) {
        return cursor_.fail(reference.where,
                            fmt::format("label '{}' is not defined", reference.where.text));
      }
      to = static_cast<std::int64_t>(label->second);
    }
    if (to < 0 || to >= static_cast<std::int64_t>(program_.size())) {
      return cursor_.fail(reference.where, "the target lies outside the program");
    }
    if (std::holds_alternative<WideTail>(program_[static_cast<std::size_t>(to)])) {
      return cursor_.fail(reference.where,
                          "the target is the second slot of a 16-byte instruction");
    }
    set_target(reference, static_cast<std::int32_t>(to));
  }

  void set_target(const Reference& reference, std::int32_t to) {
    const std::int64_t distance = to - static_cast<std::int64_t>(reference.slot) - 1;
    const bool is_short = distance >= std::numeric_limits<std::int16_t>::min() &&
                          distance <= std::numeric_limits<std::int16_t>::max();
    const auto require_short = [&] {
      if (!is_short) cursor_.fail(reference.where, "the target is too far away (use gotol)");
    };
    Instruction& instruction = program_[reference.slot];
    if (auto* jump_if = std::get_if<JumpIf>(&instruction)) {
      require_short();
      jump_if->target = to;
    } else if (auto* jump = std::get_if<Jump>(&instruction)) {
      if (!jump->wide) require_short();
      jump->target = to;
    } else if (auto* call = std::get_if<Call>(&instruction)) {
      call->target = to;
    } else if (auto* wide = std::get_if<LoadImm64>(&instruction)) {
      wide->value = static_cast<std::uint64_t>(to);
    } else {
      ASSAY_CHECK(false, "an instruction without a target has a reference");
    }
  }

  // --- phrases ---------------------------------------------------------------------------------

  struct Address {
    Reg base;
    std::int16_t offset = 0;
  };

  /// "r1 + 3".
  Address address() {
    const Reg base = cursor_.expect_register(Width::W64);
    return {base, static_cast<std::int16_t>(cursor_.signed_offset(kSigned16))};
  }

  /// "(u8 *)", where the form says which types there are.
  Width type(std::initializer_list<Form> forms, Form* found = nullptr) {
    cursor_.expect("(");
    const Token name = cursor_.take();
    cursor_.expect("*");
    cursor_.expect(")");
    for (const Form form : forms) {
      if (const OpcodeRow* row = row_with(form, name.text)) {
        if (found != nullptr) *found = form;
        return row->width;
      }
    }
    cursor_.fail(name, fmt::format("'{}' is not a type that is allowed here", name.text));
    return Width::W64;
  }

  Operand operand(Width width) {
    if (cursor_.next_is_number()) return imm(cursor_.expect_number(immediate_range(width)));
    return cursor_.expect_register(width);
  }

  /// "[5]".
  std::uint64_t index() {
    cursor_.expect("[");
    const std::uint64_t number = cursor_.expect_number(kUnsigned32);
    cursor_.expect("]");
    return number;
  }

  // --- statements ------------------------------------------------------------------------------

  void assignment(NamedRegister dst) {
    const Token op = cursor_.take();
    if (op.text == "=") return plain_assignment(dst);
    const bool number = cursor_.next_is_number();
    const OpcodeRow* row = row_with(number ? Form::AluImm : Form::AluReg, op.text, dst.width);
    if (row == nullptr) return cursor_.fail(op, fmt::format("'{}' is not an operation", op.text));
    add(Alu{operation_of<AluOp>(*row), dst.width, dst.reg, operand(dst.width)});
  }

  void plain_assignment(NamedRegister dst) {
    if (cursor_.next_is("*")) return load(dst);
    if (cursor_.next_is("(")) return sign_extension(dst);
    if (cursor_.next_is_number()) return assign_number(dst);
    const Token first = cursor_.peek();
    if (cursor_.accept("-")) {
      same_register(dst);
      return add(Neg{dst.width, dst.reg});
    }
    if (const auto src = cursor_.accept_register()) {
      if (src->width != dst.width) return cursor_.fail(first, "the registers differ in width");
      return add(Alu{AluOp::Mov, dst.width, dst.reg, src->reg});
    }
    if (first.kind != TokenKind::Word) return cursor_.fail(first, "expected a value to assign");
    cursor_.take();
    if (const OpcodeRow* swap = row_with(Form::ByteSwap, first.text)) {
      if (dst.width != Width::W64) return cursor_.fail(first, "a byte swap takes r0 to r10");
      same_register(dst);
      return add(ByteSwap{operation_of<ByteOrder>(*swap), swap->width, dst.reg});
    }
    if (row_with(Form::AtomicFetch, first.text) != nullptr) return atomic_fetch(dst, first);
    assign_wide(dst, first);
  }

  void same_register(NamedRegister dst) {
    const Token where = cursor_.peek();
    if (cursor_.expect_register(dst.width) != dst.reg) {
      cursor_.fail(where, "source and destination must be the same register");
    }
  }

  void assign_number(NamedRegister dst) {
    const Token where = cursor_.peek();
    const bool negative = cursor_.next_is("-");
    const std::uint64_t number = cursor_.expect_number(kAny64);
    if (cursor_.accept("ll")) {
      if (dst.width != Width::W64) return cursor_.fail(where, "a 64-bit number needs r0 to r10");
      return add(LoadImm64{dst.reg, WideKind::Immediate, number});
    }
    const NumberRange range = immediate_range(dst.width);
    const bool fits =
        negative ? static_cast<std::int64_t>(number) >= range.low : number <= range.high;
    if (!fits) return cursor_.fail(where, "the number needs a 16-byte load (append ll)");
    add(Alu{AluOp::Mov, dst.width, dst.reg, imm(number)});
  }

  /// "(s8)r2".
  void sign_extension(NamedRegister dst) {
    cursor_.expect("(");
    const Token type = cursor_.take();
    cursor_.expect(")");
    const OpcodeRow* row = row_with(Form::MovsxReg, fmt::format("({})", type.text), dst.width);
    if (row == nullptr) {
      return cursor_.fail(type, fmt::format("no sign extension from '{}'", type.text));
    }
    add(Alu{operation_of<AluOp>(*row), dst.width, dst.reg, cursor_.expect_register(dst.width)});
  }

  /// Named 16-byte loads: "map[2]", "map_value[2] + 16", "function L40", "unresolved[3]".
  void assign_wide(NamedRegister dst, const Token& name) {
    if (dst.width != Width::W64)
      return cursor_.fail(name, "expected a number or a 32-bit register");
    if (name.text == "unresolved") {
      return add(LoadImm64{dst.reg, WideKind::UnresolvedSymbol, index()});
    }
    const OpcodeRow* row = row_with(Form::Wide, name.text);
    if (row == nullptr || operation_of<WideKind>(*row) == WideKind::Immediate) {
      return cursor_.fail(name, fmt::format("'{}' cannot be assigned", name.text));
    }
    const auto kind = operation_of<WideKind>(*row);
    if (kind == WideKind::Function) {
      target();
      return add(LoadImm64{dst.reg, kind, 0});
    }
    std::uint64_t value = index();
    if (kind == WideKind::MapValue && cursor_.accept("+")) {
      value |= cursor_.expect_number(kUnsigned32) << 32;
    }
    add(LoadImm64{dst.reg, kind, value});
  }

  void load(NamedRegister dst) {
    const Token where = cursor_.peek();
    cursor_.expect("*");
    Form form{};
    const Width size = type({Form::Load, Form::LoadSigned}, &form);
    const bool sign_extend = form == Form::LoadSigned;
    if (dst.width == Width::W32 && (sign_extend || size == Width::W64)) {
      return cursor_.fail(where, "this load fills 64 bits: write r0 to r10");
    }
    if (cursor_.accept("skb")) {
      if (sign_extend || size == Width::W64) return cursor_.fail(where, "no such packet load");
      if (dst.reg != Reg{0}) return cursor_.fail(where, "a packet load fills r0");
      return packet_load(size);
    }
    cursor_.expect("(");
    const Address from = address();
    cursor_.expect(")");
    add(Load{size, sign_extend, dst.reg, from.base, from.offset});
  }

  void packet_load(Width size) {
    cursor_.expect("[");
    if (cursor_.next_is_number()) {
      const Imm offset = imm(cursor_.expect_number(kSigned32));
      add(LoadPacket{size, false, Reg{}, offset.value});
    } else {
      const Reg src = cursor_.expect_register(Width::W64);
      const auto offset = static_cast<std::int32_t>(cursor_.signed_offset(kSigned32));
      add(LoadPacket{size, true, src, offset});
    }
    cursor_.expect("]");
  }

  void store() {
    const Width size = type({Form::StoreReg});
    cursor_.expect("(");
    const Address to = address();
    cursor_.expect(")");
    cursor_.expect("=");
    const bool narrow_register = size != Width::W64 && cursor_.peek().text.starts_with("w");
    const bool number = cursor_.next_is_number();
    const Width width = number ? size : (narrow_register ? Width::W32 : Width::W64);
    add(Store{size, to.base, to.offset, operand(width)});
  }

  /// After "lock".
  void atomic() {
    cursor_.expect("*");
    const Width size = type({Form::StoreReg});
    cursor_.expect("(");
    const Address to = address();
    cursor_.expect(")");
    const Token op = cursor_.take();
    const OpcodeRow* row = row_with(Form::Atomic, op.text, size);
    if (row == nullptr) return cursor_.fail(op, fmt::format("no atomic operation '{}'", op.text));
    const Reg src = cursor_.expect_register(size);
    add(Atomic{operation_of<AtomicOp>(*row), false, size, to.base, to.offset, src});
  }

  /// After "r2 = atomic_fetch_add", "r2 = xchg_64" or "r0 = cmpxchg_64".
  void atomic_fetch(NamedRegister dst, const Token& name) {
    const OpcodeRow* row = row_with(Form::AtomicFetch, name.text, dst.width);
    if (row == nullptr)
      return cursor_.fail(name, "the register does not fit the operation's width");
    const auto op = operation_of<AtomicOp>(*row);
    const bool exchange = op == AtomicOp::Exchange || op == AtomicOp::CompareExchange;
    cursor_.expect("(");
    if (!exchange) {
      if (type({Form::StoreReg}) != row->width) {
        return cursor_.fail(name, "the type does not fit the register");
      }
      cursor_.expect("(");
    }
    const Address where = address();
    if (!exchange) cursor_.expect(")");
    cursor_.expect(",");
    Reg src = dst.reg;
    if (op == AtomicOp::CompareExchange) {
      if (dst.reg != Reg{0}) return cursor_.fail(name, "the old value goes to r0");
      same_register(dst);
      cursor_.expect(",");
      src = cursor_.expect_register(dst.width);
    } else {
      same_register(dst);
    }
    cursor_.expect(")");
    add(Atomic{op, true, row->width, where.base, where.offset, src});
  }

  /// After "if".
  void jump_if() {
    const NamedRegister left = cursor_.expect_register();
    const Token op = cursor_.take();
    const OpcodeRow* row = row_with(Form::JumpIfImm, op.text, left.width);
    if (row == nullptr) return cursor_.fail(op, fmt::format("'{}' is not a comparison", op.text));
    const Operand right = operand(left.width);
    cursor_.expect("goto");
    target();
    add(JumpIf{operation_of<JumpOp>(*row), left.width, left.reg, right, 0});
  }

  /// After "call".
  void call() {
    const Token first = cursor_.peek();
    const bool indexed = cursor_.peek(1).text == "[";
    if (first.kind == TokenKind::Number) {
      return add(Call{CallKind::Helper, imm(cursor_.expect_number(kUnsigned32)).value});
    }
    if (!indexed) {
      target();
      return add(Call{CallKind::Local, 0});
    }
    cursor_.take();
    const OpcodeRow* row = row_with(Form::Call, first.text);
    if (row == nullptr && first.text != "unresolved") {
      return cursor_.fail(first, fmt::format("'{}' cannot be called", first.text));
    }
    const CallKind kind = row != nullptr ? operation_of<CallKind>(*row) : CallKind::Unresolved;
    add(Call{kind, imm(index()).value});
  }

  Cursor cursor_;
  std::vector<Instruction> program_;
  std::map<std::string_view, std::size_t> labels_;
  std::vector<Reference> references_;
};

}  // namespace

Result<std::vector<Instruction>> assemble(std::string_view text) {
  const auto tokens = tokenize(text);
  if (!tokens) return tokens.error();
  return Assembler(tokens.value()).run();
}

}  // namespace assay
