enum harness_status glue_relaxable(struct device *dev, bool *answer)
{
	*answer = device_rmrr_is_relaxable(dev);
	return HARNESS_OK;
}
