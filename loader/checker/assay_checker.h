/* SPDX-License-Identifier: Apache-2.0 */
/* The trusted checker: whether a sealed package (docs/package.md) is one that a host may load. It
 * trusts nobody: not the vendor, compiler or verifier that made the package, and not where it was
 * kept. What a host trusts is these sources, its own contracts, the compiler of both, and the
 * machine.
 *
 * The package's bytes must be the host's private copy, and must not change from the call until the
 * host has loaded them: what is checked and what is loaded are the same bytes only then. The
 * checker allocates nothing, keeps nothing between calls, never blocks, and reads and writes
 * nothing but what it is given. Any number of calls may run at once, each with an arena of its own.
 */
#ifndef ASSAY_CHECKER_H
#define ASSAY_CHECKER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The only code with which a package may be loaded. codes.def names the others. */
#define ASSAY_CHECK_ACCEPTED 0u
/* Where there is none. */
#define ASSAY_CHECK_NONE 0xffffffffu

struct assay_check_bytes {
  const uint8_t* data;
  size_t size;
};

/* A contract of the host's own, in the canonical binary form: the first of the two records that
 * `assay contract show NAME -o FILE` writes (docs/embedding.md), and not the whole file. A program is
 * checked against the one of the name that its package says, so the host must attach it to that
 * hook and to no other. */
struct assay_host_contract {
  struct assay_check_bytes name;
  struct assay_check_bytes record;
};

/* The most that a check may cost, and a program. A package announces what its check takes; one that
 * announces more is refused before anything is spent, one that takes more than it announced when it
 * does. */
struct assay_check_limits {
  uint64_t units;        /* of work: an instruction stepped, a fact compared, an element read */
  uint64_t edges;        /* between states of the proof */
  uint64_t instructions; /* that one run of a program may execute */
  uint32_t depth;        /* of nesting */
};

struct assay_check_input {
  struct assay_check_bytes package;
  const struct assay_host_contract* contracts;
  size_t contract_count;
  struct assay_check_limits limits;
  uint8_t* arena; /* memory for the check and for its result, aligned or not: no less than the
                   * package announces (docs/package.md) */
  size_t arena_size;
  /* Not 0: from the load on nobody can write to maps of read-only data, by the host's own doing. 0:
   * they may change between two loads, where the contract does not say otherwise. */
  uint32_t freezes_data;
};

/* Requirements on a map that the host must meet exactly. */
struct assay_checked_map {
  struct assay_check_bytes name;
  uint32_t kind;
  uint32_t key_size;
  uint32_t value_size;
  uint32_t max_entries;
  uint32_t flags;
  uint32_t inner;    /* index of the map that its maps are like, or ASSAY_CHECK_NONE */
  uint32_t role;     /* 0: a table; 1: variables; 2: read-only data, to be frozen */
  uint32_t contents; /* 0: none; 1: those of `value`; 2: any; 3: those of `value` at first */
  struct assay_check_bytes value;
  struct assay_check_bytes settings; /* spans of `value` that the host may set otherwise: offset and
                                      * size, 4 bytes each, little-endian */
  struct assay_check_bytes kept;     /* spans that the platform keeps for itself */
};

struct assay_checked_program {
  struct assay_check_bytes name;
  struct assay_check_bytes section;
  struct assay_check_bytes slots; /* instructions, maps as indices: assay_bind_maps() */
  size_t contract;                /* index into the input's contracts */
  uint64_t worst_case;            /* the most instructions that one run executes */
  uint32_t context_bytes;         /* that the hook must have of its context */
};

/* What a place counts. */
enum assay_check_place {
  ASSAY_PLACE_NONE,
  ASSAY_PLACE_PACKAGE,  /* bytes of the package */
  ASSAY_PLACE_CONTRACT, /* bytes of the program's contract */
  ASSAY_PLACE_SLOT      /* slots of the program */
};

/* Views into the package's bytes and into the arena: they hold as long as both do. Where the code
 * is not ASSAY_CHECK_ACCEPTED there are neither programs nor maps. */
struct assay_check_result {
  uint32_t code;
  uint32_t program; /* at fault: its index in the package, or ASSAY_CHECK_NONE */
  uint32_t place_kind;
  uint64_t place;
  uint32_t state; /* of the proof at fault, or ASSAY_CHECK_NONE */
  uint64_t units; /* spent, as the next three are */
  uint64_t edges;
  uint64_t arena;
  uint32_t depth;
  uint64_t
      worst_case; /* the largest that a proof shows, of whatever was checked before a refusal */
  struct assay_check_bytes name;
  uint64_t version;
  const struct assay_checked_program* programs;
  uint32_t program_count;
  const struct assay_checked_map* maps;
  uint32_t map_count;
  uint32_t because; /* a code that explains a refusal: the host's contract is not the one that the
                     * package says it was proved for; 0: none */
};

/* Checks a package. Returns the code, which is also in the result. */
uint32_t assay_check_package(const struct assay_check_input* input,
                             struct assay_check_result* result);

/* Makes the instructions of a checked program loadable: writes handles[i], that of maps[i] of the
 * result, in place of map index i into `slots`, a copy of the program's slots that the host may
 * write. Loads of maps then have RFC 9669's source 1, or 2 where they go into a value. False, and
 * nothing is certain of the copy, where it is no such copy: then it must not be loaded. */
int assay_bind_maps(uint8_t* slots, size_t size, const int32_t* handles, size_t handle_count);

#ifdef __cplusplus
}
#endif

#endif
