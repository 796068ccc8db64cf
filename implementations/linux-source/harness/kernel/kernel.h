/*
 * What a kernel offers to the code under test: written from the meaning of each interface, for one CPU and one
 * thread, with every effect that matters to the harness made visible to it.
 */
#ifndef KERNEL_KERNEL_H
#define KERNEL_KERNEL_H

#include "../harness.h"
#include "types.h"
#include "arithmetic.h"
#include "bug.h"
#include "log.h"
#include "text.h"
#include "memory.h"
#include "locking.h"
#include "list.h"
#include "trees.h"
#include "device.h"
#include "pci.h"
#include "acpi.h"
#include "iommu.h"
#include "cleanup.h"

#endif
