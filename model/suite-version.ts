/**
 * The version of this suite, for records, `--version` and errors. A test compares it with package.json and the
 * changelog.
 */

/** Semantic version of the package. */
export const SUITE_VERSION = "0.1.0";

/** Revision of the VT-d architecture specification whose section numbers are cited. */
export const VTD_REVISION = "5.10";
