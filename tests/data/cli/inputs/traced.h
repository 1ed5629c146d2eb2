#define READ(type, at) (*(const type *)(at))
#define READ_BYTE(at) READ(unsigned char, at)
