/** A fast-check arbitrary over plans: draws one, realises it, and shrinks by cutting it. */

import fc, { type Random } from "fast-check";
import type { Scenario } from "../model/scenario.ts";
import { type Draws, RandomDraws } from "./draws.ts";
import type { Plan } from "./plan.ts";
import { realise, tryRealise } from "./realise.ts";
import { PASSES } from "./shrinking/simplicity.ts";

/** What fast-check keeps beside a scenario: where it came from, and the pass that made it. */
class Origin {
  readonly plan: Plan;
  readonly pass: number;

  constructor(plan: Plan, pass: number) {
    this.plan = plan;
    this.pass = pass;
  }
}

export class ScenarioArbitrary extends fc.Arbitrary<Scenario> {
  readonly #draw: (draws: Draws) => Plan;

  /** `draw` makes a plan of nothing but its draws. */
  constructor(draw: (draws: Draws) => Plan) {
    super();
    this.#draw = draw;
  }

  /** The bias of fast-check is not used: the draws have edges of their own. */
  override generate(random: Random): fc.Value<Scenario> {
    const plan = this.#draw(new RandomDraws(random));
    return new fc.Value(realise(plan), new Origin(plan, 0));
  }

  override canShrinkWithoutContext(_value: unknown): _value is Scenario {
    return false;
  }

  override shrink(_scenario: Scenario, context: unknown): fc.Stream<fc.Value<Scenario>> {
    return context instanceof Origin ? fc.stream(simplerScenarios(context)) : fc.Stream.nil();
  }
}

/** A pass that has succeeded goes on, then come the passes behind it, then those before it once more. */
function* simplerScenarios({ plan, pass }: Origin): IterableIterator<fc.Value<Scenario>> {
  for (let offset = 0; offset < PASSES.length; offset++) {
    const position = (pass + offset) % PASSES.length;
    for (const candidate of PASSES[position]!.candidates(plan)) {
      const scenario = tryRealise(candidate);
      if (scenario !== undefined) yield new fc.Value(scenario, new Origin(candidate, position));
    }
  }
}
