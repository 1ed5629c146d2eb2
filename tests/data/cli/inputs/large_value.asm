// contract: linux/xdp
// map: table array 4 4294967295 1
  r1 = 0
  *(u32 *)(r10 - 4) = r1
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  r0 = 2
  exit
