enum harness_status glue_downstream(struct device *dev, struct device *bridge, bool *answer)
{
	*answer = is_downstream_to_pci_bridge(dev, bridge);
	return HARNESS_OK;
}
