/* SPDX-License-Identifier: Apache-2.0 */
/* The loader for host programs: admits sealed packages, runs them on events, and fails back
 * (docs/embedding.md, docs/loader.md). The verifier is not in it.
 *
 * A host opens a folder of its own, says which hooks it has, and hands over what comes to it: root
 * documents, signed statements, packages. Nothing that is handed over is trusted. The host's events
 * go to whatever was admitted for their hook.
 *
 * Ownership: what a function writes through a pointer to a pointer belongs to the caller, who frees
 * it with the function of its kind. Strings are UTF-8, end in a NUL, and are never NULL unless said
 * so. Every *_free takes NULL. Bytes that are handed over may be freed once the call returns.
 *
 * Errors: a function that may fail returns NULL when it did what it should, and else an error, which
 * the caller frees. Codes are stable (loader/base/refusals.def). Five say that something holds all the
 * same: L615 (the disk is not certain of it, so that a crash may undo it, or what it brings back runs
 * only behind the next assay_loader_tend), L616 (the package is kept for another contract), L621 (a
 * kill switch of a name that nothing here has), L625 (the package is admitted, and a kill switch keeps
 * it from all events), L627 (the version was reverted, and none is left to run). Two say that nobody
 * knows yet: with L103 what was asked does not hold now, but a package that was submitted may be kept,
 * and the next assay_loader_tend tries to run it, and a start may find what was asked on the disk;
 * with L713 memory ended within the call: repeat it. What of it was decided by then holds behind the
 * next call.
 *
 * Threads: all functions may be called by any thread at any time, but assay_loader_close, which must
 * be the last. Events wait for no other call. A thread is not cancelled (pthread_cancel) within a call.
 *
 * Processes: a loader is its process's. In a child of fork() every call gives L622 but
 * assay_loader_close, which there only frees the child's copy, and the executor's programs with it; the
 * folder stays the parent's.
 *
 * Binary interface: what is declared here stays as it is for the library's whole life under its name
 * (libassay_loader.so.1, symbols of version ASSAY_LOADER_1). Functions are added, none is changed;
 * structs with a struct_size may grow. Of one that a host fills, what this version does not know
 * must be zero: else L622. Of one that the loader fills, a host reads no further than its struct_size:
 * an older library does not have what lies behind.
 */
#ifndef ASSAY_LOADER_H
#define ASSAY_LOADER_H

#ifdef __bpf__
#error "<assay/loader.h> is for host programs; sensors include <assay/bpf/assay_linux.h> or <assay/bpf/assay_windows.h>"
#endif

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define ASSAY_LOADER_EXPORT __attribute__((visibility("default")))
#else
#define ASSAY_LOADER_EXPORT
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* The number of this interface: that of the library's name. */
#define ASSAY_LOADER_INTERFACE 1

/* The version of Assay, such as "0.1.0". */
ASSAY_LOADER_EXPORT const char *assay_loader_version(void);

/* ---- Errors ---- */

typedef struct assay_loader_error assay_loader_error;

/* The stable code, such as "L404": what to compare with. */
ASSAY_LOADER_EXPORT const char *assay_loader_error_code(const assay_loader_error *error);
/* One clause that says what. */
ASSAY_LOADER_EXPORT const char *assay_loader_error_message(const assay_loader_error *error);
/* Which file, package, member or place; may be empty. For people: it may change. */
ASSAY_LOADER_EXPORT const char *assay_loader_error_subject(const assay_loader_error *error);
ASSAY_LOADER_EXPORT void assay_loader_error_free(assay_loader_error *error);

/* ---- Who runs programs ---- */

/* Bytes of each value of a map. It never grows. */
typedef struct assay_loader_span {
  uint32_t offset;
  uint32_t size;
} assay_loader_span;

/* A map of an admitted package. */
typedef struct assay_loader_map {
  size_t struct_size; /* is set by the loader */
  const char *name;
  uint32_t kind; /* BPF_MAP_TYPE_* */
  uint32_t key_size;
  uint32_t value_size;
  uint32_t max_entries;
  uint32_t flags;
  uint32_t inner;     /* index of the map that is the template of its values; UINT32_MAX: none */
  uint32_t read_only; /* not 0: nobody writes to it once it holds `contents` */
  const void *contents; /* what it holds at the start, of maps of data; else NULL */
  size_t contents_size;
  const assay_loader_span *kept; /* what the platform keeps for itself, such as a lock, by offset: no
                                  * program touches it, and a helper that writes a value leaves it as
                                  * it is */
  size_t kept_count;
} assay_loader_map;

