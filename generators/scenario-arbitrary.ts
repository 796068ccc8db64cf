/** A fast-check arbitrary over plans: draws one, realises it, and shrinks by cutting it. */

import fc, { type Random } from "fast-check";
import type { Scenario } from "../model/scenario.ts";
import { type Draws, RandomDraws } from "./draws.ts";
import type { Plan } from "./plan.ts";
import { realise } from "./realise.ts";

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
    return new fc.Value(realise(plan), plan);
  }

  override canShrinkWithoutContext(_value: unknown): _value is Scenario {
    return false;
  }

  override shrink(_value: Scenario, _context: unknown): fc.Stream<fc.Value<Scenario>> {
    return fc.Stream.nil();
  }
}
