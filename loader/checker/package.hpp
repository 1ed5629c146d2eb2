// SPDX-License-Identifier: Apache-2.0
// The form of a sealed package (docs/package.md): every rule that can be told from its bytes alone,
// before any contract or proof is looked at.
#pragma once

#include "loader/checker/arena.hpp"
#include "loader/checker/program_view.hpp"
#include "loader/checker/work.hpp"

namespace assay::checker {

/// What the head announces.
struct Announced {
  uint64_t units = 0;
  uint64_t edges = 0;
  uint64_t arena = 0;
  uint32_t depth = 0;
};

/// A package after its head and its digest were found good.
struct PackageHead {
  Announced announced;
  uint32_t map_count = 0;
  uint32_t program_count = 0;
  Bytes body;  // the head included, the digest not
};

/// What a package has of one program.
struct PackedProgram {
  ProgramView view;
  Bytes contract_digest;     // of the contract that the proof was made for, as the package says
  Bytes certificate_of_way;  // 4 bytes each: which certificate
  uint32_t way_count = 0;
  Bytes certificates;  // one after another, each behind its length of 4 bytes
  uint32_t certificate_count = 0;
};

struct Package {
  Bytes name;
  uint64_t version = 0;
  const MapView* maps = nullptr;
  uint32_t map_count = 0;
  const PackedProgram* programs = nullptr;
  uint32_t program_count = 0;
};

/// Where a fault is: a byte of the package; below a program, a slot of it.
struct FormFault {
  uint64_t byte = 0;
  uint32_t program = ~uint32_t{0};
  uint32_t slot = ~uint32_t{0};
};

/// The head, before anything is spent but the digest of the bytes. The digest is taken last: a
/// package that announces more than `limits` is refused for that.
[[nodiscard]] Code read_head(Bytes package, const Announced& limits, PackageHead& out,
                             FormFault& fault);
[[nodiscard]] Code check_digest(Bytes package, const PackageHead& head);
/// The tables behind the head, into the arena. Every element is a unit of work.
[[nodiscard]] Code read_package(const PackageHead& head, Arena& arena, Work& work, Package& out,
                                FormFault& fault);
/// The certificate for a way of execution. Requires way < way_count.
[[nodiscard]] Bytes certificate_of(const PackedProgram& program, uint32_t way);

}  // namespace assay::checker
