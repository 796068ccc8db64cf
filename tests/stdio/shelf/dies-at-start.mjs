/** Ends with a complaint before it has said a word. */
console.error("cannot open /dev/iommu");
process.exitCode = 4;
