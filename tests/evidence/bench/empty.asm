// contract: linux/socket_filter
  r0 = 0
  exit
