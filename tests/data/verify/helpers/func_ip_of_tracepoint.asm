// SPDX-License-Identifier: Apache-2.0
// The kernel tells the traced function to kprobes only: for other types it refuses the call.
// contract: linux/tracepoint
// expect: reject
// code: A203
// line: 7
  call 173  // refused here
  r0 = 0
  exit
