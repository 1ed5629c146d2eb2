// SPDX-License-Identifier: Apache-2.0
// A sensor for the hook of file_open.h: nobody writes to a file whose path ends with "/hosts".
#include "file_open.h"

#define SUFFIX 6

SEC("file_open") int no_writes_to_hosts(file_open_md_t *ctx) {
  if (!(ctx->access & FILE_WRITE)) return FILE_OPEN_PERMIT;
  const u8 *path = ctx->path_start;
  u64 length = ctx->path_end - path;
  if (length < SUFFIX) return FILE_OPEN_PERMIT;
  const char suffix[SUFFIX] = {'/', 'h', 'o', 's', 't', 's'};
  const u8 *tail = path + (length - SUFFIX);
  if (tail + SUFFIX > ctx->path_end) return FILE_OPEN_PERMIT;
  for (u32 i = 0; i < SUFFIX; ++i) {
    if (tail[i] != suffix[i]) return FILE_OPEN_PERMIT;
  }
  u8 volume[16] = {0};
  if (bpf_file_volume_name(ctx, volume, sizeof volume) < 1) return FILE_OPEN_PERMIT;
  return volume[0] == 'C' ? FILE_OPEN_DENY : FILE_OPEN_PERMIT;
}
