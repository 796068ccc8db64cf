/** What is sent to an adapter: of the schema for every scenario, and the table as structures only if it asks. */

import { join } from "node:path";
import * as fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { STREAMS } from "../../generators/streams.ts";
import { MessageToAdapterSchema } from "../../implementations/stdio/message-schemas.ts";
import { openStdioExecutor } from "../../implementations/stdio/stdio-executor.ts";
import { structuresToWire } from "../../implementations/stdio/structures-to-wire.ts";
import { SMOKE_CASES } from "../../implementations/stdio/smoke/smoke-cases.ts";
import { decodeTable } from "../../model/dmar/decode.ts";
import { scenarioToWire } from "../../model/wire/scenario-wire.ts";
import { bytesToWire } from "../../model/wire/write-values.ts";
import { ROOT } from "../support/built.ts";

describe("messages to an adapter", () => {
  test.each(STREAMS)("are of the schema for the scenarios of the stream $name, structures and all", (stream) => {
    fc.assert(
      fc.property(stream.scenarios(), (scenario) => {
        const structures = structuresToWire(scenario.platform.dmar);
        const message = { message: "run", id: 1, scenario: scenarioToWire(scenario), structures };
        const sent = JSON.parse(JSON.stringify(message)) as unknown;
        expect(v.safeParse(MessageToAdapterSchema, sent).issues).toBeUndefined();
        expect(structures).toHaveLength(decodeTable(scenario.platform.dmar).structures.length);
      }),
      { numRuns: 150 },
    );
  });

  test("have structures that conform to the schema, whatever bytes follow the header", () => {
    const header = decodedHeader();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
        const dmar = Buffer.concat([header, bytes]);
        dmar.writeUInt32LE(dmar.length, 4);
        const scenario = { ...(SMOKE_CASES[0]?.scenario as (typeof SMOKE_CASES)[number]["scenario"]) };
        const wire = {
          ...scenarioToWire(scenario),
          platform: { ...scenarioToWire(scenario).platform, dmar: bytesToWire(dmar) },
        };
        const message = { message: "run", id: 1, scenario: wire, structures: structuresToWire(dmar) };
        expect(v.safeParse(MessageToAdapterSchema, JSON.parse(JSON.stringify(message))).issues).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ["", "id message scenario; structures: none"],
    ["with-structures", "id message scenario; structures: drhd@48 rmrr@64 rmrr@96 rmrr@128"],
  ])("have structures only if the adapter asks for them: %s", async (argument, told) => {
    const adapter = join(ROOT, "tests", "stdio", "shelf", "tells-what-it-got.mjs");
    const executor = await openStdioExecutor({ command: `exec '${process.execPath}' '${adapter}' ${argument}` });
    const trace = await executor.execute((SMOKE_CASES[0] as (typeof SMOKE_CASES)[number]).scenario);
    await executor.close();
    expect(trace.ended).toStrictEqual({ how: "skipped", message: told });
  });
});

/** The 48 bytes before the first structure. */
function decodedHeader(): Buffer {
  return Buffer.from((SMOKE_CASES[0] as (typeof SMOKE_CASES)[number]).scenario.platform.dmar.subarray(0, 48));
}
