// contract: windows/xdp
  r0 = 7       // no such verdict
  exit
