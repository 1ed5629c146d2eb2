// SPDX-License-Identifier: Apache-2.0
// Stands between libbpf and the kernel: every bpf() call succeeds, and none reaches the kernel. So
// the comparison needs no privileges, and gives the same on every machine.
#include <linux/bpf.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdarg>

namespace {

constexpr long kMostMapped = 1L << 30;  // bytes of a map that libbpf may map into memory

/// A descriptor that can be mapped, as that of a map can.
long make_descriptor() {
  const int made = memfd_create("bpf", MFD_CLOEXEC);
  if (made >= 0 && ftruncate(made, kMostMapped) != 0) return -1;
  return made;
}

long answer(long command) {
  const bool makes =
      command == BPF_MAP_CREATE || command == BPF_PROG_LOAD || command == BPF_BTF_LOAD;
  return makes ? make_descriptor() : 0;
}

}  // namespace

// The linker gives these names (--wrap=syscall).
extern "C" {
long __real_syscall(long number, long, long, long, long, long, long);
long __wrap_syscall(long number, ...);

long __wrap_syscall(long number, ...) {
  va_list list;
  va_start(list, number);
  long arguments[6];
  for (long& argument : arguments) argument = va_arg(list, long);
  va_end(list);
  if (number == SYS_bpf) return answer(arguments[0]);
  return __real_syscall(number, arguments[0], arguments[1], arguments[2], arguments[3],
                        arguments[4], arguments[5]);
}
}
