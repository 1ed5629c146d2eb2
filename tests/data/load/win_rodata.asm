// contract: windows/bind
// A bound that user mode may write: .rodata is an ordinary map there.
// rodata: .rodata 00000000
// map: m array 4 8 1
  r1 = map_value[0]
  r1 = *(u32 *)(r1 + 0)
  r2 = map_value[1]
  r2 += r1
  r0 = *(u8 *)(r2 + 0)
  r0 &= 1
  exit
