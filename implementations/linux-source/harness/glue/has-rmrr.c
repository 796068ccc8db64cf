enum harness_status glue_has_rmrr(struct device *dev, bool *answer)
{
	*answer = device_has_rmrr(dev);
	return HARNESS_OK;
}
