/** Passes over the damage of a table: all of it is removed, then each fault alone, then each is reduced. */

import type { Plan, PlanDamage, PlanRmrr, PlanStructure } from "../plan.ts";
import type { Pass } from "./pass.ts";

export const mendTable: Pass = {
  name: "mend the table",
  *candidates(plan) {
    const { damage, ...whole } = plan;
    const isDamaged = (rmrr: PlanRmrr): boolean => rmrr.rest !== undefined || rmrr.shortened !== undefined;
    const spoilt = plan.rmrrs.flatMap((rmrr, index) => (isDamaged(rmrr) ? [index] : []));
    if (damage !== undefined) {
      yield whole;
      const members = Object.keys(damage) as (keyof PlanDamage)[];
      if (members.length > 1) for (const member of members) yield withoutMember(plan, damage, member);
    }
    for (const index of spoilt) yield withRmrr(plan, index, mended);
  },
};

/** Fewer bytes, and bytes that are zero; small numbers. */
export const lessenDamage: Pass = {
  name: "lessen what is wrong with the table",
  *candidates(plan) {
    const { damage } = plan;
    if (damage !== undefined) {
      for (const member of ["trailing", "beyond"] as const) {
        for (const bytes of fewerBytes(damage[member] ?? [])) yield { ...plan, damage: { ...damage, [member]: bytes } };
      }
      for (const member of ["width", "length", "checksum", "cut"] as const) {
        const least = member === "checksum" || member === "cut" ? 1 : 0;
        for (const value of lesser(damage[member] ?? least, least)) {
          yield { ...plan, damage: { ...damage, [member]: value } };
        }
      }
      if (damage.order === "reversed") yield { ...plan, damage: { ...damage, order: "rmrrs-first" } };
    }
    for (const [index, rmrr] of plan.rmrrs.entries()) {
      for (const rest of fewerBytes(rmrr.rest ?? [])) yield withRmrr(plan, index, (it) => ({ ...it, rest }));
      for (const shortened of lesser(rmrr.shortened ?? 4, 4)) {
        yield withRmrr(plan, index, (it) => ({ ...it, shortened }));
      }
    }
  },
};

/** Removes an RMRR after one that ends too late, if only the first bytes of the removed structure are needed. */
export const leaveBytes: Pass = {
  name: "let bytes behind the table stand for an RMRR",
  *candidates(plan) {
    if (plan.rmrrs.length > MOST_TO_LEAVE || plan.rmrrs.every(({ rest }) => rest === undefined)) return;
    for (let gone = plan.rmrrs.length - 1; gone >= 0; gone--) {
      const damage: PlanDamage = { ...plan.damage, trailing: HEAD_OF_RMRR };
      yield { ...plan, rmrrs: plan.rmrrs.toSpliced(gone, 1), damage };
    }
  },
};

/** Removes an RMRR that only shows a wrong length, if another structure can show it. */
export const shortenStructure: Pass = {
  name: "let another structure be too short",
  *candidates(plan) {
    for (const [index, { shortened, rest }] of plan.rmrrs.entries()) {
      if ((shortened ?? rest) === undefined || plan.rmrrs.length > MOST_TO_LEAVE) continue;
      const rmrrs = plan.rmrrs.toSpliced(index, 1);
      for (const at of plan.structures.keys()) {
        yield { ...plan, rmrrs, structures: plan.structures.with(at, SHORT_STRUCTURE) };
      }
      // The same number of structures, but one RMRR fewer.
      yield { ...plan, rmrrs, structures: [...plan.structures, SHORT_STRUCTURE] };
    }
  },
};

/** An ATSR that ends before its flags. */
const SHORT_STRUCTURE: PlanStructure = {
  structure: { kind: "opaque", type: 2, content: new Uint8Array() },
  scopes: [],
};

/** For plans that the other passes have made small. */
const MOST_TO_LEAVE = 4;
/** Type and Length. */
const HEAD_OF_RMRR: readonly number[] = [1, 0, 24, 0];

/** How much of a plan's table is damaged. */
export function damageRank({ damage = {}, rmrrs }: Pick<Plan, "damage" | "rmrrs">): number {
  const { trailing, beyond, width = 0, length = 0, checksum = 0, cut = 0, order } = damage;
  let rank = Object.keys(damage).length * THING + width + length + checksum + cut + (order === "reversed" ? 1 : 0);
  rank += bytesRank(trailing) + bytesRank(beyond);
  for (const { rest, shortened } of rmrrs) {
    if (rest !== undefined) rank += THING + bytesRank(rest);
    if (shortened !== undefined) rank += THING + shortened;
  }
  return rank;
}

/** One more fault weighs more than any number of bytes. */
const THING = 2 ** 32;
/** One more byte weighs more than any value. */
const BYTE = 256;

function bytesRank(bytes: readonly number[] = []): number {
  return bytes.reduce((sum, byte) => sum + byte, bytes.length * BYTE);
}

function mended({ rest: _rest, shortened: _shortened, ...rmrr }: PlanRmrr): PlanRmrr {
  return rmrr;
}

function withoutMember(plan: Plan, damage: PlanDamage, member: keyof PlanDamage): Plan {
  const { [member]: _gone, ...left } = damage;
  return { ...plan, damage: left };
}

function withRmrr(plan: Plan, index: number, change: (rmrr: PlanRmrr) => PlanRmrr): Plan {
  return { ...plan, rmrrs: plan.rmrrs.map((rmrr, at) => (at === index ? change(rmrr) : rmrr)) };
}

/** Reductions of some bytes: the first one, halves, all but the last; and single bytes that are zero or smaller. */
function* fewerBytes(bytes: readonly number[]): Generator<readonly number[]> {
  const { length } = bytes;
  for (const left of new Set([1, 4, 8, length >> 1, length - 2, length - 1])) {
    if (left > 0 && left < length) yield bytes.slice(0, left);
  }
  if (bytes.some((byte) => byte > 0)) yield bytes.map(() => 0);
  for (const [index, byte] of bytes.entries()) {
    for (const value of lesser(byte, 0)) yield bytes.map((other, at) => (at === index ? value : other));
  }
}

function* lesser(value: number, least: number): Generator<number> {
  for (const candidate of new Set([least, least + 1, least + 2, value >> 1, value - 8, value - 1])) {
    if (candidate >= least && candidate < value) yield candidate;
  }
}
