/**
 * `npm run campaign:kills [RUNS [SEED [BETWEEN]]]`: kills an adapter at random moments during thousands of scenarios;
 * BETWEEN is the average number of scenarios answered between two kills.
 */

import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import seedrandom from "seedrandom";
import { STREAMS } from "../generators/streams.ts";
import { killCampaign } from "../tests/stdio/kill-campaign.ts";

const CASES_A_STREAM = 200;

const [runs = "10000", seed = "kills", between = "40"] = process.argv.slice(2);
const scenarios = STREAMS.flatMap((stream) => fc.sample(stream.scenarios(), { seed: 8, numRuns: CASES_A_STREAM }));
const adapter = fileURLToPath(new URL("../../adapters/node/adapter.mjs", import.meta.url));
const random = seedrandom(seed);
const command = `exec '${process.execPath}' '${adapter}'`;
const result = await killCampaign(command, scenarios, Number(runs), () => random.quick(), Number(between));
console.log(JSON.stringify({ seed, ...result }, undefined, 2));
const broken = Object.values(result.broken).reduce((sum, count) => sum + count, 0);
const lost = result.runs - result.right - broken;
console.log(
  `${result.runs} runs, ${result.kills} kills, ${broken} borne by a scenario, ${lost} lost, ${result.processesLeft.length} processes left`,
);
process.exitCode = lost === 0 && result.processesLeft.length === 0 && broken <= result.kills ? 0 : 1;
