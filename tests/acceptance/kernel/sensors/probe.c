// SPDX-License-Identifier: Apache-2.0
// A hook that can be proved, and that nobody loads programs for here.
#include <assay/bpf/assay_linux.h>

SEC("uprobe") int probe(struct pt_regs *ctx) { return 0; }
