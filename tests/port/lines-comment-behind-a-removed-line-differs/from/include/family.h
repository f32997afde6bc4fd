#define FAMILY_ONE	0x1C
#define FAMILY_TWO	0x26 /* Aniedale */
#define FAMILY_THREE	0x27

#define FAMILY_BIG	0x57
