/* SPDX-License-Identifier: Apache-2.0 */
/* Assay for host programs: the verifier as a library (docs/embedding.md).
 *
 * A host hands over the bytes of an object and gets a verdict, findings, and the JSON document that
 * `assay verify --format json` writes. No file is opened, but the front end's module when a contract
 * header is added.
 *
 * Ownership: what a function writes through a pointer to a pointer belongs to the caller, who frees
 * it with the function of its kind; everything else that is returned lives as long as what it was
 * asked of. Strings are UTF-8, end in a NUL, and are never NULL unless said so. Every *_free takes
 * NULL.
 *
 * Errors: a function that may fail returns NULL when it did what it should, and else an error, which
 * the caller frees. What is wrong with a program, malformed objects included, is no such error: it
 * stands in the result.
 *
 * Threads: several may verify and run with one session at once, as long as none changes it. Results
 * do not change. Nothing is shared between sessions.
 *
 * Binary interface: what is declared here stays as it is for the library's whole life under its name
 * (libassay.so.1, symbols of version ASSAY_1). Functions are added, none is changed; enumerations may
 * gain values.
 */
#ifndef ASSAY_ASSAY_H
#define ASSAY_ASSAY_H

#ifdef __bpf__
#error "<assay/assay.h> is for host programs; sensors include <assay/bpf/assay_linux.h> or <assay/bpf/assay_windows.h>"
#endif

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define ASSAY_EXPORT __attribute__((visibility("default")))
#else
#define ASSAY_EXPORT
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* The number of this interface: that of the library's name. */
#define ASSAY_INTERFACE 1

/* The version of Assay, such as "0.1.0". */
ASSAY_EXPORT const char *assay_version(void);

/* The page, in Markdown, that explains a code such as "A501"; NULL for an unknown code. */
ASSAY_EXPORT const char *assay_explain(const char *code);

/* ---- Errors ---- */

typedef struct assay_error assay_error;

/* The stable code, such as "A117": what to compare with, and what assay_explain takes. */
ASSAY_EXPORT const char *assay_error_code(const assay_error *error);
/* One sentence that says what and where. */
ASSAY_EXPORT const char *assay_error_message(const assay_error *error);
ASSAY_EXPORT void assay_error_free(assay_error *error);

/* ---- Sessions: which contracts there are, and what programs are judged for ---- */

typedef struct assay_session assay_session;

typedef enum assay_platform {
  ASSAY_PLATFORM_ANY = 0, /* as the program's section says */
  ASSAY_PLATFORM_LINUX = 1,
  ASSAY_PLATFORM_WINDOWS = 2
} assay_platform;

/* What read-only data programs are judged with (`--rodata`). */
typedef enum assay_contents {
  ASSAY_CONTENTS_OBJECT = 0,   /* that of the object */
  ASSAY_CONTENTS_SETTINGS = 1, /* any in .rodata, which the loader may set */
  ASSAY_CONTENTS_ANY = 2       /* any */
} assay_contents;

/* A session with the built-in contracts, for any platform. */
ASSAY_EXPORT assay_error *assay_session_new(assay_session **session);
ASSAY_EXPORT void assay_session_free(assay_session *session);

ASSAY_EXPORT assay_error *assay_session_set_platform(assay_session *session,
                                                     assay_platform platform);

/* Judges every program under the contract of that name ("linux/xdp", or "xdp" if one platform has
 * it), whatever its section says; NULL: by the section again. An unknown name is an error of the
 * calls that judge, because contracts may still be added. */
ASSAY_EXPORT assay_error *assay_session_set_contract(assay_session *session, const char *name);

/* Judges one way of execution alone ("native", "jit" or "interpreter", of Windows); NULL: all. */
ASSAY_EXPORT assay_error *assay_session_set_execution(assay_session *session, const char *way);

/* The instructions that a program may execute at most; 0: as many as its contract says. */
ASSAY_EXPORT assay_error *assay_session_set_max_instructions(assay_session *session,
                                                             uint64_t count);

/* The kernel's types (raw BTF, as /sys/kernel/btf/vmlinux has it), for which relocations are
 * resolved. The bytes are copied; `name` is what messages call them. Errors: A108, A109. */
ASSAY_EXPORT assay_error *assay_session_set_kernel_types(assay_session *session, const char *name,
                                                         const void *bytes, size_t size);

ASSAY_EXPORT assay_error *assay_session_set_contents(assay_session *session,
                                                     assay_contents contents);

/* What the section (".rodata", a name from the object) holds when programs are loaded; copied. Error:
 * A117 for a section that was given already. */
ASSAY_EXPORT assay_error *assay_session_add_contents(assay_session *session, const char *section,
                                                     const void *bytes, size_t size);

/* Adds the contracts of the hooks that an annotated C header declares (docs/hook-headers.md). The
 * text need not end in a NUL; `name` is what messages call it, and its folder is where its own
 * includes are looked for. This loads the C front end, Clang, into the process, from assay/assay_c.so
 * beside the library: it installs handlers for signals such as SIGSEGV and for LLVM's fatal errors.
 * Do it with headers of your own only. Errors: A120 when the front end is not installed, A131 to A139
 * and A118 for what is wrong with the header. */
ASSAY_EXPORT assay_error *assay_session_add_contract_header(assay_session *session,
                                                            const char *name, const char *text,
                                                            size_t size);

