/**
 * Why a requirement is there that notices no fault alone.
 *
 * The shelf shows of most requirements that something would go unnoticed without them. Of the others, this says what
 * they are good for; the kill matrix prints it.
 */

export const REASONS: Readonly<Record<string, string>> = {};
