import { expect, test } from "vitest";
import { namedTables } from "../../runner/named-tables.ts";

const table = (name: string, first: number): { name: string; bytes: Uint8Array } => ({
  name,
  bytes: new Uint8Array([first]),
});

test("tables have one order and names of their own, in whatever order they were given", () => {
  const given = [table("DMAR", 1), table("a.aml", 2), table("DMAR", 3), table("DMAR", 1)];
  const named = namedTables(given);
  expect(named.map(({ name }) => name)).toEqual(["DMAR", "DMAR#2", "DMAR#3", "a.aml"]);
  expect(namedTables(given.toReversed())).toEqual(named);
  // Of one name, what the table holds tells which is which.
  const [first, second, third] = named;
  const same = [first, second, third].filter((each) => each!.bytes[0] === 1);
  expect(same.map((each) => each!.digest)).toEqual([same[0]!.digest, same[0]!.digest]);
  expect(first!.digest <= second!.digest && second!.digest <= third!.digest).toBe(true);
});
