// SPDX-License-Identifier: Apache-2.0
// Any byte of a field of a packet's context may be read.
// contract: linux/socket_filter
// expect: accept
  r0 = *(u8 *)(r1 + 1)
  exit
