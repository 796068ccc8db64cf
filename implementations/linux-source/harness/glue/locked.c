enum harness_status glue_locked(struct device *dev, bool *answer)
{
	*answer = device_is_rmrr_locked(dev);
	return HARNESS_OK;
}
