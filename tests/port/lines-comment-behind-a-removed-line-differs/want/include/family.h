#define FAMILY_ONE	0x1C
#define FAMILY_TWO_MID	0x26 /* Anniedale */
#define FAMILY_THREE	0x27

#define FAMILY_LARGE	0x57
