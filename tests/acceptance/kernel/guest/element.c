/* SPDX-License-Identifier: Apache-2.0 */
/* element MAP: prints the 8 bytes under key 0 of the map that is pinned there, as a number. */
#include <linux/bpf.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  const uint32_t key = 0;
  uint64_t value = 0;
  union bpf_attr opened = {.pathname = (uintptr_t)argv[1]};
  const long map = syscall(SYS_bpf, BPF_OBJ_GET, &opened, sizeof opened);
  union bpf_attr asked = {.map_fd = (uint32_t)map, .key = (uintptr_t)&key, .value = (uintptr_t)&value};
  if (map < 0 || syscall(SYS_bpf, BPF_MAP_LOOKUP_ELEM, &asked, sizeof asked) != 0) {
    perror(argv[1]);
    return 1;
  }
  printf("%llu\n", (unsigned long long)value);
  return 0;
}
