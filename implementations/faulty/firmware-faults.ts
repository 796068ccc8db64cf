/** Faulty implementations that are led astray by a malformed table. */

import { badRmrrDropsGoodOnes } from "./firmware/bad-rmrr-drops-good-ones.ts";
import { badScopeAbortsTheRest } from "./firmware/bad-scope-aborts-the-rest.ts";
import { bytesPastLengthRead } from "./firmware/bytes-past-length-read.ts";
import { hopCutToItsBits } from "./firmware/hop-cut-to-its-bits.ts";
import { misalignedRounded } from "./firmware/misaligned-rounded.ts";
import { misalignedSkipped } from "./firmware/misaligned-skipped.ts";
import { oddScopeRead } from "./firmware/odd-scope-read.ts";
import { rmrrsExpectedBehindTheUnits } from "./firmware/rmrrs-expected-behind-the-units.ts";
import { scopeReadPastItsStructure } from "./firmware/scope-read-past-its-structure.ts";
import { shortRmrrRead } from "./firmware/short-rmrr-read.ts";
import { structureReadPastTheTable } from "./firmware/structure-read-past-the-table.ts";
import { tableLengthTrusted } from "./firmware/table-length-trusted.ts";
import { unknownStructureEndsWalk } from "./firmware/unknown-structure-ends-walk.ts";
import { zeroLengthScopeHangs } from "./firmware/zero-length-scope-hangs.ts";
import { zeroLengthStructureHangs } from "./firmware/zero-length-structure-hangs.ts";
import type { FaultyVariant } from "./faulty-variant.ts";

export const FIRMWARE_FAULTS: readonly FaultyVariant[] = [
  unknownStructureEndsWalk,
  rmrrsExpectedBehindTheUnits,
  zeroLengthScopeHangs,
  zeroLengthStructureHangs,
  scopeReadPastItsStructure,
  structureReadPastTheTable,
  shortRmrrRead,
  badRmrrDropsGoodOnes,
  badScopeAbortsTheRest,
  bytesPastLengthRead,
  hopCutToItsBits,
  misalignedRounded,
  misalignedSkipped,
  oddScopeRead,
  tableLengthTrusted,
];
