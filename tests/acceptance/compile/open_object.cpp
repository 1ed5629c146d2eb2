// SPDX-License-Identifier: Apache-2.0
// Opens objects as a loader does, with libbpf and without a kernel: one line for each that it
// refuses.
//
// usage: open_object OBJECT...
#include <bpf/libbpf.h>

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstring>

namespace {

int print_warnings(libbpf_print_level level, const char* format, va_list arguments) {
  return level == LIBBPF_WARN ? std::vfprintf(stderr, format, arguments) : 0;
}

/// Whether libbpf opens the object, and finds a program in it.
bool opens(const char* path) {
  bpf_object* const object = bpf_object__open_file(path, nullptr);
  if (object == nullptr) {
    std::printf("%s: %s\n", path, std::strerror(errno));
    return false;
  }
  const bool has_program = bpf_object__next_program(object, nullptr) != nullptr;
  if (!has_program) std::printf("%s: no program\n", path);
  bpf_object__close(object);
  return has_program;
}

}  // namespace

int main(int argc, char** argv) {
  libbpf_set_strict_mode(LIBBPF_STRICT_ALL);
  libbpf_set_print(print_warnings);
  bool all = argc > 1;
  for (int i = 1; i < argc; ++i) all = opens(argv[i]) && all;
  return all ? 0 : 1;
}
