/**
 * What the adapters on this shelf share: the right way to speak, so that each file shows its one fault.
 *
 * An adapter answers every step with `unsupported`, until a scenario has a function labelled `trouble`.
 */

import { createInterface } from "node:readline";

export const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

export const STARTED = { message: "started", protocol: 1, name: "shelf", abilities: [] };

/** The right answer to a run message. */
export const politeAnswer = ({ id, scenario }) => ({
  message: "trace",
  id,
  trace: { observesMemory: false, steps: scenario.steps.map(() => ({ status: "unsupported" })) },
});

/** Every scenario is trouble if the environment says so: that is what the smoke test gets to see. */
export const isTrouble = ({ scenario }) =>
  process.env.EVERYTHING_IS_TROUBLE === "1" || scenario.platform.functions.some(({ label }) => label === "trouble");

/**
 * Speaks the protocol.
 *
 * @param started members of the answer to the start message
 * @param trouble what to do with a scenario that means trouble, instead of answering
 * @param start, run, stop what to do instead of the right thing at each message
 */
export function adapter({ started = {}, trouble, start, run, stop }) {
  const lines = createInterface({ input: process.stdin });
  lines.on("line", (line) => {
    const message = JSON.parse(line);
    if (message.message === "start") {
      if (start) start(message);
      else say({ ...STARTED, ...started });
    } else if (message.message === "stop") {
      if (stop) stop();
      else process.exit(0);
    } else if (run) run(message);
    else if (trouble && isTrouble(message)) trouble(message);
    else say(politeAnswer(message));
  });
  if (!stop) lines.on("close", () => process.exit(0));
}
