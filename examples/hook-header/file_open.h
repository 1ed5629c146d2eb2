// SPDX-License-Identifier: Apache-2.0
/// @file
/// The hook file_open: what an operating system's team writes, once, to offer a new hook.
///
///   assay contract extract file_open.h
///   assay verify --contract-header file_open.h sensor.c
///
/// The general helpers and the kinds of map come from the platform's header.
#pragma once

#include <assay/bpf/assay_windows.h>

/// What a program learns of a file that is about to be opened.
typedef struct file_open_md {
  /// UTF-8, without a NUL; null where the file is opened by its number
  const u8 *path_start ASSAY_BEGIN(path, 4096) ASSAY_REGION_ORDERED;
  const u8 *path_end ASSAY_END(path);
  u64 process_id ASSAY_READ_ONLY;
  u32 access ASSAY_READ_ONLY;  ///< what the process asks for
  u32 granted ASSAY_WRITABLE;  ///< what it gets; a program may take rights away
} file_open_md_t;

enum ASSAY_RESULTS_OF("file_open") {
  FILE_OPEN_PERMIT = 0,
  FILE_OPEN_DENY = 1,
};

enum ASSAY_VALUES_OF(access, "file_open") {
  FILE_READ = 1,
  FILE_WRITE = 2,
};

/// Writes the name of the volume, at most `size` bytes of it.
/// @return as many bytes as were written, or a negative number
static s64 (*const bpf_file_volume_name)(file_open_md_t *ctx ASSAY_CONTEXT, void *name ASSAY_WRITES,
                                         u32 size ASSAY_SIZE_OF(name))
    ASSAY_HELPER ASSAY_ONLY_IN("file_open") ASSAY_FILLS_RESULT_BYTES = (void *)65536;

ASSAY_HOOK("windows/file_open") ASSAY_SECTIONS("file_open")
ASSAY_RESULT(FILE_OPEN_PERMIT, FILE_OPEN_DENY) ASSAY_LIMITS(512, 8, 33, 1000000)
int assay_hook_file_open(file_open_md_t *ctx);
