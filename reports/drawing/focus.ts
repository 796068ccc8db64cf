/** What a drawing is about: it is marked, it comes first, and it is never left out. */

import type { Witness } from "../../model/verdict.ts";

export interface Focus {
  readonly devices: ReadonlySet<string>;
  readonly lists: ReadonlySet<string>;
  readonly rmrr: number | undefined;
  readonly scope: number | undefined;
  readonly step: number | undefined;
}

export const NO_FOCUS: Focus = {
  devices: new Set(),
  lists: new Set(),
  rmrr: undefined,
  scope: undefined,
  step: undefined,
};

export function focusOf(witness: Witness): Focus {
  const given = (...labels: (string | undefined)[]): Set<string> =>
    new Set(labels.filter((label) => label !== undefined));
  return {
    devices: given(witness.device, witness.otherDevice),
    lists: given(witness.list, witness.otherList),
    rmrr: witness.rmrr,
    scope: witness.scope,
    step: witness.step,
  };
}
