// SPDX-License-Identifier: Apache-2.0
// assay_conformance: a plug-in of the public bpf_conformance suite.
//
//   assay_conformance [MEMORY] [--mode interpreter|oracle|verify]
//
// MEMORY is hexadecimal (blanks allowed), the program is hexadecimal on standard input; r1 points
// to the memory and r2 holds its size. On success r0 stands in hexadecimal on standard output and
// the exit status is 0; otherwise standard error says why and the status is 1. With `verify` the
// program is judged, not run: accepted prints "accept".
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "ir/interpreter/interpreter.hpp"
#include "ir/isa/decode.hpp"
#include "support/oracle/machine.hpp"
#include "verifier/engine/verify.hpp"
#include "verifier/explain/findings.hpp"

namespace assay::conformance {
namespace {

using Code = std::vector<std::uint8_t>;

constexpr std::uint32_t kUnwindHelper = 5;  // the one helper that the suite's vectors call

std::optional<Code> from_hex(const std::string& text) {
  Code out;
  int half = -1;
  for (const char c : text) {
    if (std::isspace(static_cast<unsigned char>(c)) != 0) continue;
    const bool digit = c >= '0' && c <= '9';
    const char low = static_cast<char>(c | 0x20);
    if (!digit && (low < 'a' || low > 'f')) return std::nullopt;
    const int value = digit ? c - '0' : low - 'a' + 10;
    if (half < 0) {
      half = value;
    } else {
      out.push_back(static_cast<std::uint8_t>(half << 4 | value));
      half = -1;
    }
  }
  return half < 0 ? std::optional(out) : std::nullopt;
}

/// r2 = size, before the program: its own jumps are relative and stay right.
Code with_size(const Code& code, std::uint64_t size) {
  Code out = {0xb7, 0x02, 0, 0};
  for (unsigned i = 0; i < 4; ++i) out.push_back(static_cast<std::uint8_t>(size >> (8 * i)));
  out.insert(out.end(), code.begin(), code.end());
  return out;
}

/// The memory is the context, all of it one field that may be read and written in parts.
Contract contract_of(std::size_t bytes) {
  Contract made;
  made.name = "conformance";
  made.context_size = static_cast<std::uint32_t>(bytes);
  ContextField field;
  field.name = "memory";
  field.size = made.context_size;
  field.writable = true;
  if (bytes != 0) made.fields = {field};
  Helper helper;
  helper.id = kUnwindHelper;
  helper.name = "unwind";
  helper.args[0].kind = ArgKind::Any;
  made.helpers = {helper};
  return made;
}

/// What the interpreter and the verifier take; the error's text where the bytes are no program.
Result<Program> program_of(const Code& code) {
  auto decoded = decode(code);
  if (!decoded.ok()) return decoded.error();
  Program program;
  program.name = "vector";
  program.instructions = std::move(decoded).value();
  const auto size = static_cast<std::uint32_t>(program.instructions.size());
  program.locations.resize(size);
  // Functions begin where local calls lead.
  std::vector<std::uint32_t> begins = {0};
  for (const Instruction& i : program.instructions) {
    const auto* call = std::get_if<Call>(&i);
    if (call != nullptr && call->kind == CallKind::Local)
      begins.push_back(static_cast<std::uint32_t>(call->target));
  }
  std::sort(begins.begin(), begins.end());
  begins.erase(std::unique(begins.begin(), begins.end()), begins.end());
  for (std::size_t f = 0; f < begins.size(); ++f) {
    program.functions.push_back(
        {fmt::format("f{}", f), begins[f], f + 1 < begins.size() ? begins[f + 1] : size});
  }
  return program;
}

/// The memory as a context, for the naive machine.
class FlatHost final : public oracle::Host {
 public:
  oracle::Stop call_helper(oracle::Machine& machine, std::int32_t id) override {
    if (id != kUnwindHelper) return oracle::Stop::BadArgument;
    machine.registers[0] = {0, 0, true};
    return oracle::Stop::None;
  }
  std::optional<oracle::Word> load_address(oracle::Machine&, const oracle::Slot&,
                                           std::uint32_t) override {
    return std::nullopt;
  }
  oracle::Stop load_context(oracle::Machine&, std::uint64_t, unsigned, oracle::Word&) override {
    return oracle::Stop::BadContextAccess;
  }
  oracle::Stop store_context(oracle::Machine&, std::uint64_t, unsigned,
                             const oracle::Word&) override {
    return oracle::Stop::BadContextAccess;
  }
  bool load_packet(oracle::Machine&, std::int64_t, unsigned,
                   std::optional<std::uint64_t>&) override {
    return false;
  }
  void before_shared_access(oracle::Block&, std::uint64_t, unsigned) override {}
  std::uint64_t place_stack(std::uint32_t) override { return next_ += 0x100000; }

 private:
  std::uint64_t next_ = 0x7f0000000000;
};

int fail(const std::string& why) {
  std::cerr << why << "\n";
  return 1;
}

int print_result(std::uint64_t r0) {
  fmt::print("{:x}\n", r0);
  return 0;
}

int run_oracle(const Code& code, const Code& memory) {
  FlatHost host;
  oracle::Machine machine(code, host, {});
  oracle::Block block;
  block.kind = oracle::BlockKind::MapValue;
  block.base = 0x100000;
  block.bytes = memory;
  machine.registers[1] = {block.base, machine.memory.add(block), true};
  machine.registers[2] = {memory.size(), 0, true};
  const oracle::Stop stop = machine.run(1'000'000);
  if (stop != oracle::Stop::Exited) return fail(oracle::stop_name(stop));
  return print_result(machine.registers[0].value);
}

int run_interpreter(const Program& program, const Code& memory) {
  Event event;
  if (!memory.empty()) event.fields["memory"] = memory;
  const RunResult result = run(program, contract_of(memory.size()), event, {});
  if (result.fault) return fail(std::string(fault_title(result.fault->kind)));
  return print_result(result.r0);
}

int judge(const Program& program, const Code& memory) {
  const Contract contract = contract_of(memory.size());
  const Verification verification = verify(program, contract, {});
  if (!verification.accepted())
    return fail(findings_of(program, contract, verification).front().message);
  fmt::print("accept\n");
  return 0;
}

int main_with(const std::vector<std::string>& arguments) {
  std::string mode = "interpreter";
  std::string memory_text;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--mode" && i + 1 < arguments.size())
      mode = arguments[++i];
    else if (arguments[i].starts_with("--"))
      return fail("unknown option " + arguments[i]);
    else
      memory_text = arguments[i];
  }
  const auto memory = from_hex(memory_text);
  const std::string input(std::istreambuf_iterator<char>(std::cin), {});
  const auto code = from_hex(input);
  if (!memory || !code) return fail("not hexadecimal");
  if (mode == "oracle") return run_oracle(*code, *memory);
  const auto program = program_of(with_size(*code, memory->size()));
  if (!program.ok()) return fail(program.error().message);
  if (mode == "interpreter") return run_interpreter(program.value(), *memory);
  if (mode == "verify") return judge(program.value(), *memory);
  return fail("unknown mode " + mode);
}

}  // namespace
}  // namespace assay::conformance

int main(int argc, char** argv) {
  try {
    return assay::conformance::main_with({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    std::cerr << "fault: " << error.what() << "\n";
    return 3;
  }
}
