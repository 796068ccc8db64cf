#include "iommufd.c"
