/* Static variables and code under test lie between this file's and those of data-end.c; variables zeroed or not. */
__attribute__((aligned(64))) char kernel_data_begin[64] = { 1 };
__attribute__((aligned(64))) char kernel_bss_begin[64];

void kernel_text_begin(void);
void kernel_text_begin(void)
{
}
