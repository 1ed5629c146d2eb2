// SPDX-License-Identifier: Apache-2.0
// The address of a function is what it is
// contract: linux/xdp
// expect: accept
  r2 = function body
  r3 = function body
  r0 = 2
  if r2 == r3 goto out
  r0 = 1
out:
  exit
body:
  r0 = 0
  exit
