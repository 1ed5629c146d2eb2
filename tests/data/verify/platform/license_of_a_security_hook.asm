// SPDX-License-Identifier: Apache-2.0
// All programs of security modules are under the GPL (bpf_lsm_verify_prog)
// contract: linux/lsm
// license: Apache-2.0
// expect: reject
// code: A210
// line: 8
  r0 = 0  // refused here
  exit
