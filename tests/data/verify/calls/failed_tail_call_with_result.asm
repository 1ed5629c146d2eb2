// SPDX-License-Identifier: Apache-2.0
// On Windows, tail_call returns an error where it fails.
// contract: windows/xdp
// map: next prog_array 4 4 1
// expect: accept
  r2 = map[0]
  r3 = 0
  call 5
  if r0 s< 0 goto out
  r0 = 2
  exit
out:
  r0 = 1
  exit
