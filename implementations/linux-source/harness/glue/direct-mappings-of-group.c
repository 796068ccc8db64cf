#include "direct-mappings.c"
