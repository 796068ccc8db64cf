/**
 * `npm run campaign:least [SEED [CASES [MOST [FAULT...]]]]`: shrinks a failure of every implementation of the shelf, for each
 * rule of the requirement that has to notice it, and looks for a smaller one among all small scenarios. Exit status 1
 * if there is any. A search of more than MOST scenarios, three million unless said otherwise, is given up.
 */

import { FAULTY } from "../implementations/faulty/index.ts";
import { REQUIREMENTS } from "../suites/index.ts";
import { searchSmaller, shrunkCounterexamples } from "../tests/generators/small-world/least-counterexamples.ts";
import { countsOf } from "../tests/generators/small-world/smaller-scenarios.ts";

const [seed = "least/1", cases = "1000", most = "3000000", ...names] = process.argv.slice(2);
let beaten = 0;
let proved = 0;
let open = 0;
let total = 0;

for (const variant of FAULTY) {
  if (names.length > 0 && !names.includes(variant.name)) continue;
  const requirement = REQUIREMENTS.find(({ id }) => id === variant.killedBy.requirement);
  if (requirement === undefined || variant.killedBy.outcome !== "fail") {
    console.log(
      `${variant.name}: ${requirement === undefined ? "its requirement is still to come" : "does not end in a verdict"}`,
    );
    continue;
  }
  const found = await shrunkCounterexamples(variant, requirement, seed, Number(cases));
  if (found.length === 0) console.log(`${variant.name}: not found in ${cases} cases a stream`);
  for (const counterexample of found) {
    const { functions, rmrrs, scopes, hops, steps } = countsOf(counterexample.scenario);
    const counts = `${functions} functions, ${rmrrs} RMRRs, ${scopes} scopes, ${hops} hops, ${steps} steps`;
    const started = performance.now();
    const search = searchSmaller(variant, requirement, counterexample, Number(most));
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const what = `${variant.name} ${requirement.id} ${counterexample.rule}: ${counts}`;
    if (search === undefined) {
      open++;
      console.log(`${what}: beyond the small worlds`);
      continue;
    }
    total += search.tried;
    if (search.smaller !== undefined) {
      beaten++;
      const less = JSON.stringify(countsOf(search.smaller));
      console.log(`${what}: NOT LEAST, there is ${less}`);
      if (names.length > 0)
        console.log(
          JSON.stringify(search.smaller, (_, value: unknown) =>
            typeof value === "bigint" ? `0x${value.toString(16)}` : value,
          ),
        );
    } else if (search.cut) {
      open++;
      console.log(
        `${what}: not decided by ${search.tried} of ${Number.isFinite(search.total) ? search.total : "countless"} scenarios in ${seconds} s`,
      );
    } else {
      proved++;
      console.log(`${what}: least of ${search.tried} in ${seconds} s`);
    }
  }
}
console.log(`${proved} proved least, ${beaten} not least, ${open} not decided; ${total} scenarios`);
process.exitCode = beaten === 0 ? 0 : 1;
