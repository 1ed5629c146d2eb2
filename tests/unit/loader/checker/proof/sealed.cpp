// SPDX-License-Identifier: Apache-2.0
#include "unit/loader/checker/proof/sealed.hpp"

#include "ir/base/check.hpp"
#include "ir/contract/record.hpp"
#include "ir/isa/encode.hpp"
#include "ir/text/assemble.hpp"
#include "verifier/engine/verify.hpp"

namespace assay::test {
namespace {

constexpr std::size_t kArena = std::size_t{64} << 20;
constexpr std::size_t kContractArena = std::size_t{1} << 20;

void put32(std::vector<std::uint8_t>& out, std::uint32_t value) {
  for (unsigned i = 0; i < 4; ++i) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}
checker::Bytes bytes_of(const std::vector<std::uint8_t>& held) {
  return {held.data(), held.size()};
}

}  // namespace

SealedView::SealedView(const Program& program) {
  code_ = encode(program.instructions);
  for (std::size_t slot = 0; slot < program.instructions.size(); ++slot) {
    const auto* wide = std::get_if<LoadImm64>(&program.instructions[slot]);
    if (wide == nullptr) continue;
    std::uint8_t& registers = code_.at(8 * slot + 1);
    const auto put_source = [&](std::uint8_t source) {
      registers = static_cast<std::uint8_t>((registers & 0xf) | source << 4);
    };
    if (wide->kind == WideKind::Map) put_source(wire::kWideMapIndex);
    if (wide->kind == WideKind::MapValue) put_source(wire::kWideMapIndexValue);
  }
  for (const Function& f : program.functions) put32(begins_, f.begin);
  for (std::uint32_t m = 0; m < program.maps.size(); ++m) {
    maps_.push_back(map_view(program.maps[m]));
    numbers_.push_back(m);
  }
  view_.slots = {code_.data(), static_cast<std::uint32_t>(program.instructions.size())};
  view_.function_begins = bytes_of(begins_);
  view_.function_count = static_cast<std::uint32_t>(program.functions.size());
  view_.maps = maps_.data();
  view_.map_count = static_cast<std::uint32_t>(maps_.size());
  named_ = std::make_unique<bool[]>(maps_.size());
  view_.named = named_.get();
}

checker::MapView SealedView::map_view(const Map& map) {
  const auto own = [this](std::vector<std::uint8_t> held) {
    bytes_.push_back(std::make_unique<std::vector<std::uint8_t>>(std::move(held)));
    return bytes_of(*bytes_.back());
  };
  checker::MapView view;
  view.kind = map.kind;
  view.key_size = map.key_size;
  view.value_size = map.value_size;
  view.max_entries = map.max_entries;
  view.flags = map.flags;
  view.inner = map.inner.value_or(wire::kNoMap);
  if (map.is_data) {
    view.role = map.read_only ? wire::MapRole::ReadOnlyData : wire::MapRole::Variables;
  }
  std::vector<std::uint8_t> settings;
  const bool whole = map.is_data && map.read_only && map.contents.size() == map.value_size &&
                     (map.contents_from != ContentsFrom::Settings || map.layout != nullptr);
  if (whole && map.contents_from != ContentsFrom::Any) {
    view.contents = wire::Contents::Bound;
    view.value = own(map.contents.copy());
    if (map.contents_from == ContentsFrom::Settings) {
      for (const DataVariable& v : map.layout->variables) {
        if (!v.is_setting) continue;
        put32(settings, v.offset);
        put32(settings, v.size);
        ++view.setting_count;
      }
    }
  }
  view.settings = own(std::move(settings));
  std::vector<std::uint8_t> kept;
  for (const SpecialField& f : map.special_fields) {
    put32(kept, f.offset);
    put32(kept, f.size);
    ++view.kept_count;
  }
  view.kept = own(std::move(kept));
  return view;
}

SealedContract::SealedContract(const Contract& contract)
    : record_(proof_record(contract)),
      memory_(kContractArena),
      arena_(memory_.data(), memory_.size()) {
  std::size_t place = 0;
  const checker::Code read = checker::read_contract(bytes_of(record_), arena_, view_, place);
  ASSAY_CHECK(read == checker::Code::Ok, "a contract that the checker does not read");
}

Checked check(const SealedView& program, const SealedContract& contract,
              const Certificate& certificate, std::uint64_t units) {
  static std::vector<std::uint8_t> memory(kArena);
  checker::Arena arena(memory.data(), memory.size());
  checker::Work work;
  work.units_left = units;
  work.edges_left = kUnits;
  work.most_depth = 64;
  Checked out;
  const checker::ContractView& view = contract.view();
  const checker::ProofInput input{&view, &view.ways[0], &program.view(), bytes_of(certificate)};
  out.code = checker::check_program(input, arena, work, out.result);
  out.units = units - work.units_left;
  out.edges = kUnits - work.edges_left;
  out.arena = arena.most_used();
  return out;
}

Certificate certify(const Program& program, const SealedView& sealed, const Contract& contract,
                    const Proof& proof) {
  const SealedContract host(contract);
  const auto draft = draft_certificate({program, contract, proof, sealed.numbers()});
  if (!draft) return {};
  const std::vector<bool> without(draft->step_count());
  CertificateRoom room{64, 32};
  for (;;) {
    Certificate written = draft->write(room, without);
    const checker::Code code = check(sealed, host, written).code;
    if (code == checker::Code::TooManySymbols && room.symbols < 8192) {
      room.symbols *= 2;
    } else if (code == checker::Code::TooManyCells && room.cells < 2048) {
      room.cells *= 2;
    } else {
      return written;
    }
  }
}

std::string judged(const Program& program, const Contract& said, const Contract& real) {
  const Verification verified = verify(program, said, {});
  if (!verified.accepted()) return "not proved";
  const SealedView sealed(program);
  const Certificate certificate =
      certify(program, sealed, said, verified.acceptance()->proofs()[0]);
  const SealedContract own(said);
  if (check(sealed, own, certificate).code != checker::Code::Ok) return "not confirmed";
  const SealedContract host(real);
  return name_of(check(sealed, host, certificate).code);
}

Program program_of(std::string_view text) {
  Program program;
  program.instructions = assemble(text).value();
  program.locations.resize(program.instructions.size());
  program.functions.push_back(
      {"entry", 0, static_cast<std::uint32_t>(program.instructions.size())});
  return program;
}

const char* name_of(checker::Code code) {
  switch (code) {
#define ASSAY_CHECK_CODE(name, number) \
  case checker::Code::name:            \
    return #name;
#include "loader/checker/codes.def"
#undef ASSAY_CHECK_CODE
  }
  return "?";
}

}  // namespace assay::test
