// contract: windows/xdp
// map: counts hash 4 8 16
  r2 = *(u64 *)(r1 + 0)
  r3 = *(u8 *)(r2 + 12)   // the packet may be shorter
  r0 = 1
  exit
