// SPDX-License-Identifier: Apache-2.0
// Fields of a map's values that the kernel keeps for itself: no program reads or writes their
// bytes, and updates and look-ups from user mode copy round them.
//
// Sources: btf_get_field_type, btf_find_kptr and map_check_btf of Linux 6.12 (kernel/bpf/btf.c,
// kernel/bpf/syscall.c); `kptr_ref` is the tag of 6.1, `uptr`, `bpf_res_spin_lock` and
// `bpf_task_work` are those of 6.13, 6.15 and 6.18.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace assay {

/// X(kind, name, bytes): the name is that of the field's struct, or for pointers their type tag;
/// the bytes are the kernel's own size of it.
#define ASSAY_SPECIAL_FIELDS(X)                  \
  X(SpinLock, "bpf_spin_lock", 4)                \
  X(ResilientSpinLock, "bpf_res_spin_lock", 4)   \
  X(Timer, "bpf_timer", 16)                      \
  X(WorkQueue, "bpf_wq", 16)                     \
  X(TaskWork, "bpf_task_work", 8)                \
  X(ListHead, "bpf_list_head", 16)               \
  X(ListNode, "bpf_list_node", 24)               \
  X(TreeRoot, "bpf_rb_root", 16)                 \
  X(TreeNode, "bpf_rb_node", 32)                 \
  X(ReferenceCount, "bpf_refcount", 4)           \
  X(KernelPointer, "kptr", 8)                    \
  X(ReferencedKernelPointer, "kptr_ref", 8)      \
  X(UntrustedKernelPointer, "kptr_untrusted", 8) \
  X(PerCpuKernelPointer, "percpu_kptr", 8)       \
  X(UserPointer, "uptr", 8)

enum class SpecialFieldKind : std::uint8_t {
#define ASSAY_SPECIAL_FIELD(kind, name, bytes) kind,
  ASSAY_SPECIAL_FIELDS(ASSAY_SPECIAL_FIELD)
#undef ASSAY_SPECIAL_FIELD
};

/// "bpf_timer", "kptr".
[[nodiscard]] std::string_view special_field_name(SpecialFieldKind kind);
/// Bytes that the kernel gives such a field.
[[nodiscard]] std::uint32_t special_field_bytes(SpecialFieldKind kind);
/// The kind of that name; nothing when there is none.
[[nodiscard]] std::optional<SpecialFieldKind> find_special_field(std::string_view name);
/// Whether such a field is a pointer, which its type tag makes special, not a struct.
[[nodiscard]] bool is_tagged_pointer(SpecialFieldKind kind);

/// Bytes [offset, offset + size) of a map's value.
struct SpecialField {
  SpecialFieldKind kind{};
  std::uint32_t offset = 0;
  std::uint32_t size = 0;

  friend bool operator==(const SpecialField&, const SpecialField&) = default;
};

/// The first of `fields` that overlaps [offset, offset + size), or null.
[[nodiscard]] const SpecialField* field_in(const std::vector<SpecialField>& fields,
                                           std::uint64_t offset, std::uint64_t size);

}  // namespace assay
