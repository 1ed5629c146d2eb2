// SPDX-License-Identifier: Apache-2.0
// MEM_ALIGNED of the value (bpf_get_func_arg_proto)
// contract: linux/fentry
// expect: reject
// code: A508
// line: 10
  r2 = 0
  r3 = r10
  r3 += -12
  call 183  // refused here
  r0 = 0
  exit
