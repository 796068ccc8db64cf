/* The machine boots, lets go of what it has made of the table, and boots again. */
#include "core.h"

static enum harness_status start(void)
{
	enum harness_status status;

	platform_boots(true);
	state_allow(platform_work());
	status = glue_start();
	state_settle();
	harness_leave_iteration(NULL);
	platform_boots(false);
	if (status == HARNESS_OK)
		platform_bring_late_segments();
	return status;
}

void boot(void)
{
	static const struct harness_site nowhere = { NULL, 0, NULL, NULL };

	platform_populate();
	/* Nothing was made to fail yet. */
	if (start() == HARNESS_NO_MEMORY)
		harness_warn_text("the kernel says that it has no memory to boot with, and it has", &nowhere);
}

void boot_tear_down(void)
{
	state_allow(platform_work());
	glue_tear_down_units();
	state_settle();
	state_allow(platform_work());
	glue_tear_down();
	state_settle();
}

enum harness_status boot_again(void)
{
	enum harness_status status;

	if (!glue_forgets_table())
		return HARNESS_UNSUPPORTED;
	boot_tear_down();
	state_forget();
	/* The hooks of the driver stand in a static variable too. */
	glue_driver_operations();
	status = start();
	/* What it has made of the table by then it lets go of, and runs without an IOMMU. */
	if (status == HARNESS_NO_MEMORY)
		boot_tear_down();
	return status;
}
