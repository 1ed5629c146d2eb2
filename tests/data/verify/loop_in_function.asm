// SPDX-License-Identifier: Apache-2.0
// A function counts to its argument; the caller's registers are as they were when it returns
// contract: linux/xdp
// expect: accept
  r6 = 2
  r1 = 10
  call count
  r0 = r6
  exit
count:
  r0 = 0
loop:
  if r0 >= r1 goto done
  r0 += 1
  goto loop
done:
  exit
