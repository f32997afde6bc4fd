#define FAMILY_ONE	0x1C
#define FAMILY_TWO	0x26 /* Annidale */
#define FAMILY_THREE	0x27

#define FAMILY_LARGE	0x57