/* A program of an admitted package, as the checker has read it. All of it lives as long as the call
 * of `load` that it is handed to. */
typedef struct assay_loader_program {
  size_t struct_size; /* is set by the loader */
  const char *package;
  uint64_t version;
  const char *name;
  const char *section;    /* of its object, which may say what a hook's name does not */
  const char *hook;       /* the name of the contract that it was checked against */
  uint64_t context_bytes; /* of the hook's context, from its begin, that a run may touch: r1 must
                           * point to no fewer */
  uint64_t bound;         /* the most instructions that a run executes */
  const void *slots; /* instructions of 8 bytes, little-endian; loads of a map have its index in
                      * `maps` where the kernel would have its descriptor */
  size_t slots_size; /* bytes */
  const assay_loader_map *const *maps;
  size_t map_count;
} assay_loader_program;

/* How a run ended. */
typedef enum assay_loader_end {
  ASSAY_LOADER_ANSWERED = 0,
  ASSAY_LOADER_PASSED_BOUND = 1, /* stopped behind its bound; what the proof rules out */
  ASSAY_LOADER_FAULTED = 2       /* did something else that the proof rules out */
} assay_loader_end;

/* One run. */
typedef struct assay_loader_run {
  size_t struct_size; /* is set by the loader */
  const void *event; /* as it was handed to assay_loader_dispatch */
  size_t event_size;
  uint64_t bound;        /* the most instructions that it may execute */
  uint64_t answer;       /* is set by the executor: r0. Of a 32-bit result of the contract only the low
                          * half is looked at. One that is not in the contract's range is a fault */
  uint64_t instructions; /* likewise: how many were executed, where they are counted; else 0 */
} assay_loader_run;

/* What a host runs programs with in place of the reference interpreter. None of these may call the
 * loader. */
typedef struct assay_loader_executor {
  size_t struct_size; /* sizeof(assay_loader_executor) */
  void *context;      /* is handed to each */
  /* Makes a program ready to run; NULL where it cannot be. Called by whoever submits, sets hooks or
   * opens, one call at a time. */
  void *(*load)(void *context, const assay_loader_program *program);
  /* Runs it on one event, by any number of threads at once; an assay_loader_end. Any number but
   * ASSAY_LOADER_ANSWERED puts the version into quarantine, and so does an answer that is not among
   * the results that the contract takes. */
  int (*run)(void *context, void *loaded, assay_loader_run *run);
  /* Nobody runs it any more. By any thread; may be NULL. */
  void (*unload)(void *context, void *loaded);
} assay_loader_executor;

/* ---- Opening and closing ---- */

typedef struct assay_loader assay_loader;

/* Zero what is not set. */
typedef struct assay_loader_settings {
  size_t struct_size;  /* sizeof(assay_loader_settings) */
  const char *folder;  /* of the host's own, mode 0700; must exist; one loader at a time holds it */
  const void *root;    /* a root document to install the host with, the first time; NULL: the folder */
  size_t root_size;    /* is that of a host, and nothing is begun anew */
  const char *host_id; /* by which rollouts choose this host; NULL: "host" */
  const char *ring;    /* of rollouts; NULL: "default" */
  const char *const *groups; /* for which releases may be held back */
  size_t group_count;
  uint64_t healthy_events;   /* what a new version must show before it is called good; 0: 1,000 */
  uint64_t healthy_seconds;  /* and for how long; 0: 600 */
  uint64_t max_instructions; /* of one run; a package that may need more is refused; 0: 1,000,000 */
  const assay_loader_executor *executor; /* copied; NULL: the reference interpreter */
} assay_loader_settings;

/* Opens a host. It has no hooks yet. Errors: L501 where the folder has no whole state, L502 where a
 * root document is given and the folder is that of a host; those of files and of the root; L714 where
 * another loader or host has the folder open, L715 where it is not this user's alone. */
ASSAY_LOADER_EXPORT assay_loader_error *assay_loader_open(const assay_loader_settings *settings,
                                                          assay_loader **loader);
