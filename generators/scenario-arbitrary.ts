/** A fast-check arbitrary over plans: draws a plan, realises it, and shrinks by cutting it. */

import { Arbitrary, type Random, Stream, stream, Value } from "fast-check";
import type { Scenario } from "../model/scenario.ts";
import { type Draws, RandomDraws } from "./draws.ts";
import { planOf } from "./plan-of.ts";
import type { Plan } from "./plan.ts";
import { realise, tryRealise } from "./realise.ts";
import { readPaths } from "./shrinking/read-paths.ts";
import { PASSES } from "./shrinking/simplicity.ts";

/** The context that fast-check keeps with a scenario: its plan, and the shrink pass that made it. */
class Origin {
  readonly plan: Plan;
  readonly pass: number;

  constructor(plan: Plan, pass: number) {
    this.plan = plan;
    this.pass = pass;
  }
}

export class ScenarioArbitrary extends Arbitrary<Scenario> {
  readonly #draw: (draws: Draws) => Plan;

  /** `draw` must depend on nothing but its draws. */
  constructor(draw: (draws: Draws) => Plan) {
    super();
    this.#draw = draw;
  }

  /** A plan that was not drawn, as a value that shrinks like one that was. */
  ofPlan(plan: Plan): Value<Scenario> {
    return new Value(realise(plan), new Origin(plan, 0));
  }

  /** The bias of fast-check is not used, because the draws are already biased towards edges. */
  override generate(random: Random): Value<Scenario> {
    return this.ofPlan(this.#draw(new RandomDraws(random)));
  }

  /** Scenarios that were stored or written by hand shrink like drawn ones: their plan is reconstructed. */
  override canShrinkWithoutContext(value: unknown): value is Scenario {
    return planOf(value) !== undefined;
  }

  override shrink(scenario: Scenario, context: unknown): Stream<Value<Scenario>> {
    if (context instanceof Origin) return stream(simplerScenarios(context));
    const plan = planOf(scenario);
    return plan === undefined ? Stream.nil() : stream(simplerScenarios(new Origin(plan, 0)));
  }
}

/** A pass that succeeds is repeated, then come the passes after it, then those before it once more. */
function* simplerScenarios({ plan: drawn, pass }: Origin): IterableIterator<Value<Scenario>> {
  const plan = readPaths(drawn);
  for (let offset = 0; offset < PASSES.length; offset++) {
    const position = (pass + offset) % PASSES.length;
    for (const candidate of PASSES[position]!.candidates(plan)) {
      const scenario = tryRealise(candidate);
      if (scenario !== undefined) yield new Value(scenario, new Origin(candidate, position));
    }
  }
}
