/* See data-begin.c. */
__attribute__((aligned(64))) char kernel_data_end[64] = { 1 };
__attribute__((aligned(64))) char kernel_bss_end[64];

void kernel_text_end(void);
void kernel_text_end(void)
{
}