/* An orderly stop: versions in trial have not failed. Frees the loader, also where it returns an
 * error, which says that trials are still open on the disk. No event may be under way. NULL: done. */
ASSAY_LOADER_EXPORT assay_loader_error *assay_loader_close(assay_loader *loader);

/* ---- Hooks ---- */

typedef struct assay_loader_hook {
  const void *contract; /* in the canonical binary form: `assay contract extract HEADER -o FILE` */
  size_t contract_size;
  uint64_t default_answer; /* where no program answers: 0, or a result that the contract takes */
} assay_loader_hook;

/* The hooks that this host has, all of them, in place of those before. Every package that is stored
 * is checked again. Errors L618, L622 and L709 (a default answer outside the contract's results)
 * change nothing, and after L713 they are to be set again; with
 * every other they are set. */
ASSAY_LOADER_EXPORT assay_loader_error *assay_loader_set_hooks(assay_loader *loader,
                                                               const assay_loader_hook *hooks,
                                                               size_t count);

/* ---- What comes to the host. `who` brings it, for the journal; NULL: "host" ---- */

/* A sealed package with its signatures. NULL: it was admitted, and is the version that runs, whatever
 * ran before. L625: likewise, but no event reaches it. */
ASSAY_LOADER_EXPORT assay_loader_error *assay_loader_submit(assay_loader *loader,
                                                            const void *package, size_t size,
                                                            const char *who);
/* A signed statement: a release, a kill switch, or what clears one, or lowers a floor. */
ASSAY_LOADER_EXPORT assay_loader_error *assay_loader_statement(assay_loader *loader,
                                                               const char *text, size_t size,
                                                               const char *who);
/* The next root document. It lets go of all releases, which must then come again. */
ASSAY_LOADER_EXPORT assay_loader_error *assay_loader_root(assay_loader *loader, const char *text,
                                                          size_t size, const char *who);

/* ---- What an administrator of this host says ---- */

/* A kill switch for "all", "hook/NAME", "package/NAME" or "program/PACKAGE/NAME". No statement
 * clears it. To clear one that is not set is L626. */
ASSAY_LOADER_EXPORT assay_loader_error *assay_loader_kill(assay_loader *loader, const char *scope,
                                                          const char *who);
ASSAY_LOADER_EXPORT assay_loader_error *assay_loader_unkill(assay_loader *loader,
                                                            const char *scope, const char *who);
/* Calls the version of the package that is in trial good now; or puts the version that runs into
 * quarantine, so that the last good one returns; L627 where there is none. */
ASSAY_LOADER_EXPORT assay_loader_error *assay_loader_promote(assay_loader *loader,
                                                             const char *package, const char *who);
ASSAY_LOADER_EXPORT assay_loader_error *assay_loader_revert(assay_loader *loader,
                                                            const char *package, const char *who);

/* ---- Events ---- */

typedef struct assay_loader_answer {
  uint64_t answer; /* of a 32-bit result of the contract: that, with its sign, as 64 bits */
  uint64_t programs; /* that have seen the event */
} assay_loader_answer;

/* The answer of the first program at the hook that answers otherwise than the hook does by itself,
 * else the hook's own. `event` is an event file (docs/event.md) for the reference interpreter, and
 * whatever a host's own executor takes. Errors: L708 without such a hook, L707 for an event file
 * that does not fit. */
ASSAY_LOADER_EXPORT assay_loader_error *assay_loader_dispatch(assay_loader *loader,
                                                              const char *hook, const void *event,
                                                              size_t event_size,
                                                              assay_loader_answer *answer);

/* ---- Looking after what runs ---- */

/* To be called about once a second: puts what faulted into quarantine, and calls good what runs
 * well. An error is what could not be written, and is tried again the next time. */
ASSAY_LOADER_EXPORT assay_loader_error *assay_loader_tend(assay_loader *loader);

/* How the host stands, as JSON on one line: hooks, packages and why newer versions do not run, kill
 * switches, what was wrong at the start, the journal's head (docs/host.md). */
ASSAY_LOADER_EXPORT assay_loader_error *assay_loader_status(assay_loader *loader, char **json);
ASSAY_LOADER_EXPORT void assay_loader_text_free(char *text);

#ifdef __cplusplus
}
#endif

#endif