/* ---- Verifying ---- */

/* The bytes of a file. `name` is what messages and reports call it; nothing is read from there. A
 * name that ends in .asm or .s means assembly text, every other one an ELF object. C sources are
 * not compiled in a host's process: the calls below refuse names that end in .c or .i (A117). */
typedef struct assay_input {
  const char *name;
  const void *bytes;
  size_t size;
} assay_input;

typedef enum assay_verdict {
  ASSAY_VERDICT_ACCEPT = 1, /* proved: it may be loaded */
  ASSAY_VERDICT_REJECT = 2, /* not proved, or something that is not supported */
  ASSAY_VERDICT_ERROR = 3   /* not judged: malformed input, or a fault of Assay's own */
} assay_verdict;

typedef struct assay_result assay_result;
typedef struct assay_program assay_program;
typedef struct assay_finding assay_finding;
typedef struct assay_note assay_note;

/* Judges all programs of the input. Errors: A117 for what the session or the input asks for and
 * cannot be had, A001 for a fault of Assay's own. */
ASSAY_EXPORT assay_error *assay_verify(const assay_session *session, const assay_input *input,
                                       assay_result **result);
ASSAY_EXPORT void assay_result_free(assay_result *result);

/* ASSAY_VERDICT_ACCEPT only if there is a program, and all are accepted; the worst one's else. */
ASSAY_EXPORT assay_verdict assay_result_verdict(const assay_result *result);
/* The document of `assay verify --format json` (docs/report.schema.json). */
ASSAY_EXPORT const char *assay_result_json(const assay_result *result);

/* The programs in the object's order. An input that cannot be used is one without section and name,
 * with the verdict ASSAY_VERDICT_ERROR and a finding that says why. */
ASSAY_EXPORT size_t assay_result_program_count(const assay_result *result);
/* NULL if there is none of that index. */
ASSAY_EXPORT const assay_program *assay_result_program(const assay_result *result, size_t index);

ASSAY_EXPORT const char *assay_program_section(const assay_program *program);
ASSAY_EXPORT const char *assay_program_name(const assay_program *program);
/* The contract that it was judged under; empty if none was found. */
ASSAY_EXPORT const char *assay_program_contract(const assay_program *program);
ASSAY_EXPORT assay_verdict assay_program_verdict(const assay_program *program);
/* The most instructions that one run executes; 0 unless the program is accepted. */
ASSAY_EXPORT uint64_t assay_program_worst_case(const assay_program *program);
ASSAY_EXPORT size_t assay_program_finding_count(const assay_program *program);
/* NULL if there is none of that index. */
ASSAY_EXPORT const assay_finding *assay_program_finding(const assay_program *program, size_t index);

/* The stable code, such as "A501". */
ASSAY_EXPORT const char *assay_finding_code(const assay_finding *finding);
/* One sentence in the terms of the source. */
ASSAY_EXPORT const char *assay_finding_message(const assay_finding *finding);
/* A repair, or empty. */
ASSAY_EXPORT const char *assay_finding_suggestion(const assay_finding *finding);
/* Where in the source, if the object tells: empty and 0 if not. Lines and columns count from 1. */
ASSAY_EXPORT const char *assay_finding_file(const assay_finding *finding);
ASSAY_EXPORT uint32_t assay_finding_line(const assay_finding *finding);
ASSAY_EXPORT uint32_t assay_finding_column(const assay_finding *finding);
/* The 8-byte slot of the linked program, from 0; -1 if it is about the whole program. */
ASSAY_EXPORT int64_t assay_finding_instruction(const assay_finding *finding);
ASSAY_EXPORT size_t assay_finding_note_count(const assay_finding *finding);
/* NULL if there is none of that index. */
ASSAY_EXPORT const assay_note *assay_finding_note(const assay_finding *finding, size_t index);

ASSAY_EXPORT const char *assay_note_message(const assay_note *note);
ASSAY_EXPORT const char *assay_note_file(const assay_note *note);
ASSAY_EXPORT uint32_t assay_note_line(const assay_note *note);
ASSAY_EXPORT uint32_t assay_note_column(const assay_note *note);

/* ---- Running a program in the reference interpreter ---- */

/* Zero what is not set. `struct_size` is sizeof(assay_run_options). */
typedef struct assay_run_options {
  size_t struct_size;
  const char *program; /* the entry function's name; NULL: the only one */
  const char *event;   /* JSON (docs/event.md); NULL: an event of zeros */
  uint64_t max_instructions; /* executing more is a fault of the program; 0: 1,000,000 */
  uint64_t seed;             /* of the random numbers that helpers hand out */
} assay_run_options;

typedef struct assay_run_result assay_run_result;

/* Runs one program of the input on one event; `options` may be NULL. Errors: those of the input, the
 * event (A116) and the session. What goes wrong in the run stands in its result. */
ASSAY_EXPORT assay_error *assay_run(const assay_session *session, const assay_input *input,
                                    const assay_run_options *options, assay_run_result **result);
ASSAY_EXPORT void assay_run_result_free(assay_run_result *result);
/* Not 0 if the program did what it must not. */
ASSAY_EXPORT int assay_run_result_faulted(const assay_run_result *result);
/* The document of `assay run --json`. */
ASSAY_EXPORT const char *assay_run_result_json(const assay_run_result *result);

#ifdef __cplusplus
}
#endif

#endif
