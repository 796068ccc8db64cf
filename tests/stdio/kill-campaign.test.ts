/** Kills at random moments lose no scenario and leave no process: `npm run campaign:kills` does this 10,000 times. */

import { join } from "node:path";
import * as fc from "fast-check";
import seedrandom from "seedrandom";
import { expect, test } from "vitest";
import { STREAMS } from "../../generators/streams.ts";
import { ROOT } from "../support/built.ts";
import { killCampaign } from "./kill-campaign.ts";

const SCENARIOS = STREAMS.flatMap((stream) => fc.sample(stream.scenarios(), { seed: 8, numRuns: 40 }));

test.skipIf(process.platform !== "linux")(
  "an adapter that is killed and stopped at random loses no scenario",
  async () => {
    const command = `exec '${process.execPath}' '${join(ROOT, "adapters", "node", "adapter.mjs")}'`;
    const random = seedrandom("kills");
    const result = await killCampaign(command, SCENARIOS, 600, () => random.quick(), 25);
    expect(result).toMatchObject({ runs: 600, wrong: [], processesLeft: [] });
    expect(result.kills).toBeGreaterThan(5);
    const broken = Object.values(result.broken).reduce((sum, count) => sum + count, 0);
    expect(result.right + broken).toBe(result.runs);
    // A kill is borne by one scenario, or by none where the program was about to be restarted anyway.
    expect(broken).toBeLessThanOrEqual(result.kills);
    expect(broken).toBeGreaterThan(0);
  },
);
