/* The log is not kept; what is printed is evaluated, so that a touch of freed memory is seen. */
#ifndef KERNEL_LOG_H
#define KERNEL_LOG_H

static inline void harness_log(const char *format, ...)
{
	(void)format;
}

#define printk(...) harness_log(__VA_ARGS__)
#define printk_once(...) harness_log(__VA_ARGS__)
#define pr_emerg(...) harness_log(__VA_ARGS__)
#define pr_alert(...) harness_log(__VA_ARGS__)
#define pr_crit(...) harness_log(__VA_ARGS__)
#define pr_err(...) harness_log(__VA_ARGS__)
#define pr_err_once(...) harness_log(__VA_ARGS__)
#define pr_err_ratelimited(...) harness_log(__VA_ARGS__)
#define pr_warn(...) harness_log(__VA_ARGS__)
#define pr_warning(...) harness_log(__VA_ARGS__)
#define pr_warn_once(...) harness_log(__VA_ARGS__)
#define pr_warn_ratelimited(...) harness_log(__VA_ARGS__)
#define pr_notice(...) harness_log(__VA_ARGS__)
#define pr_info(...) harness_log(__VA_ARGS__)
#define pr_info_once(...) harness_log(__VA_ARGS__)
#define pr_debug(...) harness_log(__VA_ARGS__)
#define pr_cont(...) harness_log(__VA_ARGS__)
#define pr_devel(...) harness_log(__VA_ARGS__)
#define dev_emerg(dev, ...) ((void)(dev), harness_log(__VA_ARGS__))
#define dev_err(dev, ...) ((void)(dev), harness_log(__VA_ARGS__))
#define dev_err_ratelimited(dev, ...) ((void)(dev), harness_log(__VA_ARGS__))
#define dev_warn(dev, ...) ((void)(dev), harness_log(__VA_ARGS__))
#define dev_warn_once(dev, ...) ((void)(dev), harness_log(__VA_ARGS__))
#define dev_warn_ratelimited(dev, ...) ((void)(dev), harness_log(__VA_ARGS__))
#define dev_notice(dev, ...) ((void)(dev), harness_log(__VA_ARGS__))
#define dev_info(dev, ...) ((void)(dev), harness_log(__VA_ARGS__))
#define dev_info_once(dev, ...) ((void)(dev), harness_log(__VA_ARGS__))
#define dev_dbg(dev, ...) ((void)(dev), harness_log(__VA_ARGS__))
#define pci_err(pdev, ...) ((void)(pdev), harness_log(__VA_ARGS__))
#define pci_warn(pdev, ...) ((void)(pdev), harness_log(__VA_ARGS__))
#define pci_info(pdev, ...) ((void)(pdev), harness_log(__VA_ARGS__))
#define pci_dbg(pdev, ...) ((void)(pdev), harness_log(__VA_ARGS__))
#define KERN_EMERG ""
#define KERN_ERR ""
#define KERN_WARNING ""
#define KERN_NOTICE ""
#define KERN_INFO ""
#define KERN_DEBUG ""
#define FW_BUG ""
#define FW_WARN ""
#define FW_INFO ""
#define HW_ERR ""

/* What DMI says of the machine only goes into the log. */
#define DMI_BIOS_VENDOR 0
#define DMI_BIOS_VERSION 1
#define DMI_PRODUCT_VERSION 2
#define dmi_get_system_info(field) ""

#endif
