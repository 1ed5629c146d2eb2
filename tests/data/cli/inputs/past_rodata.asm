// A read past read-only data.
// contract: windows/bind
// rodata: limits 01000000
  r2 = map_value[0]
  r0 = *(u32 *)(r2 + 2)
  exit
